// Which stops of its way an alert has reached, and when: what the records prove, and nothing more.
import type { Delivery } from "@orgwatch/core/delivery-log";
import type { Evidence } from "./evidence";
import type { Records } from "./follow-records";
import type { Leg, Way } from "./read-way";
import type { SampleFinding } from "./sample-account";

/**
 * `at` is ISO; with `latest` it is when the next stop was reached, because this one keeps no record of a single message. `unseen` is what
 * nobody here can know, `not meant` what the configuration does not ask for; only `missed` is a failure.
 */
export type Stop = {
  readonly name: string;
  readonly outcome: "reached" | "missed" | "unseen" | "not meant";
  readonly at?: string;
  readonly latest?: true;
  readonly words: string;
  /** The notifier whose stop it is; the first three stops are everybody's. */
  readonly lambda?: string;
};

/** What is known of the alert. */
export type Known = {
  readonly sample: SampleFinding;
  readonly way: Way;
  readonly records: Records["of"];
  readonly evidence: Evidence;
  /** Names of Slack's channels by id. */
  readonly channels: ReadonlyMap<string, string>;
};

const order = ["rule", "topic", "queue"] as const;
const nothingComes = "nothing comes here";

/** The stops in their order. */
export function stopsOf(known: Known): readonly Stop[] {
  const { sample, way } = known;
  const made: Stop = {
    name: "GuardDuty",
    outcome: "reached",
    at: sample.updatedAt,
    words: `made the finding ${sample.id}`,
  };
  if (way.broken !== undefined) return [made, ...brokenStops(way, way.broken)];
  return [made, ...sharedStops(known), ...way.legs.flatMap((leg) => stopsOfLeg(leg, known))];
}

function brokenStops({ rule, topic }: Way, { at, words }: NonNullable<Way["broken"]>): readonly Stop[] {
  const names = { rule, topic, queue: undefined };
  return order.map((name): Stop => {
    if (name === at) return { name, outcome: "missed", words };
    const before = order.indexOf(name) < order.indexOf(at);
    return { name, outcome: "unseen", words: before ? (names[name] ?? "") : nothingComes };
  });
}

/** A rule and a topic hand an event on within milliseconds: when a notifier has it, both had it just before. */
function sharedStops({ way: { rule = "", topic = "" }, records, evidence }: Known): readonly Stop[] {
  const first = Object.values(records)
    .map(({ attemptedAt }) => attemptedAt)
    .toSorted()[0];
  if (first !== undefined)
    return [
      { name: "rule", outcome: "reached", at: first, latest: true, words: rule },
      { name: "topic", outcome: "reached", at: first, latest: true, words: topic },
    ];
  const { counts } = evidence;
  const unseenTopic: Stop = { name: "topic", outcome: "unseen", words: `${topic} keeps no record` };
  if (counts === undefined) return [{ name: "rule", outcome: "unseen", words: rule }, unseenTopic];
  if (counts.matched === 0)
    return [{ name: "rule", outcome: "missed", words: `${rule} has matched nothing` }, unseenTopic];
  const matched = { name: "rule", outcome: "reached", words: `${rule}, by its count` } as const;
  return [counts.first === undefined ? matched : { ...matched, at: counts.first }, unseenTopic];
}

function stopsOfLeg(leg: Leg, { way, records, evidence, channels }: Known): readonly Stop[] {
  const { by, service: name, lambda } = leg;
  if (by === undefined)
    return [{ name, lambda, outcome: "not meant", words: `the topic ${way.topic} does not go there` }];
  if (by === "https")
    return [{ name, lambda, outcome: "unseen", words: "SNS hands it over itself: look in PagerDuty" }];
  const queue = { name: "queue", lambda };
  if ("deaf" in by)
    return [
      { ...queue, outcome: "missed", words: `${by.deaf} does not listen to the topic ${way.topic}` },
      { name, lambda, outcome: "unseen", words: nothingComes },
    ];
  if ("unasked" in by) {
    const words = `no queue of ${lambda} listens to the topic ${way.topic}, and whether one should could not be looked at: ${by.unasked}`;
    return [{ name, lambda, outcome: "unseen", words }];
  }
  const record = records[name];
  if (record !== undefined)
    return [
      { ...queue, outcome: "reached", at: record.attemptedAt, latest: true, words: by.queue },
      serviceStop(leg, record, channels),
    ];
  const depth = evidence.depths.get(by.queue);
  const filled = depth !== undefined && depth.waiting + depth.inWork > 0;
  const count = filled ? `: ${depth.waiting} wait, ${depth.inWork} in work, this one may be among them` : "";
  return [
    { ...queue, outcome: "unseen", words: `${by.queue}${count}` },
    { name, lambda, outcome: "missed", words: `${lambda} has written nothing down` },
  ];
}

function serviceStop({ service: name, lambda }: Leg, record: Delivery, channels: Known["channels"]): Stop {
  const at = record.attemptedAt;
  if (record.state === "sent")
    return { name, lambda, outcome: "reached", at, words: sentWords(record, channels) };
  const words = {
    sending: `${lambda} is at it, and is not done`,
    open: `${lambda} tried, and it was not sent`,
    unclear: `${lambda} tried, and got no answer`,
  };
  return { name, lambda, outcome: "missed", at, words: words[record.state] };
}

function sentWords({ team, channel, ts }: Delivery, channels: Known["channels"]): string {
  if (team !== undefined) return `paged the team ${team}`;
  if (ts === undefined || channel === undefined) return "posted by the failover webhook: the bot was refused";
  const name = channels.get(channel);
  return name === undefined ? `posted in ${channel}` : `posted in #${name}`;
}
