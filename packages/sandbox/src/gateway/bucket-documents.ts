// A bucket's lifecycle rules and policy, where moto is not enough: it keeps only a part of the rules, and Terraform waits until it reads
// all of them back; it judges a policy without its conditions, and "deny what does not come over TLS" would then deny everything.
import type { Answer } from "./moto-client";
import { textOf } from "./read-json";
import type { ReceivedCall } from "./received-call";

export type BucketDocuments = {
  /** The answer to a call about a bucket's policy, once it has one; undefined for all other calls. Policies are kept, and not judged. */
  readonly answer: (call: ReceivedCall) => Answer | undefined;
  /** moto's answer to a call about a bucket, with the lifecycle rules as they were put where they are asked for. */
  readonly follow: (call: ReceivedCall, answer: Answer) => Answer;
};

/** True for a call whose body or answer has to be seen; objects are streamed instead. */
export function isAboutDocuments(target: string): boolean {
  const { searchParams } = new URL(target, "http://localhost");
  return ["lifecycle", "notification", "policy"].some((document) => searchParams.has(document));
}

/** Remembers documents by the bucket's name, which is unique over all accounts. */
export function newBucketDocuments(): BucketDocuments {
  const rules = new Map<string, Buffer>();
  const policies = new Map<string, Buffer>();
  return {
    answer: ({ service, operation, parameters, body }) => {
      const bucket = textOf(parameters.Bucket);
      if (service !== "s3" || bucket === undefined) return undefined;
      const done: Answer = { status: 204, headers: {}, body: Buffer.alloc(0) };
      if (operation === "PutBucket?policy") {
        policies.set(bucket, body);
        return done;
      }
      if (operation === "DeleteBucket?policy") return policies.delete(bucket) ? done : undefined;
      const policy = operation === "GetBucket?policy" ? policies.get(bucket) : undefined;
      return policy && { status: 200, headers: { "content-type": "application/json" }, body: policy };
    },
    follow: ({ service, operation, parameters, body }, answer) => {
      const bucket = textOf(parameters.Bucket);
      if (service !== "s3" || bucket === undefined || answer.status >= 300) return answer;
      if (operation === "PutBucket?lifecycle") rules.set(bucket, body);
      if (operation === "DeleteBucket?lifecycle") rules.delete(bucket);
      const put = operation === "GetBucket?lifecycle" ? rules.get(bucket) : undefined;
      return put === undefined ? answer : { ...answer, body: put };
    },
  };
}
