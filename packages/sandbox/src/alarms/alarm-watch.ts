// Watches alarms: measures what must be asked for, evaluates each alarm, and carries out the actions of those that changed.
import { oneAtATime } from "../gateway/one-at-a-time";
import type { AlarmDefinition, AlarmState, Watched } from "./alarm-definition";
import { type AlarmMessage, alarmMessage } from "./alarm-message";
import { evaluateAlarm } from "./evaluate-alarm";
import type { MeasuredQueue } from "./measure-queues";
import type { DataPoint, Metrics } from "./metrics";
import { periodValues } from "./period-values";
import { stateReason } from "./state-reason";

/** An alarm as people see it; `since` is when it came into its state. */
export type AlarmStatus = {
  readonly name: string;
  readonly region: string;
  readonly description: string;
  readonly state: AlarmState;
  readonly since: Date;
};

export type AlarmWatch = {
  /**
   * Evaluates all alarms on their newest complete periods. Resolves when all actions are carried out; throws AggregateError when some
   * failed, which changes no state.
   */
  readonly evaluate: () => Promise<void>;
  readonly all: () => readonly AlarmStatus[];
  /** Calls back after an evaluation that changed a state; the answer ends it. */
  readonly subscribe: (listener: () => void) => () => void;
};

export type AlarmWatchOptions = {
  readonly definitions: readonly AlarmDefinition[];
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly measureQueues: (queues: readonly MeasuredQueue[], at: Date) => Promise<readonly DataPoint[]>;
  readonly publish: (topicArn: string, message: AlarmMessage) => Promise<void>;
};

/**
 * Starts now: what was before counts for nothing. An alarm starts as OK, where CloudWatch starts with INSUFFICIENT_DATA and tells the OK
 * actions of every new alarm: the sandbox spares people that.
 */
export function newAlarmWatch(options: AlarmWatchOptions): AlarmWatch {
  const { definitions, metrics, now, publish } = options;
  const since = now();
  const states = new Map(definitions.map((alarm) => [alarm, initially(since)]));
  const queues = watchedQueues(definitions);
  const listeners = new Set<() => void>();
  const inTurn = oneAtATime();

  /** The publications that follow from the alarm's change; none when it stays as it is. */
  const look = (alarm: AlarmDefinition, at: Date): readonly Promise<void>[] => {
    const { state: from } = states.get(alarm) ?? initially(since);
    const values = periodValues(alarm, metrics.of, { since, now: at });
    const to = values ? evaluateAlarm(alarm, values, from) : from;
    if (values === undefined || to === from) return [];
    states.set(alarm, { state: to, since: at });
    const reason = stateReason(alarm, values, { from, to });
    const message = alarmMessage({ alarm, from, to, reason, at }, since);
    return alarm.actions[to].map((topicArn) => publish(topicArn, message));
  };
  const evaluate = async (): Promise<void> => {
    const at = now();
    metrics.add(...(await options.measureQueues(queues, at)));
    const before = new Map(states);
    const published = definitions.flatMap((alarm) => look(alarm, at));
    if (definitions.some((alarm) => states.get(alarm) !== before.get(alarm)))
      for (const listener of [...listeners]) listener();
    const failures = (await Promise.allSettled(published)).flatMap((outcome) =>
      outcome.status === "rejected" ? [outcome.reason] : [],
    );
    if (failures.length > 0) throw new AggregateError(failures, "Alarms could not tell their topics");
  };
  return {
    evaluate: () => inTurn("evaluate", evaluate),
    all: () =>
      definitions.map((alarm) => ({
        name: alarm.name,
        region: alarm.region,
        description: alarm.description,
        ...(states.get(alarm) ?? initially(since)),
      })),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function initially(since: Date): Pick<AlarmStatus, "state" | "since"> {
  return { state: "OK", since };
}

/** The queues that alarms name, each once. */
export function watchedQueues(definitions: readonly AlarmDefinition[]): MeasuredQueue[] {
  const named = definitions.flatMap(({ accountId, watched }) =>
    metricsOf(watched).flatMap(({ region, namespace, dimensions: { QueueName: name } }) =>
      namespace === "AWS/SQS" && name !== undefined ? [{ accountId, region, name }] : [],
    ),
  );
  return [...new Map(named.map((queue) => [JSON.stringify(queue), queue])).values()];
}

function metricsOf(watched: Watched) {
  return watched.kind === "metric" ? [watched.metric] : [watched.before.metric, watched.here.metric];
}
