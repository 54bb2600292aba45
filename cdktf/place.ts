// Where something lives, and the ARNs of what lives there. Names come from packages/manifest, so that policies can be exact.
import {
  bucketName,
  logGroupName,
  parameterName,
  queueName,
  stateMachineName,
  tableName,
} from "@orgwatch/manifest/names";

/** The partitions that Orgwatch knows. */
export type Partition = "aws" | "aws-us-gov" | "aws-cn";

/** One account in one region. */
export type Place = { readonly partition: Partition; readonly accountId: string; readonly region: string };

/** The region that records what belongs to no region: root sign-ins, IAM and Organizations calls; AWS Support answers there alone. */
export const globalEventsRegion = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
} as const satisfies Record<Partition, string>;

/** `arn:<partition>:<service>:<region>:<account>:<resource>` */
export function regionalArn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.accountId}:${resource}`;
}
/** A role's ARN; roles have no region. */
export function roleArn(place: Pick<Place, "partition" | "accountId">, role: string): string {
  return `arn:${place.partition}:iam::${place.accountId}:role/${role}`;
}
/** The principal that stands for a whole account. */
export function accountArn(place: Pick<Place, "partition" | "accountId">): string {
  return `arn:${place.partition}:iam::${place.accountId}:root`;
}
/** A rule's ARN; rules of the default bus carry no bus name. */
export function ruleArn(place: Place, rule: string, bus?: string): string {
  return regionalArn(place, "events", bus === undefined ? `rule/${rule}` : `rule/${bus}/${rule}`);
}
/** An SNS topic's ARN. */
export function topicArn(place: Place, topic: string): string {
  return regionalArn(place, "sns", topic);
}
/** The ARN of a lambda's queue for one source. */
export function lambdaQueueArn(place: Place, lambda: string, source: string): string {
  return regionalArn(place, "sqs", queueName(lambda, source));
}
/** A queue's URL, by its whole name: known before the queue is there, also when another stack makes it. */
export function queueUrl({ partition, accountId, region }: Place, name: string): string {
  const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://sqs.${region}.${domain}/${accountId}/${name}`;
}
/** A table's ARN, by its logical name. */
export function tableArn(place: Place, table: string): string {
  return regionalArn(place, "dynamodb", `table/${tableName(table)}`);
}
/** The ARN that covers all indexes of a table. */
export function indexesArn(place: Place, table: string): string {
  return `${tableArn(place, table)}/index/*`;
}
/** A bucket's ARN; buckets have neither region nor account in theirs. */
export function bucketArn({ partition }: Pick<Place, "partition">, bucket: string): string {
  return `arn:${partition}:s3:::${bucket}`;
}
/** A bucket of our own in the place's account, by its logical name. */
export function ownBucketArn(place: Pick<Place, "partition" | "accountId">, bucket: string): string {
  return bucketArn(place, bucketName(bucket, place.accountId));
}
/** A sweep's state machine. */
export function stateMachineArn(place: Place, sweep: string): string {
  return regionalArn(place, "states", `stateMachine:${stateMachineName(sweep)}`);
}
/** An SSM parameter's ARN, by its owning stack and name. */
export function parameterArn(place: Place, stack: string, name: string): string {
  return regionalArn(place, "ssm", `parameter${parameterName(stack, name)}`);
}
/** The ARN that covers all streams of a lambda's log group. */
export function logStreamsArn(place: Place, lambda: string): string {
  return regionalArn(place, "logs", `log-group:${logGroupName(lambda)}:*`);
}
/** The ARN of an event bus. */
export function busArn(place: Place, bus: string): string {
  return regionalArn(place, "events", `event-bus/${bus}`);
}
