// What test-alert looks at in one region of the security account, and does there: it archives.
import type { Delivery } from "@orgwatch/core/delivery-log";

/** A rule of the default bus with its targets; `pattern` is its JSON. */
export type BusRule = {
  readonly name: string;
  readonly enabled: boolean;
  readonly pattern: string;
  readonly targets: readonly string[];
};

/** Who hears a topic: the names of its queues, and whether an address on the web does. */
export type Listeners = { readonly queues: readonly string[]; readonly https: boolean };

/** How full a queue is, in SQS's approximate numbers; undefined: there is no such queue. */
export type QueueDepth = { readonly waiting: number; readonly inWork: number } | undefined;

/** How often a rule matched and failed to deliver, by CloudWatch; it is minutes late. `first` is the ISO time of the first minute. */
export type RuleCounts = {
  readonly matched: number;
  readonly failed: number;
  readonly first: string | undefined;
};

/** An alarm that is ringing; its description begins with what people are missing. */
export type RingingAlarm = { readonly name: string; readonly description: string };

/** Every function rejects with what the SDK throws, `record` with TryLater around it. */
export type AlertRegion = {
  /** Orgwatch's rules of the region's default bus. */
  readonly rules: () => Promise<readonly BusRule[]>;
  /** Undefined: there is no such topic. */
  readonly listenersOf: (topicArn: string) => Promise<Listeners | undefined>;
  /** What the delivery log has under a key. */
  readonly record: (key: string) => Promise<Delivery | undefined>;
  /** The names of Slack's channels by id, as the routing has them; empty when it cannot be read. */
  readonly channelNames: () => Promise<ReadonlyMap<string, string>>;
  readonly depthOf: (queue: string) => Promise<QueueDepth>;
  readonly countsOf: (rule: string, since: Date) => Promise<RuleCounts>;
  /** Orgwatch's own alarms. */
  readonly ringing: () => Promise<readonly RingingAlarm[]>;
  /** Archives the finding as GuardDuty's administrator; resolves whether GuardDuty shows it as archived. */
  readonly archive: (findingId: string) => Promise<boolean>;
};
