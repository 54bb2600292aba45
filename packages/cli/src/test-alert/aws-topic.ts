// Who hears a topic, over SNS.
import { ListSubscriptionsByTopicCommand, NotFoundException, type SNSClient } from "@aws-sdk/client-sns";
import type { Listeners } from "./alert-region";

/** The queues by name; undefined when there is no such topic. */
export async function topicListeners(client: SNSClient, TopicArn: string): Promise<Listeners | undefined> {
  const queues: string[] = [];
  let https = false;
  let NextToken: string | undefined;
  try {
    do {
      const page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
      for (const { Protocol, Endpoint = "" } of page.Subscriptions ?? []) {
        if (Protocol === "sqs") queues.push(Endpoint.split(":").at(-1) ?? "");
        https ||= Protocol === "https";
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
  return { queues, https };
}
