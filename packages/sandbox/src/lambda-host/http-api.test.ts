import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { newJournal } from "../journal";
import type { DeployedLambda } from "../wiring/deployment";
import { type HttpApi, newHttpApi } from "./http-api";
import { InvocationFailed } from "./invocation-failed";

const door: DeployedLambda = {
  name: "door",
  functionName: "orgwatch-door",
  functionArn: "arn:aws:lambda:us-west-2:111122223333:function:orgwatch-door",
  accountId: "111122223333",
  region: "us-west-2",
  handler: "index.handler",
  runtime: "nodejs22.x",
  timeoutSeconds: 5,
  memoryMb: 128,
  roleName: "orgwatch-door-us-west-2",
  environment: {},
  sources: [],
  schedules: [],
  onEvents: [],
  routes: [{ method: "POST", path: "/slack" }],
};

it("invokes the lambda of the route, and answers with its result", async () => {
  const invoked: unknown[] = [];
  await withApi(
    async (functionArn, event) => {
      const { rawPath, rawQueryString, body } = event as APIGatewayProxyEventV2;
      invoked.push({ functionArn, rawPath, rawQueryString, body });
      return { statusCode: 202, headers: { "x-a": "1" }, cookies: ["c=1", "d=2"], body: "taken" };
    },
    async ({ post, journalled }) => {
      const response = await post("slack?a=1?2", "hello");
      expect(invoked).toEqual([
        { functionArn: door.functionArn, rawPath: "/slack", rawQueryString: "a=1?2", body: "hello" },
      ]);
      expect({
        status: response.status,
        type: response.headers.get("content-type"),
        length: response.headers.get("content-length"),
        requestId: response.headers.get("apigw-requestid"),
        own: response.headers.get("x-a"),
        cookies: response.headers.getSetCookie(),
        body: await response.text(),
      }).toEqual({
        status: 202,
        type: "text/plain;charset=utf-8",
        length: "5",
        requestId: "r-1",
        own: "1",
        cookies: ["c=1", "d=2"],
        body: "taken",
      });
      expect(journalled()).toEqual([
        "Lambda door: POST /slack with 5 bytes",
        "Lambda door: POST /slack answered with 202",
      ]);
    },
  );
});

it.each<[string, string, () => Promise<unknown>, string | Buffer, unknown]>([
  ["an unknown path", "other", async () => "", "", { status: 404, message: "Not Found" }],
  ["a path below a route", "slack/x", async () => "", "", { status: 404, message: "Not Found" }],
  [
    "a lambda that fails",
    "slack",
    () => Promise.reject(new InvocationFailed("Error", "password hunter2")),
    "",
    { status: 500, message: "Internal Server Error" },
  ],
  [
    "a result that makes no answer",
    "slack",
    async () => ({ statusCode: 7 }),
    "",
    { status: 500, message: "Internal Server Error" },
  ],
  [
    "a body over 10 MB",
    "slack",
    async () => "never asked",
    Buffer.alloc(10 * 1024 * 1024 + 1, "x"),
    { status: 413, message: "Request Entity Too Large" },
  ],
])("answers %s itself", async (_, path, invoke, body, expected) => {
  await withApi(invoke, async ({ post }) => {
    const response = await post(path, body);
    const { message } = (await response.json()) as { message: string };
    expect({ status: response.status, message }).toEqual(expected);
  });
});

it("knows a route by its method too", async () => {
  await withApi(
    async () => "",
    async ({ url }) => {
      const response = await fetch(new URL("slack", url));
      expect({ status: response.status, body: await response.text() }).toEqual({
        status: 404,
        body: '{"message":"Not Found"}',
      });
    },
  );
});

it("counts a request until it is answered", async () => {
  let finish: (result: unknown) => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const invoke = () =>
    new Promise<unknown>((resolve) => {
      finish = resolve;
      begin();
    });
  await withApi(invoke, async ({ post, api }) => {
    const counts = [api.underWay()];
    const answered = post("slack", "");
    await begun;
    counts.push(api.underWay());
    finish("done");
    await answered;
    counts.push(api.underWay());
    expect(counts).toEqual([0, 1, 0]);
  });
});

type Served = {
  readonly api: HttpApi;
  readonly url: string;
  readonly post: (path: string, body: string | Buffer) => Promise<Response>;
  readonly journalled: () => string[];
};

async function withApi(
  invoke: (functionArn: string, event: unknown) => Promise<unknown>,
  use: (served: Served) => Promise<void>,
): Promise<void> {
  const journal = newJournal();
  const deployment = { accountId: door.accountId, organizationId: "o-acme", lambdas: [door], roles: [] };
  const api = newHttpApi({
    deployment,
    invoke,
    journal,
    newId: () => "r-1",
    now: () => new Date("2030-01-07T09:00:00Z"),
    onChange: () => undefined,
  });
  const server = createServer((request, response) => {
    void buffer(request).then((body) => api.handle(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_api/`;
  try {
    await use({
      api,
      url,
      post: (path, body) =>
        fetch(new URL(path, url), { method: "POST", body, headers: { "content-type": "text/plain" } }),
      journalled: () => journal.entries().map(({ stop, what }) => `${stop} ${what}`),
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
