// A DynamoDB table as its owner declares it; Terraform and the sandbox create the same one.

/** Keys are strings. `expiresAt` names the TTL attribute (epoch seconds). */
export type TableManifest = {
  readonly name: string;
  readonly summary: string;
  readonly stack: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly expiresAt?: string;
};

/**
 * Declares a table. It exists once in each watched region.
 * @throws Error with all problems of the declaration, in words.
 */
export function defineTable(manifest: TableManifest): TableManifest {
  const problems = [
    /^[a-z][a-z0-9-]*$/.test(manifest.name) ? "" : "its name must be kebab-case",
    manifest.summary === "" ? "it needs a summary" : "",
  ].filter((problem) => problem !== "");
  if (problems.length > 0) throw new Error(`table ${manifest.name}: ${problems.join("; ")}`);
  return manifest;
}
