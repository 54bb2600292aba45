// What a run was not compared in, as one line of its summary: «nothing is new» says nothing of that.
import type { NotComparedRow, RunChanges } from "@orgwatch/core/inventory/run-manifest";
import { safeLine } from "@orgwatch/core/slack-text";
import type { LabelOf } from "./slack-lines";

const mostRows = 5;
/** Of kinds, accounts and regions, where there are several. */
const mostNamed = 2;

/** «*Not compared*: everything in acme-dev, ec2/instance in acme-data-lake us-east-1 (not read last time) and 3 more»; empty where all was compared. */
export function notComparedLine(
  { notCompared = 0, firstNotCompared = [] }: Pick<RunChanges, "notCompared" | "firstNotCompared">,
  nameOf: LabelOf,
): string {
  const byReason = new Map<string, string[]>();
  const shown = firstNotCompared.slice(0, mostRows);
  for (const row of shown) {
    const reason = reasonOf(row);
    byReason.set(reason, [...(byReason.get(reason) ?? []), rowWords(row, nameOf)]);
  }
  if (shown.length === 0) return "";
  const words = [...byReason].map(([reason, rows]) => `${rows.join(", ")} (${reason})`).join("; ");
  const more = notCompared - shown.length;
  return `*Not compared*: ${words}${more > 0 ? ` and ${more.toLocaleString("en-US")} more` : ""}`;
}

const whyWords = {
  "not-read": "not read",
  details: "not read",
  "not-asked": "not looked at",
  "not-opted-in": "not opted in",
} as const;
const byWords = { before: "last time", now: "this time", both: "either time" } as const;

function reasonOf({ why, by }: NotComparedRow): string {
  return why === "file-gone" ? "its file of last time is gone" : `${whyWords[why]} ${byWords[by]}`;
}

function rowWords(
  { kinds = [], regions, accounts, firstAccounts, why }: NotComparedRow,
  nameOf: LabelOf,
): string {
  const named = kinds.length === 0 ? "everything" : several(kinds, kinds.length, "kind");
  const what = why === "details" ? `details of some ${named}` : named;
  const where = regions.includes("*") ? "" : ` ${several(regions, regions.length, "region")}`;
  return `${what} in ${several(firstAccounts.map(nameOf), accounts, "account")}${where}`;
}

/** «us-east-1», «3 regions: us-east-1, us-west-2 and 1 more»; `count` is how many there are. */
function several(words: readonly string[], count: number, what: string): string {
  const named = words.slice(0, mostNamed).map((word) => safeLine(word, 60));
  if (count === 1) return named.join("");
  const rest = count - named.length;
  const more = rest > 0 ? ` and ${rest.toLocaleString("en-US")} more` : "";
  return `${count.toLocaleString("en-US")} ${what}s: ${named.join(", ")}${more}`;
}
