// The way of an alert as text: one line for each stop, and what to look at.
import { columns } from "../columns";
import { localClock } from "../local-time";
import { cleanLine, painter } from "../terminal";
import type { Stop } from "./stops-of";

/** How this reader sees times and colours. */
export type Reader = { readonly timeZone: string; readonly colours: boolean };

const outcomeColours = { reached: "green", missed: "red", unseen: "dim", "not meant": "dim" } as const;
const outcomeWords = { reached: "ok", missed: "missed", unseen: "not seen", "not meant": "-" } as const;

/** The stops as aligned lines; `startedAt` (ISO) is where seconds are counted from. */
export function stopsAsText(stops: readonly Stop[], startedAt: string, reader: Reader): string {
  const paint = painter(reader.colours);
  const rows = stops.map((stop) => [
    outcomeWords[stop.outcome],
    stop.name,
    timeOf(stop, reader.timeZone),
    secondsOf(stop, startedAt),
    cleanLine(stop.words, 200),
  ]);
  const lines = columns(rows, (cell, row, column) => {
    const outcome = stops[row]?.outcome;
    return column === 0 && outcome !== undefined ? paint(outcomeColours[outcome], cell) : cell;
  });
  return lines.map((line) => `  ${line.trimEnd()}\n`).join("");
}

/** `Look at:` and one line for each; empty for none. */
export function looksAsText(looks: readonly string[]): string {
  return looks.length === 0
    ? ""
    : `\nLook at:\n${looks.map((line) => `  ${cleanLine(line, 500)}\n`).join("")}`;
}

function timeOf({ at, latest }: Stop, timeZone: string): string {
  return at === undefined ? "" : `${latest ? "by " : ""}${localClock(at, timeZone)}`;
}

/** Of two clocks of AWS, one may be behind the other by a little: nothing is reached before it began. */
function secondsOf({ at }: Stop, startedAt: string): string {
  if (at === undefined) return "";
  const seconds = Math.max(0, (Date.parse(at) - Date.parse(startedAt)) / 1000);
  return `+${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}
