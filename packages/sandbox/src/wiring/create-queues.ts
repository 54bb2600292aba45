// A lambda's queues in one region: one for each source and one for dead letters, and the subscriptions that fill them.
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { adminOf } from "../admin";
import { arnOf, bucketArnOf } from "../iam/arn";
import { letIn } from "./create-target-policies";
import type { PlannedLambda, PlannedQueue } from "./plan-lambdas";

const fourteenDays = String(14 * 24 * 60 * 60);

/** Creates the dead-letter queue first, because redrive policies must name an existing one. */
export async function createQueues(lambda: PlannedLambda, endpoint: string): Promise<void> {
  const { accountId, region } = lambda.deployed;
  const sqs = new SQSClient(adminOf(endpoint, accountId, region));
  await sqs.send(
    new CreateQueueCommand({
      QueueName: lambda.deadLetters.name,
      Attributes: { MessageRetentionPeriod: fourteenDays },
    }),
  );
  await Promise.all(
    lambda.queues.map((queue) =>
      sqs.send(
        new CreateQueueCommand({
          QueueName: queue.name,
          Attributes: {
            // Six times the timeout, as Lambda asks: a slow batch must not be handed out a second time.
            VisibilityTimeout: String(6 * lambda.deployed.timeoutSeconds),
            MessageRetentionPeriod: fourteenDays,
            RedrivePolicy: JSON.stringify({
              deadLetterTargetArn: lambda.deadLetters.arn,
              maxReceiveCount: queue.receiveLimit,
            }),
          },
        }),
      ),
    ),
  );
}

/** Subscribes the queues that read topics, with raw delivery, and lets topics and buckets in. The topics and queues must exist. */
export async function subscribeQueues(lambda: PlannedLambda, endpoint: string): Promise<void> {
  const { accountId, region } = lambda.deployed;
  const sns = new SNSClient(adminOf(endpoint, accountId, region));
  const sqs = new SQSClient(adminOf(endpoint, accountId, region));
  const open = async (service: "s3" | "sns", { queueArn, queueUrl }: PlannedQueue, sourceArn: string) => {
    const bucketOwner = service === "s3" ? accountId : undefined;
    const Policy = letIn(service, "sqs:SendMessage", queueArn, [sourceArn], bucketOwner);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { Policy } }));
  };
  const subscribe = async (queue: PlannedQueue, topic: string) => {
    const topicArn = arnOf("sns", { accountId, region }, topic);
    await open("sns", queue, topicArn);
    await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: "sqs",
        Endpoint: queue.queueArn,
        Attributes: { RawMessageDelivery: "true" },
      }),
    );
  };
  await Promise.all(
    lambda.queues.flatMap((queue) => {
      if (queue.from.kind === "topic") return [subscribe(queue, queue.from.name)];
      const bucket = queue.from.kind === "bucket" ? queue.from.bucket : undefined;
      return bucket === undefined ? [] : [open("s3", queue, bucketArnOf(bucket, region))];
    }),
  );
}
