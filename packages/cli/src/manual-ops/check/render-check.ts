// What the checks found, one line each.
import { painter } from "../../terminal";
import type { LogEntry } from "../log-table";
import type { CheckReport, Finding } from "./finding";

/** Open ones first, then what could not be asked, then the count of what holds, and what holds and nobody wrote down. */
export function renderCheck({ findings }: CheckReport, log: readonly LogEntry[], colours: boolean): string {
  const paint = painter(colours);
  const of = (state: Finding["state"]) => findings.filter((finding) => finding.state === state);
  const [opened, unknown, held] = [of("open"), of("not-checked"), of("done")];
  const lines = [
    ...opened.map((finding) => `${paint("red", "open")}  ${lineOf(finding)}`),
    ...unknown.map((finding) => `${paint("yellow", "not checked")}  ${lineOf(finding)}`),
    ...(opened.length + unknown.length > 0 ? [""] : []),
    `${opened.length} open, ${unknown.length} not checked, ${held.length} done.`,
    ...unwritten(findings, log),
  ];
  return `${lines.join("\n")}\n`;
}

function lineOf({ operation, where, says, mend }: Finding): string {
  return `${operation}  ${where}: ${says}${mend === undefined ? "" : `. ${mend}`}`;
}

/** Operations that hold everywhere, and have no row. */
function unwritten(findings: readonly Finding[], log: readonly LogEntry[]): readonly string[] {
  const ids = [...new Set(findings.map(({ operation }) => operation))].filter(
    (id) =>
      findings.every(({ operation, state }) => operation !== id || state === "done") &&
      !log.some(({ what }) => what === id),
  );
  return ids.length === 0
    ? []
    : [`Done, and not in the log (orgwatch manual-ops record): ${ids.join(", ")}.`];
}
