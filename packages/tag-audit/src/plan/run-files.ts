// The files of a run in the bucket of the tag audit: `runs/<run>/<name>.json`.
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { TryLater } from "@orgwatch/core/errors";

/** Both throw TryLater while S3 cannot be used. */
export type RunFiles = {
  readonly write: (runId: string, name: string, value: unknown) => Promise<void>;
  /** The JSON in the file, to be parsed by its owner; a file that is not there is a failure too: nobody asks for one without knowing. */
  readonly read: (runId: string, name: string) => Promise<unknown>;
};

/** The files in S3. */
export function runFiles(client: Pick<S3Client, "send">, bucket: string): RunFiles {
  const at = (runId: string, name: string) => ({ Bucket: bucket, Key: `runs/${runId}/${name}.json` });
  const trying = async <Answer>(
    runId: string,
    name: string,
    work: () => Promise<Answer>,
  ): Promise<Answer> => {
    try {
      return await work();
    } catch (cause) {
      throw new TryLater(`${at(runId, name).Key} cannot be used in ${bucket}`, { cause });
    }
  };
  return {
    write: (runId, name, value) =>
      trying(runId, name, async () => {
        const file = { ...at(runId, name), Body: JSON.stringify(value), ContentType: "application/json" };
        await client.send(new PutObjectCommand(file));
      }),
    read: (runId, name) =>
      trying(runId, name, async () => {
        const { Body } = await client.send(new GetObjectCommand(at(runId, name)));
        return JSON.parse((await Body?.transformToString()) ?? "null");
      }),
  };
}

/** S3 in the lambda's own region. The socket's limit is about bytes that stop coming, the request's about an answer that does not begin. */
export function ownS3(): S3Client {
  return new S3Client({
    maxAttempts: 4,
    retryMode: "adaptive",
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, socketTimeout: 10_000 },
  });
}
