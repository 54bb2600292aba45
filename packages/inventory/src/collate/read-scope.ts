// What a run looks at, as its plan wrote it down.
import { NeverAgain } from "@orgwatch/core/errors";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { type Scope, scopeShape } from "@orgwatch/core/inventory/run-manifest";
import type { InventoryFiles } from "../files/s3-files";

/** @throws NeverAgain when there is no such run, or its scope has another shape; TryLater while S3 cannot be used. */
export async function readScope(run: string, files: Pick<InventoryFiles, "readJson">): Promise<Scope> {
  const found = await files.readJson(runKeys.scope(run));
  if (found === undefined) throw new NeverAgain(`there is no run ${run}: its scope.json is not there`);
  const parsed = scopeShape.safeParse(found);
  if (!parsed.success) throw new NeverAgain(`the scope of the run ${run} has another shape`);
  return parsed.data;
}
