// One message a second for each channel, over all lambdas of a region: a clock in the delivery table hands out the seconds.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { tableProblem } from "./table-problem";

/** The pace of each channel. Both throw TryLater while it cannot be known. */
export type Pace = {
  /** The channel's next free moment, reserved for the caller; undefined when it is further away than `horizonMs`. */
  readonly reserve: (channel: string, now: Date, horizonMs: number) => Promise<Date | undefined>;
  /** Nobody posts to the channel before `until`: what Slack's Retry-After asked for. */
  readonly holdUntil: (channel: string, until: Date, now: Date) => Promise<void>;
};

/** Slack's documented rate of posts to one channel. */
export const paceMs = 1000;
const keepSeconds = 24 * 3600;

/** The pace, kept in the table `deliveries` under `pace/<channel>`. */
export function sharedPace(client: DynamoDBClient, table: string): Pace {
  /** Sets the channel's next free moment if the condition holds; the new one, or undefined. */
  async function advance(
    channel: string,
    now: Date,
    set: string,
    condition: string,
    values: Record<string, number>,
  ) {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { key: { S: `pace/${channel}` } },
          UpdateExpression: `SET nextAt = ${set}, expiresAt = :expiresAt`,
          ConditionExpression: condition,
          ExpressionAttributeValues: {
            ":expiresAt": { N: String(Math.floor(now.getTime() / 1000) + keepSeconds) },
            ...Object.fromEntries(
              Object.entries(values).map(([name, value]) => [name, { N: String(value) }]),
            ),
          },
          ReturnValues: "UPDATED_NEW",
        }),
      );
      return Number(Attributes?.nextAt?.N);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw tableProblem(table, error);
    }
  }

  return {
    reserve: async (channel, now, horizonMs) => {
      const at = now.getTime();
      const free = "attribute_not_exists(nextAt) OR nextAt <= :now";
      if (await advance(channel, now, ":next", free, { ":now": at, ":next": at + paceMs })) return now;
      const soon = "nextAt <= :horizon";
      const values = { ":pace": paceMs, ":horizon": at + horizonMs };
      const next = await advance(channel, now, "nextAt + :pace", soon, values);
      return next === undefined ? undefined : new Date(next - paceMs);
    },
    holdUntil: async (channel, until, now) => {
      const condition = "attribute_not_exists(nextAt) OR nextAt < :until";
      await advance(channel, now, ":until", condition, { ":until": until.getTime() });
    },
  };
}
