// Tells queues, topics and functions of new objects. moto would too, but only inside the bucket's own account, without asking the queue's
// policy, with the real time instead of the sandbox's, and with the slashes of keys encoded; so it never sees a configuration.
import { errorAnswer } from "../gateway/error-answer";
import type { Answer } from "../gateway/moto-client";
import { textOf } from "../gateway/read-json";
import type { ReceivedCall } from "../gateway/received-call";
import {
  CannotNotify,
  type Destination,
  readConfiguration,
  wanting,
  writeConfiguration,
} from "./notification-configuration";
import { type CreatedObject, objectEvent, testEvent } from "./object-event";
import { type OwnedBucket, type ReachOptions, send, unreachable } from "./reach-destination";
import { readObject, regionOfBucket } from "./read-bucket";

export type BucketEventsOptions = ReachOptions & {
  readonly now: () => Date;
  readonly newId: () => string;
};

export type BucketEvents = {
  /** The answer to a call about a bucket's notifications; undefined for all others. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
  /** After a call on an object or bucket that succeeded: tells of a new object in the background. */
  readonly follow: (call: ReceivedCall, requestId: string) => void;
};

type Configured = { readonly bucket: OwnedBucket; readonly destinations: readonly Destination[] };
type Created = Pick<CreatedObject, "bucket" | "key" | "eventName">;

/** No bucket tells anybody at the start. Only the creation of objects is told. */
export function newBucketEvents(options: BucketEventsOptions): BucketEvents {
  const configured = new Map<string, Configured>();
  const { delivery, now, newId } = options;

  const put = async (call: ReceivedCall, name: string, requestId: string): Promise<Answer> => {
    const region = await regionOfBucket(delivery.moto, call, name);
    if (typeof region !== "string") return region;
    const bucket = { name, place: { accountId: call.principal.accountId, region } };
    const destinations = readConfiguration(call.body.toString(), newId);
    const isUnchecked = call.head.headers["x-amz-skip-destination-validation"] === "true";
    const refusal = isUnchecked ? undefined : await unreachable(delivery, destinations, bucket);
    if (refusal) return errorAnswer(call.protocol, refusal, requestId);
    configured.set(name, { bucket, destinations });
    const text = JSON.stringify(testEvent(name, requestId, now()));
    const tested = destinations
      .map(({ arn }) => arn)
      .filter((arn) => !isUnchecked && !arn.includes(":lambda:"));
    for (const arn of new Set(tested))
      await send(options, { arn, text, bucket, id: newId(), subject: undefined });
    return { status: 200, headers: {}, body: Buffer.alloc(0) };
  };

  const tell = async (call: ReceivedCall, created: Created, to: Configured, requestId: string) => {
    const wanted = wanting(to.destinations, `s3:${created.eventName}`, created.key);
    const { place } = to.bucket;
    const object = wanted.length > 0 ? await readObject(delivery.moto, call, created, place) : undefined;
    if (!object) return;
    const told = { place, writer: call.principal.accountId, requestId, now: now() };
    for (const { id: configurationId, arn } of wanted) {
      const text = JSON.stringify(objectEvent(object, { ...told, configurationId }));
      await send(options, { arn, text, bucket: to.bucket, id: newId(), subject: object.key });
    }
  };

  return {
    answer: async (call, requestId) => {
      const name = textOf(call.parameters.Bucket) ?? "";
      try {
        if (call.operation === "PutBucket?notification") return await put(call, name, requestId);
      } catch (error) {
        if (!(error instanceof CannotNotify)) throw error;
        const refusal = { status: 501, code: "NotImplemented", message: error.message };
        return errorAnswer(call.protocol, refusal, requestId);
      }
      const known = call.operation === "GetBucket?notification" ? configured.get(name) : undefined;
      const headers = { "content-type": "application/xml" };
      return known && { status: 200, headers, body: Buffer.from(writeConfiguration(known.destinations)) };
    },
    follow: (call, requestId) => {
      const name = textOf(call.parameters.Bucket) ?? "";
      if (call.operation === "DeleteBucket") configured.delete(name);
      const [created, to] = [createdBy(call), configured.get(name)];
      if (created && to) options.background.run(tell(call, created, to, requestId));
    },
  };
}

/** The object that a call has written, with what S3 calls the event; undefined when it wrote none, or only a part of one. */
function createdBy({ operation, parameters, head }: ReceivedCall): Created | undefined {
  const [bucket, key] = [textOf(parameters.Bucket), textOf(parameters.Key)];
  if (bucket === undefined || key === undefined) return undefined;
  const isCopy = head.headers["x-amz-copy-source"] !== undefined;
  if (operation === "PutObject")
    return { bucket, key, eventName: `ObjectCreated:${isCopy ? "Copy" : "Put"}` };
  if (operation !== "PostObject?uploadId") return undefined;
  return { bucket, key, eventName: "ObjectCreated:CompleteMultipartUpload" };
}
