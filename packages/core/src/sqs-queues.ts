// The runtime's view of SQS, over the AWS SDK.
import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { redact } from "./redact";
import type { Queues } from "./run-batch";

/** SQS message attributes are text without control characters; 1,000 characters of reason are enough to act on. */
function attribute(text: string) {
  const clean = redact(text)
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, " ")
    .slice(0, 1000);
  return { DataType: "String", StringValue: clean || "unknown" };
}

/** `https://sqs.<region>.amazonaws.com/<account>/<name>` of a queue's ARN; the SDK replaces the host by its endpoint. */
function urlOf(arn: string): string {
  const [, partition, , region, account, name] = arn.split(":");
  const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://sqs.${region}.${domain}/${account}/${name}`;
}

/** Dead letters keep their body and carry `reason`, `origin` (queue ARN), `firstSentAt` and `receives` as attributes. */
export function sqsQueues(client: SQSClient, deadLetterQueueUrl: string): Queues {
  return {
    deadLetter: async (record: SQSRecord, reason: string) => {
      await client.send(
        new SendMessageCommand({
          QueueUrl: deadLetterQueueUrl,
          MessageBody: record.body,
          MessageAttributes: {
            reason: attribute(reason),
            origin: attribute(record.eventSourceARN),
            firstSentAt: attribute(new Date(Number(record.attributes.SentTimestamp)).toISOString()),
            receives: attribute(record.attributes.ApproximateReceiveCount),
          },
        }),
      );
    },
    postpone: async (record: SQSRecord, seconds: number) => {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: urlOf(record.eventSourceARN),
          ReceiptHandle: record.receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
  };
}
