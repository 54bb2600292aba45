// A plain HTTP request as an HTTP API tells it to a lambda: API Gateway's event in payload format 2.0.
import { isUtf8 } from "node:buffer";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** What arrived. Header names are lower case; a header that was sent twice has two values. */
export type ArrivedRequest = {
  readonly method: string;
  /** As it was sent, without the query, e.g. `/slack`. */
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: Buffer;
  readonly sourceIp: string;
};

/** Whose API it is, and what is not the caller's to say. */
export type ApiCall = { readonly accountId: string; readonly requestId: string; readonly at: Date };

/** API Gateway gives every other content type as base64, Slack's `application/x-www-form-urlencoded` too. */
const textTypes = /^(text\/.+|application\/(json|javascript|xml))$/;
/** They are about the connection or have a field of their own. */
const leftOut = new Set(["connection", "cookie", "keep-alive", "transfer-encoding"]);

/** The event. A body is text when its type says so and it is UTF-8, so that the lambda can get back the exact bytes of every body. */
export function httpEvent(request: ArrivedRequest, call: ApiCall): APIGatewayProxyEventV2 {
  const { method, path, query, body } = request;
  const headers = headersOf(request);
  const cookies = (request.headers.cookie ?? []).flatMap((cookie) => cookie.split(/; */));
  const routeKey = `${method} ${path}`;
  const isBase64Encoded = body.length > 0 && !isText(headers["content-type"], body);
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query !== "" && { queryStringParameters: parametersOf(query) }),
    requestContext: contextOf(request, call, routeKey),
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  };
}

function headersOf({ headers }: ArrivedRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, values]) =>
      values === undefined || leftOut.has(name) ? [] : [[name, values.join(",")]],
    ),
  );
}

function contextOf(request: ArrivedRequest, call: ApiCall, routeKey: string) {
  const { method, path, headers, sourceIp } = request;
  const domainName = headers.host?.[0] ?? "";
  return {
    accountId: call.accountId,
    apiId: "sandbox",
    domainName,
    domainPrefix: domainName.split(".")[0] ?? "",
    http: { method, path, protocol: "HTTP/1.1", sourceIp, userAgent: headers["user-agent"]?.join(",") ?? "" },
    requestId: call.requestId,
    routeKey,
    stage: "$default",
    time: logTime(call.at),
    timeEpoch: call.at.getTime(),
  };
}

function isText(contentType: string | undefined, body: Buffer): boolean {
  const [type = ""] = (contentType ?? "").split(";");
  return textTypes.test(type.trim().toLowerCase()) && isUtf8(body);
}

/** A parameter that comes twice has both values, with a comma between. */
function parametersOf(query: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

/** `07/Jan/2030:09:00:00 +0000` */
function logTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
