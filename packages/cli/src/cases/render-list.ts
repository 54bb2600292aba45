// A list of cases for people, programs and spreadsheets.
import type { SupportCase } from "@orgwatch/core/support-cases/case";
import { accountWords } from "../account-names";
import { columns } from "../columns";
import { csv } from "../csv";
import { localTime } from "../local-time";
import { cleanLine, painter } from "../terminal";

/** `accountName` is undefined where the directory does not know the account. */
export type NamedCase = SupportCase & { readonly accountName: string | undefined };

export type Reader = { readonly timeZone: string; readonly colours: boolean };

const severityColours: Readonly<Record<string, "red" | "yellow">> = {
  critical: "red",
  urgent: "red",
  high: "yellow",
};

/** One line for each, and how many there are. */
export function listAsText(cases: readonly NamedCase[], { timeZone, colours }: Reader): string {
  if (cases.length === 0) return "No support cases.\n";
  const paint = painter(colours);
  const head = ["last activity", "severity", "status", "account", "case", "subject"];
  const rows = cases.map((one) => [
    localTime(one.lastActivityAt, timeZone),
    cleanLine(one.severityCode, 12),
    cleanLine(one.status, 26),
    accountWords(one.accountId, one.accountName),
    cleanLine(one.displayId || one.caseId, 60),
    cleanLine(one.subject || "-", 80),
  ]);
  const lines = columns([head, ...rows], (cell, row, column) => {
    if (row === 0) return paint("bold", cell);
    const colour = column === 1 ? severityColours[cell] : undefined;
    return colour === undefined ? cell : paint(colour, cell);
  });
  const count = cases.length === 1 ? "1 case" : `${cases.length} cases`;
  return `${lines.join("\n")}\n\n${count}; times are in ${timeZone}.\n`;
}

/** One document, everything as it is stored. */
export function listAsJson(cases: readonly NamedCase[]): string {
  return `${JSON.stringify({ cases }, null, 2)}\n`;
}

/** The columns that a person sorts and filters by. */
export function listAsCsv(cases: readonly NamedCase[]): string {
  const head = [
    "displayId",
    "caseId",
    "accountId",
    "accountName",
    "severity",
    "status",
    "service",
    "category",
    "subject",
    "submittedBy",
    "createdAt",
    "lastActivityAt",
    "communications",
  ];
  const rows = cases.map((one) =>
    [
      one.displayId ?? "",
      one.caseId,
      one.accountId,
      one.accountName ?? "",
      one.severityCode,
      one.status,
      one.serviceCode ?? "",
      one.categoryCode ?? "",
      one.subject ?? "",
      one.submittedBy ?? "",
      one.timeCreated,
      one.lastActivityAt,
      String(one.communications),
    ].map((value) => cleanLine(value, 2000)),
  );
  return csv([head, ...rows]);
}
