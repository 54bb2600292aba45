// The table `accounts`: one lambda fills it, every message reads it with one lookup.
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  paginateScan,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import {
  type AccountChanges,
  type AccountEntry,
  type AccountFactsEntry,
  changesOf,
  entryOf,
  itemOf,
} from "./organization/account-entry";

/** The account's entry; undefined when it is unknown or the table does not answer. Never throws. */
export type AccountLookup = (accountId: string) => Promise<AccountEntry | undefined>;

const foundForMs = 5 * 60_000;
/** Short: a new account is in the table within minutes. A table that fails is left alone as long. */
const missedForMs = 30_000;
/** More than an organization can have; ids come from outside, so memory needs a bound. */
const keptAtMost = 20_000;

type Kept = { readonly entry: Promise<AccountEntry | undefined>; until: number };

/**
 * Looks accounts up with one GetItem, kept in memory for 5 minutes (a miss for 30 seconds); concurrent askers share one call.
 * A message must go out even when the table does not answer: after `timeoutMs` (1,000), or on any failure, the answer is undefined
 * and `onFailure` is told why.
 */
export function accountLookup(
  client: DynamoDBClient,
  tableName: string,
  options: {
    readonly onFailure: (accountId: string, error: unknown) => void;
    readonly now?: () => Date;
    readonly timeoutMs?: number;
  },
): AccountLookup {
  const { onFailure, now = () => new Date(), timeoutMs = 1000 } = options;
  const kept = new Map<string, Kept>();
  const read = async (accountId: string): Promise<AccountEntry | undefined> => {
    try {
      const command = new GetItemCommand({ TableName: tableName, Key: { accountId: { S: accountId } } });
      const { Item } = await within(timeoutMs, (abortSignal) => client.send(command, { abortSignal }));
      const entry = Item && entryOf(Item);
      if (Item && !entry) throw new Error(`The table ${tableName} holds an item of another shape`);
      return entry;
    } catch (error) {
      onFailure(accountId, error);
      return undefined;
    }
  };
  return async (accountId) => {
    const known = kept.get(accountId);
    if (known && now().getTime() < known.until) return known.entry;
    if (kept.size >= keptAtMost) kept.clear();
    const asked: Kept = { entry: read(accountId), until: Number.POSITIVE_INFINITY };
    kept.set(accountId, asked);
    const entry = await asked.entry;
    asked.until = now().getTime() + (entry ? foundForMs : missedForMs);
    return entry;
  };
}

/** The signal alone is not enough: the SDK does not listen to it while it waits between two tries. */
async function within<Answer>(ms: number, work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const signal = AbortSignal.timeout(ms);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error(`no answer within ${ms} ms`)), { once: true });
  });
  return Promise.race([work(signal), late]);
}

/** The table as the account directory fills it. */
export type AccountsTable = {
  readonly replaceAll: (accounts: readonly AccountFactsEntry[], readAt: Date) => Promise<AccountChanges>;
};

/**
 * `replaceAll` makes the table say what `accounts` says: it writes only what differs, and marks accounts that are gone as LEFT.
 * `readAt` is when reading the organization began. Written twice, the same accounts change nothing. `wait` (milliseconds) is what
 * passes before unprocessed items are tried again.
 * @throws Error when DynamoDB refuses a call, or still does not take all items after 8 tries; the next run writes the rest.
 */
export function accountsTable(
  client: DynamoDBClient,
  tableName: string,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): AccountsTable {
  return {
    replaceAll: async (accounts, readAt) => {
      const changes = changesOf(await readAccounts(client, tableName), accounts, readAt);
      const writes = [...changes.changed, ...changes.left].map(
        (entry): WriteRequest => ({ PutRequest: { Item: itemOf(entry) } }),
      );
      // 25 is the most that one BatchWriteItem takes.
      for (let start = 0; start < writes.length; start += 25)
        await writeBatch(client, tableName, writes.slice(start, start + 25), wait);
      return changes;
    },
  };
}

/** All entries, those of suspended and gone accounts included; items of another shape are left out. @throws what DynamoDB answers. */
export async function readAccounts(client: DynamoDBClient, tableName: string): Promise<AccountEntry[]> {
  const entries: AccountEntry[] = [];
  for await (const page of paginateScan({ client }, { TableName: tableName, ConsistentRead: true }))
    for (const item of page.Items ?? []) {
      const entry = entryOf(item);
      if (entry) entries.push(entry);
    }
  return entries;
}

async function writeBatch(
  client: DynamoDBClient,
  tableName: string,
  batch: WriteRequest[],
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  let rest = batch;
  for (let attempt = 0; rest.length > 0; attempt++) {
    if (attempt === 8)
      throw new Error(`The table ${tableName} did not take ${rest.length} items after 8 tries`);
    if (attempt > 0) await wait(50 * 2 ** attempt);
    const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: rest } }));
    rest = answer.UnprocessedItems?.[tableName] ?? [];
  }
}
