// What is known of a cell once no runner comes back to it: what nobody finished is a failure with a reason, never an empty place.
import { globalRegion } from "./run-keys";
import type { Cell, Failure } from "./run-manifest";
import type { CellPlace } from "./scope-cells";

/** The cell as the run leaves it. `found` is what the runner wrote down; undefined where it never came to that. */
export function settledCell(run: string, place: CellPlace, found: Cell | undefined): Cell {
  if (found === undefined) {
    const failures = [unfinished(place, "nobody came to its end: its runner was stopped", "everything")];
    return { run, ...place, result: "failed", durationMs: 0, counts: {}, failures, parts: [] };
  }
  if (found.result !== "unfinished" || found.failures.some(({ type }) => type === "unfinished")) return found;
  const rest = unfinished(place, "time ran out each time", "all kinds that were not read yet");
  return { ...found, failures: [...found.failures, rest] };
}

function unfinished(place: CellPlace, words: string, what: string): Failure {
  const where = place.region === globalRegion ? "that belongs to no region" : `in ${place.region}`;
  return { ...place, type: "unfinished", words, hides: `${what} ${where}` };
}
