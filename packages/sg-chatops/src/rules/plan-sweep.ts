// Which accounts and regions a sweep of rules reads, in batches that fit into one state of Step Functions.
import { NeverAgain } from "@orgwatch/core/errors";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { Asked, Batch, Planned } from "./sweep-input";

export type Plan = Planned["plan"] & { readonly items: readonly Batch[] };

/** A state has at most 262,144 bytes; the rest is for what was asked for and what stands around the items. */
const mostBytes = 220_000;
/** An id with its quotes and comma. */
const accountBytes = 15;

/**
 * Plans a run: an account an item, as long as the items fit. The regions stand in each of them, so that many regions make larger batches.
 * @throws NeverAgain when an account is asked for that is unknown or not active, or there is no active account at all.
 */
export function planSweep(
  entries: readonly AccountEntry[],
  asked: Asked,
  { regions, now }: { readonly regions: readonly string[]; readonly now: Date },
): Plan {
  const accounts = chosen(entries, asked.accounts);
  const startedAt = now.toISOString();
  const itemBytes = JSON.stringify({ accounts: [], regions, startedAt }).length + 1;
  const mostItems = Math.floor((mostBytes - accounts.length * accountBytes) / itemBytes);
  if (mostItems < 1)
    throw new NeverAgain(`The sweep cannot begin: ${accounts.length} accounts are too many for one run`);
  const size = Math.ceil(accounts.length / mostItems);
  const items: Batch[] = [];
  for (let start = 0; start < accounts.length; start += size)
    items.push({ accounts: accounts.slice(start, start + size), regions: [...regions], startedAt });
  return { items, startedAt, accounts: accounts.length };
}

function chosen(entries: readonly AccountEntry[], asked: readonly string[] | undefined): string[] {
  if (entries.length === 0)
    throw new NeverAgain("The table of accounts is empty: account-directory fills it");
  const active = entries.filter(({ state }) => state === "ACTIVE").map(({ accountId }) => accountId);
  if (active.length === 0) throw new NeverAgain(`None of the ${entries.length} known accounts is active`);
  if (asked === undefined) return active.toSorted();
  const known = new Set(active);
  const others = [...new Set(asked)].filter((accountId) => !known.has(accountId));
  if (others.length > 0)
    throw new NeverAgain(`The sweep cannot begin: not known, or not active: ${others.join(", ")}`);
  if (asked.length === 0) throw new NeverAgain("The sweep cannot begin: it was asked for no account");
  return [...new Set(asked)].toSorted();
}
