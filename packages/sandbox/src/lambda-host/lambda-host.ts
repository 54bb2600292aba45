// Runs the built lambdas of a deployment: queues are polled, schedules run, and events of the bus and HTTP requests start them.
import { randomUUID } from "node:crypto";
import type { Principal } from "../aws-call";
import { type Clock, newClock } from "../clock";
import type { RouteHandler } from "../gateway/routes";
import type { Journal } from "../journal";
import type { DeployedLambda, Deployment, ScheduleSource } from "../wiring/deployment";
import { type HttpApi, newHttpApi } from "./http-api";
import type { Credentials } from "./lambda-environment";
import { type LogLine, newLogLines } from "./log-lines";
import { type RunningLambda, startLambda } from "./running-lambda";
import { scheduledEvent, startSchedules } from "./schedules";

export type LambdaHostOptions = {
  readonly deployment: Omit<Deployment, "machines">;
  /** Holds `<lambda>/index.js` or `index.mjs` for each lambda. */
  readonly bundles: string;
  /** The gateway. */
  readonly endpoint: string;
  readonly issue: (principal: Principal) => Credentials;
  readonly journal: Journal;
  /** The gateway's notice that a queue (or, undefined, some queue) may have got messages; answers how to end it. */
  readonly onQueueFed: (listener: (queueArn: string | undefined) => void) => () => void;
  readonly onLogLine?: (line: LogLine) => void;
  /** After each run of a lambda, also of one that failed. */
  readonly onRun?: (lambda: DeployedLambda, failed: boolean) => void;
  /** The time of schedules, events and the lambdas themselves; real time without it. */
  readonly clock?: Clock;
};

export type LambdaHost = {
  /** Runs a lambda with an event; rejects with InvocationFailed when it fails, and with Error when there is no such function. */
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>;
  /** The deployment's HTTP API, for the gateway's path `httpApiPrefix`. */
  readonly handleRequest: RouteHandler;
  /** Starts a lambda as its schedule would, in one region or in all of its regions. */
  readonly run: (lambda: string, region?: string) => Promise<void>;
  /**
   * Resolves when no lambda runs, every request is answered and the last poll of every queue was empty; rejects when a queue cannot be
   * read for good. Messages that wait out their visibility timeout do not count.
   */
  readonly idle: () => Promise<void>;
  readonly logs: (lambda: string) => string[];
  readonly stop: () => Promise<void>;
};

/** Messages that become visible again come without notice; moto is too slow to be asked more often. */
const pollMilliseconds = 2000;

/** Starts polling and schedules at once. */
export async function startLambdaHost(options: LambdaHostOptions): Promise<LambdaHost> {
  const { deployment, journal, clock = newClock() } = options;
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
      startLambda(lambda, { ...options, clock, onChange, onLogLine }),
    ]),
  );
  const all = [...running.values()];
  const run = async (lambda: DeployedLambda, name: string): Promise<void> => {
    const event = scheduledEvent(lambda, { name, expression: "" }, randomUUID(), clock.now());
    await running.get(lambda.functionArn)?.invoke(event);
  };
  const feed = (queueArn: string | undefined): void => {
    for (const lambda of all) lambda.fed(queueArn);
  };
  const endFeeding = options.onQueueFed(feed);
  const timer = setInterval(() => feed(undefined), pollMilliseconds).unref();
  // A failed run is in the journal and the log; the next one is due anyway.
  const runDue = (lambda: DeployedLambda, { name }: ScheduleSource): void => {
    run(lambda, name).catch(() => undefined);
  };
  const endSchedules = startSchedules(deployment.lambdas, runDue, clock);
  const invoke: LambdaHost["invoke"] = async (functionArn, event) => {
    const lambda = running.get(functionArn);
    if (lambda === undefined) throw new Error(`No function ${functionArn} runs in this sandbox`);
    return lambda.invoke(event);
  };
  const api = newHttpApi({ deployment, invoke, journal, newId: randomUUID, now: clock.now, onChange });
  return {
    invoke,
    handleRequest: api.handle,
    run: async (name, region) => {
      const chosen = deployment.lambdas.filter(
        (lambda) => lambda.name === name && (region === undefined || lambda.region === region),
      );
      if (chosen.length === 0) throw new Error(`No lambda ${name} runs in ${region ?? "any region"}`);
      await Promise.all(
        chosen.map((lambda) => run(lambda, lambda.schedules[0]?.name ?? lambda.functionName)),
      );
    },
    idle: () => untilQuiet(all, api, watchers),
    logs: lines.of,
    stop: async () => {
      clearInterval(timer);
      endSchedules();
      endFeeding();
      await Promise.all(all.map((lambda) => lambda.stop()));
    },
  };
}

function untilQuiet(
  lambdas: readonly RunningLambda[],
  api: HttpApi,
  watchers: Set<() => void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const refusal = lambdas.map((lambda) => lambda.refusal()).find((error) => error !== undefined);
      const isQuiet = api.underWay() === 0 && lambdas.every((lambda) => lambda.quiet());
      if (refusal === undefined && !isQuiet) return;
      watchers.delete(look);
      if (refusal === undefined) resolve();
      else reject(refusal);
    };
    watchers.add(look);
    look();
  });
}
