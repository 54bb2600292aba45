// Types of the Cloud Control API that an account's regions do not know: offered elsewhere, or mistyped in the configuration.
import { globalRegion } from "@orgwatch/core/inventory/run-keys";
import type { Cell, Scope } from "@orgwatch/core/inventory/run-manifest";

/** The kinds of the account that a cell has read to their end; a type that the cell does not know is none of them. */
export function kindsRead(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap(({ counts, unknownTypes = {} }) =>
    Object.keys(counts).filter((kind) => !Object.hasOwn(unknownTypes, kind)),
  );
}

/**
 * The types that every region which the account uses said it does not know, with AWS's words; a part of its record. A region that could not be asked
 * might have known it.
 */
export function unknownTypesOf(
  { cloudControl }: Pick<Scope, "cloudControl">,
  cells: readonly Cell[],
): { unknownTypes?: Record<string, string> } {
  const unknown = cloudControl.flatMap(({ type, scope }) => {
    const asked = cells.filter(
      ({ region, result }) => (region === globalRegion) === (scope === "global") && result !== "skipped",
    );
    const words = asked.map(({ unknownTypes = {} }) => unknownTypes[type]);
    const [first] = words;
    return first === undefined || words.includes(undefined) ? [] : [[type, first] as const];
  });
  return unknown.length === 0 ? {} : { unknownTypes: Object.fromEntries(unknown) };
}
