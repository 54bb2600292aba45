// Which queues a topic feeds, so that the journal can show where a published message went.
import type { MotoClient } from "../gateway/moto-client";
import { type Remembered, remember } from "../gateway/remember";
import { readArn } from "./arn";

/** The ARNs of a topic's SQS subscriptions; none when the topic does not exist. */
export function newSubscribedQueues(moto: MotoClient): Remembered<string, readonly string[]> {
  return remember(
    (topicArn) => topicArn,
    async (topicArn) => {
      const queues: string[] = [];
      let token = "";
      do {
        const xml = await moto.query(readArn(topicArn), "sns", {
          Action: "ListSubscriptionsByTopic",
          Version: "2010-03-31",
          TopicArn: topicArn,
          ...(token ? { NextToken: token } : {}),
        });
        for (const [, endpoint] of xml.matchAll(/<Endpoint>\s*(arn:[^<\s]+:sqs:[^<\s]+)\s*<\/Endpoint>/g)) {
          if (endpoint) queues.push(endpoint);
        }
        token = /<NextToken>([^<]+)<\/NextToken>/.exec(xml)?.[1] ?? "";
      } while (token);
      return queues;
    },
  );
}
