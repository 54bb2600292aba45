// Runs the built lambdas of a deployment: its queues are polled, its schedules run, and events of the bus start it.
import { randomUUID } from "node:crypto";
import type { Principal } from "../aws-call";
import type { Journal } from "../journal";
import type { DeployedLambda, Deployment } from "../wiring/deployment";
import type { Credentials } from "./lambda-environment";
import { type LogLine, newLogLines } from "./log-lines";
import { type RunningLambda, startLambda } from "./running-lambda";
import { scheduledEvent, startSchedules } from "./schedules";

export type LambdaHostOptions = {
  readonly deployment: Deployment;
  /** Holds `<lambda>/index.js` for each lambda. */
  readonly bundles: string;
  /** The gateway. */
  readonly endpoint: string;
  readonly issue: (principal: Principal) => Credentials;
  readonly journal: Journal;
  /** The gateway's notice that a queue (or, undefined, some queue) may have got messages; answers how to end it. */
  readonly onQueueFed: (listener: (queueArn: string | undefined) => void) => () => void;
  readonly onLogLine?: (line: LogLine) => void;
};

export type LambdaHost = {
  /** Runs a lambda with an event; rejects with InvocationFailed when it fails, and with Error when there is no such function. */
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>;
  /** Starts a lambda as its schedule would, in one region or in all of its regions. */
  readonly run: (lambda: string, region?: string) => Promise<void>;
  /**
   * Resolves when no lambda runs and the last poll of every queue was empty; rejects when a queue cannot be read for good.
   * Messages that wait out their visibility timeout do not count.
   */
  readonly idle: () => Promise<void>;
  readonly logs: (lambda: string) => string[];
  readonly stop: () => Promise<void>;
};

/** Messages that become visible again come without notice; moto is too slow to be asked more often. */
const pollMilliseconds = 2000;

/** Starts polling and schedules at once. */
export async function startLambdaHost(options: LambdaHostOptions): Promise<LambdaHost> {
  const { deployment } = options;
  const lines = newLogLines();
  const watchers = new Set<() => void>();
  const onChange = (): void => {
    for (const watcher of watchers) watcher();
  };
  const onLogLine = (line: LogLine): void => {
    lines.add(line);
    options.onLogLine?.(line);
  };
  const running = new Map<string, RunningLambda>(
    deployment.lambdas.map((lambda) => [
      lambda.functionArn,
      startLambda(lambda, { ...options, onChange, onLogLine }),
    ]),
  );
  const all = [...running.values()];
  const run = async (lambda: DeployedLambda, name: string): Promise<void> => {
    const event = scheduledEvent(lambda, { name, expression: "" }, randomUUID(), new Date());
    await running.get(lambda.functionArn)?.invoke(event);
  };
  const feed = (queueArn: string | undefined): void => {
    for (const lambda of all) lambda.fed(queueArn);
  };
  const endFeeding = options.onQueueFed(feed);
  const timer = setInterval(() => feed(undefined), pollMilliseconds).unref();
  // A failed run is in the journal and the log; the next one is due anyway.
  const endSchedules = startSchedules(deployment.lambdas, (lambda, { name }) => {
    run(lambda, name).catch(() => undefined);
  });
  return {
    invoke: async (functionArn, event) => {
      const lambda = running.get(functionArn);
      if (lambda === undefined) throw new Error(`No function ${functionArn} runs in this sandbox`);
      return lambda.invoke(event);
    },
    run: async (name, region) => {
      const chosen = deployment.lambdas.filter(
        (lambda) => lambda.name === name && (region === undefined || lambda.region === region),
      );
      if (chosen.length === 0) throw new Error(`No lambda ${name} runs in ${region ?? "any region"}`);
      await Promise.all(
        chosen.map((lambda) => run(lambda, lambda.schedules[0]?.name ?? lambda.functionName)),
      );
    },
    idle: () => untilQuiet(all, watchers),
    logs: lines.of,
    stop: async () => {
      clearInterval(timer);
      endSchedules();
      endFeeding();
      await Promise.all(all.map((lambda) => lambda.stop()));
    },
  };
}

function untilQuiet(lambdas: readonly RunningLambda[], watchers: Set<() => void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const refusal = lambdas.map((lambda) => lambda.refusal()).find((error) => error !== undefined);
      if (refusal === undefined && !lambdas.every((lambda) => lambda.quiet())) return;
      watchers.delete(look);
      if (refusal === undefined) resolve();
      else reject(refusal);
    };
    watchers.add(look);
    look();
  });
}
