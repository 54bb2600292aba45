// The log in docs/manual-operations.md: a Markdown table, one row for each time that somebody did something.
import { cleanLine } from "../terminal";
import { UsageProblem } from "../words-of-error";

/** A row. `at` is UTC, `YYYY-MM-DD HH:MM`; texts are one clean line each. */
export type LogEntry = {
  readonly at: string;
  readonly what: string;
  readonly where: string;
  readonly who: string;
  readonly note: string;
};

/** The file has no table, or one that cannot be read. */
export class UnreadableLog extends UsageProblem {}

const header = ["when (UTC)", "what", "where", "who", "note"];
const longestCell = 500;

/**
 * The rows, in the file's order.
 * @throws UnreadableLog when there is no table, git left a conflict, or a row has another number of cells.
 */
export function readLog(text: string): readonly LogEntry[] {
  const lines = text.split("\n");
  const { first, end } = findRows(lines);
  return lines.slice(first, end).map((line, index) => {
    const [at, what, where, who, note, ...more] = cellsOf(line);
    if (at === undefined || what === undefined || where === undefined || who === undefined || more.length > 0)
      throw new UnreadableLog(`line ${first + index + 1} has not the cells ${header.join(", ")}`);
    return { at, what, where, who, note: note ?? "" };
  });
}

/**
 * The text with a row more at the table's end; all else stays as it is.
 * @throws UnreadableLog as `readLog`.
 */
export function addToLog(text: string, entry: LogEntry): string {
  const lines = text.split("\n");
  const { end } = findRows(lines);
  const carriageReturn = lines[end - 1]?.endsWith("\r") ? "\r" : "";
  const cells = [entry.at, entry.what, entry.where, entry.who, entry.note].map(cellOf);
  const row = `| ${cells.join(" | ")} |`.replace(/ {2,}\|/g, " |");
  const added = [...lines.slice(0, end), `${row}${carriageReturn}`, ...lines.slice(end)];
  return added.join("\n") + (end === lines.length ? "\n" : "");
}

/** Where the rows are among the lines: from `first` up to, not including, `end`. */
function findRows(lines: readonly string[]): { readonly first: number; readonly end: number } {
  const conflict = lines.findIndex((line) => /^(<{7}|>{7}) /.test(line));
  if (conflict >= 0) throw new UnreadableLog(`git left a conflict in line ${conflict + 1}: resolve it first`);
  const top = lines.findIndex((line) => cellsOf(line).join("|") === header.join("|"));
  if (top < 0 || !/^\s*\|[\s|:-]+$/.test(lines[top + 1] ?? ""))
    throw new UnreadableLog(`it has no table with the columns ${header.join(", ")}`);
  const rest = lines.slice(top + 2).findIndex((line) => !line.trimStart().startsWith("|"));
  return { first: top + 2, end: rest < 0 ? lines.length : top + 2 + rest };
}

/** What Markdown or HTML could read as more than text. */
const special = /[\\`*_[\]<>|~&]/g;

function cellOf(text: string): string {
  return cleanLine(text, longestCell).replace(special, "\\$&");
}

/** The cells of a row as plain text; none for a line that is no row. */
function cellsOf(line: string): readonly string[] {
  const row = line.trim();
  if (!row.startsWith("|")) return [];
  const cells = row.slice(1).match(/(?:\\.|[^\\|])*(?:\||$)/g) ?? [];
  return cells
    .filter((cell) => cell !== "")
    .map((cell) => cleanLine(cell.replace(/\|$/, "").replace(/\\([!-/:-@[-`{-~])/g, "$1"), longestCell));
}
