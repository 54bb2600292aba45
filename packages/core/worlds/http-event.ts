// Requests for tests, as API Gateway hands them to a lambda behind an HTTP API.
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";

/** `body` is text, or base64 where `base64` says so, as in the event itself. */
export type SentRequest = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly base64: boolean;
};

const contextParts: unknown = { awsRequestId: "r-1" };
/** The invocation `r-1`. */
export const invocation = contextParts as Context;

/** The event of a POST. It has the parts that the request runtime reads. */
export function postEvent(path: string, { headers, body, base64 }: SentRequest): APIGatewayProxyEventV2 {
  const event: unknown = {
    version: "2.0",
    rawPath: path,
    headers,
    requestContext: { http: { method: "POST", path } },
    body,
    isBase64Encoded: base64,
  };
  return event as APIGatewayProxyEventV2;
}
