import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { request } from "@orgwatch/manifest/trigger";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { BadRequest, type HttpRequest, onRequest } from "./on-request";

const manifest = defineLambda({
  name: "door",
  summary: "Takes requests",
  impact: "Nobody gets in",
  stack: "infrasec-admin-global",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: request("POST", "/door"),
  timeoutSeconds: 3,
  env: {},
  allow: [],
});

function event(fields: Partial<APIGatewayProxyEventV2>): APIGatewayProxyEventV2 {
  const http = {
    method: "POST",
    path: "/door",
    protocol: "HTTP/1.1",
    sourceIp: "198.51.100.7",
    userAgent: "x",
  };
  const requestContext = { http } as APIGatewayProxyEventV2["requestContext"];
  return {
    version: "2.0",
    rawPath: "/door",
    headers: {},
    isBase64Encoded: false,
    requestContext,
    ...fields,
  } as never;
}
const context = { awsRequestId: "r-1" } as Context;

it("hands over the raw body, base64 undone, and header names in lower case", async () => {
  let seen: HttpRequest | undefined;
  const handler = onRequest(manifest, () => async (one) => {
    seen = one;
    return { status: 200, body: { ok: true } };
  });
  const body = Buffer.from("payload=%7B%7D").toString("base64");
  const answer = await handler(
    event({ body, isBase64Encoded: true, headers: { "X-Slack-Signature": "v0=1" } }),
    context,
  );
  expect({ seen, answer }).toEqual({
    seen: {
      method: "POST",
      path: "/door",
      headers: { "x-slack-signature": "v0=1" },
      rawBody: Buffer.from("payload=%7B%7D"),
    },
    answer: { statusCode: 200, headers: { "content-type": "application/json" }, body: '{"ok":true}' },
  });
});

it("tells the caller of his own mistake, and nothing of ours", async () => {
  const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const out = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const failing = (error: Error) =>
    onRequest(manifest, () => async () => {
      throw error;
    })(event({}), context);
  const answers = [
    await failing(new BadRequest(401, "bad signature")),
    await failing(new Error("table orgwatch-deliveries: password hunter2")),
  ];
  write.mockRestore();
  out.mockRestore();
  const headers = { "content-type": "application/json" };
  expect(answers).toEqual([
    { statusCode: 401, headers, body: '{"error":"bad signature"}' },
    { statusCode: 500, headers, body: '{"error":"internal error, request r-1"}' },
  ]);
});
