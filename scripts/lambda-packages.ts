// Where each lambda's package is: the build, the docs and the benchmarks go through this one list.
import { join } from "node:path";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";

export const root = join(import.meta.dirname, "..");

/** The folder of a lambda's package, which has the lambda's name. */
export function folderOf({ name }: LambdaManifest): string {
  return join(root, "packages", name);
}

/** The file whose `handler` a bundle exports. */
export function entryOf(lambda: LambdaManifest): string {
  return join(folderOf(lambda), lambda.entry);
}
