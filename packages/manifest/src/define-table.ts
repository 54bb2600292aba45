// A DynamoDB table as its owner declares it; Terraform and the sandbox create the same one.

/** A global secondary index over all attributes; items without its keys are not in it. */
export type TableIndex = {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
};

/** Keys are strings. `expiresAt` names the TTL attribute (epoch seconds). */
export type TableManifest = {
  readonly name: string;
  readonly summary: string;
  readonly stack: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly expiresAt?: string;
  readonly indexes?: readonly TableIndex[];
  /** Once in each watched region unless it is the home region only. */
  readonly livesIn?: "each-region" | "home-region";
};

/**
 * Declares a table.
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
