// The table `security-group-changes`: several lambdas and the command line write the same item, so every write compares the revision.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { type Item, itemOf, objectOf } from "../table-item";
import { tableProblem } from "../table-problem";
import { type Change, changeShape } from "./change";
import { fitChange } from "./fit-change";

/** All throw TryLater while the table cannot be used. */
export type ChangeTable = {
  readonly get: (changeId: string) => Promise<Change | undefined>;
  /** Records a new change (revision 1), as it fits into an item. False: there is one with this id, and nothing is written. */
  readonly add: (change: Change) => Promise<boolean>;
  /**
   * Writes `next` over `before`, with the next revision and `updatedAt` (later than before). Undefined: somebody wrote since `before` was
   * read, and nothing is changed.
   */
  readonly save: (next: Change, before: Change, now: Date) => Promise<Change | undefined>;
  /** Newest first, page after page as it is asked for. `since` and `until` (ISO) compare `changedAt`. */
  readonly byAccount: (accountId: string, options?: ChangeRange) => AsyncIterable<Change>;
  /** All of one day (UTC, `2030-01-07`), newest first. */
  readonly byDay: (day: string, options?: ChangeRange) => AsyncIterable<Change>;
  /** Those that are due by then, the most overdue first. */
  readonly due: (by: Date) => AsyncIterable<Change>;
};

export type ChangeRange = { readonly since?: string; readonly until?: string; readonly limit?: number };

/** The changes in DynamoDB; they are forgotten `keepDays` after they were recorded. */
export function changeTable(
  client: DynamoDBClient,
  tableName: string,
  keepDays: () => Promise<number>,
): ChangeTable {
  const problem = (error: unknown) => tableProblem(tableName, error);
  /** False: the condition did not hold. */
  async function put(change: Change, condition: Partial<PutCondition>): Promise<boolean> {
    const Item = storedItem(change, await keepDays());
    try {
      await client.send(new PutItemCommand({ TableName: tableName, Item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw problem(error);
    }
  }
  async function* query(input: Omit<QueryCommandInput, "TableName">, limit?: number): AsyncGenerator<Change> {
    if (limit !== undefined && limit < 1) return;
    let left = limit ?? Number.POSITIVE_INFINITY;
    const pages = paginateQuery({ client }, { TableName: tableName, ...input });
    try {
      for await (const page of pages)
        for (const item of page.Items ?? []) {
          yield objectOf(changeShape, item);
          left -= 1;
          if (left === 0) return;
        }
    } catch (error) {
      throw problem(error);
    }
  }
  return {
    get: async (changeId) => {
      const key = { changeId: { S: changeId } };
      const command = new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true });
      const { Item } = await client.send(command).catch((error: unknown) => {
        throw problem(error);
      });
      return Item && objectOf(changeShape, Item);
    },
    add: (change) => put(fitChange(change), { ConditionExpression: "attribute_not_exists(changeId)" }),
    save: async (next, before, now) => {
      const written = nextRevision(next, before, now);
      const unchanged = {
        ConditionExpression: "revision = :before",
        ExpressionAttributeValues: { ":before": { N: String(before.revision) } },
      };
      return (await put(written, unchanged)) ? written : undefined;
    },
    byAccount: (accountId, options = {}) =>
      query(rangeQuery("by-account", "accountId", accountId, options), options.limit),
    byDay: (day, options = {}) => query(rangeQuery("by-day", "day", day, options), options.limit),
    due: (by) =>
      query({
        IndexName: "by-due",
        KeyConditionExpression: "waits = :waits AND dueAt <= :by",
        ExpressionAttributeValues: { ":waits": { S: waits }, ":by": { S: by.toISOString() } },
      }),
  };
}

/** `next` as it is written over `before`: messages compare `updatedAt`, so it always grows. */
export function nextRevision(next: Change, before: Change, now: Date): Change {
  const later = Math.max(now.getTime(), Date.parse(before.updatedAt) + 1);
  return { ...next, revision: before.revision + 1, updatedAt: new Date(later).toISOString() };
}

type PutCondition = {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues: Item;
};

/** The one value of the key `waits` in the index `by-due`: few changes wait at a time. */
const waits = "yes";

/** With the keys of the indexes, and when DynamoDB forgets it. */
function storedItem(change: Change, keepDays: number): Item {
  const forget = Math.floor(Date.parse(change.recordedAt) / 1000) + keepDays * 24 * 3600;
  return {
    ...itemOf(change),
    day: { S: change.changedAt.slice(0, 10) },
    ...(change.dueAt === undefined ? {} : { waits: { S: waits } }),
    forgetAt: { N: String(forget) },
  };
}

function rangeQuery(index: string, key: string, value: string, { since, until, limit }: ChangeRange) {
  return {
    IndexName: index,
    KeyConditionExpression: "#key = :key AND changedAt BETWEEN :since AND :until",
    ExpressionAttributeNames: { "#key": key },
    ExpressionAttributeValues: {
      ":key": { S: value },
      ":since": { S: since ?? "0" },
      ":until": { S: until ?? "9" },
    },
    ScanIndexForward: false,
    ...(limit === undefined ? {} : { Limit: limit }),
  };
}
