// The dashboard that one looks at first: alarms and heartbeats of all regions, the way in, and every job of the home region.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import {
  heartbeatDimensions,
  heartbeatMetric,
  heartbeatSteps,
  metricNamespace,
} from "@orgwatch/manifest/heartbeat";
import { type Place, regionalArn } from "../place";
import { alarmMetrics, type KnownAlarm, tellsOfLoss } from "./dashboard-alarms";
import { type SectionProps, section } from "./dashboard-section";
import { alarmWidgets, type Graph, graphWidget, type Row, textWidget } from "./dashboard-widgets";

export type OverviewProps = Pick<SectionProps, "sourcesOf" | "sweeps"> & {
  readonly home: Place;
  readonly regions: readonly string[];
  /** Of all stacks. */
  readonly alarms: readonly KnownAlarm[];
  /** Of the home region alone. */
  readonly lambdas: readonly LambdaManifest[];
};

const heading = `# Orgwatch
The parts that run in each region have a dashboard of their own: [orgwatch-regions](#dashboards:name=orgwatch-regions).
Written by Terraform from the lambdas' manifests: changes made here are lost.`;

/** A stack's section follows the order of its lambdas. */
export function overview(props: OverviewProps): readonly Row[] {
  const { home, alarms, lambdas, sweeps } = props;
  const loss = alarms.filter(tellsOfLoss);
  const stacks = [...new Set([...lambdas, ...sweeps].map(({ stack }) => stack))];
  return [
    [textWidget(heading)],
    ...props.regions.flatMap((region) =>
      alarmWidgets(
        `Alarms in ${region}`,
        loss
          .filter((alarm) => alarm.region === region)
          .map(({ name }) => alarmArn({ ...home, region }, name)),
      ).map((widget) => [widget]),
    ),
    [graphWidget(12, heartbeats(props)), graphWidget(12, arrivals(props))],
    ...wayIn(props),
    ...stacks.flatMap((stack) =>
      section({
        ...props,
        title: stack,
        place: home,
        lambdas: lambdas.filter((lambda) => lambda.stack === stack),
        sweeps: sweeps.filter((sweep) => sweep.stack === stack),
        counts: countsOf(alarms.filter((alarm) => alarm.stack === stack)),
      }),
    ),
  ];
}

/** `arn:…:alarm:<name>` */
export function alarmArn(place: Place, name: string): string {
  return regionalArn(place, "cloudwatch", `alarm:${name}`);
}

function heartbeats({ home, regions }: OverviewProps): Graph {
  const ends = heartbeatSteps.filter(({ stop }) => heartbeatSteps.every(({ after }) => after !== stop));
  return {
    title: "Heartbeats at the end of their way",
    region: home.region,
    stat: "Sum",
    series: regions.flatMap((region) =>
      ends.map(({ stop }) => ({
        namespace: metricNamespace,
        metric: heartbeatMetric,
        dimensions: heartbeatDimensions(stop),
        label: `${region} ${stop}`,
        region,
      })),
    ),
  };
}

/** Rules of the organization's bus carry its name. */
function arrivals({ home, alarms }: OverviewProps): Graph {
  const here = alarms.filter(({ region }) => region === home.region);
  return {
    title: "Events that arrived from other accounts, by rule",
    region: home.region,
    stat: "Sum",
    series: alarmMetrics(here, "AWS/Events", "FailedInvocations")
      .filter((dimensions) => "EventBusName" in dimensions)
      .map((dimensions) => ({ namespace: "AWS/Events", metric: "TriggeredRules", dimensions })),
  };
}

function wayIn({ home, alarms }: OverviewProps): readonly Row[] {
  const apis = alarmMetrics(alarms, "AWS/ApiGateway", "5xx");
  const graph = (title: string, stat: Graph["stat"], ...metrics: readonly string[]) =>
    graphWidget(12, {
      title,
      region: home.region,
      stat,
      series: apis.flatMap((dimensions) =>
        metrics.map((metric) => ({ namespace: "AWS/ApiGateway", metric, dimensions })),
      ),
    });
  if (apis.length === 0) return [];
  return [
    [
      graph("Requests of Slack and PagerDuty", "Sum", "Count", "4xx", "5xx"),
      graph("How long they wait for an answer (ms, 95 of 100)", "p95", "Latency"),
    ],
  ];
}

function countsOf(alarms: readonly KnownAlarm[]): readonly string[] {
  const counted = alarms.filter(
    ({ namespace, dimensions }) => namespace === metricNamespace && !("Stop" in dimensions),
  );
  return [...new Set(counted.flatMap(({ metric }) => metric ?? []))];
}
