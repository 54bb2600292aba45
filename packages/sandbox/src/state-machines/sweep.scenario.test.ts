import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { defineSweep } from "@orgwatch/manifest/define-sweep";
import { mapItem, sweepStep } from "@orgwatch/manifest/trigger";
import { adminOf } from "../admin";
import { newMetrics } from "../alarms/metrics";
import { newClock } from "../clock";
import { type Gateway, startGateway } from "../gateway";
import { guardFor } from "../iam/guard";
import { newJournal } from "../journal";
import { type LambdaHost, startLambdaHost } from "../lambda-host/lambda-host";
import { type Moto, startMoto } from "../moto";
import { createOrganization, type SandboxOrganization } from "../organization";
import { type RunningMachines, startMachines } from "../start-machines";
import type { Deployment } from "../wiring/deployment";
import { wireFromManifests } from "../wiring/wire-from-manifests";

const common = {
  summary: "Is part of a sweep",
  impact: "None",
  stack: "tests",
  runsIn: "home-region",
  entry: "src/handler.ts",
  timeoutSeconds: 20,
  env: {},
  allow: [],
} as const;
const lambdas = [
  defineLambda({ ...common, name: "list", trigger: sweepStep("sweep", "plan") }),
  defineLambda({ ...common, name: "visit", trigger: mapItem("sweep") }),
  defineLambda({ ...common, name: "count", trigger: sweepStep("sweep", "finish") }),
];
const sweep = defineSweep({
  name: "sweep",
  summary: "Visits everything",
  impact: "Nothing is visited",
  stack: "tests",
  plan: "list",
  each: "visit",
  finish: "count",
  concurrency: 3,
  schedule: { expression: "rate(3 days)", words: "every three days" },
  timeoutMinutes: 30,
});
const folder = mkdtempSync(join(tmpdir(), "orgwatch-sweep-"));
const diary = join(folder, "diary");
const write = `const note = (...words) => require("node:fs").appendFileSync(${JSON.stringify(diary)}, JSON.stringify(words) + "\\n");`;
const bundles = {
  list: `exports.handler = async (event) => {
    note("plan", event);
    return { runId: "r-1", items: Array.from({ length: event.items ?? 7 }, (_, index) => ({ item: index + 1 })) };
  };`,
  // The second item fails twice, the fifth always. The first three come together, or never.
  visit: `exports.handler = async ({ item }) => {
    note("begin", item);
    const times = (words) => require("node:fs").readFileSync(${JSON.stringify(diary)}, "utf8").split(words).length - 1;
    const tries = times(JSON.stringify(["begin", item]));
    while (times('["begin",') < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    note("end", item);
    if (item === 5 || (item === 2 && tries < 3)) throw new Error("no luck with " + item);
    note("done", item);
  };`,
  count: `exports.handler = async (event) => { note("finish", event); return "counted"; };`,
};

let moto: Moto;
let gateway: Gateway;
let organization: SandboxOrganization;
let deployment: Deployment;
let host: LambdaHost;
let machines: RunningMachines;
let client: SFNClient;
const clock = newClock();
const metrics = newMetrics();

beforeAll(async () => {
  for (const [name, code] of Object.entries(bundles)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "index.js"), `${write}\n${code}`);
  }
  writeFileSync(diary, "");
  const journal = newJournal();
  moto = await startMoto();
  gateway = await startGateway({ port: 0, motoUrl: moto.url, journal, now: clock.now });
  organization = await createOrganization(gateway.url);
  client = new SFNClient(adminOf(gateway.url, organization.infrasecAccountId, organization.homeRegion));
  deployment = await wireFromManifests({
    endpoint: gateway.url,
    organization,
    teams: ["platform"],
    defaultTeam: "platform",
    lambdas,
    sweeps: [sweep],
    tables: [],
    settings: {},
    secrets: {},
  });
  gateway.guard(guardFor(deployment));
  host = await startLambdaHost({
    ...{ deployment, bundles: folder, endpoint: gateway.url, journal, clock },
    issue: gateway.issue,
    onQueueFed: gateway.onQueueFed,
  });
  machines = await startMachines(deployment, { world: { gateway, clock }, host, metrics });
}, 60_000);

afterAll(async () => {
  machines?.stop();
  await host?.stop();
  await gateway?.stop();
  await moto?.stop();
  rmSync(folder, { recursive: true });
});

it("starts by its schedule, runs every item, tries failed ones again and finishes in spite of one that always fails", async () => {
  const [machine] = deployment.machines;
  await machines.idle();
  for (const seconds of [5, 10]) {
    clock.advance(seconds * 1000);
    await machines.idle();
  }
  const { executions = [] } = await client.send(
    new ListExecutionsCommand({ stateMachineArn: machine?.machineArn }),
  );
  expect(executions.map(({ status }) => status)).toEqual(["SUCCEEDED"]);
  const written = pages();
  expect(written.filter(([what]) => what === "plan")).toEqual([["plan", {}]]);
  expect(itemsOf(written, "begin")).toEqual([1, 2, 2, 2, 3, 4, 5, 5, 5, 6, 7]);
  expect(itemsOf(written, "done")).toEqual([1, 2, 3, 4, 6, 7]);
  expect(written.at(-1)).toEqual(["finish", { plan: { runId: "r-1", items: {} } }]);
  expect(mostAtOnce(written)).toBe(3);
  expect(
    metrics.of({
      region: organization.homeRegion,
      namespace: "AWS/States",
      name: "ExecutionsSucceeded",
      dimensions: { StateMachineArn: machine?.machineArn ?? "" },
    }),
  ).toHaveLength(1);
}, 60_000);

it("is started by hand with an input, and stopped while it waits for another try", async () => {
  const stateMachineArn = deployment.machines[0]?.machineArn;
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, name: "by-hand", input: '{"items":5}' }),
  );
  await machines.idle();
  const running = await client.send(new DescribeExecutionCommand({ executionArn }));
  await client.send(new StopExecutionCommand({ executionArn, error: "Enough", cause: "Seen enough" }));
  const {
    $metadata: _,
    startDate,
    stopDate,
    ...stopped
  } = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(running.status).toBe("RUNNING");
  expect(stopped).toEqual({
    executionArn: `${stateMachineArn?.replace(":stateMachine:", ":execution:")}:by-hand`,
    stateMachineArn,
    name: "by-hand",
    status: "ABORTED",
    input: '{"items":5}',
    inputDetails: { included: true },
    error: "Enough",
    cause: "Seen enough",
    redriveCount: 0,
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: "The sandbox redrives no executions",
  });
  expect([startDate, stopDate].every((at) => at instanceof Date)).toBe(true);
}, 60_000);

it("fails when its role may not run its lambdas", async () => {
  const own = deployment.machines[0];
  const roles = deployment.roles.map((role) =>
    role.name === own?.roleName ? { ...role, policies: [] } : role,
  );
  gateway.guard(guardFor({ ...deployment, roles }));
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn: own?.machineArn }));
  for (let attempt = 0; attempt < 7; attempt += 1) {
    await machines.idle();
    clock.advance(130_000);
  }
  await machines.idle();
  const { status, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
  gateway.guard(guardFor(deployment));
  expect({ status, error, cause }).toEqual({
    status: "FAILED",
    error: "Lambda.AWSLambdaException",
    cause:
      `User: arn:aws:sts::${organization.infrasecAccountId}:assumed-role/orgwatch-sweep-us-west-2/orgwatch is not authorized to perform: ` +
      `lambda:InvokeFunction on resource: arn:aws:lambda:us-west-2:${organization.infrasecAccountId}:function:orgwatch-list ` +
      "because no identity-based policy allows the lambda:InvokeFunction action",
  });
}, 60_000);

it("says what of a definition it cannot run", async () => {
  const definition = JSON.stringify({
    StartAt: "Now",
    States: { Later: { Type: "Wait", Seconds: 5, End: true } },
  });
  const { result, diagnostics } = await client.send(
    new ValidateStateMachineDefinitionCommand({ definition }),
  );
  expect({ result, words: diagnostics?.map(({ message }) => message) }).toEqual({
    result: "FAIL",
    words: ["States.Later.Type: the sandbox runs Task, distributed Map, Succeed and Fail states"],
  });
});

function pages(): (readonly [string, unknown])[] {
  const lines = readFileSync(diary, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

function itemsOf(written: readonly (readonly [string, unknown])[], what: string): unknown[] {
  return written
    .filter(([one]) => one === what)
    .map(([, item]) => item)
    .toSorted();
}

function mostAtOnce(written: readonly (readonly [string, unknown])[]): number {
  let now = 0;
  return Math.max(
    ...written.map(([what]) => {
      now += what === "begin" ? 1 : what === "end" ? -1 : 0;
      return now;
    }),
  );
}
