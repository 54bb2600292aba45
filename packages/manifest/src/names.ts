// Physical names, so that Terraform, the sandbox, the lambdas and the docs agree on them without asking each other.

/** The two topics of a team: `notification` is read in Slack, `alert` in Slack and PagerDuty. */
export type TopicName = "notification" | "alert";

/** The organization's event bus in the home region. */
export const busName = "orgwatch";
/** The topic, in each region, that still works when a notifier does not: e-mail and the other channel. */
export const failoverTopicName = "orgwatch-failover";

/** `<team>-notification` or `<team>-alert`. */
export function topicName(team: string, topic: TopicName): string {
  return `${team}-${topic}`;
}
/** `orgwatch-<lambda>` */
export function functionName(lambda: string): string {
  return `orgwatch-${lambda}`;
}
/** `orgwatch-<lambda>-<region>`: roles are global, lambdas regional. */
export function roleName(lambda: string, region: string): string {
  return `orgwatch-${lambda}-${region}`;
}
/** `orgwatch-<lambda>-<source>`, where the source is a topic's name or a bus rule's. */
export function queueName(lambda: string, source: string): string {
  return `orgwatch-${lambda}-${source}`;
}
/** `orgwatch-<lambda>-dead-letters`: one for each lambda and region. */
export function deadLetterQueueName(lambda: string): string {
  return `orgwatch-${lambda}-dead-letters`;
}
/** Tables that people read by themselves, known by these names alone: one of the seeds', and the record of decisions. */
const knownTables: ReadonlySet<string> = new Set(["security-group-changes", "support-cases"]);

/** `orgwatch-<table>`, or the name that people know. */
export function tableName(table: string): string {
  return knownTables.has(table) ? table : `orgwatch-${table}`;
}
/** `orgwatch-<sweep>`: a Step Functions state machine. */
export function stateMachineName(sweep: string): string {
  return `orgwatch-${sweep}`;
}
/** `/aws/lambda/orgwatch-<lambda>` */
export function logGroupName(lambda: string): string {
  return `/aws/lambda/${functionName(lambda)}`;
}
/** `orgwatch-<bucket>-<account>`: names of buckets are the whole world's. */
export function bucketName(bucket: string, accountId: string): string {
  return `orgwatch-${bucket}-${accountId}`;
}
/** `/<stack>/<name>`: SSM names carry the stack that owns them. */
export function parameterName(stack: string, name: string): string {
  return `/${stack}/${name}`;
}
/** The SSM parameter with the HTTP API's address (https://…, without a slash at its end), alone below its path. */
export const httpApiUrlParameter = {
  path: "/infrasec-admin-global/http-api",
  name: "/infrasec-admin-global/http-api/url",
} as const;
/** The name of a team's PagerDuty service, escalation policy and Slack extension. */
export function pagerdutyName(team: string): string {
  return `Orgwatch ${team}`;
}
/** What stands in a secret that Terraform makes and cannot know (docs/adr/0006-pagerduty-keys.md). */
export const unknownSecret = "unknown";
/** The secret with a team's PagerDuty integration key of a vendor, below the stack `pagerduty`. */
export function integrationKeyName(team: string, vendor: string): string {
  return `integration-keys/${team}/${vendor}`;
}
/** The topic at the end of a notifier queue's name, from the queue's ARN or URL; undefined for other queues. */
export function topicOfQueue(
  lambda: string,
  queue: string,
): { readonly team: string; readonly topic: TopicName } | undefined {
  const name = queue.split(/[:/]/).at(-1) ?? "";
  const prefix = queueName(lambda, "");
  const match = /^(.+)-(notification|alert)$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "");
  const [, team, topic] = match ?? [];
  return team !== undefined && (topic === "notification" || topic === "alert") ? { team, topic } : undefined;
}
