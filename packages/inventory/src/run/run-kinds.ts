// Which kinds a run reads: those of the table that nobody left out, and what the configuration adds.
import type { Scope } from "@orgwatch/core/inventory/run-manifest";
import type { Kind } from "../../kinds/kind";
import { kindOfType } from "../read/read-cloud-control";

/** The kinds of a run, from its scope. */
export function kindsOfRun(
  table: readonly Kind[],
  { leaveOut, cloudControl }: Pick<Scope, "leaveOut" | "cloudControl">,
): readonly Kind[] {
  const left = new Set(leaveOut);
  return [...table.filter(({ kind }) => !left.has(kind)), ...cloudControl.map(kindOfType)];
}
