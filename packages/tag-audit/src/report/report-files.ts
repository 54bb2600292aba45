// The report's files in S3, which Athena reads: gzipped NDJSON.
import { createGzip } from "node:zlib";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { TryLater } from "@orgwatch/core/errors";

/** Writes rows over the file that is there, one JSON object a line. @throws TryLater while S3 does not take it. */
export type WriteRows = (key: string, rows: Iterable<object>) => Promise<void>;

/** The only call of S3 that is made. */
type Put = { readonly send: (command: PutObjectCommand) => Promise<unknown> };

/** Files of the bucket `tag-audit`. */
export function reportFiles(client: Put, bucket: string): WriteRows {
  return async (key, rows) => {
    const Body = await compressed(rows);
    const kind = { ContentType: "application/x-ndjson", ContentEncoding: "gzip" };
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ...kind }));
    } catch (cause) {
      throw new TryLater(`S3 does not take ${key}`, { cause });
    }
  };
}

/** The rows as gzipped NDJSON. They are compressed as they come: only the compressed bytes are held in memory. */
async function compressed(rows: Iterable<object>): Promise<Buffer> {
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  gzip.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => gzip.on("end", resolve).on("error", reject));
  for (const row of rows)
    if (!gzip.write(`${JSON.stringify(row)}\n`)) await new Promise((resolve) => gzip.once("drain", resolve));
  gzip.end();
  await ended;
  return Buffer.concat(chunks);
}
