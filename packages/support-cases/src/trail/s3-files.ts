// Files in S3, over the AWS SDK: opened in their bucket's region, read as they arrive.
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import type { NewObject } from "./new-objects";

/**
 * Opens an object; its bytes come as they are read.
 * @throws NeverAgain when it is not there; TryLater when it may not be read, or S3 does not answer.
 */
export type OpenFile = (file: NewObject, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** S3 with one client for each region. */
export function s3Files(clientIn: (region: string) => Pick<S3Client, "send"> = regionalClients()): OpenFile {
  return async ({ region, bucket, key }, abortSignal) => {
    try {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key });
      const { Body } = await clientIn(region).send(command, { abortSignal });
      return Body === undefined ? nothing() : bytesOf(Body.transformToWebStream());
    } catch (error) {
      throw problemOf(error);
    }
  };
}

function problemOf(error: unknown): unknown {
  const name = error instanceof Error ? error.name : "";
  if (name === "NoSuchKey") return new NeverAgain("it is not in the bucket any more", { cause: error });
  if (name === "NoSuchBucket") return new NeverAgain("the bucket does not exist", { cause: error });
  if (name === "AccessDenied")
    // Without s3:ListBucket a missing object is denied as well.
    return new TryLater(
      "S3 denies it: the bucket's policy, or the policy of the key that encrypts it, does not let case-trail read; or it is not there",
      { cause: error },
    );
  return new TryLater("S3 does not hand it out", { cause: error });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* bytesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function regionalClients(): (region: string) => S3Client {
  const clients = new Map<string, S3Client>();
  return (region) => {
    const client =
      clients.get(region) ??
      new S3Client({
        region,
        maxAttempts: 4,
        retryMode: "adaptive",
        // The socket's is about bytes that stop coming, the request's about an answer that does not begin.
        requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, socketTimeout: 10_000 },
      });
    clients.set(region, client);
    return client;
  };
}
