// Buckets that are there already and belong to others: manifests know them by a word, the configuration by name.
import type { OrgConfig } from "./org-config";

/** A bucket of somebody's. `kmsKeyArn` when its objects are encrypted with a key of theirs. */
export type Bucket = {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly kmsKeyArn?: string | undefined;
};

/** By the words that manifests use. */
export type Buckets = Readonly<Record<string, Bucket>>;

/** The buckets that a configuration names. */
export function bucketsOf({ supportCases }: Pick<OrgConfig, "supportCases">): Buckets {
  return supportCases?.trailBucket === undefined ? {} : { trail: supportCases.trailBucket };
}

/** @throws Error for a word that the configuration gives no bucket for: its lambda should have been left out. */
export function bucketOf(buckets: Buckets, word: string): Bucket {
  const bucket = buckets[word];
  if (bucket === undefined) throw new Error(`the configuration names no bucket "${word}"`);
  return bucket;
}
