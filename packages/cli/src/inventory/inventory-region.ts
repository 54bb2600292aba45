// What `orgwatch inventory` needs of the home region: the bucket that the runs write, and the sweep.
import type { Execution } from "../aws-sweep";
import type { Sweep } from "../home-region";

/** What a run is asked for; nothing means the whole organization. */
export type InventoryAsked = { readonly accounts?: readonly string[]; readonly regions?: readonly string[] };

/** The bucket, to be read only. Everything rejects with NotInThisRegion where there is no bucket, BucketRefused where it may not be read. */
export type InventoryBucket = {
  /** What stands directly below a prefix that ends with a slash, up to the next slash. */
  readonly folders: (prefix: string) => Promise<readonly string[]>;
  /** How many objects there are below a prefix. */
  readonly count: (prefix: string) => Promise<number>;
  /** The JSON of an object; undefined when there is none. */
  readonly readJson: (key: string) => Promise<unknown>;
  /** The lines of gzip NDJSON, as they come; FileIsGone when there is no such object. Who wants no more just stops reading. */
  readonly readLines: (key: string, signal: AbortSignal) => AsyncIterable<string>;
};

export type InventoryRegion = {
  readonly bucket: InventoryBucket;
  /** Rejects with NotInThisRegion where there is no sweep. */
  readonly sweep: Sweep<InventoryAsked> & { readonly latest: () => Promise<Execution | undefined> };
};

/** AWS does not let the caller read the bucket. */
export class BucketRefused extends Error {
  override readonly name = "BucketRefused";
  constructor(bucket: string, options: ErrorOptions) {
    super(
      `AWS denies the access to the bucket ${bucket}: reading takes s3:ListBucket, s3:GetObject and, with Orgwatch's key, kms:Decrypt`,
      options,
    );
  }
}

/** The manifest names a file that is not in the bucket: the bucket forgets files after some time. */
export class FileIsGone extends Error {
  override readonly name = "FileIsGone";
  constructor(key: string, options: ErrorOptions = {}) {
    super(`the file ${key} is not in the bucket any more`, options);
  }
}
