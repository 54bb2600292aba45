// What doctor asks of one region of the security account. Types are ours, names without their ARNs.

/** `codeSha256` in base64, `state` in Lambda's words: `Active`, or why not. */
export type FunctionFact = { readonly name: string; readonly codeSha256: string; readonly state: string };
/** A queue that a function reads. */
export type MappingFact = { readonly functionName: string; readonly queue: string; readonly state: string };
/** `actions` are the names of topics; `state` is `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
export type AlarmFact = {
  readonly name: string;
  readonly actionsEnabled: boolean;
  readonly actions: readonly string[];
  readonly state: string;
};
/** `waiting` is SQS's approximate number of visible messages. */
export type QueueFact = { readonly deadLetterQueue: string | undefined; readonly waiting: number };
/** `endpoint` is the name of a queue or a person's address. */
export type SubscriptionFact = {
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
};
/** An SSM parameter without its value; `key` as it was given: an alias, or a key's ARN. */
export type ParameterFact = { readonly type: string; readonly key: string | undefined };
/** A sweep's last run; `status` as in `orgwatch tag-audit status`. */
export type RunFact = {
  readonly status: string;
  readonly startedAt: Date;
  readonly reason: string | undefined;
};
/** `autoEnable`: which accounts of the organization are watched by themselves, e.g. `ALL`. */
export type DetectorFact = { readonly enabled: boolean; readonly autoEnable: string };

/** Every function answers all pages, or rejects with what the SDK throws. What does not exist is not among the answers. */
export type RegionFacts = {
  readonly functions: () => Promise<readonly FunctionFact[]>;
  readonly mappings: () => Promise<readonly MappingFact[]>;
  readonly alarms: () => Promise<readonly AlarmFact[]>;
  readonly queues: (names: readonly string[]) => Promise<ReadonlyMap<string, QueueFact>>;
  /** Undefined when there is no such topic. */
  readonly subscriptions: (topic: string) => Promise<readonly SubscriptionFact[] | undefined>;
  /** The states of the rules of a bus by their names; none where there is no such bus. */
  readonly rules: (bus: string) => Promise<ReadonlyMap<string, string>>;
  /** Those of a bus's rules that hand their events to nobody. */
  readonly withoutTarget: (bus: string, rules: readonly string[]) => Promise<readonly string[]>;
  /** The states of the tables by their names. */
  readonly tables: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly parameters: (names: readonly string[]) => Promise<ReadonlyMap<string, ParameterFact>>;
  /** The values of the parameters, which are no secrets. */
  readonly settings: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The last run of each of these state machines; undefined for one that has not run yet. */
  readonly lastRuns: (machines: readonly string[]) => Promise<ReadonlyMap<string, RunFact | undefined>>;
  /** The states of the schedules by `<group>/<name>`. */
  readonly schedules: () => Promise<ReadonlyMap<string, string>>;
  /** The states of keys by their aliases, e.g. `Enabled`. */
  readonly keys: (aliases: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Undefined when GuardDuty is not on. */
  readonly detector: () => Promise<DetectorFact | undefined>;
};
