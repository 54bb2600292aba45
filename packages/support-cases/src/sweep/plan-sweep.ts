// Which accounts a sweep reads, in batches that keep all of its workers busy and fit into one state of Step Functions.
import { NeverAgain } from "@orgwatch/core/errors";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { Asked, Batch, Planned } from "./sweep-input";

export type Plan = Planned["plan"] & { readonly items: readonly Batch[] };

/** A state has at most 262,144 bytes; 10,000 accounts in 1,000 batches have 218,000 (plan-sweep.test.ts). */
const mostItems = 1000;

/**
 * Plans a run. As long as the map has workers to spare, batches are smaller than `batch`: 40 accounts are read all at once.
 * @throws NeverAgain when an account is asked for that is unknown or not active, or there is no active account at all.
 */
export function planSweep(
  entries: readonly AccountEntry[],
  asked: Asked,
  options: { readonly batch: number; readonly concurrency: number; readonly now: Date },
): Plan {
  const accounts = chosen(entries, asked.accounts);
  const startedAt = options.now.toISOString();
  const full = asked.full ? ({ full: true } as const) : {};
  const size = Math.max(
    Math.min(options.batch, Math.ceil(accounts.length / options.concurrency)),
    Math.ceil(accounts.length / mostItems),
  );
  const items: Batch[] = [];
  for (let start = 0; start < accounts.length; start += size)
    items.push({ accounts: accounts.slice(start, start + size), ...full, startedAt });
  return { items, startedAt, accounts: accounts.length };
}

function chosen(entries: readonly AccountEntry[], asked: readonly string[] | undefined): string[] {
  if (entries.length === 0)
    throw new NeverAgain("The table of accounts is empty: account-directory fills it");
  const active = entries.filter(({ state }) => state === "ACTIVE").map(({ accountId }) => accountId);
  if (active.length === 0) throw new NeverAgain(`None of the ${entries.length} known accounts is active`);
  if (asked === undefined) return active.toSorted();
  const problems = [...new Set(asked)].flatMap((accountId) => problemOf(accountId, entries));
  if (problems.length > 0) throw new NeverAgain(`The sweep cannot begin: ${problems.join("; ")}`);
  if (asked.length === 0) throw new NeverAgain("The sweep cannot begin: it was asked for no account");
  return [...new Set(asked)].toSorted();
}

function problemOf(accountId: string, entries: readonly AccountEntry[]): string[] {
  const entry = entries.find((one) => one.accountId === accountId);
  if (entry === undefined) return [`the account ${accountId} is unknown`];
  if (entry.state === "ACTIVE") return [];
  return [`the account ${entry.name} (${accountId}) is ${entry.state}, not ACTIVE`];
}
