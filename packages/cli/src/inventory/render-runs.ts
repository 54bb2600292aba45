// A list of runs for people and spreadsheets.
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import type { Reader } from "../cases/render-list";
import { columns } from "../columns";
import { csv } from "../csv";
import { localTime } from "../local-time";
import { cleanLine, painter } from "../terminal";

/** What a run says of itself; of one that has not finished only what it was to look at is known, if at all. */
export type ListedRun = {
  readonly run: string;
  readonly result: RunManifest["result"] | "not finished";
  readonly finishedAt?: string;
  readonly isPart?: boolean;
  readonly accounts?: number;
  readonly regions?: number;
  readonly resources?: number;
  readonly failures?: number;
};

/** One line for each; `more` are not shown. */
export function runsAsText(runs: readonly ListedRun[], more: number, { timeZone, colours }: Reader): string {
  if (runs.length === 0) return "No run of the inventory yet: orgwatch inventory run\n";
  const paint = painter(colours);
  const head = ["run", "finished", "result", "of", "accounts", "regions", "resources", "failures"];
  const number = (count: number | undefined) => count?.toLocaleString("en-US") ?? "-";
  const rows = runs.map((one) => [
    cleanLine(one.run, 40),
    localTime(one.finishedAt, timeZone),
    one.result,
    one.isPart === undefined ? "-" : one.isPart ? "a part" : "everything",
    number(one.accounts),
    number(one.regions),
    number(one.resources),
    number(one.failures),
  ]);
  const lines = columns([head, ...rows], (cell, row, column) => {
    if (row === 0) return paint("bold", cell);
    return column === 2 && cell !== "complete" ? paint("yellow", cell) : cell;
  });
  const rest = more === 0 ? "" : `${more.toLocaleString("en-US")} older ones: --limit. `;
  return `${lines.join("\n")}\n\n${rest}Times are in ${timeZone}, runs are called in UTC.\n`;
}

/** The same as CSV. */
export function runsAsCsv(runs: readonly ListedRun[]): string {
  const head = [
    "run",
    "finishedAt",
    "result",
    "isPart",
    "accounts",
    "regions",
    "resources",
    "failures",
  ] as const;
  return csv([head, ...runs.map((one) => head.map((name) => String(one[name] ?? "")))]);
}
