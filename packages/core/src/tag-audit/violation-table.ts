// The table `tag-violations`: scan, executor, report and command line write the same items, so every write of a violation compares the revision.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { TryLater } from "../errors";
import { type Item, itemOf, objectOf } from "../table-item";
import { tableProblem } from "../table-problem";
import { type KeptCells, keptCellsShape, withCell } from "./kept-cells";
import { type AuditRun, type Cell, runShape, type Violation, violationShape } from "./violation";

/** All throw TryLater while the table cannot be used. */
export type ViolationTable = {
  readonly get: (violationId: string) => Promise<Violation | undefined>;
  /** Records a new violation as revision 1. Undefined: there is one with this id, and nothing is written. */
  readonly add: (violation: Violation) => Promise<Violation | undefined>;
  /** Writes `next` over `before` with the next revision. Undefined: somebody wrote since `before` was read, and nothing is changed. */
  readonly save: (next: Violation, before: Violation) => Promise<Violation | undefined>;
  /** By the time when they were seen first, oldest first; page after page as it is asked for. An index: a moment behind `get`. */
  readonly byAccount: (
    accountId: string,
    options?: { readonly status?: Violation["status"] },
  ) => AsyncIterable<Violation>;
  /** All accounts' violations, likewise. */
  readonly byStatus: (status: Violation["status"]) => AsyncIterable<Violation>;
  /** What is known of an account and region. */
  readonly cells: (accountId: string, region: string) => Promise<KeptCells | undefined>;
  /** Keeps what a run saw beside what others saw. */
  readonly putCell: (cell: Cell) => Promise<void>;
  readonly run: (runId: string) => Promise<AuditRun | undefined>;
  readonly putRun: (run: AuditRun) => Promise<void>;
};

/** The keys of what is no violation; violations have their own id, which begins with an account's number. */
export const auditKeys = {
  cell: (accountId: string, region: string) => `cell/${accountId}/${region}`,
  run: (runId: string) => `run/${runId}`,
} as const;

const storedCellsShape = z.extend(keptCellsShape, { revision: z.number() });
const keptRunShape = z.object({ run: runShape });

/** The violations in DynamoDB. Ended ones, cells and runs are forgotten `keepDays` after their time; open violations never are. */
export function violationTable(
  client: DynamoDBClient,
  tableName: string,
  keepDays: () => Promise<number>,
): ViolationTable {
  const { read, put, query } = tableAccess(client, tableName);
  const write = async (violation: Violation, condition: Partial<PutCondition>) =>
    (await put(storedViolation(violation, await keepDays()), condition)) ? violation : undefined;
  return {
    get: async (violationId) => {
      const item = await read(violationId);
      return item && objectOf(violationShape, item);
    },
    add: (violation) => write({ ...violation, revision: 1 }, isNew),
    save: (next, before) =>
      write({ ...next, revision: before.revision + 1 }, unchangedSince(before.revision)),
    byAccount: (accountId, { status } = {}) => query(accountQuery(accountId, status)),
    byStatus: (status) => query({ IndexName: "by-status", ...keyIs("status", status) }),
    cells: async (accountId, region) => {
      const item = await read(auditKeys.cell(accountId, region));
      return item && objectOf(keptCellsShape, item);
    },
    putCell: async (cell) => {
      const key = auditKeys.cell(cell.accountId, cell.region);
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const item = await read(key);
        const before = item && objectOf(storedCellsShape, item);
        const next = { ...withCell(before, cell), revision: (before?.revision ?? 0) + 1 };
        const written = keptItem(key, next, cell.checkedAt, await keepDays());
        if (await put(written, before ? unchangedSince(before.revision) : isNew)) return;
      }
      throw new TryLater(`others write the cells of ${cell.accountId} in ${cell.region} all the time`);
    },
    run: async (runId) => {
      const item = await read(auditKeys.run(runId));
      return item && objectOf(keptRunShape, item).run;
    },
    putRun: async (run) => {
      await put(keptItem(auditKeys.run(run.runId), { run }, run.startedAt, await keepDays()), {});
    },
  };
}

type PutCondition = { readonly ConditionExpression: string; readonly ExpressionAttributeValues: Item };

const isNew = { ConditionExpression: "attribute_not_exists(violationId)" };

function unchangedSince(revision: number): PutCondition {
  return {
    ConditionExpression: "revision = :before",
    ExpressionAttributeValues: { ":before": { N: String(revision) } },
  };
}

/** Two runs at a time meet at most once or twice at the same cell. */
const tries = 5;

function tableAccess(client: DynamoDBClient, tableName: string) {
  const problem = (error: unknown) => tableProblem(tableName, error);
  return {
    read: async (key: string): Promise<Item | undefined> => {
      const command = new GetItemCommand({
        TableName: tableName,
        Key: { violationId: { S: key } },
        ConsistentRead: true,
      });
      const { Item } = await client.send(command).catch((error: unknown) => {
        throw problem(error);
      });
      return Item;
    },
    /** False: the condition did not hold. */
    put: async (item: Item, condition: Partial<PutCondition>): Promise<boolean> => {
      try {
        await client.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw problem(error);
      }
    },
    query: async function* (input: Omit<QueryCommandInput, "TableName">): AsyncGenerator<Violation> {
      const pages = paginateQuery({ client }, { TableName: tableName, ...input });
      try {
        for await (const page of pages)
          for (const item of page.Items ?? []) yield objectOf(violationShape, item);
      } catch (error) {
        throw problem(error);
      }
    },
  };
}

/** With the index's key beside the instance that holds it, and when DynamoDB forgets it: never while it is open. */
function storedViolation(violation: Violation, keepDays: number): Item {
  const { status, endedAt, lastSeenAt, instance } = violation;
  return {
    ...itemOf(violation),
    accountId: { S: instance.accountId },
    ...(status === "open" ? {} : forgotten(endedAt ?? lastSeenAt, keepDays)),
  };
}

/** Without the keys of the indexes, so that no index has it. */
function keptItem(key: string, fields: object, at: string, keepDays: number): Item {
  return { ...itemOf(fields), violationId: { S: key }, ...forgotten(at, keepDays) };
}

function forgotten(at: string, keepDays: number): Item {
  return { forgetAt: { N: String(Math.floor(Date.parse(at) / 1000) + keepDays * 24 * 3600) } };
}

function accountQuery(accountId: string, status: Violation["status"] | undefined) {
  const account = { IndexName: "by-account", ...keyIs("accountId", accountId) };
  if (status === undefined) return account;
  return {
    ...account,
    FilterExpression: "#status = :status",
    ExpressionAttributeNames: { ...account.ExpressionAttributeNames, "#status": "status" },
    ExpressionAttributeValues: { ...account.ExpressionAttributeValues, ":status": { S: status } },
  };
}

function keyIs(key: string, value: string) {
  return {
    KeyConditionExpression: "#key = :key",
    ExpressionAttributeNames: { "#key": key },
    ExpressionAttributeValues: { ":key": { S: value } },
  };
}
