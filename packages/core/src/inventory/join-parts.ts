// The parts of an account's cells, joined: only what was read to its end, and nothing twice.
import { type Resource, resourceKey, resourceShape } from "./resource";
import { shortHash } from "./resource-print";
import type { Cell } from "./run-manifest";

/** A line as it was written, and what it says. */
export type ResourceLine = { readonly line: string; readonly resource: Resource };

/**
 * The lines of the cells in the order of the cells and their parts. Lines of kinds that are incomplete in their part are left out: they were cut
 * off, and stand in a later part again. `linesOf` reads a part. The memory that this takes grows with the largest cell only.
 * @throws what `linesOf` throws, and Error for a line that is none.
 */
export async function* joinParts(
  cells: readonly Cell[],
  linesOf: (cell: Cell, part: number) => AsyncIterable<string>,
): AsyncIterable<ResourceLine> {
  for (const cell of cells) {
    const seen = new Set<string>();
    for (const { part, kinds } of cell.parts.toSorted((one, other) => one.part - other.part)) {
      const complete = new Set(kinds);
      for await (const line of linesOf(cell, part)) {
        const resource = parseResource(line);
        const key = shortHash(resourceKey(resource));
        if (!complete.has(resource.kind) || seen.has(key)) continue;
        seen.add(key);
        yield { line, resource };
      }
    }
  }
}

/** @throws Error for a line that is no resource; what it says is not repeated. */
export function parseResource(line: string): Resource {
  const parsed = resourceShape.safeParse(JSON.parse(line));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new Error(`a line of the inventory has another shape: ${fields}`);
}
