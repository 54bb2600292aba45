// A list of security-group changes for people, programs and spreadsheets.
import type { Change } from "@orgwatch/core/security-groups/change";
import { accountWords } from "../account-names";
import type { Reader } from "../cases/render-list";
import { columns } from "../columns";
import { csv } from "../csv";
import { localTime } from "../local-time";
import { cleanLine, painter } from "../terminal";
import { authorInShort, groupWords, stateInWords, stateOf, whatInShort } from "./change-words";
import { changedWords } from "./rule-words";

/** `accountName` is undefined where the directory does not know the account. */
export type NamedChange = Change & { readonly accountName: string | undefined };

const riskColours: Readonly<Partial<Record<Change["risk"], "red" | "yellow">>> = {
  critical: "red",
  high: "red",
  medium: "yellow",
};

/** The colour in which a risk is shown; undefined for the small ones. */
export function riskColour(risk: string): "red" | "yellow" | undefined {
  return Object.entries(riskColours).find(([name]) => name === risk)?.[1];
}

/** One line for each with the beginning of its id, and how many there are. `limit` is how many were asked for. */
export function changesAsText(
  changes: readonly NamedChange[],
  { timeZone, colours }: Reader,
  limit: number,
): string {
  if (changes.length === 0) return "No security-group changes.\n";
  const paint = painter(colours);
  const head = ["changed at", "id", "risk", "account", "region", "group", "who", "state", "what"];
  const rows = changes.map((one) => [
    localTime(one.changedAt, timeZone),
    cleanLine(one.changeId, 60).slice(0, 8),
    one.risk,
    accountWords(one.accountId, one.accountName),
    cleanLine(one.region, 20),
    groupWords(one),
    authorInShort(one),
    stateInWords(one),
    whatInShort(one),
  ]);
  const lines = columns([head, ...rows], (cell, row, column) => {
    if (row === 0) return paint("bold", cell);
    const colour = column === 2 ? riskColour(cell) : undefined;
    return colour === undefined ? cell : paint(colour, cell);
  });
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  const more = changes.length === limit ? ", the newest (--limit for more)" : "";
  return `${lines.join("\n")}\n\n${count}${more}; times are in ${timeZone}.\n`;
}

/** One document, everything as it is stored. */
export function changesAsJson(changes: readonly NamedChange[]): string {
  return `${JSON.stringify({ changes }, null, 2)}\n`;
}

/** The columns that a person sorts and filters by. */
export function changesAsCsv(changes: readonly NamedChange[]): string {
  const head = [
    "changeId",
    "changedAt",
    "accountId",
    "accountName",
    "region",
    "groupId",
    "groupName",
    "vpcId",
    "call",
    "risk",
    "because",
    "authorKind",
    "authorName",
    "authorSession",
    "authorArn",
    "state",
    "decidedBy",
    "decidedAt",
    "reason",
    "finishedAt",
    "what",
  ];
  return csv([head, ...changes.map((one) => cellsOf(one).map((cell) => cleanLine(cell ?? "", 2000)))]);
}

function cellsOf(one: NamedChange): readonly (string | undefined)[] {
  return [
    one.changeId,
    one.changedAt,
    one.accountId,
    one.accountName,
    one.region,
    one.groupId,
    one.groupName,
    one.vpcId,
    one.eventName,
    one.risk,
    one.because.join("; "),
    one.author.kind,
    one.author.name,
    one.author.session,
    one.author.arn,
    stateOf(one),
    one.decision?.by.name,
    one.decision?.at,
    one.decision?.reason,
    one.act?.finishedAt,
    one.ruleChanges.map((change) => `${change.kind}: ${changedWords(change)}`).join("; "),
  ];
}
