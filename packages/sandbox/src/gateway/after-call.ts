// What follows from a call that succeeded: messages in queues, rules to read again, an account that joined, CloudTrail's record.

import type { Answer } from "./moto-client";
import { isRecord, readRecord, textOf } from "./read-json";
import type { ReceivedCall } from "./received-call";

/** A message that the call itself put into a queue or onto a topic, and its text. */
export type SentMessage =
  | { readonly kind: "queue"; readonly queueArn: string; readonly text: string }
  | { readonly kind: "topic"; readonly topicArn: string; readonly text: string };

/** The messages of SendMessage, Publish and their batches. */
export function messagesOf(call: ReceivedCall): readonly SentMessage[] {
  const { service, operation, parameters } = call;
  const queueArn = queueArnOf(call, textOf(parameters.QueueUrl) ?? "");
  const topicArn = textOf(parameters.TopicArn) ?? textOf(parameters.TargetArn) ?? "";
  const entries = parameters.Entries ?? parameters.PublishBatchRequestEntries;
  const batch = Array.isArray(entries) ? entries.filter(isRecord) : [];
  switch (`${service}:${operation}`) {
    case "sqs:SendMessage":
      return [{ kind: "queue", queueArn, text: textOf(parameters.MessageBody) ?? "" }];
    case "sqs:SendMessageBatch":
      return batch.map((entry) => ({ kind: "queue", queueArn, text: textOf(entry.MessageBody) ?? "" }));
    case "sns:Publish":
      return topicArn ? [{ kind: "topic", topicArn, text: textOf(parameters.Message) ?? "" }] : [];
    case "sns:PublishBatch":
      return batch.map((entry) => ({ kind: "topic", topicArn, text: textOf(entry.Message) ?? "" }));
    default:
      return [];
  }
}

/** True when rules, buses, subscriptions, resource policies or accounts may be others than before. */
export function changesWiring({ service, operation }: ReceivedCall): boolean {
  return wiringChanges[service]?.test(operation) ?? false;
}

const anyButReading = /^(?!Describe|Get|List|Publish|PutEvents)/;
const wiringChanges: Readonly<Record<string, RegExp>> = {
  cloudformation: anyButReading,
  events: anyButReading,
  organizations: anyButReading,
  sns: anyButReading,
  sqs: /^(CreateQueue|DeleteQueue|SetQueueAttributes|AddPermission|RemovePermission)$/,
  lambda: /^(CreateFunction|DeleteFunction|AddPermission|RemovePermission)/,
  kms: /^(CreateKey|PutKeyPolicy|CreateAlias|UpdateAlias|DeleteAlias)$/,
};

/** The account that has just joined the caller's organization. */
export function joinedAccount({ service, operation }: ReceivedCall, answer: Answer): string | undefined {
  if (service !== "organizations" || operation !== "CreateAccount") return undefined;
  const status = readRecord(answer.body.toString()).CreateAccountStatus;
  return isRecord(status) ? textOf(status.AccountId) : undefined;
}

/** The account that has just changed its place in the caller's organization, or left it. */
export function movedAccount({ service, operation, parameters }: ReceivedCall): string | undefined {
  const moves = ["MoveAccount", "RemoveAccountFromOrganization"];
  return service === "organizations" && moves.includes(operation) ? textOf(parameters.AccountId) : undefined;
}

/** A queue's URL ends with its account and name; the region is the call's. */
function queueArnOf(call: ReceivedCall, url: string): string {
  const [accountId = "", name = ""] = url.split("/").slice(-2);
  return `arn:aws:sqs:${call.region}:${accountId}:${name}`;
}
