// A bucket that only counts what it is given: nine thousand cells with all their lines would fill the memory.
import { cellShape } from "@orgwatch/core/inventory/run-manifest";
import type { InventoryFiles } from "../src/files/s3-files";

export type CountedFiles = InventoryFiles & {
  /** Cells by their result, their failures, the resources of their counts, and the lines of all parts. */
  readonly summary: () => {
    readonly cells: Readonly<Record<string, number>>;
    readonly failures: number;
    readonly resources: number;
    readonly lines: number;
  };
};

/** An empty bucket. */
export function countedFiles(): CountedFiles {
  const results = new Map<string, string>();
  const cells = () => {
    const counted: Record<string, number> = {};
    for (const result of results.values()) counted[result] = (counted[result] ?? 0) + 1;
    return counted;
  };
  const sums = { failures: 0, resources: 0, lines: 0 };
  return {
    summary: () => ({ ...sums, cells: cells() }),
    readJson: async () => undefined,
    writeJson: async (key, value) => {
      const { result, failures, counts } = cellShape.parse(value);
      results.set(key, result);
      sums.failures += failures.length;
      for (const count of Object.values(counts)) sums.resources += count;
    },
    writeLines: async (_key, lines) => {
      let count = 0;
      for await (const _ of lines) count += 1;
      sums.lines += count;
      return { lines: count };
    },
    readLines: async function* () {},
  };
}
