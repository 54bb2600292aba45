import type { SweepState } from "../home-region";
import { runInventory } from "./testing/memory-inventory";
import { begun, denied, latest, payments, resource, run, runs, search } from "./testing/sample-runs";

const state = (status: SweepState["status"], reason?: string): SweepState => ({ status, reason });
const succeeded = [state("succeeded")];
const whole = {
  ...run(runs.before, { [payments]: { resources: [resource("i-1")] }, [search]: {} }),
  ...latest(runs.before),
};
const counts = `1 resource of 2 kinds in 2 accounts and 2 regions.
Accounts and regions: 6 read.`;
const wholeText = `Run ${runs.before}, complete
Finished 2029-12-31 10:42 (09:42 UTC), after 42 minutes.
${counts}

Times are in Europe/Berlin.
`;

it("shows the last run, and that it is complete", async () => {
  expect(await runInventory(["status"], { objects: whole, sweep: succeeded })).toEqual({
    code: 0,
    out: wholeText,
    err: "",
    started: [],
  });
});

it("says which types of the configuration nobody knows", async () => {
  const mistyped = { account: "*", region: "*", kind: "AWS::Foo::Bar", hides: "every AWS::Foo::Bar" };
  const failures = [denied({ ...mistyped, type: "misconfigured", words: "No account knows it" })];
  const part = { result: "partial", failures } as const;
  const objects = { ...run(runs.before, { [payments]: {} }, part), ...latest(runs.before) };
  const { code, out } = await runInventory(["status"], { objects, sweep: succeeded });
  expect([code, out.split("\n").slice(-5)]).toEqual([
    1,
    [
      "Could not be read:",
      "  misconfigured  AWS::Foo::Bar  all accounts  everywhere  every AWS::Foo::Bar  No account knows it",
      "",
      "Times are in Europe/Berlin.",
      "",
    ],
  ]);
});

it("says what a partial run could not read, what that hides, what dropped and what was skipped", async () => {
  const regions = {
    global: "read",
    "eu-central-1": "partial",
    "us-east-1": "failed",
    "ap-east-1": "skipped",
  } as const;
  const objects = {
    ...run(
      runs.latest,
      {
        [payments]: {
          resources: [resource("i-1")],
          regions,
          failures: [
            denied({
              region: "eu-central-1",
              kind: "rds/db",
              type: "throttled",
              hides: "databases",
              words: "Rate\u001b[1m exceeded",
            }),
            denied(),
          ],
        },
        [search]: {
          regions: { global: "read" },
          failures: [denied({ account: search, kind: "rds/db", type: "throttled" })],
        },
      },
      {
        previous: runs.before,
        skipped: [{ account: payments, regions: ["ap-east-1"] }],
        accountChanges: { appeared: [{ id: search, name: "search" }], vanished: [{ id: "777777777777" }] },
        dropped: [{ account: payments, kind: "ec2/volume", before: 1200 }],
        changes: {
          since: runs.before,
          appeared: 1234,
          vanished: 1,
          changed: 0,
          firstAppeared: [],
          firstVanished: [],
          kinds: {},
          notCompared: 1,
          firstNotCompared: [
            { regions: ["*"], why: "not-asked", by: "before", accounts: 1, firstAccounts: [search] },
          ],
        },
        asked: { accounts: [payments, search], regions: ["eu-central-1"], exempt: ["666666666666"] },
      },
    ),
    ...latest(runs.latest),
  };
  const { code, out } = await runInventory(["status"], { objects, sweep: succeeded });
  expect([code, out]).toEqual([
    1,
    `Run ${runs.latest}, PARTIAL
Finished 2030-01-07 10:42 (09:42 UTC), after 42 minutes.
1 resource of 2 kinds in 2 accounts and 1 region; 1 account left out by configuration.
Accounts and regions: 2 read, 1 partial, 1 skipped, 1 failed.
Since ${runs.before}: 1,234 appeared, 1 vanished, 0 changed; not all could be compared (orgwatch inventory diff names the rest).
New accounts: search (555555555555).
Accounts that are gone: 777777777777.

Could not be read:
  denied     everything  payments (444444444444)                         us-east-1                what runs there  not authorized by a service control policy
  throttled  rds/db      payments (444444444444), search (555555555555)  eu-central-1, us-east-1  databases        Rate [1m exceeded

There were some the time before, and there are none now:
  payments (444444444444)  ec2/volume  1,200 before

Not opted in:
  ap-east-1  payments (444444444444)

Times are in Europe/Berlin.
`,
  ]);
});

it.each<[string, readonly SweepState[] | undefined, object, number, string]>([
  [
    "one runs",
    [state("running")],
    begun(runs.latest, 4),
    0,
    `Running: ${runs.latest}, 4 of 6 accounts and regions read.\n\n`,
  ],
  ["one has just begun", [state("running")], {}, 0, "Running since 2030-01-07 10:00 (09:00 UTC).\n\n"],
  [
    "another engine runs one",
    undefined,
    begun(runs.latest, 0),
    1,
    `Not finished: ${runs.latest}, 0 of 6 accounts and regions read.\n\n`,
  ],
  [
    "the last one died",
    [state("failed", "no \u001baccounts")],
    begun(runs.latest, 5),
    1,
    "The last run, started 2030-01-07 10:00 (09:00 UTC), ended as failed (no accounts); 5 of 6 accounts and regions read.\n\n",
  ],
  [
    "the last one could not begin",
    [state("timed-out")],
    {},
    1,
    "The last run, started 2030-01-07 10:00 (09:00 UTC), ended as timed-out.\n\n",
  ],
])("says so when %s", async (_, sweep, more, code, words) => {
  const { out, ...ended } = await runInventory(["status"], { objects: { ...whole, ...more }, sweep });
  expect([ended.code, out]).toEqual([code, words + wholeText]);
});

it("says so when nothing has run yet", async () => {
  expect(await runInventory(["status"], { sweep: [] })).toMatchObject({
    code: 1,
    out: "No run of the inventory has finished yet: orgwatch inventory run\n\nTimes are in Europe/Berlin.\n",
  });
});

it("shows any run, and tells which is the last whole one when the last is a part", async () => {
  const objects = { ...whole, ...run(runs.latest, { [payments]: {} }, { isPart: true }) };
  const last = await runInventory(["status"], { objects, sweep: succeeded });
  const earlier = await runInventory(["status", "2029-12-31"], { objects, sweep: succeeded });
  const json = await runInventory(["status", "latest", "--json"], { objects, sweep: succeeded });
  expect([last.code, last.out.split("\n")[0], last.out.split("\n").at(-4)]).toEqual([
    0,
    `Run ${runs.latest}, complete, of some accounts or regions only`,
    `The last run over the whole organization is ${runs.before}.`,
  ]);
  expect([earlier.out, JSON.parse(json.out)]).toEqual([
    wholeText,
    whole[`runs/${runs.before}/manifest.json`],
  ]);
});

it("prints one JSON document with everything", async () => {
  const objects = { ...whole, ...begun(runs.latest, 2) };
  const { out } = await runInventory(["status", "--json"], { objects, sweep: [state("running")] });
  expect(JSON.parse(out)).toEqual({
    execution: {
      arn: "arn:aws:states:us-west-2:222222222222:execution:orgwatch-inventory:e-1",
      startedAt: "2030-01-07T09:00:00.000Z",
      status: "running",
    },
    unfinished: { run: runs.latest, accounts: 2, cells: 2, of: 6 },
    last: whole[`runs/${runs.before}/manifest.json`],
    latest: runs.before,
  });
});

it("refuses a manifest of another shape in words", async () => {
  const objects = { [`runs/${runs.latest}/manifest.json`]: { version: 2 } };
  const { code, err } = await runInventory(["status"], { objects, sweep: [] });
  expect([code, err]).toEqual([
    1,
    `orgwatch: UnknownShape: runs/${runs.latest}/manifest.json was written by another version of Orgwatch, or by somebody else (version, run, finishedAt, durationMs, result)\n`,
  ]);
});
