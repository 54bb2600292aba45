// One construct, synthesized by itself.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import type { Construct } from "constructs";
import { z } from "zod";
import type { Place } from "../place";
import { emptyZip, type Resource, resourcesOf } from "./synthesized";

export const oregon: Place = { partition: "aws", accountId: "222222222222", region: "us-west-2" };

const resources = z.object({
  resource: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
});

/** The resources that `build` makes, without cdktf's own notes about where they come from. */
export function resourcesMadeBy(build: (scope: Construct) => void): readonly Resource[] {
  const stack = resources.parse(JSON.parse(Testing.synthScope(build)));
  return resourcesOf(stack).map(({ attributes: { "//": _metadata, ...attributes }, ...rest }) => ({
    ...rest,
    attributes,
  }));
}

/** A folder with a zip for each of the named lambdas. */
export function folderWithZips(...lambdas: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "orgwatch-zips-"));
  for (const lambda of lambdas) writeFileSync(join(folder, `${lambda}.zip`), emptyZip);
  return folder;
}
