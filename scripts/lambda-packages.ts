// Where each lambda's package is: the build, the docs and the benchmarks go through this one list.
import { join } from "node:path";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";

export const root = join(import.meta.dirname, "..");

/** The folder of a lambda's package. */
export function folderOf(lambda: LambdaManifest): string {
  return join(root, "packages", lambda.package);
}

/** The file whose `handler` a bundle exports. */
export function entryOf(lambda: LambdaManifest): string {
  return join(folderOf(lambda), lambda.entry);
}
