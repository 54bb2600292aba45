// The table `support-cases`: written by events and sweeps at the same time, so that an older read must never win.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { inParallel } from "../concurrency";
import { reasonOf, TryLater } from "../errors";
import { itemOf, objectOf } from "../table-item";
import { tableProblem } from "../table-problem";
import {
  type AccountResult,
  accountPartition,
  accountResultShape,
  type Communication,
  caseItem,
  caseShape,
  communicationItem,
  communicationShape,
  resultItem,
  type SupportCase,
} from "./case";
import { fitBody } from "./fit-body";
import { type ItemAccess, itemAccess } from "./item-access";

/** By what cases are listed; the key is an account id, AWS's word for a status, or a severity code. */
export type CaseIndex = "by-account" | "by-status" | "by-severity";

/** What became of a write: `older`: a later read is stored already and stays; `same`: the read of this very moment is. */
export type Written = "stored" | "older" | "same";

/** What `putCommunications` did: an item that DynamoDB calls invalid is named and never stops the others. */
export type StoredCommunications = {
  readonly stored: number;
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
};

/** All throw TryLater while the table cannot be used. */
export type CaseTable = {
  /** Compared by `readAt`. Keys of indexes (`accountId`, `status`, `severityCode`, `lastActivityAt`) must not be empty. */
  readonly putCase: (supportCase: SupportCase) => Promise<Written>;
  /** Each an item of its own: written twice, it is there once. Bodies over 350 KB are cut. All are tried before anything is thrown. */
  readonly putCommunications: (communications: readonly Communication[]) => Promise<StoredCommunications>;
  readonly getCase: (caseId: string) => Promise<SupportCase | undefined>;
  /** The whole conversation, oldest first. */
  readonly conversation: (caseId: string) => Promise<Communication[]>;
  /** Newest activity first, page after page as it is asked for. `since` (ISO) is the oldest activity, `limit` a number of cases. */
  readonly casesBy: (
    index: CaseIndex,
    key: string,
    options?: { readonly since?: string; readonly limit?: number },
  ) => AsyncIterable<SupportCase>;
  readonly accountResult: (accountId: string) => Promise<AccountResult | undefined>;
  /** Compared by `checkedAt`. Where `lastSuccessAt` or `watermark` is undefined, what the table has stays. */
  readonly putAccountResult: (result: AccountResult) => Promise<Written>;
};

const indexKeys = {
  "by-account": "accountId",
  "by-status": "status",
  "by-severity": "severityCode",
} as const;
/** How many communications are written at a time. */
const writers = 10;
/** How often two writers of one account's result may get into each other's way. */
const tries = 5;

/** The cases in DynamoDB. */
export function caseTable(client: DynamoDBClient, tableName: string): CaseTable {
  const access = itemAccess(client, tableName);
  const accountResult = async (accountId: string) => {
    const item = await access.get(accountPartition(accountId), resultItem);
    return item && objectOf(accountResultShape, item);
  };
  return {
    accountResult,
    putCase: (supportCase) =>
      access.putLater({ ...itemOf(supportCase), item: { S: caseItem } }, "readAt", supportCase.readAt),
    putCommunications: (communications) => putCommunications(access, tableName, communications),
    getCase: async (caseId) => {
      const item = await access.get(caseId, caseItem);
      return item && objectOf(caseShape, item);
    },
    conversation: async (caseId) => {
      const found: Communication[] = [];
      const items = access.query({
        KeyConditionExpression: "caseId = :caseId AND begins_with(#item, :kind)",
        ExpressionAttributeNames: { "#item": "item" },
        ExpressionAttributeValues: { ":caseId": { S: caseId }, ":kind": { S: "communication#" } },
        ConsistentRead: true,
      });
      for await (const item of items) found.push(objectOf(communicationShape, item));
      return found;
    },
    casesBy: async function* (index, key, { since, limit } = {}) {
      if (limit !== undefined && limit < 1) return;
      let left = limit ?? Number.POSITIVE_INFINITY;
      for await (const item of access.query(queryOf(index, key, since, limit))) {
        yield objectOf(caseShape, item);
        left -= 1;
        if (left === 0) return;
      }
    },
    putAccountResult: async (result) => {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const before = await accountResult(result.accountId);
        if (before && before.checkedAt >= result.checkedAt)
          return before.checkedAt === result.checkedAt ? "same" : "older";
        const key = { caseId: { S: accountPartition(result.accountId) }, item: { S: resultItem } };
        const item = { ...itemOf(withLastSuccess(result, before)), ...key };
        if (await access.putUnchanged(item, "checkedAt", before?.checkedAt)) return "stored";
      }
      throw new TryLater("others write the same account's result");
    },
  };
}

/** A result that keeps when the account's cases could be read for the last time. */
export function withLastSuccess(result: AccountResult, before: AccountResult | undefined): AccountResult {
  return {
    ...result,
    lastSuccessAt: result.lastSuccessAt ?? before?.lastSuccessAt,
    watermark: result.watermark ?? before?.watermark,
  };
}

function queryOf(index: CaseIndex, key: string, since: string | undefined, limit: number | undefined) {
  const timed = since === undefined ? "" : " AND lastActivityAt >= :since";
  return {
    IndexName: index,
    KeyConditionExpression: `#key = :key${timed}`,
    ExpressionAttributeNames: { "#key": indexKeys[index] },
    ExpressionAttributeValues: {
      ":key": { S: key },
      ...(since === undefined ? {} : { ":since": { S: since } }),
    },
    ScanIndexForward: false,
    ...(limit === undefined ? {} : { Limit: limit }),
  };
}

async function putCommunications(
  access: ItemAccess,
  tableName: string,
  communications: readonly Communication[],
): Promise<StoredCommunications> {
  const failures: { id: string; problem: unknown }[] = [];
  await inParallel(communications, writers, async (communication) => {
    const item = { ...itemOf(fitBody(communication)), item: { S: communicationItem(communication) } };
    await access.put(item).catch((error: unknown) => {
      failures.push({ id: communication.id, problem: tableProblem(tableName, error) });
    });
  });
  const passing = failures.find(({ problem }) => problem instanceof TryLater);
  if (passing) throw passing.problem;
  return {
    stored: communications.length - failures.length,
    refused: failures.map(({ id, problem }) => ({ id, reason: reasonOf(problem) })),
  };
}
