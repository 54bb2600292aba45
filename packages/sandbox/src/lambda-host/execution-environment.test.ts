import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeployedLambda } from "../wiring/deployment";
import { startExecutionEnvironment } from "./execution-environment";
import { InvocationFailed } from "./invocation-failed";
import { lambdaEnvironment } from "./lambda-environment";
import { newWarmEnvironments, type WarmEnvironments } from "./warm-environments";

const lambda: DeployedLambda = {
  name: "echo",
  functionName: "orgwatch-echo",
  functionArn: "arn:aws:lambda:us-west-2:111122223333:function:orgwatch-echo",
  accountId: "111122223333",
  region: "us-west-2",
  handler: "index.handler",
  runtime: "nodejs22.x",
  timeoutSeconds: 5,
  memoryMb: 128,
  roleName: "orgwatch-echo-us-west-2",
  environment: { TABLE: "orgwatch-echoes" },
  sources: [],
  schedules: [],
  onEvents: [],
  routes: [],
};
const credentials = { accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" };
const folder = mkdtempSync(join(tmpdir(), "orgwatch-host-"));
const running: WarmEnvironments[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((environments) => environments.stop()));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("an execution environment", () => {
  it("gives the bundle its event, Lambda's context and exactly Lambda's variables", async () => {
    const { invoke } = start(`
      exports.handler = async (event, context) => {
        const { getRemainingTimeInMillis, ...rest } = context;
        return { event, context: rest, inTime: getRemainingTimeInMillis() > 4000 && getRemainingTimeInMillis() <= 5000, env: { ...process.env } };
      };`);
    expect(await invoke({ hello: 1 }, "request-1")).toEqual({
      event: { hello: 1 },
      inTime: true,
      context: {
        awsRequestId: "request-1",
        callbackWaitsForEmptyEventLoop: true,
        functionName: "orgwatch-echo",
        functionVersion: "$LATEST",
        invokedFunctionArn: "arn:aws:lambda:us-west-2:111122223333:function:orgwatch-echo",
        logGroupName: "/aws/lambda/orgwatch-echo",
        logStreamName: "sandbox/[$LATEST]request-1",
        memoryLimitInMB: "128",
      },
      env: {
        _HANDLER: "index.handler",
        AWS_ACCESS_KEY_ID: "ASIA1",
        AWS_DEFAULT_REGION: "us-west-2",
        AWS_ENDPOINT_URL: "http://127.0.0.1:1",
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
        AWS_LAMBDA_FUNCTION_NAME: "orgwatch-echo",
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
        AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/orgwatch-echo",
        AWS_REGION: "us-west-2",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_SESSION_TOKEN: "token",
        LAMBDA_TASK_ROOT: join(folder, "echo"),
        LANG: "en_US.UTF-8",
        TABLE: "orgwatch-echoes",
        TZ: ":UTC",
      },
    });
  });

  it("stays warm between invocations, also after one that threw", async () => {
    const { invoke } = start(`
      let count = 0;
      exports.handler = async (event) => {
        count += 1;
        if (event.fail) throw new TypeError("bad event");
        return count;
      };`);
    expect(await invoke({}, "1")).toBe(1);
    expect(await failure(invoke({ fail: true }, "2"))).toEqual(["TypeError", "bad event"]);
    expect(await invoke({}, "3")).toBe(3);
  });

  it("is replaced after a crash", async () => {
    const { invoke } = start(`
      let count = 0;
      exports.handler = async (event) => {
        count += 1;
        if (event.crash) setImmediate(() => { throw new Error("out of the blue"); });
        return event.crash ? new Promise(() => {}) : count;
      };`);
    expect(await invoke({}, "1")).toBe(1);
    expect(await failure(invoke({ crash: true }, "2"))).toEqual([
      "Runtime.ExitError",
      "The runtime crashed: Error: out of the blue",
    ]);
    expect(await invoke({}, "3")).toBe(1);
  });

  it("is ended when the time is up, even in an endless loop", async () => {
    const { invoke } = start("exports.handler = async () => { for (;;); };", { timeoutSeconds: 0.2 });
    expect(await failure(invoke({}, "1"))).toEqual(["Sandbox.Timedout", "Task timed out after 0.20 seconds"]);
  });

  it("is ended when the bundle uses more memory than the lambda has", async () => {
    const { invoke } = start(
      "exports.handler = async () => { const all = []; for (;;) all.push(new Array(100000).fill({ a: 1 })); };",
      { memoryMb: 32 },
    );
    const [type, words] = await failure(invoke({}, "1"));
    expect(type).toBe("Runtime.ExitError");
    expect(words).toMatch(/memory limit/);
  });

  it("finds nothing that was not bundled", async () => {
    const { invoke } = start('require("zod"); exports.handler = async () => 1;');
    expect(await failure(invoke({}, "1"))).toEqual([
      "Runtime.ExitError",
      "The runtime crashed: Error: Cannot find module 'zod': it is not part of the bundle",
    ]);
  });

  it("loads ES modules, and files of theirs only when they are asked for", async () => {
    const { invoke } = startSplit({
      "index.mjs": `import { basename } from "node:path"; import { one } from "./chunk-1.mjs";
        export const handler = async ({ file }) => [basename(file), one, (await import(file)).found];`,
      "chunk-1.mjs": "export const one = 1;",
      "chunk-2.mjs": "export const found = true;",
    });
    expect(await invoke({ file: "./chunk-2.mjs" }, "1")).toEqual(["chunk-2.mjs", 1, true]);
  });

  it.each(["zod", "@aws-sdk/client-sqs"])(
    "finds no %s in ES modules that do not have it bundled",
    async (file) => {
      const atOnce = startSplit({ "index.mjs": `import "${file}"; export const handler = async () => 1;` });
      const later = startSplit({ "index.mjs": "export const handler = async ({ file }) => import(file);" });
      const missing = `Cannot find module '${file}': it is not part of the bundle`;
      expect(await failure(atOnce.invoke({}, "1"))).toEqual([
        "Runtime.ExitError",
        `The runtime crashed: Error: ${missing}`,
      ]);
      expect(await failure(later.invoke({ file }, "1"))).toEqual(["Error", missing]);
    },
  );

  it("runs several at once in environments of their own, and hands over what they print before they answer", async () => {
    const lines: string[] = [];
    const { invoke } = start(
      `exports.handler = async (event) => {
        console.log("one " + event.id); console.error("two");
        await new Promise((done) => setTimeout(done, 50));
        return require("node:worker_threads").threadId;
      };`,
      { onLine: (line) => lines.push(line) },
    );
    const threads = await Promise.all([invoke({ id: "a" }, "1"), invoke({ id: "b" }, "2")]);
    expect(new Set(threads).size).toBe(2);
    expect(lines.toSorted()).toEqual(["one a", "one b", "two", "two"]);
  });
});

type Change = { timeoutSeconds?: number; memoryMb?: number; onLine?: (line: string) => void };

function start(code: string, change: Change = {}): WarmEnvironments {
  return startIn("echo", { "index.js": code }, change);
}

/** ES modules, by their names in the bundle's folder. */
function startSplit(files: Record<string, string>): WarmEnvironments {
  return startIn(`split-${running.length}`, files, {});
}

function startIn(name: string, files: Record<string, string>, change: Change): WarmEnvironments {
  const { onLine = () => undefined, ...limits } = change;
  const taskRoot = join(folder, name);
  mkdirSync(taskRoot, { recursive: true });
  for (const [file, code] of Object.entries(files)) writeFileSync(join(taskRoot, file), code);
  const changed = { ...lambda, ...limits };
  const variables = lambdaEnvironment(changed, { endpoint: "http://127.0.0.1:1", taskRoot, credentials });
  const environments = newWarmEnvironments(() =>
    startExecutionEnvironment(changed, { folder: taskRoot, variables, onLine }),
  );
  running.push(environments);
  return environments;
}

async function failure(invocation: Promise<unknown>): Promise<[string, string]> {
  const error: unknown = await invocation.catch((reason: unknown) => reason);
  if (error instanceof InvocationFailed) return [error.errorType, error.message];
  throw new Error("the invocation did not fail as it should", { cause: error });
}
