// What doctor found, one line each.
import { painter } from "../terminal";
import type { Finding } from "./finding";
import type { DoctorReport } from "./run-checks";

const colour = { broken: "red", unknown: "yellow" } as const;

/** What is broken first, then what nobody could look at, then how much was looked at. */
export function renderDoctor({ findings, looked, skipped }: DoctorReport, colours: boolean): string {
  const paint = painter(colours);
  const [broken, unknown] = [of("broken", findings), of("unknown", findings)];
  const lines = [...broken, ...unknown].map(
    ({ check, state, where, what, mend }) =>
      `${paint(colour[state], state)}  ${check}  ${where}: ${what}. ${mend}`,
  );
  return `${[
    ...lines,
    ...(lines.length > 0 ? [""] : []),
    `${broken.length} broken, ${unknown.length} unknown; ${looked.length} checks were made.`,
    ...(skipped.length > 0 ? [`Not made, as nobody is signed in there: ${skipped.join(", ")}.`] : []),
  ].join("\n")}\n`;
}

function of(state: Finding["state"], findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.state === state);
}
