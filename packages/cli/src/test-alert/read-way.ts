// The way that a finding of a severity has to go, as it is deployed: rule, topic, and the queue of each notifier.
import { queueName, topicOfQueue } from "@orgwatch/manifest/names";
import { wordsOf } from "../words-of-error";
import type { AlertRegion, BusRule } from "./alert-region";
import { takesSeverity } from "./takes-severity";

/** A notifier, and the service to which it brings alerts. */
export const notifiers = [
  { service: "Slack", lambda: "slack-notifier" },
  { service: "PagerDuty", lambda: "pagerduty-pager" },
] as const;
export type Notifier = (typeof notifiers)[number];

/**
 * How a service is reached: by its notifier's queue, by SNS itself over https, or not at all. `deaf` is a queue that is there for this topic and
 * does not listen to it; `unasked` says why nobody knows whether there is one.
 */
export type Leg = Notifier & {
  readonly by:
    | { readonly queue: string }
    | { readonly deaf: string }
    | { readonly unasked: string }
    | "https"
    | undefined;
};

/**
 * `broken` says at which stop the way ends before it begins, and how; then there are no legs. Topics are names; `rule` is that which takes
 * the finding.
 */
export type Way = {
  readonly rule: string | undefined;
  readonly topic: string | undefined;
  readonly legs: readonly Leg[];
  readonly broken?: { readonly at: "rule" | "topic" | "queue"; readonly words: string };
};

/** Reads the way. Rejects with what AWS says. */
export async function readWay(
  severity: number,
  region: Pick<AlertRegion, "rules" | "listenersOf" | "depthOf">,
): Promise<Way> {
  const rules = (await region.rules()).filter(({ pattern }) => takesSeverity(pattern, severity));
  const rule = rules.find(({ enabled }) => enabled) ?? rules[0];
  const end = (at: "rule" | "topic" | "queue", words: string, topic?: string): Way => ({
    rule: rule?.name,
    topic,
    legs: [],
    broken: { at, words },
  });
  if (rule === undefined) return end("rule", `no rule takes findings of severity ${severity.toFixed(1)}`);
  if (!rule.enabled) return end("rule", `the rule ${rule.name} is switched off`);
  const topicArn = topicOf(rule);
  const topic = topicArn?.split(":").at(-1);
  if (topicArn === undefined || topic === undefined)
    return end("topic", `the rule ${rule.name} has no topic as its target`);
  const listeners = await region.listenersOf(topicArn);
  if (listeners === undefined) return end("topic", `there is no topic ${topic}`, topic);
  const legs = await Promise.all(
    notifiers.map(async (notifier): Promise<Leg> => {
      const queue = listeners.queues.find((name) => topicOfQueue(notifier.lambda, name) !== undefined);
      if (queue !== undefined) return { ...notifier, by: { queue } };
      if (notifier.service === "Slack") return { ...notifier, by: undefined };
      return { ...notifier, by: listeners.https ? "https" : await whyNotByQueue(notifier, topic, region) };
    }),
  );
  const [slack] = legs;
  return slack?.by === undefined
    ? end("queue", `no queue of slack-notifier listens to the topic ${topic}`, topic)
    : { rule: rule.name, topic, legs };
}

/** A topic of alerts goes to PagerDuty where the pager has a queue for it; without one the configuration has no PagerDuty. */
async function whyNotByQueue(
  { lambda }: Notifier,
  topic: string,
  { depthOf }: Pick<AlertRegion, "depthOf">,
): Promise<Leg["by"]> {
  const queue = queueName(lambda, topic);
  if (topicOfQueue(lambda, queue)?.topic !== "alert") return undefined;
  try {
    return (await depthOf(queue)) === undefined ? undefined : { deaf: queue };
  } catch (error) {
    return { unasked: wordsOf(error) };
  }
}

function topicOf({ targets }: BusRule): string | undefined {
  return targets.find((arn) => arn.split(":")[2] === "sns");
}
