// The part of a dashboard about some lambdas and sweeps: what ran and how fast, what waits, what failed and what that means.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { SweepManifest } from "@orgwatch/manifest/define-sweep";
import { heartbeatService, metricNamespace } from "@orgwatch/manifest/heartbeat";
import { deadLetterQueueName, functionName, queueName, stateMachineName } from "@orgwatch/manifest/names";
import { type Place, stateMachineArn } from "../place";
import { type Graph, graphWidget, type Row, type Series, textWidget } from "./dashboard-widgets";

export type SectionProps = {
  readonly title: string;
  readonly place: Place;
  readonly lambdas: readonly LambdaManifest[];
  readonly sweeps: readonly SweepManifest[];
  /** The ends of a lambda's queues' names. */
  readonly sourcesOf: (lambda: LambdaManifest) => readonly string[];
  /** Names of counts that alarms stand on (manifest/src/metrics.ts). */
  readonly counts: readonly string[];
};

const day = 86_400;
/** Longer than the longest time between two runs of a sweep, so that the last one is always seen. */
const lookBack = "-P8D";

/** The rows of a section; graphs without anything to show are left out. */
export function section(props: SectionProps): readonly Row[] {
  const { title, lambdas, sweeps } = props;
  const impacts = [
    ...lambdas.map(({ name, impact }) => [functionName(name), impact]),
    ...sweeps.map(({ name, impact }) => [`${stateMachineName(name)} (sweep)`, impact]),
  ];
  const meaning = ["**When it fails**", "", "| | people lose |", "|---|---|"].concat(
    impacts.map(([name, impact]) => `| ${name} | ${impact} |`),
  );
  const [failed, deadLetters] = failures(props);
  return [
    [textWidget(`## ${title}`)],
    graphs(8, runs(props)),
    graphs(8, waiting(props)),
    [...graphs(6, [failed, deadLetters]), textWidget(meaning.join("\n"), 12)],
    graphs(8, sweepRuns(props)),
  ].filter((row) => row.length > 0);
}

function graphs(width: number, all: readonly Graph[]): Row {
  return all.filter(({ series }) => series.length > 0).map((graph) => graphWidget(width, graph));
}

function runs({ lambdas, place }: SectionProps): readonly Graph[] {
  const { region } = place;
  const each = (metric: string) => lambdas.map(({ name }) => ofLambda(metric, name));
  return [
    { title: "Runs", region, stat: "Sum", series: each("Invocations") },
    { title: "How long a run takes (ms, 95 of 100)", region, stat: "p95", series: each("Duration") },
    { title: "Runs that had to wait for Lambda", region, stat: "Sum", series: each("Throttles") },
  ];
}

function waiting({ lambdas, sourcesOf, place }: SectionProps): readonly Graph[] {
  const { region } = place;
  const queues = lambdas.flatMap((lambda) =>
    sourcesOf(lambda).map((source) => queueName(lambda.name, source)),
  );
  const each = (metric: string) => queues.map((queue) => ofQueue(metric, queue));
  return [
    { title: "Messages delivered", region, stat: "Sum", series: each("NumberOfMessagesDeleted") },
    {
      title: "Messages that wait",
      region,
      stat: "Maximum",
      series: each("ApproximateNumberOfMessagesVisible"),
    },
    {
      title: "Age of the oldest message (s)",
      region,
      stat: "Maximum",
      series: each("ApproximateAgeOfOldestMessage"),
    },
  ];
}

/** Requests and steps of sweeps have no dead letters: their callers hear of a failure. */
function failures({ lambdas, sweeps, place }: SectionProps): readonly [Graph, Graph] {
  const { region } = place;
  const keeping = [
    ...lambdas.filter(({ trigger }) => trigger.kind === "queue" || trigger.kind === "schedule"),
    ...sweeps,
  ];
  const letters = keeping.map(({ name }) =>
    ofQueue("ApproximateNumberOfMessagesVisible", deadLetterQueueName(name)),
  );
  const errors = lambdas.map(({ name }) => ofLambda("Errors", name));
  return [
    { title: "Failed runs", region, stat: "Sum", series: errors },
    { title: "Dead letters", region, stat: "Maximum", series: letters },
  ];
}

function sweepRuns({ sweeps, counts, place }: SectionProps): readonly Graph[] {
  const base = { region: place.region, start: lookBack, periodSeconds: day };
  const ends = ["Succeeded", "Failed", "TimedOut", "Aborted"];
  const ofSweep = (metric: string, { name }: SweepManifest, label: string): Series => ({
    namespace: "AWS/States",
    metric,
    dimensions: { StateMachineArn: stateMachineArn(place, name) },
    label,
  });
  const ended = sweeps.flatMap((sweep) =>
    ends.map((end) => ofSweep(`Executions${end}`, sweep, `${sweep.name}: ${end}`)),
  );
  const took = sweeps.map((sweep) => ofSweep("ExecutionTime", sweep, sweep.name));
  const counted = counts.map((metric) => ({
    namespace: metricNamespace,
    metric,
    dimensions: { service: heartbeatService },
  }));
  return [
    { ...base, title: "Runs of the sweeps, by day", stat: "Sum", series: ended },
    { ...base, title: "How long a sweep takes (ms)", stat: "Maximum", series: took },
    { ...base, title: "Counted by the last run", stat: "Maximum", series: counted, view: "singleValue" },
  ];
}

function ofLambda(metric: string, lambda: string): Series {
  return { namespace: "AWS/Lambda", metric, dimensions: { FunctionName: functionName(lambda) } };
}

function ofQueue(metric: string, queue: string): Series {
  return { namespace: "AWS/SQS", metric, dimensions: { QueueName: queue } };
}
