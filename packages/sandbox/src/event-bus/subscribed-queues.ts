// Which queues a topic feeds: the journal shows where a published message went, and their policies may refuse it.
import { z } from "zod";
import type { MotoClient } from "../gateway/moto-client";
import { readJson } from "../gateway/read-json";
import { elementsOf, textIn } from "../gateway/read-xml";
import { type Remembered, remember } from "../gateway/remember";
import { readArn } from "./arn";

export type SubscribedQueue = { readonly subscriptionArn: string; readonly queueArn: string };

/** The part of a subscription's attributes that matters when its queue refuses a message. */
export type SubscriptionAttributes = {
  /** JSON; empty for none. */
  readonly filterPolicy: string;
  readonly isRaw: boolean;
  readonly deadLetterArn: string | undefined;
};

/** A topic's SQS subscriptions; none when the topic does not exist. */
export function newSubscribedQueues(moto: MotoClient): Remembered<string, readonly SubscribedQueue[]> {
  return remember(
    (topicArn) => topicArn,
    async (topicArn) => {
      const queues: SubscribedQueue[] = [];
      let token = "";
      do {
        const xml = await moto.query(readArn(topicArn), "sns", {
          Action: "ListSubscriptionsByTopic",
          Version: "2010-03-31",
          TopicArn: topicArn,
          ...(token ? { NextToken: token } : {}),
        });
        for (const member of elementsOf(xml, "member")) {
          if (textIn(member, "Protocol") !== "sqs") continue;
          const subscriptionArn = textIn(member, "SubscriptionArn");
          queues.push({ subscriptionArn, queueArn: textIn(member, "Endpoint") });
        }
        token = textIn(xml, "NextToken");
      } while (token);
      return queues;
    },
  );
}

const redrive = z.object({ deadLetterTargetArn: z.string() });

/** Reads a subscription. Throws MotoRefused when it does not exist. */
export async function readSubscription(
  moto: MotoClient,
  subscriptionArn: string,
): Promise<SubscriptionAttributes> {
  const form = {
    Action: "GetSubscriptionAttributes",
    Version: "2010-03-31",
    SubscriptionArn: subscriptionArn,
  };
  const entries = elementsOf(await moto.query(readArn(subscriptionArn), "sns", form), "entry");
  const attributes = new Map(entries.map((entry) => [textIn(entry, "key"), textIn(entry, "value")]));
  const policy = redrive.safeParse(readJson(attributes.get("RedrivePolicy") ?? ""));
  return {
    filterPolicy: attributes.get("FilterPolicy") ?? "",
    isRaw: attributes.get("RawMessageDelivery")?.toLowerCase() === "true",
    deadLetterArn: policy.success ? policy.data.deadLetterTargetArn : undefined,
  };
}
