// Words and numbers of the inventory, as people read them.
import { allAccounts } from "@orgwatch/core/inventory/gaps";
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { accountWords } from "../account-names";
import { cleanLine } from "../terminal";

/** `1 resource`, `1,234 resources`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** `42 seconds`, `12 minutes`, `2 hours 5 minutes`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 100) return counted(seconds, "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return counted(minutes, "minute");
  const rest = minutes % 60;
  return `${counted(Math.floor(minutes / 60), "hour")}${rest === 0 ? "" : ` ${counted(rest, "minute")}`}`;
}

/** `12 appeared, 3 vanished, 5 changed`. */
export function changeWords({
  appeared,
  vanished,
  changed,
}: {
  readonly appeared: number;
  readonly vanished: number;
  readonly changed: number;
}): string {
  const [came, went, other] = [appeared, vanished, changed].map((count) => count.toLocaleString("en-US"));
  return `${came} appeared, ${went} vanished, ${other} changed`;
}

/** Names of the accounts, as the run knew them. */
export function accountNamer(...runs: readonly Pick<RunManifest, "accounts">[]): (account: string) => string {
  const names = new Map(runs.flatMap(({ accounts }) => accounts).map(({ account, name }) => [account, name]));
  return (account) => (account === allAccounts ? "all accounts" : accountWords(account, names.get(account)));
}

/** The first few of a list and how many more there are, cleaned. */
export function someOf(words: readonly string[], limit: number): string {
  const shown = words.slice(0, limit).map((word) => cleanLine(word, 100));
  const more = words.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more.toLocaleString("en-US")} more` : ""}`;
}
