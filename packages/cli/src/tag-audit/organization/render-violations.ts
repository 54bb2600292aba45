// A list of violations for people, programs and spreadsheets.
import type { Violation } from "@orgwatch/core/tag-audit/violation";
import { accountWords } from "../../account-names";
import type { Reader } from "../../cases/render-list";
import { columns } from "../../columns";
import { csv } from "../../csv";
import { localTime } from "../../local-time";
import { cleanLine, painter } from "../../terminal";
import { counted, nextWords, problemWords } from "../audit-words";

/** `accountName` is undefined where the directory does not know the account. */
export type NamedViolation = Violation & { readonly accountName: string | undefined };

/** One line for each, and how many there are. */
export function violationsAsText(
  violations: readonly NamedViolation[],
  { timeZone, colours }: Reader,
): string {
  if (violations.length === 0) return "No violations.\n";
  const paint = painter(colours);
  const head = ["first seen", "status", "next", "account", "region", "instance", "state", "problems"];
  const rows = violations.map((one) => [
    localTime(one.firstSeenAt, timeZone),
    statusWords(one),
    nextWords(one.next, timeZone),
    accountWords(one.instance.accountId, one.accountName),
    cleanLine(one.instance.region, 20),
    cleanLine(one.instance.instanceId, 30),
    one.instance.state,
    problemWords(one.problems),
  ]);
  const lines = columns([head, ...rows], (cell, row) => (row === 0 ? paint("bold", cell) : cell));
  return `${lines.join("\n")}\n\n${counted(violations.length, "violation")}; times are in ${timeZone}.\n`;
}

/** How far an open violation has come, or how it ended. */
export function statusWords({ status, stage }: Pick<Violation, "status" | "stage">): string {
  if (status !== "open") return status;
  return stage === undefined ? "in grace" : done[stage];
}

const done = {
  report: "reported",
  warn: "warned",
  stop: "stopped",
  // An open violation is one whose instance EC2 still shows.
  terminate: "terminated, still there",
} as const;

/** One document, everything as it is stored. */
export function violationsAsJson(violations: readonly NamedViolation[]): string {
  return `${JSON.stringify({ violations }, null, 2)}\n`;
}

/** The columns that a person sorts and filters by. */
export function violationsAsCsv(violations: readonly NamedViolation[]): string {
  const head = [
    "accountId",
    "accountName",
    "region",
    "instanceId",
    "instanceState",
    "instanceType",
    "createdAt",
    "scheme",
    "problems",
    "tags",
    "keeper",
    "status",
    "stage",
    "firstSeenAt",
    "lastSeenAt",
    "endedAt",
    "nextStage",
    "nextAt",
  ];
  return csv([head, ...violations.map((one) => cellsOf(one).map((cell) => cleanLine(cell ?? "", 2000)))]);
}

function cellsOf(one: NamedViolation): readonly (string | undefined)[] {
  const { instance } = one;
  return [
    instance.accountId,
    one.accountName,
    instance.region,
    instance.instanceId,
    instance.state,
    instance.instanceType,
    instance.createdAt,
    one.scheme,
    one.problems.map(({ words }) => words).join("; "),
    Object.entries(instance.tags)
      .map(([key, value]) => `${key}=${value}`)
      .join("; "),
    instance.keeper && `${instance.keeper.kind} ${instance.keeper.name}`,
    one.status,
    one.stage,
    one.firstSeenAt,
    one.lastSeenAt,
    one.endedAt,
    one.next?.stage,
    one.next?.at,
  ];
}
