// Work in many accounts: each on its own, so that one that refuses never hides what the others say.
import { inParallel } from "../concurrency";
import { reasonOf } from "../errors";
import type { Account } from "./account";

/** What became of one account. */
export type AccountResult<Value> =
  | { readonly account: Account; readonly outcome: "done"; readonly value: Value }
  | { readonly account: Account; readonly outcome: "failed"; readonly error: unknown };

/** Runs `work` for every account, at most `concurrency` at a time; answers one result per account, in their order. Never throws. */
export function perAccount<Value>(
  accounts: readonly Account[],
  work: (account: Account) => Promise<Value>,
  { concurrency }: { readonly concurrency: number },
): Promise<AccountResult<Value>[]> {
  return inParallel(accounts, concurrency, async (account): Promise<AccountResult<Value>> => {
    try {
      return { account, outcome: "done", value: await work(account) };
    } catch (error) {
      return { account, outcome: "failed", error };
    }
  });
}

/** A run in words: how many are done, then one line for each account that failed, with its reason. */
export function summaryOf(results: readonly AccountResult<unknown>[]): string {
  const failed = results.filter((result) => result.outcome === "failed");
  const heading = `${results.length - failed.length} of ${results.length} accounts done`;
  if (failed.length === 0) return heading;
  const lines = failed.map(({ account, error }) => `- ${account.name} (${account.id}): ${reasonOf(error)}`);
  return [`${heading}, ${failed.length} failed:`, ...lines].join("\n");
}
