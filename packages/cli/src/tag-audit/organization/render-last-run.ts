// How the last run of the tag audit went, for people.
import type { Cell } from "@orgwatch/core/tag-audit/violation";
import { accountWords } from "../../account-names";
import type { Reader } from "../../cases/render-list";
import { columns } from "../../columns";
import { localTime } from "../../local-time";
import { cleanLine, painter } from "../../terminal";
import { canaryWords, counted } from "../audit-words";
import type { LastRun } from "./last-run";

/** How it ended, what it counted, and a line for each account and region that could not be read or lacked its canary. */
export function lastRunAsText(
  last: LastRun,
  nameOf: (accountId: string) => string | undefined,
  { timeZone, colours }: Reader,
): string {
  const paint = painter(colours);
  const place = ({ accountId, region }: Cell) => [
    accountWords(accountId, nameOf(accountId)),
    cleanLine(region, 20),
  ];
  const failed = last.cells.filter(({ result }) => result === "failed");
  const missing = last.cells.filter(({ result, canary }) => result === "ok" && canary === "missing");
  const section = (title: string, rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : ["", paint("red", title), ...columns(rows).map((line) => `  ${line}`)];
  const lines = [
    paint("bold", headline(last, timeZone)),
    ...executionLines(last, timeZone),
    ...(last.cells.length === 0 ? [] : [countLine(last.cells), canaryLine(last.cells)]),
    ...(last.others === 0
      ? []
      : [
          `${counted(last.others, "account and region", "accounts and regions")} only looked at by earlier runs.`,
        ]),
    ...section(
      "Could not be read:",
      failed.map((cell) => [...place(cell), cleanLine(cell.reason ?? "no reason is known", 300)]),
    ),
    ...section(
      "Nothing may be done there, because the canary was not seen:",
      missing.map((cell) => [...place(cell), canaryWords(cell)]),
    ),
    "",
    `Times are in ${timeZone}.`,
  ];
  return `${lines.join("\n")}\n`;
}

function headline({ runId, run }: LastRun, timeZone: string): string {
  if (runId === undefined) return "No run of the tag audit has looked at any account yet.";
  const end = run?.finishedAt;
  return `Run ${cleanLine(runId, 40)}, ${end === undefined ? "not finished" : `finished ${localTime(end, timeZone)}`}`;
}

function executionLines({ execution }: LastRun, timeZone: string): readonly string[] {
  if (execution === undefined) return ["The sweep has never been started."];
  const { startedAt, status, reason } = execution;
  const because = reason === undefined ? "" : `: ${cleanLine(reason, 400)}`;
  return [`Last started ${localTime(startedAt.toISOString(), timeZone)}: ${status}${because}.`];
}

function countLine(cells: readonly Cell[]): string {
  const sum = (of: (cell: Cell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  const results = countsOf(cells, ({ result }) => result, ["ok", "skipped", "failed"]);
  const parts = [
    counted(
      sum(({ instances }) => instances),
      "instance",
    ),
    counted(
      sum(({ violations }) => violations),
      "violation",
    ),
    `${sum(({ exempt }) => exempt)} exempt`,
  ];
  return `${counted(cells.length, "account and region", "accounts and regions")}: ${results}; ${parts.join(", ")}.`;
}

function canaryLine(cells: readonly Cell[]): string {
  const read = cells.filter(({ result }) => result === "ok");
  return `Canaries: ${countsOf(read, ({ canary }) => canary, ["seen", "unproven", "missing"]) || "none"}.`;
}

function countsOf<Word extends string>(
  cells: readonly Cell[],
  wordOf: (cell: Cell) => Word,
  words: readonly Word[],
): string {
  return words
    .map((word) => ({ word, count: cells.filter((cell) => wordOf(cell) === word).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`)
    .join(", ");
}
