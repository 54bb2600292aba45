// The runtime's view of SQS, over the AWS SDK.
import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { redact } from "./redact";
import type { Queues } from "./run-batch";

/** A message may have 262,144 bytes with its attributes; one that arrived with all of them has no room left for ours. */
const bodyBytes = 262_144 - 4096;

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

/** What of a body fits beside the attributes. Half a character at its end becomes a visible sign. */
function fitting(body: string): string {
  const bytes = Buffer.from(body);
  return bytes.length <= bodyBytes ? body : bytes.subarray(0, bodyBytes - 3).toString();
}

/**
 * Dead letters keep their body and carry `reason`, `origin` (queue ARN), `firstSentAt` and `receives` as attributes; a body that leaves
 * no room for them is cut, and `bytes` tells its whole length.
 */
export function sqsQueues(client: SQSClient, deadLetterQueueUrl: string): Queues {
  return {
    deadLetter: async (record: SQSRecord, reason: string) => {
      const body = fitting(record.body);
      await client.send(
        new SendMessageCommand({
          QueueUrl: deadLetterQueueUrl,
          MessageBody: body,
          MessageAttributes: {
            reason: attribute(reason),
            origin: attribute(record.eventSourceARN),
            firstSentAt: attribute(new Date(Number(record.attributes.SentTimestamp)).toISOString()),
            receives: attribute(record.attributes.ApproximateReceiveCount),
            ...(body === record.body ? {} : { bytes: attribute(String(Buffer.byteLength(record.body))) }),
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
