// The policies by which topics, queues and functions let exactly the rules in that feed them, as Terraform's constructs write them.
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { adminOf } from "../admin";
import { type Arn, readArn } from "../event-bus/arn";
import { queueUrl } from "../event-bus/queue-url";

/** A rule and what it feeds. */
export type Feed = { readonly ruleArn: string; readonly targetArn: string };

/** Writes one policy for each target; buses have theirs already. The targets must exist, but for functions: they are registered here. */
export async function createTargetPolicies(feeds: readonly Feed[], endpoint: string): Promise<void> {
  const targets = new Set(feeds.map(({ targetArn }) => targetArn));
  await Promise.all(
    [...targets].map((targetArn) => {
      const ruleArns = feeds.filter((feed) => feed.targetArn === targetArn).map(({ ruleArn }) => ruleArn);
      const arn = readArn(targetArn);
      const admin = adminOf(endpoint, arn.accountId, arn.region);
      switch (arn.service) {
        case "sns":
          return onTopic(new SNSClient(admin), targetArn, ruleArns);
        case "sqs":
          return onQueue(new SQSClient(admin), targetArn, ruleArns);
        case "lambda":
          return onFunction(new LambdaClient(admin), new IAMClient(admin), arn, ruleArns);
        default:
          return undefined;
      }
    }),
  );
}

/** A policy, as JSON, that lets a service in for the named rules, topics or buckets only. A bucket's ARN does not say whose it is. */
export function letIn(
  service: "events" | "s3" | "sns",
  action: string,
  resource: string,
  sourceArns: readonly string[],
  bucketOwner?: string,
): string {
  const statement = {
    Sid: `From${service}`,
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: [action],
    Resource: [resource],
    Condition: {
      ArnEquals: { "aws:SourceArn": sourceArns },
      ...(bucketOwner !== undefined && { StringEquals: { "aws:SourceAccount": bucketOwner } }),
    },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

async function onTopic(sns: SNSClient, TopicArn: string, ruleArns: readonly string[]): Promise<void> {
  const AttributeValue = letIn("events", "sns:Publish", TopicArn, ruleArns);
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
}

async function onQueue(sqs: SQSClient, queueArn: string, ruleArns: readonly string[]): Promise<void> {
  const Policy = letIn("events", "sqs:SendMessage", queueArn, ruleArns);
  const QueueUrl = queueUrl(readArn(queueArn));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
}

/** The lambda host runs the bundle itself; the function is registered so that its policy has a place. */
async function onFunction(
  client: LambdaClient,
  iam: IAMClient,
  arn: Arn,
  ruleArns: readonly string[],
): Promise<void> {
  const FunctionName = arn.resource.replace(/^function:/, "");
  const Role = await roleOf(iam, `${FunctionName}-${arn.region}-registered`);
  const registered = { FunctionName, Role, Runtime: "nodejs22.x", Handler: "index.handler" } as const;
  await client.send(new CreateFunctionCommand({ ...registered, Code: { ZipFile: emptyZip } }));
  for (const SourceArn of ruleArns)
    await client.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: SourceArn.split("/").slice(1).join("-"),
        Action: "lambda:InvokeFunction",
        Principal: "events.amazonaws.com",
        SourceArn,
      }),
    );
}

/** A function cannot be made without a role. This one may do nothing: the host gives the lambda its own. */
async function roleOf(iam: IAMClient, RoleName: string): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return Role?.Arn ?? "";
}

/** An archive with nothing in it: its end record alone. */
const emptyZip = Buffer.concat([Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.alloc(18)]);
