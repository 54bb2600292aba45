// The digest: one mail about all accounts for those who look after them.
import type { Happened, ReportLine } from "@orgwatch/core/tag-audit/report-lines";
import { utcWords } from "@orgwatch/core/tag-audit/report-words";
import { countsOf, doneWords, type RegionFault, type Report, sizeWords } from "../report";
import { lineTable } from "./line-table";
import { type Mail, type MailPart, mailOf } from "./mail-page";

/** More instances than this are summed up by account; those on which something was done or held are named up to this many. */
const mostLines = 200;

const done: ReadonlySet<Happened> = new Set([
  "terminated",
  "stopped",
  "found-stopped",
  "refused",
  "unclear",
  "not-tried",
]);

/** The digest, and the violations that it names. */
export function digestMail(report: Report): { readonly mail: Mail; readonly named: ReadonlySet<string> } {
  const { runId, lines, accounts } = report;
  const labels = new Map(accounts.map(({ id, label }) => [id, label]));
  const labelOf = (id: string) => labels.get(id) ?? id;
  const open = lines.filter(({ happened }) => happened === "found");
  const waiting = lines.filter(({ happened }) => happened === "waiting");
  const reported = open.filter(({ held }) => held === undefined);
  const shown = [
    named(
      "Done in this run",
      lines.filter(({ happened }) => done.has(happened)),
    ),
    named(
      "Warned with this report",
      lines.filter(({ happened }) => happened === "warned"),
    ),
    named("Due for a warning", waiting),
    named(
      "Would be done, and is not",
      open.filter(({ held }) => held !== undefined),
    ),
    ...(reported.length <= mostLines ? [named("Reported", reported)] : []),
  ];
  const parts: MailPart[] = [
    { kind: "text", text: `Tag audit of ${utcWords(runId)}: ${sizeWords(report)}.` },
    ...list("People are asked", report.warnings),
    ...shown.flatMap(({ title, lines: its, more }) => section(title, its, more, labelOf)),
    ...(reported.length > mostLines ? summary(report) : []),
    ...ended(lines),
    ...list("Canaries that failed", faults(report.canaries, labelOf)),
    ...list("Could not be read", faults(report.unread, labelOf)),
    whole(report),
  ];
  const acts = doneWords(lines);
  const subject = `EC2 tag audit ${runId.slice(0, 10)}: ${sizeWords(report)}${acts ? `; ${acts}` : ""}`;
  return {
    mail: mailOf(subject, parts),
    named: new Set(shown.flatMap(({ lines: its }) => its.map(({ violationId }) => violationId))),
  };
}

function named(title: string, lines: readonly ReportLine[]) {
  return { title, lines: lines.slice(0, mostLines), more: Math.max(0, lines.length - mostLines) };
}

function section(
  title: string,
  lines: readonly ReportLine[],
  more: number,
  labelOf: (id: string) => string,
): MailPart[] {
  if (lines.length === 0) return [];
  const rest: MailPart[] =
    more > 0 ? [{ kind: "text", text: `… and ${more} more: see the whole list.` }] : [];
  return [{ kind: "heading", text: `${title} (${lines.length + more})` }, lineTable(lines, labelOf), ...rest];
}

function summary({ accounts }: Report): MailPart[] {
  const rows = accounts
    .filter(({ violators }) => violators > 0)
    .toSorted((one, other) => other.violators - one.violators)
    .slice(0, mostLines)
    .map(({ label, id, violators, instances, exempt }) => [
      label,
      id,
      ...[violators, instances, exempt].map(String),
    ]);
  return [
    { kind: "heading", text: "By account" },
    { kind: "table", head: ["Account", "Id", "Without their tags", "Instances", "Exempt"], rows },
  ];
}

function ended(lines: readonly ReportLine[]): MailPart[] {
  const { mended = 0, gone = 0, exempt = 0 } = countsOf(lines);
  if (mended + gone + exempt === 0) return [];
  return [
    { kind: "text", text: `Ended since the last run: ${mended} mended, ${gone} gone, ${exempt} exempt now.` },
  ];
}

function faults(list: readonly RegionFault[], labelOf: (id: string) => string): string[] {
  const words = list.map(({ accountId, region, words: why }) => `${labelOf(accountId)} in ${region}: ${why}`);
  return words.length > mostLines
    ? [...words.slice(0, mostLines), `… and ${words.length - mostLines} more`]
    : words;
}

function list(title: string, items: readonly string[]): MailPart[] {
  return items.length === 0
    ? []
    : [
        { kind: "heading", text: title },
        { kind: "list", items },
      ];
}

function whole({ list: { key, link } }: Report): MailPart {
  const text = `The whole list is in Athena's table aws_tag_violator, and in S3 as ${key}`;
  return link === undefined ? { kind: "text", text } : { kind: "link", text, href: link };
}
