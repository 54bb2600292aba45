// One item of the table `accounts`: how an entry is written, read back, and when it is worth writing.
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { type AccountState, accountStateOf, type OrganizationalUnit } from "./account";

/**
 * What a message says about an account. `LEFT` is the state of an account that the organization no longer has: its late findings still
 * get its name. `organizationalUnits` is the path from the root down; `refreshedAt` is the ISO time of the run that wrote the entry.
 */
export type AccountEntry = {
  readonly accountId: string;
  readonly name: string;
  readonly state: AccountState | "LEFT";
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly team: string;
  readonly refreshedAt: string;
};

/** An entry before it is written: the account as it is now, and the team that it belongs to. */
export type AccountFactsEntry = Omit<AccountEntry, "refreshedAt">;

const textSchema = z.pipe(
  z.object({ S: z.string() }),
  z.transform(({ S }) => S),
);
const stateSchema = z.pipe(
  textSchema,
  z.transform((state): AccountEntry["state"] => (state === "LEFT" ? state : accountStateOf(state))),
);
const unitSchema = z.pipe(
  z.object({ M: z.object({ id: textSchema, name: textSchema }) }),
  z.transform(({ M }) => M),
);

const itemSchema = z.object({
  accountId: textSchema,
  name: textSchema,
  state: stateSchema,
  organizationalUnits: z.pipe(
    z.object({ L: z.array(unitSchema) }),
    z.transform(({ L }) => L),
  ),
  team: textSchema,
  refreshedAt: textSchema,
});

/** The entry in an item; undefined for an item of another shape. */
export function entryOf(item: unknown): AccountEntry | undefined {
  return itemSchema.safeParse(item).data;
}

/** The item of an entry. */
export function itemOf(entry: AccountEntry): Record<string, AttributeValue> {
  return {
    accountId: { S: entry.accountId },
    name: { S: entry.name },
    state: { S: entry.state },
    organizationalUnits: {
      L: entry.organizationalUnits.map(({ id, name }) => ({ M: { id: { S: id }, name: { S: name } } })),
    },
    team: { S: entry.team },
    refreshedAt: { S: entry.refreshedAt },
  };
}

/** What a run must write, and how many entries stay as they are. */
export type AccountChanges = {
  readonly changed: readonly AccountEntry[];
  readonly left: readonly AccountEntry[];
  readonly unchanged: number;
};

/**
 * Compares what the table has with what the organization has. `readAt` is when reading the organization began: an entry that another
 * run wrote later knows better and stays. An account that is in the table only is marked as LEFT, once.
 */
export function changesOf(
  existing: readonly AccountEntry[],
  accounts: readonly AccountFactsEntry[],
  readAt: Date,
): AccountChanges {
  const refreshedAt = readAt.toISOString();
  const known = new Map(existing.map((entry) => [entry.accountId, entry]));
  const present = new Set(accounts.map(({ accountId }) => accountId));
  const changed = accounts
    .map((account): AccountEntry => ({ ...account, refreshedAt }))
    .filter((entry) => {
      const before = known.get(entry.accountId);
      return before === undefined || (before.refreshedAt <= refreshedAt && !sameFacts(before, entry));
    });
  const left = existing
    .filter(
      (entry) => !present.has(entry.accountId) && entry.state !== "LEFT" && entry.refreshedAt <= refreshedAt,
    )
    .map((entry): AccountEntry => ({ ...entry, state: "LEFT", refreshedAt }));
  return { changed, left, unchanged: accounts.length - changed.length };
}

function sameFacts(one: AccountEntry, other: AccountEntry): boolean {
  return factsOf(one) === factsOf(other);
}

function factsOf({ accountId, name, state, organizationalUnits, team }: AccountEntry): string {
  return JSON.stringify([
    accountId,
    name,
    state,
    organizationalUnits.map((unit) => [unit.id, unit.name]),
    team,
  ]);
}
