// SQS's calls: the queue follows from its URL, and a batch needs the permission of the single call.
import type { AwsCall } from "../aws-call";
import { arnOf } from "./arn";
import { textOf } from "./parameter-of";
import type { AccessRequest } from "./requests-of";

/** What an SQS call must be allowed to do; undefined when it names no queue. */
export function queueRequests(call: AwsCall): readonly AccessRequest[] | undefined {
  if (call.operation === "ListQueues") return [{ action: "sqs:ListQueues", resource: "*" }];
  const queue = queueOf(call);
  if (queue === undefined) return undefined;
  const action = `sqs:${call.operation.replace(/Batch$/, "")}`;
  return [
    { action, resource: arnOf("sqs", { region: call.region, accountId: queue.accountId }, queue.name) },
  ];
}

function queueOf(call: AwsCall): { accountId: string; name: string } | undefined {
  if (call.operation === "GetQueueUrl") {
    const name = textOf(call.parameters, "QueueName");
    const owner = textOf(call.parameters, "QueueOwnerAWSAccountId") ?? call.principal.accountId;
    return name === undefined ? undefined : { accountId: owner, name };
  }
  const [, accountId, name] = /\/(\d{12})\/([^/]+)$/.exec(textOf(call.parameters, "QueueUrl") ?? "") ?? [];
  return accountId === undefined || name === undefined ? undefined : { accountId, name };
}
