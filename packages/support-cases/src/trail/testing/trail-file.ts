// CloudTrail's files and S3's notifications of them, as AWS writes them, for tests.
import { gzipSync } from "node:zlib";

/** The file that the tests read, and its place. */
export const place = {
  region: "eu-west-1",
  bucket: "acme-trail",
  key: "AWSLogs/o-acme123456/111122223333/CloudTrail/us-east-1/2030/01/07/111122223333_CloudTrail_us-east-1_20300107T0905Z_Mu0KsOhtH1ar15ZZ.json.gz",
};

/** A record of CreateCase, with changes. */
export function record(changes: object = {}): object {
  return {
    eventVersion: "1.09",
    userIdentity: { type: "Root", accountId: "999999999999" },
    eventTime: "2030-01-07T09:00:00Z",
    eventSource: "support.amazonaws.com",
    eventName: "CreateCase",
    awsRegion: "us-east-1",
    requestParameters: { severityCode: "low", subject: 'a "quoted" } ] subject \\' },
    responseElements: { caseId: "case-111122223333-muen-2030-c3f2077e504940f2" },
    recipientAccountId: "111122223333",
    ...changes,
  };
}

/** A record about the same case that names it in the request. */
export function aboutCase(eventName: string, changes: object = {}): object {
  const requestParameters = { caseId: "case-111122223333-muen-2030-c3f2077e504940f2" };
  return record({ eventName, requestParameters, responseElements: null, ...changes });
}

/** A file with these records. */
export function trailFile(...records: readonly object[]): Buffer {
  return gzipSync(JSON.stringify({ Records: records }));
}

/** Bytes in chunks of this size. */
export async function* inChunks(bytes: Uint8Array, size = 4): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** S3's message of new objects with these keys, which are written as S3 writes them. */
export function notificationOf(...keys: readonly string[]): { readonly Records: readonly object[] } {
  return {
    Records: keys.map((key) => ({
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: place.region,
      eventTime: "2030-01-07T09:05:00.000Z",
      eventName: "ObjectCreated:Put",
      s3: {
        bucket: { name: place.bucket, arn: `arn:aws:s3:::${place.bucket}` },
        object: { key: encodeURIComponent(key).replaceAll("%20", "+"), size: 1234 },
      },
    })),
  };
}
