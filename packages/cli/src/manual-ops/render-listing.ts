// The listing in words.
import { cleanLine, painter } from "../terminal";
import type { Listing, OperationState } from "./describe-operations";
import type { LogEntry } from "./log-table";

/** One block for each operation, and what to do next. */
export function renderListing({ operations, others }: Listing, colours: boolean): string {
  const paint = painter(colours);
  const blocks = operations.map((operation) => [
    `${paint(operation.done ? "green" : "yellow", operation.done ? "done" : "open")}  ${paint("bold", operation.id)}  ${operation.title}`,
    ...recordLines(operation),
  ]);
  const strange =
    others.length === 0
      ? []
      : [
          "",
          "In the log, and no operation:",
          ...others.map((entry) => `      ${entry.what}: ${wordsOf(entry)}`),
        ];
  const open = operations.filter(({ done }) => !done).length;
  const last =
    open === 0 ? "Each operation is in the log." : `Not in the log: ${open} of ${operations.length}.`;
  const next = "How to do each: docs/manual-operations.md. Whether it holds: orgwatch manual-ops check.";
  return [...blocks.flat(), ...strange, "", `${last} ${next}`, ""].join("\n");
}

function recordLines({ done, records, where }: OperationState): string[] {
  return done
    ? records.map((entry) => `      ${wordsOf(entry)}`)
    : [`      where: ${where.replaceAll("`", "")}`];
}

function wordsOf({ at, where, who, note }: LogEntry): string {
  const place = where === "" ? "" : `, ${where}`;
  return cleanLine(`${at} by ${who}${place}${note === "" ? "" : ` (${note})`}`, 200);
}
