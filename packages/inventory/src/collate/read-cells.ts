// The cells of an account as the runners left them.
import { inParallel } from "@orgwatch/core/concurrency";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { type Cell, cellShape, type Scope } from "@orgwatch/core/inventory/run-manifest";
import { regionsOfScope } from "@orgwatch/core/inventory/scope-cells";
import { settledCell } from "@orgwatch/core/inventory/settled-cell";
import type { InventoryFiles } from "../files/s3-files";

const readers = 10;

/** In the order of the scope, each with its reasons where it is not whole. @throws Error for a cell of another shape; TryLater while S3 cannot be used. */
export async function readCells(
  scope: Scope,
  account: string,
  files: Pick<InventoryFiles, "readJson">,
): Promise<Cell[]> {
  return inParallel(regionsOfScope(scope), readers, async (region) => {
    const found = await files.readJson(runKeys.cell(scope.run, account, region));
    const cell = found === undefined ? undefined : cellShape.parse(found);
    return settledCell(scope.run, { account, region }, cell);
  });
}
