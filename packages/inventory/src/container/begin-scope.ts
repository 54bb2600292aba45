// The run's scope in the bucket: the orchestrator may not write there, so that whichever pod comes first writes it.
import { isLater, latestShape } from "@orgwatch/core/inventory/latest-run";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { type Scope, scopeShape } from "@orgwatch/core/inventory/run-manifest";
import type { InventoryFiles } from "../files/s3-files";
import type { RunFile } from "./run-file";

/**
 * Answers the scope that is there, or writes it. Pods that do so at the same time write the same: what they read is the run's file and the last
 * whole run.
 * @throws TryLater while S3 cannot be used.
 */
export async function beginScope(
  { scope }: RunFile,
  files: Pick<InventoryFiles, "readJson" | "writeJson">,
): Promise<Scope> {
  const key = runKeys.scope(scope.run);
  const there = await files.readJson(key);
  if (there !== undefined) return scopeShape.parse(there);
  const latest = latestShape.safeParse(await files.readJson(runKeys.latest)).data;
  const previous = latest !== undefined && isLater(scope.run, latest) ? { previous: latest.run } : {};
  const whole = { ...scope, ...previous };
  await files.writeJson(key, whole);
  return whole;
}
