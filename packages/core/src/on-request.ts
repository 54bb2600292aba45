// The request runtime: HTTP API events in, answers out; the raw body is kept for signatures, and an error tells the caller nothing.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Environment } from "@orgwatch/manifest/environment";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { reasonOf } from "./errors";
import { lazily, type Tools, toolsOf } from "./tools";

/** Header names are lower case. `rawBody` is exactly what was sent, base64 undone. */
export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Buffer;
};

/** `body` is sent as JSON. */
export type HttpAnswer = { readonly status: number; readonly body?: unknown };

/** The request is the caller's mistake: this status and message are sent back. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 413,
    message: string,
  ) {
    super(message);
  }
}

/** The handler of a request lambda. An unforeseen error is logged and answered with 500 and the request id. */
export function onRequest<E extends Environment>(
  manifest: LambdaManifest<E>,
  wire: (tools: Tools<E>) => (request: HttpRequest) => Promise<HttpAnswer>,
): (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2> {
  const ready = lazily(() => {
    const tools = toolsOf(manifest);
    return { tools, answer: wire(tools) };
  });
  return async (event, context) => {
    const { tools, answer } = ready();
    try {
      return toResult(await answer(toRequest(event)));
    } catch (error) {
      if (error instanceof BadRequest)
        return toResult({ status: error.status, body: { error: error.message } });
      const requestId = context.awsRequestId;
      tools.log.error("request failed", { requestId, reason: reasonOf(error) });
      return toResult({ status: 500, body: { error: `internal error, request ${requestId}` } });
    }
  };
}

function toRequest(event: APIGatewayProxyEventV2): HttpRequest {
  const headers = Object.entries(event.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), value] as const],
  );
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    headers: Object.fromEntries(headers),
    rawBody: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
  };
}

function toResult({ status, body }: HttpAnswer): APIGatewayProxyStructuredResultV2 {
  if (body === undefined) return { statusCode: status };
  return {
    statusCode: status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
