// Bundles every lambda to dist/<name>/index.js and dist/<name>.zip. The same sources give the same bytes, so that Terraform sees no change.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { type BuildOptions, build } from "esbuild";
import { zipSync } from "fflate";
import { entryOf, root } from "./lambda-packages";

/** Zip entries need a date; a fixed one keeps the archive's hash the same over builds. */
const zipDate = new Date("2020-01-01T00:00:00");

/** How a lambda is bundled; the benchmarks bundle their baselines alike. */
export const bundleOptions: BuildOptions & { readonly write: false } = {
  bundle: true,
  minify: true,
  keepNames: false,
  platform: "node",
  format: "cjs",
  target: "node20",
  // The packages' ES modules can be tree-shaken, their CommonJS ones cannot: about half the size and load time.
  mainFields: ["module", "main"],
  // Inside Lambda credentials come from the environment only; the SDK's whole chain (SSO, ini files, web logins) stays out.
  // pdjs brings a fetch of its own from the time before Node had one.
  alias: {
    "@aws-sdk/credential-provider-node": join(root, "scripts/bundle/environment-credentials.ts"),
    "cross-fetch": join(root, "scripts/bundle/cross-fetch.ts"),
  },
  legalComments: "none",
  logLevel: "warning",
  write: false,
};

async function buildLambda(name: string, entry: string): Promise<string> {
  const { outputFiles } = await build({ ...bundleOptions, entryPoints: [entry] });
  const code = outputFiles[0]?.contents;
  if (!code) throw new Error(`esbuild wrote nothing for ${name}`);
  mkdirSync(join(root, "dist", name), { recursive: true });
  writeFileSync(join(root, "dist", name, "index.js"), code);
  const zip = zipSync({ "index.js": [code, { mtime: zipDate, level: 9 }] });
  writeFileSync(join(root, "dist", `${name}.zip`), zip);
  return `${name.padEnd(24)} ${(code.length / 1024).toFixed(0).padStart(5)} KB, zipped ${(zip.length / 1024).toFixed(0)} KB`;
}

if (process.argv[1] === import.meta.filename) {
  const built = await Promise.all(lambdas.map((lambda) => buildLambda(lambda.name, entryOf(lambda))));
  for (const line of built) console.log(line);
}
