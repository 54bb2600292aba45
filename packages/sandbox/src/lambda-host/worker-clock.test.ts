import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newClock } from "../clock";
import type { DeployedLambda } from "../wiring/deployment";
import { type ExecutionEnvironment, startExecutionEnvironment } from "./execution-environment";

const folder = mkdtempSync(join(tmpdir(), "orgwatch-clock-"));
const started: ExecutionEnvironment[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((environment) => environment.stop()));
});
afterAll(() => rmSync(folder, { recursive: true }));

const day = 86_400_000;

describe("a lambda's clock", () => {
  it("tells the sandbox's time wherever the bundle asks for it", async () => {
    const { invoke, clock } = start(`
      class Day extends Date { iso() { return this.toISOString(); } }
      exports.handler = async () => ({
        now: Date.now(),
        made: new Date().getTime(),
        called: Date.parse(Date()),
        extended: new Day().getTime(),
        copied: new (new Date().constructor)().getTime(),
      });`);
    clock.advance(day);
    const before = clock.now().getTime();
    const told = await invoke({}, "1");
    const after = clock.now().getTime();
    // The text of a date has no milliseconds.
    expect(told).toEqual({
      now: between(before, after),
      made: between(before, after),
      called: between(before - 1000, after),
      extended: between(before, after),
      copied: between(before, after),
    });
  });

  it("leaves everything else of Date as it is", async () => {
    const { invoke, clock } = start(`
      class Day extends Date { iso() { return this.toISOString(); } }
      exports.handler = async () => ({
        given: [new Date(0), new Date("2030-01-07T09:00:00Z"), new Date(new Date(5))],
        invalid: String(new Date(undefined)),
        parsed: Date.parse("2030-01-07T09:00:00Z"),
        utc: Date.UTC(2030, 0, 7),
        local: [new Date(2030, 0, 7).getFullYear(), new Date(2030, 0, 7).getHours()],
        instances: [new Date() instanceof Date, new Day() instanceof Date, new Day() instanceof Day, {} instanceof Date],
        extended: new Day(0).iso(),
        kind: [typeof Date(), Date.name, Date.length, Object.prototype.toString.call(new Date()), new Date().constructor === Date],
      });`);
    clock.advance(day);
    expect(await invoke({}, "1")).toEqual({
      given: ["1970-01-01T00:00:00.000Z", "2030-01-07T09:00:00.000Z", "1970-01-01T00:00:00.005Z"],
      invalid: "Invalid Date",
      parsed: 1_894_006_800_000,
      utc: 1_893_974_400_000,
      local: [2030, 0],
      instances: [true, true, true, false],
      extended: "1970-01-01T00:00:00.000Z",
      kind: ["string", "Date", 7, "[object Date]", true],
    });
  });

  it("jumps while the lambda runs, and neither timers nor the time that remains jump with it", async () => {
    const { invoke, clock, heard } = start(`
      exports.handler = async (event, context) => {
        const begun = Date.now();
        console.log("begun");
        while (Date.now() - begun < ${day}) await new Promise((done) => setTimeout(done, 1));
        const remaining = context.getRemainingTimeInMillis();
        return { inTime: remaining > 1000 && remaining <= 5000 };
      };`);
    const running = invoke({}, "1");
    await heard;
    clock.advance(day);
    expect(await running).toEqual({ inTime: true });
  });
});

function start(code: string) {
  writeFileSync(join(folder, "index.js"), code);
  const clock = newClock();
  let hear = (): void => undefined;
  const heard = new Promise((resolve) => {
    hear = () => resolve(undefined);
  });
  const environment = startExecutionEnvironment(lambda, {
    folder,
    variables: {},
    onLine: () => hear(),
    clock,
  });
  started.push(environment);
  return { invoke: environment.invoke, clock, heard };
}

/** Matches a number from `least` to `most`. */
function between(least: number, most: number): unknown {
  return {
    asymmetricMatch: (value: unknown) => typeof value === "number" && value >= least && value <= most,
    toString: () => `between ${least} and ${most}`,
  };
}

const lambda: DeployedLambda = {
  name: "watch",
  functionName: "orgwatch-watch",
  functionArn: "arn:aws:lambda:us-west-2:111122223333:function:orgwatch-watch",
  accountId: "111122223333",
  region: "us-west-2",
  handler: "index.handler",
  runtime: "nodejs22.x",
  timeoutSeconds: 5,
  memoryMb: 128,
  roleName: "orgwatch-watch-us-west-2",
  environment: {},
  sources: [],
  schedules: [],
  onEvents: [],
  routes: [],
};
