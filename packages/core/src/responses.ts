// What people did about an alert: acknowledged, resolved, archived. Kept beside the delivery log, so that every later version of a
// message shows it too.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { TryLater } from "./errors";
import { tableProblem } from "./table-problem";

const responseShape = z.object({
  /** The same for each delivery of the same act. */
  id: z.string(),
  what: z.enum(["acknowledged", "unacknowledged", "reopened", "resolved", "archived", "kept"]),
  /** A person's name as it came from outside; undefined when it was nobody: a timeout, an integration. */
  by: z.optional(z.string()),
  via: z.enum(["PagerDuty", "Slack", "GuardDuty"]),
  at: z.iso.datetime(),
  /** Why something was not done, for `kept`. */
  note: z.optional(z.string()),
});

/** One act. */
export type Response = z.output<typeof responseShape>;

/** Both throw TryLater while the table cannot be used. */
export type Responses = {
  /** In the order in which they happened, however they arrived. */
  readonly read: (key: string) => Promise<readonly Response[]>;
  /** Adds an act, and answers all of them; one that is there already changes nothing. */
  readonly add: (key: string, response: Response, now: Date) => Promise<readonly Response[]>;
};

/** As long as the delivery log: GuardDuty keeps findings for 90 days. */
const keepSeconds = 90 * 24 * 3600;
/** More is noise: an incident that goes to and fro. */
const most = 20;
const tries = 5;

/** The acts in the table `deliveries`, one item `responses/<key>` for each alert. */
export function responseLog(client: DynamoDBClient, table: string): Responses {
  const read = async (key: string) => {
    const command = new GetItemCommand({
      TableName: table,
      Key: { key: { S: `responses/${key}` } },
      ConsistentRead: true,
    });
    const { Item } = await client.send(command).catch((error: unknown) => {
      throw tableProblem(table, error);
    });
    const responses = z.array(responseShape).parse(JSON.parse(Item?.responses?.S ?? "[]"));
    return { responses, revision: Number(Item?.revision?.N ?? 0) };
  };
  return {
    read: async (key) => (await read(key)).responses,
    add: async (key, response, now) => {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const { responses, revision } = await read(key);
        if (responses.some(({ id }) => id === response.id)) return responses;
        const next = withResponse(responses, response);
        if (await write({ client, table, key, next, revision, now })) return next;
      }
      throw new TryLater("others write the responses at the same time");
    },
  };
}

/** How an alert's life goes: the order of acts of the same millisecond, whichever was told first. */
const course: readonly Response["what"][] = [
  "acknowledged",
  "unacknowledged",
  "resolved",
  "archived",
  "kept",
  "reopened",
];

/** In order of time, the newest kept. */
export function withResponse(responses: readonly Response[], response: Response): Response[] {
  return [...responses, response]
    .toSorted(
      (one, other) =>
        Date.parse(one.at) - Date.parse(other.at) || course.indexOf(one.what) - course.indexOf(other.what),
    )
    .slice(-most);
}

async function write({
  client,
  table,
  key,
  next,
  revision,
  now,
}: {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly key: string;
  readonly next: readonly Response[];
  readonly revision: number;
  readonly now: Date;
}): Promise<boolean> {
  const names = { "#revision": "revision" };
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          key: { S: `responses/${key}` },
          revision: { N: String(revision + 1) },
          responses: { S: JSON.stringify(next) },
          expiresAt: { N: String(Math.floor(now.getTime() / 1000) + keepSeconds) },
        },
        ExpressionAttributeNames: names,
        ...(revision === 0
          ? { ConditionExpression: "attribute_not_exists(#revision)" }
          : {
              ConditionExpression: "#revision = :before",
              ExpressionAttributeValues: { ":before": { N: String(revision) } },
            }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw tableProblem(table, error);
  }
}
