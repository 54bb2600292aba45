// The inventory's files in its bucket: small JSON as a whole, long lists of lines as a stream that never fills the memory.
import { pipeline, Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { TryLater } from "@orgwatch/core/errors";
import { linesOf } from "@orgwatch/core/inventory/lines-of";

/** There is no such file, or not any more. It may come yet: who knows that it should be there tries again. */
export class NoSuchFile extends TryLater {
  override readonly name = "NoSuchFile";
}

/** All throw TryLater while S3 cannot be used. */
export type InventoryFiles = {
  /** The JSON in the file, to be parsed by its reader; undefined when there is no such file. */
  readonly readJson: (key: string) => Promise<unknown>;
  readonly writeJson: (key: string, value: unknown) => Promise<void>;
  /**
   * Writes gzip NDJSON as the lines come and answers how many there were. Nothing is there before the last line is. When the source throws, the
   * upload is given up and its error thrown.
   */
  readonly writeLines: (key: string, lines: AsyncIterable<string>) => Promise<{ readonly lines: number }>;
  /** The lines of such a file, one after another; NoSuchFile when there is none. */
  readonly readLines: (key: string) => AsyncIterable<string>;
};

/**
 * The files in S3. S3 says that a file is missing only to who may list the bucket (`s3:ListBucket`); to others it says that they may not read.
 */
export function inventoryFiles(client: S3Client, bucket: string): InventoryFiles {
  const at = (key: string) => ({ Bucket: bucket, Key: key });
  const trouble = (key: string, cause: unknown) =>
    new TryLater(`${key} cannot be used in ${bucket}`, { cause });
  return {
    readJson: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return JSON.parse((await Body?.transformToString()) ?? "null");
      } catch (cause) {
        if (isMissing(cause)) return undefined;
        throw trouble(key, cause);
      }
    },
    writeJson: async (key, value) => {
      const file = { ...at(key), Body: JSON.stringify(value), ContentType: "application/json" };
      await client.send(new PutObjectCommand(file)).catch((cause: unknown) => {
        throw trouble(key, cause);
      });
    },
    writeLines: (key, lines) => upload(client, at(key), lines, (cause) => trouble(key, cause)),
    readLines: async function* (key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        if (!(Body instanceof Readable)) throw new Error("S3 answered without a body");
        yield* linesOf(unzipped(Body));
      } catch (cause) {
        if (isMissing(cause)) throw new NoSuchFile(`${key} is not in ${bucket}`, { cause });
        throw trouble(key, cause);
      }
    },
  };
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "NoSuchKey";
}

/** S3 in the lambda's own region. The socket's limit is about bytes that stop coming, the request's about an answer that does not begin. */
export function ownS3(): S3Client {
  return new S3Client({
    maxAttempts: 4,
    retryMode: "adaptive",
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, socketTimeout: 10_000 },
  });
}

async function upload(
  client: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
  lines: AsyncIterable<string>,
  trouble: (cause: unknown) => Error,
): Promise<{ lines: number }> {
  const source: { lines: number; failed: boolean; failure?: unknown } = { lines: 0, failed: false };
  async function* counted() {
    try {
      for await (const line of lines) {
        source.lines += 1;
        yield `${line}\n`;
      }
    } catch (failure) {
      source.failed = true;
      source.failure = failure;
      throw failure;
    }
  }
  const Body = createGzip();
  // The upload hears of a failure through its body, which this ends; one at a time, because each part in flight is 5 MiB.
  pipeline(Readable.from(counted()), Body, () => {});
  const params = { ...place, Body, ContentType: "application/gzip" };
  try {
    await new Upload({ client, params, queueSize: 1, leavePartsOnError: false }).done();
    return { lines: source.lines };
  } catch (cause) {
    Body.destroy();
    throw source.failed ? source.failure : trouble(cause);
  }
}

/** The body's bytes unzipped; a connection that breaks breaks the reading too. */
function unzipped(body: Readable): Readable {
  return pipeline(body, createGunzip(), () => {});
}
