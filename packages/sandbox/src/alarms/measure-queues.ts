// What SQS measures of queues, asked from moto. It cannot tell ApproximateAgeOfOldestMessage: such alarms see no data here.
import {
  GetQueueAttributesCommand,
  type QueueAttributeName,
  QueueDoesNotExist,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { adminOf } from "../admin";
import type { DataPoint } from "./metrics";

export type MeasuredQueue = { readonly accountId: string; readonly region: string; readonly name: string };

const attributeOf: Readonly<Record<string, QueueAttributeName>> = {
  ApproximateNumberOfMessagesVisible: "ApproximateNumberOfMessages",
  ApproximateNumberOfMessagesNotVisible: "ApproximateNumberOfMessagesNotVisible",
};

/** One value of each metric for each queue that exists, as of `at`. Throws what the AWS SDK throws. */
export async function measureQueues(
  queues: readonly MeasuredQueue[],
  endpoint: string,
  at: Date,
): Promise<DataPoint[]> {
  const measured = await Promise.all(queues.map((queue) => measureQueue(queue, endpoint, at)));
  return measured.flat();
}

async function measureQueue(
  { accountId, region, name }: MeasuredQueue,
  endpoint: string,
  at: Date,
): Promise<DataPoint[]> {
  const client = new SQSClient({ ...adminOf(endpoint, accountId, region), maxAttempts: 5 });
  try {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: `${endpoint}/${accountId}/${name}`,
        AttributeNames: Object.values(attributeOf),
      }),
    );
    return Object.entries(attributeOf).map(([metric, attribute]) => ({
      metric: { region, namespace: "AWS/SQS", name: metric, dimensions: { QueueName: name } },
      value: Number(Attributes[attribute]),
      at,
    }));
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return [];
    throw error;
  } finally {
    client.destroy();
  }
}
