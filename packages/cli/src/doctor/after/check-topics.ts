// Whether what is told to a topic reaches the queues that listen to it.
import { z } from "zod";
import { inEachRegion, type World } from "../check";
import { endOf, ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";

const shape = z.object({ topic_arn: z.string(), protocol: z.string(), endpoint: z.string() });

/** Subscriptions by what the stacks hold; those of people are asked for with `failover-emails`. */
export async function checkSubscriptions(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_sns_topic_subscription", shape, region)
      .map(({ stack, is }) => ({ ...is, stack, topic: endOf(is.topic_arn) }))
      .filter(({ protocol }) => !protocol.startsWith("email"));
    const facts = world.account("infrasec").in(region);
    const topics = [...new Set(wanted.map(({ topic }) => topic))];
    const found = await Promise.all(
      topics.map(async (topic) => ({ topic, subscriptions: await facts.subscriptions(topic) })),
    );
    return found.flatMap(({ topic, subscriptions }): readonly Found[] => {
      const here = wanted.filter((one) => one.topic === topic);
      const [first] = here;
      if (first === undefined) return [];
      if (subscriptions === undefined)
        return [broken(`${region} ${topic}`, "there is no such topic", apply(first.stack))];
      return here.flatMap(({ protocol, endpoint, stack }): readonly Found[] => {
        // A vendor's address holds its key (sns-https), and a secret is printed nowhere.
        const name = protocol === "sqs" ? endOf(endpoint) : "the vendor's address";
        const known = subscriptions.filter((one) => one.protocol === protocol);
        const ours = protocol === "sqs" ? known.filter((one) => one.endpoint === name) : known;
        const where = `${region} ${topic}`;
        if (ours.length === 0) return [broken(where, `${name} does not listen to it`, apply(stack))];
        return ours.some(({ confirmed }) => confirmed)
          ? []
          : [broken(where, `the subscription of ${name} is not confirmed`, apply(stack))];
      });
    });
  });
}
