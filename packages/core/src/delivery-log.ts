// The delivery log: what was sent where. Everything that goes out is claimed here first, so that nothing goes out twice.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Band } from "@orgwatch/manifest/routing";
import * as z from "zod/mini";
import { tableProblem } from "./table-problem";

const deliveryShape = z.object({
  /** `sending`: someone holds it until `leaseUntil`; `open`: surely not sent; `unclear`: perhaps sent; `sent`: done. */
  state: z.enum(["sending", "open", "unclear", "sent"]),
  /** What was sent last (or is being sent), by the version and the band of its notice. */
  version: z.string(),
  band: z.enum(["ok", "info", "low", "medium", "high", "critical"]),
  /** When a send was last tried: a search for a lost answer looks around this time. */
  attemptedAt: z.iso.datetime(),
  leaseUntil: z.optional(z.iso.datetime()),
  /** Where the message stands. Without `ts` it went out by the webhook and cannot be updated. */
  channel: z.optional(z.string()),
  ts: z.optional(z.string()),
  /** For a page: whose integration key it went to. Its end has to go the same way. */
  team: z.optional(z.string()),
  /** What stands there, without the responses below it: a response is added to it without knowing how it was made. */
  message: z.optional(z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) })),
});

/** One delivery's state. */
export type Delivery = z.output<typeof deliveryShape> & { readonly band: Band | "ok" };

/** A delivery as it was read; `revision` is what `save` compares. */
export type SavedDelivery = { readonly delivery: Delivery; readonly revision: number };

/** Both throw TryLater while the log cannot be used: nothing may go out that nobody can write down. */
export type Deliveries = {
  readonly read: (key: string) => Promise<SavedDelivery | undefined>;
  /** Writes the delivery if nobody wrote since `before` was read. False: somebody did; nothing is changed. */
  readonly save: (
    key: string,
    delivery: Delivery,
    before: SavedDelivery | undefined,
    now: Date,
  ) => Promise<SavedDelivery | false>;
};

/** GuardDuty keeps findings for 90 days; a finding can be updated as long. */
const keepSeconds = 90 * 24 * 3600;

/** The delivery log in the table `deliveries`: one item for each key, changed by compare-and-set. */
export function deliveryLog(client: DynamoDBClient, table: string): Deliveries {
  return {
    read: async (key) => {
      const command = new GetItemCommand({
        TableName: table,
        Key: { key: { S: key } },
        ConsistentRead: true,
      });
      const { Item } = await client.send(command).catch((error: unknown) => {
        throw tableProblem(table, error);
      });
      if (!Item) return undefined;
      const delivery = deliveryShape.parse(JSON.parse(Item.delivery?.S ?? "null"));
      return { delivery, revision: Number(Item.revision?.N) };
    },
    save: async (key, delivery, before, now) => {
      const revision = (before?.revision ?? 0) + 1;
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              key: { S: key },
              revision: { N: String(revision) },
              delivery: { S: JSON.stringify(delivery) },
              expiresAt: { N: String(Math.floor(now.getTime() / 1000) + keepSeconds) },
            },
            ConditionExpression: before ? "#revision = :before" : "attribute_not_exists(#key)",
            ExpressionAttributeNames: before ? { "#revision": "revision" } : { "#key": "key" },
            ...(before ? { ExpressionAttributeValues: { ":before": { N: String(before.revision) } } } : {}),
          }),
        );
        return { delivery, revision };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw tableProblem(table, error);
      }
    },
  };
}
