// The words of a report, in every place the same: what was only reported is never called stopped or terminated.
import type { ReportLine } from "./report-lines";

const done: Readonly<Record<string, string>> = {
  warn: "warned",
  stop: "stopped",
  terminate: "terminated",
  report: "reported",
};

/** `stop` → «stopped». */
export function doneWord(stage: string): string {
  return done[stage] ?? stage;
}

/** «2030-01-07 09:00 UTC». */
export function utcWords(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}

/** How a place writes times, and words that come from outside. */
export type Writing = { readonly when: (iso: string) => string; readonly quote: (words: string) => string };

const plain: Writing = { when: utcWords, quote: (words) => words };

const foundStopped = "not stopped by this run: somebody had stopped it already";

/** What became of an instance and what is next, in one sentence without its full stop. */
export function lineWords(line: ReportLine, writing: Writing = plain): string {
  const { happened, act } = line;
  const why = act?.why ? `: ${writing.quote(act.why)}` : "";
  const next = nextWords(line, writing);
  switch (happened) {
    case "terminated":
      return "terminated";
    case "stopped":
      return next === undefined ? "stopped" : `stopped; ${next}`;
    case "found-stopped":
      return next === undefined ? foundStopped : `${foundStopped}; ${next}`;
    case "warned":
      return next === undefined ? "warned" : `warned; ${next}`;
    case "waiting":
      return "not warned yet: the warning goes out with the next mail to its owner";
    case "refused":
      return `not ${doneWord(act?.stage ?? "")}${why}`;
    case "unclear":
      return `perhaps ${doneWord(act?.stage ?? "")}: the act was begun, and its end is not known`;
    case "not-tried":
      return `not ${doneWord(act?.stage ?? "")} yet: it was planned, and not tried`;
    case "mended":
      return "its tags were mended";
    case "gone":
      return "gone: somebody else ended it";
    case "exempt":
      return "exempt";
    case "found":
      return foundWords(line, next, writing);
  }
}

function foundWords({ held, spared }: ReportLine, next: string | undefined, { quote }: Writing): string {
  if (held) return `would be ${doneWord(held.stage)}, but is not: ${quote(held.why)}`;
  if (next !== undefined) return `reported; ${next}`;
  return spared === undefined ? "reported" : `reported only: ${quote(spared)}`;
}

function nextWords({ next, status }: ReportLine, { when }: Writing): string | undefined {
  if (next === undefined || status !== "open" || next.stage === "report") return undefined;
  return `will be ${doneWord(next.stage)} on ${when(next.at)} unless its tags are mended`;
}
