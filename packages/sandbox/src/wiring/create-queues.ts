// A lambda's queues in one region: one for each source and one for dead letters, and the subscriptions that fill them.
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { adminOf } from "../admin";
import { arnOf } from "../iam/arn";
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

/** Subscribes the queues that read topics, with raw delivery, and lets the topics in. The topics and queues must exist. */
export async function subscribeQueues(lambda: PlannedLambda, endpoint: string): Promise<void> {
  const { accountId, region } = lambda.deployed;
  const sns = new SNSClient(adminOf(endpoint, accountId, region));
  const sqs = new SQSClient(adminOf(endpoint, accountId, region));
  const subscribe = async ({ queueArn, queueUrl }: PlannedQueue, topic: string) => {
    const topicArn = arnOf("sns", { accountId, region }, topic);
    const Policy = letIn("sns", "sqs:SendMessage", queueArn, [topicArn]);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { Policy } }));
    await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: "sqs",
        Endpoint: queueArn,
        Attributes: { RawMessageDelivery: "true" },
      }),
    );
  };
  await Promise.all(
    lambda.queues.flatMap((queue) =>
      queue.from.kind === "topic" ? [subscribe(queue, queue.from.name)] : [],
    ),
  );
}
