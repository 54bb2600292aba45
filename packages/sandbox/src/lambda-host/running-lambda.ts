// One lambda of a deployment at work: its environments, its queues, and what the journal tells about it.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { SQSRecord } from "aws-lambda";
import type { Principal } from "../aws-call";
import type { Clock } from "../clock";
import type { Journal, Stop } from "../journal";
import type { DeployedLambda, QueueSource } from "../wiring/deployment";
import { failedIds } from "./batch-failures";
import { startExecutionEnvironment } from "./execution-environment";
import { type Credentials, lambdaEnvironment } from "./lambda-environment";
import type { LogLine } from "./log-lines";
import { type QueuePoller, startQueuePoller } from "./queue-poller";
import { sourceQueue } from "./source-queue";
import { subjectOf, subjectOfText } from "./subject-of";
import { newWarmEnvironments } from "./warm-environments";

export type RunningLambda = {
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** A queue of this ARN, or some queue, may have got messages. */
  readonly fed: (queueArn: string | undefined) => void;
  readonly quiet: () => boolean;
  readonly refusal: () => Error | undefined;
  readonly stop: () => Promise<void>;
};

export type RunningLambdaOptions = {
  readonly bundles: string;
  readonly endpoint: string;
  readonly issue: (principal: Principal) => Credentials;
  readonly journal: Journal;
  readonly onLogLine: (line: LogLine) => void;
  readonly onRun?: (lambda: DeployedLambda, failed: boolean) => void;
  readonly clock: Pick<Clock, "offset">;
  readonly onChange: () => void;
};

/** Polls the lambda's queues at once; execution environments start with the first invocation. */
export function startLambda(lambda: DeployedLambda, options: RunningLambdaOptions): RunningLambda {
  const credentials = options.issue({
    accountId: lambda.accountId,
    kind: "role",
    roleName: lambda.roleName,
    sessionName: lambda.functionName,
  });
  const onLine = (line: string): void =>
    options.onLogLine({ lambda: lambda.name, region: lambda.region, line });
  const folder = join(options.bundles, lambda.name);
  const variables = lambdaEnvironment(lambda, { endpoint: options.endpoint, taskRoot: folder, credentials });
  const environments = newWarmEnvironments(() =>
    startExecutionEnvironment(lambda, { folder, variables, onLine, clock: options.clock }),
  );
  const note = newNote(lambda, options.journal);
  let invocations = 0;
  const invoke = async (event: unknown, subjects: readonly (string | undefined)[]): Promise<unknown> => {
    invocations += 1;
    const begun = performance.now();
    const milliseconds = () => `${Math.round(performance.now() - begun)} ms`;
    note("Lambda", subjects, "started");
    try {
      const answer = await environments.invoke(event, randomUUID());
      note("Lambda", subjects, `done in ${milliseconds()}`);
      options.onRun?.(lambda, false);
      return answer;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      note("Lambda", subjects, `failed after ${milliseconds()}: ${words}`);
      onLine(`ERROR ${words}`);
      options.onRun?.(lambda, true);
      throw error;
    } finally {
      invocations -= 1;
      options.onChange();
    }
  };
  const pollers = lambda.sources.map((source) => ({
    source,
    poller: pollSource(source, lambda, { ...options, credentials, onLine, note, invoke }),
  }));
  return {
    invoke: (event) => invoke(event, [subjectOf(event)]),
    fed: (queueArn) => {
      for (const { source, poller } of pollers)
        if (queueArn === undefined || queueArn === source.queueArn) poller.fed();
    },
    quiet: () => invocations === 0 && pollers.every(({ poller }) => poller.quiet()),
    refusal: () => pollers.map(({ poller }) => poller.refusal()).find((error) => error !== undefined),
    stop: async () => {
      for (const { poller } of pollers) poller.stop();
      await environments.stop();
    },
  };
}

type Note = (stop: Stop, subjects: readonly (string | undefined)[], what: string) => void;

function pollSource(
  source: QueueSource,
  lambda: DeployedLambda,
  around: {
    readonly endpoint: string;
    readonly credentials: Credentials;
    readonly onLine: (line: string) => void;
    readonly onChange: () => void;
    readonly note: Note;
    readonly invoke: (event: unknown, subjects: readonly (string | undefined)[]) => Promise<unknown>;
  },
): QueuePoller {
  const { endpoint, credentials, onLine, onChange, note } = around;
  const name = source.queueArn.split(":").at(-1) ?? "";
  const invoke = async (records: readonly SQSRecord[]): Promise<unknown> => {
    const subjects = records.map(({ body }) => subjectOfText(body));
    for (const [index, { attributes }] of records.entries())
      note("SQS", [subjects[index]], `received from ${name}, try ${attributes.ApproximateReceiveCount}`);
    const answer = await around.invoke({ Records: records }, subjects);
    for (const id of failedIds(
      answer,
      records.map(({ messageId }) => messageId),
    )) {
      const record = records.findIndex(({ messageId }) => messageId === id);
      note("Lambda", [subjects[record]], `left in ${name}, to be tried again`);
    }
    return answer;
  };
  return startQueuePoller({
    queue: sourceQueue({ endpoint, region: lambda.region, credentials, ...source }),
    batchSize: source.batchSize,
    maximumConcurrency: source.maximumConcurrency,
    invoke,
    onProblem: (problem) => onLine(`ERROR ${name}: ${problem}`),
    onChange,
  });
}

/** One journal entry for each different subject. */
function newNote({ name, accountId, region }: DeployedLambda, journal: Journal): Note {
  return (stop, subjects, what) => {
    for (const subject of new Set(subjects))
      journal.record({ stop, accountId, region, subject, what: `${name}: ${what}` });
  };
}
