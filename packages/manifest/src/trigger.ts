// What starts a lambda: a queue, a schedule, an HTTP request, or one item of a Step Functions map.
import type { TopicName } from "./names";

/** What a lambda can listen to: the teams' topics, and the region's failover topic, which belongs to no team. */
export type SourceTopic = TopicName | "failover";
/** A queue for each of the named topics of each team, e.g. `platform-alert`. */
export type TopicsSource = { readonly kind: "topics"; readonly names: readonly SourceTopic[] };
/** Messages that other lambdas hand over; they name this queue with `queueOf(<lambda>, <name>)`. */
export type HandedSource = { readonly kind: "handed"; readonly name: string };
/** Events of the bus `orgwatch` (home region) that match an EventBridge pattern. */
export type BusSource = {
  readonly kind: "bus";
  readonly name: string;
  readonly pattern: Readonly<Record<string, unknown>>;
};

/** New objects of a bucket that the configuration names (S3 event notifications); nothing starts it while none is named. */
export type BucketSource = { readonly kind: "bucket"; readonly name: string };

/** What fills a lambda's queues. */
export type QueueFrom = TopicsSource | BusSource | HandedSource | BucketSource;

/** Messages from queues. `receiveLimit` is how often SQS hands one out before it goes to the dead-letter queue. */
export type QueueTrigger = {
  readonly kind: "queue";
  readonly from: QueueFrom;
  readonly batchSize: number;
  readonly receiveLimit: number;
  readonly maximumConcurrency: number;
};
/** EventBridge Scheduler. `alsoOn` starts the same run at once for matching events of the bus `orgwatch`. */
export type ScheduleTrigger = {
  readonly kind: "schedule";
  readonly expression: string;
  readonly words: string;
  readonly alsoOn: readonly BusSource[];
};
/** A route of the HTTP API. */
export type RequestTrigger = {
  readonly kind: "request";
  readonly method: "GET" | "POST";
  readonly path: string;
};
/** One item of a sweep's Distributed Map. */
export type MapItemTrigger = {
  readonly kind: "map-item";
  readonly map: string;
  readonly pass: "first" | "second";
};
/** The step of a sweep before its map (answers `{ items: […] }`), the one before its second map (the same), or the last one. */
export type SweepStepTrigger = {
  readonly kind: "sweep-step";
  readonly sweep: string;
  readonly step: "plan" | "second" | "finish";
};

export type Trigger = QueueTrigger | ScheduleTrigger | RequestTrigger | MapItemTrigger | SweepStepTrigger;

/** The topics `<team>-notification` and `<team>-alert` of all teams; `failover` is the region's failover topic. */
export function topics(...names: readonly SourceTopic[]): TopicsSource {
  return { kind: "topics", names };
}

/** A queue that other lambdas fill; `name` is the end of its name. */
export function handed(name: string): HandedSource {
  return { kind: "handed", name };
}

/** Events of the organization's bus; `name` becomes part of the rule's and the queue's name. */
export function bus(name: string, pattern: Readonly<Record<string, unknown>>): BusSource {
  return { kind: "bus", name, pattern };
}

/** New objects in the bucket that the configuration calls `name`. */
export function bucketObjects(name: string): BucketSource {
  return { kind: "bucket", name };
}

/** A queue trigger. SQS asks for a receive limit of 5 or more and a batch of 1 to 10; Lambda for a concurrency of 2 or more. */
export function queue(options: {
  readonly from: QueueFrom;
  readonly batchSize: number;
  readonly receiveLimit: number;
  readonly maximumConcurrency?: number;
}): QueueTrigger {
  return { kind: "queue", maximumConcurrency: 2, ...options };
}

/** A schedule in EventBridge Scheduler's words, e.g. `rate(1 hour)`, with its meaning for people. */
export function schedule(
  expression: string,
  words: string,
  options: { readonly alsoOn?: readonly BusSource[] } = {},
): ScheduleTrigger {
  return { kind: "schedule", expression, words, alsoOn: options.alsoOn ?? [] };
}

/** A route of the HTTP API, e.g. `request("POST", "/slack/actions")`. */
export function request(method: "GET" | "POST", path: string): RequestTrigger {
  return { kind: "request", method, path };
}

/** A step of a sweep outside of its maps. */
export function sweepStep(sweep: string, step: SweepStepTrigger["step"]): SweepStepTrigger {
  return { kind: "sweep-step", sweep, step };
}

/** One item of the named sweep's map, or of its second one. */
export function mapItem(map: string, pass: MapItemTrigger["pass"] = "first"): MapItemTrigger {
  return { kind: "map-item", map, pass };
}
