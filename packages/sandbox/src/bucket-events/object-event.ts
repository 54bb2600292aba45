// What S3 writes into a queue: that an object was created, or that a new configuration reaches the queue.
import type { Place } from "../gateway/moto-client";

/** An object as it was just written. */
export type CreatedObject = {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  /** Without quotes. */
  readonly eTag: string;
  readonly versionId: string | undefined;
  /** `ObjectCreated:Put` and its like */
  readonly eventName: string;
};

export type Told = {
  /** The bucket's owner and region. */
  readonly place: Place;
  readonly configurationId: string;
  /** The account of whoever wrote the object. */
  readonly writer: string;
  readonly requestId: string;
  readonly now: Date;
};

/** A notification with one record, as S3 describes its message structure (version 2.1). The key is written as in a form: a space is a plus. */
export function objectEvent(object: CreatedObject, { place, configurationId, writer, requestId, now }: Told) {
  const { bucket, key, bytes, eTag, versionId, eventName } = object;
  const record = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: place.region,
    eventTime: now.toISOString(),
    eventName,
    userIdentity: { principalId: `AWS:${writer}` },
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements: { "x-amz-request-id": requestId, "x-amz-id-2": requestId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: { name: bucket, ownerIdentity: { principalId: place.accountId }, arn: bucketArn(bucket) },
      object: {
        key: formEncoded(key),
        size: bytes,
        eTag,
        ...(versionId === undefined ? {} : { versionId }),
        sequencer: now.getTime().toString(16).toUpperCase().padStart(18, "0"),
      },
    },
  };
  return { Records: [record] };
}

/** What each queue and topic of a new configuration gets first. */
export function testEvent(bucket: string, requestId: string, now: Date) {
  return {
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: now.toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: requestId,
  };
}

/** A bucket's name is enough; its ARN has neither region nor account. */
export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

function formEncoded(key: string): string {
  return encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
}
