// The inventory's home region over the AWS SDK.
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import type { SFNClient } from "@aws-sdk/client-sfn";
import { linesOf } from "@orgwatch/core/inventory/lines-of";
import { bucketName } from "@orgwatch/manifest/names";
import { awsSweep } from "../aws-sweep";
import { NotInThisRegion } from "../home-region";
import { BucketRefused, FileIsGone, type InventoryBucket, type InventoryRegion } from "./inventory-region";

type Parts = {
  readonly makeS3: () => S3Client;
  readonly makeSfn: () => SFNClient;
  /** It tells the account, which is in the bucket's name. */
  readonly callerArn: () => Promise<string>;
};

/** Clients are made, and the caller is asked for, when somebody wants something. */
export function awsInventoryRegion(region: string, { makeS3, makeSfn, callerArn }: Parts): InventoryRegion {
  let known: Promise<Place> | undefined;
  const place = async (): Promise<Place> => {
    const [, , , , account = ""] = (await callerArn()).split(":");
    return { region, client: makeS3(), bucket: bucketName("inventory", account) };
  };
  return {
    bucket: awsBucket(() => (known ??= place())),
    sweep: awsSweep(region, "inventory", makeSfn),
  };
}

type Place = { readonly region: string; readonly client: S3Client; readonly bucket: string };

function awsBucket(place: () => Promise<Place>): InventoryBucket {
  return {
    folders: async (prefix) => {
      const found: string[] = [];
      for await (const { CommonPrefixes = [] } of pages(await place(), prefix, "/"))
        found.push(...CommonPrefixes.map(({ Prefix = "" }) => Prefix.slice(prefix.length, -1)));
      return found;
    },
    count: async (prefix) => {
      let count = 0;
      for await (const { KeyCount = 0 } of pages(await place(), prefix)) count += KeyCount;
      return count;
    },
    readJson: async (key) => {
      const at = await place();
      try {
        const { Body } = await at.client.send(new GetObjectCommand({ Bucket: at.bucket, Key: key }));
        return JSON.parse((await Body?.transformToString()) ?? "null");
      } catch (error) {
        if (isNamed(error, "NoSuchKey")) return undefined;
        throw problemOf(at, error);
      }
    },
    readLines: (key, signal) => lines(place, key, signal),
  };
}

async function* pages(at: Place, prefix: string, delimiter?: string) {
  const asked = { Bucket: at.bucket, Prefix: prefix, ...(delimiter && { Delimiter: delimiter }) };
  try {
    yield* paginateListObjectsV2({ client: at.client }, asked);
  } catch (error) {
    throw problemOf(at, error);
  }
}

async function* lines(place: () => Promise<Place>, key: string, abortSignal: AbortSignal) {
  const at = await place();
  try {
    const asked = new GetObjectCommand({ Bucket: at.bucket, Key: key });
    const { Body } = await at.client.send(asked, { abortSignal });
    if (!(Body instanceof Readable)) throw new Error("S3 answered without a body");
    // A connection that breaks breaks the reading, and who stops reading closes the connection.
    yield* linesOf(pipeline(Body, createGunzip(), () => {}));
  } catch (error) {
    throw isNamed(error, "NoSuchKey") ? new FileIsGone(key, { cause: error }) : problemOf(at, error);
  }
}

/** Says what an operator can act on; anything else as it is. */
function problemOf({ bucket, region }: Place, error: unknown): unknown {
  if (isNamed(error, "NoSuchBucket", "PermanentRedirect"))
    return new NotInThisRegion(`bucket ${bucket}`, region);
  return isNamed(error, "AccessDenied", "Forbidden", "403")
    ? new BucketRefused(bucket, { cause: error })
    : error;
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
