// Accounts by the words that a person uses for them, and their names for a person to read.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { cleanLine } from "./terminal";
import { UsageProblem } from "./words-of-error";

/** The account's name from the directory; undefined when it does not know the account. */
export function nameIn(accounts: readonly AccountEntry[]): (accountId: string) => string | undefined {
  const names = new Map(accounts.map(({ accountId, name }) => [accountId, name]));
  return (accountId) => names.get(accountId);
}

/** `payments (444444444444)`, cleaned. */
export function accountWords(accountId: string, name: string | undefined): string {
  return name ? cleanLine(`${cleanLine(name, 40)} (${accountId})`, 80) : cleanLine(accountId, 20);
}

/**
 * The ids of the accounts with these ids or names (in any case); names are not unique, and all that have one are meant.
 * @throws UsageProblem when the directory knows no such account.
 */
export function accountIds(wanted: readonly string[], accounts: readonly AccountEntry[]): readonly string[] {
  const ids = wanted.flatMap((word) => {
    const found = accounts.filter(
      ({ accountId, name }) => accountId === word || name.toLowerCase() === word.toLowerCase(),
    );
    if (found.length === 0)
      throw new UsageProblem(`the account directory knows no account ${word}: give its id or its whole name`);
    return found.map(({ accountId }) => accountId);
  });
  return [...new Set(ids)];
}
