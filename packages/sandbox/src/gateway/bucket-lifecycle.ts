// A bucket's lifecycle rules as they were put. moto keeps only a part of each, and Terraform waits until it reads all of it back.
import type { Answer } from "./moto-client";
import { textOf } from "./read-json";
import type { ReceivedCall } from "./received-call";

export type BucketLifecycles = {
  /** moto's answer to a call about a bucket, with the rules as they were put where they are asked for. */
  readonly follow: (call: ReceivedCall, answer: Answer) => Answer;
};

/** True for a call whose body or answer has to be seen; objects are streamed instead. */
export function isAboutLifecycle(target: string): boolean {
  return new URL(target, "http://localhost").searchParams.has("lifecycle");
}

/** Remembers rules by the bucket's name, which is unique over all accounts. */
export function newBucketLifecycles(): BucketLifecycles {
  const rules = new Map<string, Buffer>();
  return {
    follow: ({ service, operation, parameters, body }, answer) => {
      const bucket = textOf(parameters.Bucket);
      if (service !== "s3" || bucket === undefined || answer.status >= 300) return answer;
      if (operation === "PutBucket?lifecycle") rules.set(bucket, body);
      if (operation === "DeleteBucket?lifecycle" || operation === "DeleteBucket") rules.delete(bucket);
      const put = operation === "GetBucket?lifecycle" ? rules.get(bucket) : undefined;
      return put === undefined ? answer : { ...answer, body: put };
    },
  };
}
