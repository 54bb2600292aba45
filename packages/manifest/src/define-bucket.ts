// An S3 bucket of the security account's home region as its owner declares it; Terraform and the sandbox create the same one.

/** Keys that begin with `prefix`, for `days`. */
export type ExpiringPrefix = { readonly prefix: string; readonly days: number };

export type BucketManifest = {
  /** kebab-case; the physical name carries the account (`bucketName` in names.ts), because bucket names are the whole world's. */
  readonly bucket: string;
  readonly summary: string;
  readonly stack: string;
  /** Objects are deleted after so many days; undefined keeps them. */
  readonly expireDays?: number;
  /** What begins with such a prefix is gone earlier, e.g. `parts/`, and its replaced versions a day later. */
  readonly expirePrefixes?: readonly ExpiringPrefix[];
};

/**
 * Declares a bucket: private, versioned, encrypted, TLS only.
 * @throws Error with all problems of the declaration, in words.
 */
export function defineBucket(manifest: BucketManifest): BucketManifest {
  const problems = [
    /^[a-z][a-z0-9-]{0,29}$/.test(manifest.bucket)
      ? ""
      : "its name must be kebab-case of at most 30 characters",
    manifest.summary === "" ? "it needs a summary" : "",
    (manifest.expireDays ?? 1) >= 1 ? "" : "expireDays must be at least 1",
    ...(manifest.expirePrefixes ?? []).flatMap(({ prefix, days }) => [
      /^[A-Za-z0-9-]+\/$/.test(prefix)
        ? ""
        : `the prefix ${JSON.stringify(prefix)} must be one folder, as in parts/`,
      days >= 1 ? "" : `the days of the prefix ${prefix} must be at least 1`,
    ]),
  ].filter((problem) => problem !== "");
  if (problems.length > 0) throw new Error(`bucket ${manifest.bucket}: ${problems.join("; ")}`);
  return manifest;
}
