// Every lambda of the workspace with its folder: the build, the docs and the benchmarks go through this one list.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { TableManifest } from "@orgwatch/manifest/define-table";

export const root = join(import.meta.dirname, "..");

/** A package with what its manifest.ts declares. */
export type LambdaPackage = {
  readonly folder: string;
  readonly lambdas: readonly LambdaManifest[];
  readonly tables: readonly TableManifest[];
};

/** All packages that have a manifest.ts, by name. */
export async function lambdaPackages(): Promise<LambdaPackage[]> {
  const folders = readdirSync(join(root, "packages"), { recursive: false, encoding: "utf8" }).sort();
  const packages = await Promise.all(folders.map((name) => readPackage(join(root, "packages", name))));
  return packages.flatMap((found) => (found ? [found] : []));
}

async function readPackage(folder: string): Promise<LambdaPackage | undefined> {
  if (!readdirSync(folder).includes("manifest.ts")) return undefined;
  const declared: unknown[] = Object.values(await import(join(folder, "manifest.ts")));
  return { folder, lambdas: declared.filter(isLambda), tables: declared.filter(isTable) };
}

function isLambda(value: unknown): value is LambdaManifest {
  return typeof value === "object" && value !== null && "trigger" in value && "impact" in value;
}

function isTable(value: unknown): value is TableManifest {
  return typeof value === "object" && value !== null && "partitionKey" in value;
}
