// The scenarios run the bundles that would be deployed, so they must be there.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";

const folder = join(import.meta.dirname, "../../../dist");

/** The folder of the built bundles. @throws Error when one is missing. */
export function builtBundles(): string {
  const isBuilt = (name: string) =>
    ["index.js", "index.mjs"].some((entry) => existsSync(join(folder, name, entry)));
  const missing = lambdas.filter(({ name }) => !isBuilt(name));
  if (missing.length > 0) throw new Error("The bundles are not built: run `npx pnpm@10.34.8 build`");
  return folder;
}
