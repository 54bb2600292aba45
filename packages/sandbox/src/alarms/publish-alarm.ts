// Carries out an alarm's action: its message goes to a topic, as CloudWatch sends it.
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { adminOf } from "../admin";
import { readArn } from "../event-bus/arn";
import type { AlarmMessage } from "./alarm-message";

/**
 * Publishes to the topic, in its own account and region, and again when the sandbox's faults get in the way. Throws what the AWS SDK
 * throws, e.g. NotFoundException.
 */
export async function publishAlarm(
  topicArn: string,
  { subject, body }: AlarmMessage,
  endpoint: string,
): Promise<void> {
  const { accountId, region } = readArn(topicArn);
  const client = new SNSClient({ ...adminOf(endpoint, accountId, region), maxAttempts: 5 });
  try {
    await client.send(
      new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: JSON.stringify(body) }),
    );
  } finally {
    client.destroy();
  }
}
