// Asks moto about a bucket or an object, as an account's administrator.
import { forwardCall } from "../gateway/forward-call";
import type { Answer, MotoClient, Place } from "../gateway/moto-client";
import type { ReceivedCall } from "../gateway/received-call";
import type { CreatedObject } from "./object-event";

/** The region of the account's bucket, or moto's answer that there is none for it. */
export async function regionOfBucket(
  moto: MotoClient,
  call: ReceivedCall,
  bucket: string,
): Promise<string | Answer> {
  const head = await ask(moto, call, "HEAD", `/${bucket}`, call.principal.accountId);
  // The answer to GET has the error's words, which HEAD cannot have.
  if (head.status >= 300) return ask(moto, call, "GET", `/${bucket}?location`, call.principal.accountId);
  return headerOf(head, "x-amz-bucket-region") || "us-east-1";
}

/** What the bucket's owner sees of an object that was just written; undefined when it is gone again. */
export async function readObject(
  moto: MotoClient,
  call: ReceivedCall,
  created: Pick<CreatedObject, "bucket" | "key" | "eventName">,
  owner: Place,
): Promise<CreatedObject | undefined> {
  const [path = ""] = call.head.target.split("?");
  const answer = await ask(moto, call, "HEAD", path, owner.accountId);
  if (answer.status >= 300) return undefined;
  return {
    ...created,
    bytes: Number(headerOf(answer, "content-length")),
    eTag: headerOf(answer, "etag").replaceAll('"', ""),
    versionId: headerOf(answer, "x-amz-version-id") || undefined,
  };
}

function ask(
  moto: MotoClient,
  call: ReceivedCall,
  method: "GET" | "HEAD",
  target: string,
  accountId: string,
): Promise<Answer> {
  // moto reads the service and region from the signature; the call's other headers are about its own body.
  const scope = `sandbox/20300101/${call.region}/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const head = { method, target, headers: { authorization } };
  return forwardCall(moto, { ...call, principal: { kind: "admin", accountId }, head, body: Buffer.alloc(0) });
}

function headerOf({ headers }: Answer, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}
