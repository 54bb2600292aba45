// The way that a finding of a severity has to go, as it is deployed: rule, topic, and the queue of each notifier.
import { topicOfQueue } from "@orgwatch/manifest/names";
import type { AlertRegion, BusRule } from "./alert-region";
import { takesSeverity } from "./takes-severity";

/** A notifier, and the service to which it brings alerts. */
export const notifiers = [
  { service: "Slack", lambda: "slack-notifier" },
  { service: "PagerDuty", lambda: "pagerduty-pager" },
] as const;
export type Notifier = (typeof notifiers)[number];

/** How a service is reached: by its notifier's queue, by SNS itself over https, or not at all. */
export type Leg = Notifier & { readonly by: { readonly queue: string } | "https" | undefined };

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
  region: Pick<AlertRegion, "rules" | "listenersOf">,
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
  const legs = notifiers.map((notifier): Leg => {
    const queue = listeners.queues.find((name) => topicOfQueue(notifier.lambda, name) !== undefined);
    if (queue !== undefined) return { ...notifier, by: { queue } };
    return { ...notifier, by: notifier.service === "PagerDuty" && listeners.https ? "https" : undefined };
  });
  const [slack] = legs;
  return slack?.by === undefined
    ? end("queue", `no queue of slack-notifier listens to the topic ${topic}`, topic)
    : { rule: rule.name, topic, legs };
}

function topicOf({ targets }: BusRule): string | undefined {
  return targets.find((arn) => arn.split(":")[2] === "sns");
}
