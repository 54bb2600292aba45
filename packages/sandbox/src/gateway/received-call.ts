// A signed request as it came in, and the parts of it that say what it asks for.
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { AwsCall } from "../aws-call";

/** How the request is written, which is also how an error has to be. `ec2` and `s3` have error forms of their own. */
export type Protocol = "json" | "query" | "ec2" | "rest-json" | "rest-xml" | "s3" | "cbor";

/** The credential scope of a signature: who, where and for which service. */
export type Scope = { readonly accessKeyId: string; readonly region: string; readonly service: string };

/** The request line and headers, apart from Node so that they can be written down in a test. */
export type RequestHead = {
  readonly method: string;
  /** With the query string. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
};

/** A call with all that is needed to answer it, pass it on and record it. */
export type ReceivedCall = AwsCall & {
  readonly protocol: Protocol;
  readonly accessKeyId: string;
  readonly head: RequestHead;
  /** Empty for S3, whose bodies are streamed. */
  readonly body: Buffer;
};

/** The scope from the Authorization header, or from a presigned S3 URL; undefined when the request is not signed. */
export function readScope(head: RequestHead): Scope | undefined {
  const signed = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    head.headers.authorization ?? "",
  );
  const presigned = new URL(head.target, "http://localhost").searchParams.get("X-Amz-Credential") ?? "";
  const [accessKeyId, , region, service] = presigned.split("/");
  if (signed?.[1] && signed[2] && signed[3]) {
    return { accessKeyId: signed[1], region: signed[2], service: signed[3].toLowerCase() };
  }
  return accessKeyId && region && service === "s3" ? { accessKeyId, region, service } : undefined;
}

/** The head of a Node request. */
export function headOf(request: IncomingMessage): RequestHead {
  return { method: request.method ?? "GET", target: request.url ?? "/", headers: request.headers };
}
