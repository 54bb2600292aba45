// Bundles every lambda to dist/<name>/ and dist/<name>.zip. The same sources give the same bytes, so that Terraform sees no change.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { inParallel } from "@orgwatch/core/concurrency";
import { lambdas } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { type ZippableFile, zipSync } from "fflate";
import { bundleLambda, bytesAtStart } from "./bundle-lambda";
import { entryOf, root } from "./lambda-packages";

/** Zip entries need a date; a fixed one keeps the archive's hash the same over builds. */
const zipDate = new Date("2020-01-01T00:00:00");

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;

async function buildLambda(lambda: LambdaManifest): Promise<string> {
  const { name, isSplit = false } = lambda;
  const bundle = await bundleLambda({ file: entryOf(lambda) }, { isSplit });
  const folder = join(root, "dist", name);
  // Chunks are named after what is in them: those of the last build would stay.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, code] of bundle.files) writeFileSync(join(folder, file), code);
  const entries = [...bundle.files].map(([file, code]): [string, ZippableFile] => [
    file,
    [code, { mtime: zipDate, level: 9 }],
  ]);
  const zip = zipSync(Object.fromEntries(entries));
  writeFileSync(join(root, "dist", `${name}.zip`), zip);
  return `${name.padEnd(24)} ${kilobytes(bytesAtStart(bundle)).padStart(8)}, zipped ${kilobytes(zip.length)}`;
}

// esbuild has the sources of each bundle that it builds in memory: all of them at once take half as long again, for cleaning up after them.
const built = await inParallel(lambdas, availableParallelism() + 1, buildLambda);
for (const line of built) console.log(line);
