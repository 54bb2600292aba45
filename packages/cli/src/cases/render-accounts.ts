// How fresh each account's cases are, for people.
import { staleAfterDays } from "@orgwatch/core/support-cases/stale-account";
import { accountWords } from "../account-names";
import { columns } from "../columns";
import { localTime } from "../local-time";
import { cleanLine, painter } from "../terminal";
import type { AccountFreshness } from "./account-freshness";
import type { Reader } from "./render-list";

/** One line for each account, and a count of each result. `what` says which accounts they are when there is none. */
export function renderAccounts(accounts: readonly AccountFreshness[], reader: Reader, what: string): string {
  if (accounts.length === 0) return `No ${what}.\n`;
  const paint = painter(reader.colours);
  const head = ["account", "result", "last success", "cases", "note"];
  const rows = accounts.map((account) => [
    accountWords(account.accountId, account.name),
    wordOf(account),
    localTime(account.result?.lastSuccessAt, reader.timeZone),
    account.result === undefined ? "-" : String(account.result.cases),
    noteOf(account),
  ]);
  const lines = columns([head, ...rows], (cell, row, column) => {
    if (row === 0) return paint("bold", cell);
    if (column !== 1 || cell === "ok") return cell;
    return paint(cell === "not-entitled" || cell === "suspended" ? "dim" : "red", cell);
  });
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n\n${counts(accounts)}\nTimes are in ${reader.timeZone}.\n`;
}

function wordOf({ result }: AccountFreshness): string {
  return result?.result ?? "never read";
}

function noteOf({ state, result, stale }: AccountFreshness): string {
  const parts = [
    stale ? `stale: no success for ${staleAfterDays} days` : "",
    state === "ACTIVE" ? "" : state.toLowerCase().replaceAll("_", " "),
    cleanLine(result?.reason ?? "", 200),
  ];
  return parts.filter((part) => part !== "").join("; ");
}

function counts(accounts: readonly AccountFreshness[]): string {
  const words = accounts.map(wordOf);
  const parts = [...new Set(words)]
    .toSorted()
    .map((word) => `${words.filter((one) => one === word).length} ${word}`);
  const stale = accounts.filter((account) => account.stale).length;
  return `${accounts.length === 1 ? "1 account" : `${accounts.length} accounts`}: ${parts.join(", ")}. Stale: ${stale}.`;
}
