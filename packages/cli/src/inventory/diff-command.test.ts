import { runInventory } from "./testing/memory-inventory";
import { denied, latest, payments, resource, run, runs, search } from "./testing/sample-runs";

const at = (id: string, part: Parameters<typeof resource>[1] = {}) =>
  resource(id, { run: runs.before, ...part });
const group = { kind: "ec2/volume", name: "data\u001b[2J" };
const before = [
  at("i-same"),
  at("i-gone", { name: "old" }),
  at("vol-1", { ...group, tags: { team: "shop" }, raw: { Size: 8, State: "in-use" } }),
  at("i-hidden", { region: "us-east-1" }),
];
const now = [
  resource("vol-1", { ...group, raw: { Size: 16, State: "in-use", Iops: 3000 } }),
  resource("i-same"),
  resource("i-new", { name: "web" }),
];
const failed = { global: "read", "eu-central-1": "read", "us-east-1": "failed" } as const;
const pair = {
  ...run(runs.before, {
    [payments]: { resources: before },
    [search]: { resources: [at("i-1", { account: search })] },
  }),
  ...run(
    runs.latest,
    {
      [payments]: { resources: now, regions: failed, failures: [denied()] },
      [search]: { resources: [resource("i-1", { account: search })] },
    },
    { previous: runs.before },
  ),
  ...latest(runs.latest),
};

it("shows what appeared, vanished and changed since the run before, and what is not compared", async () => {
  expect(await runInventory(["diff"], { objects: pair })).toMatchObject({
    code: 0,
    err: "",
    out: `From the run ${runs.before} to the run ${runs.latest}:

payments (444444444444): 1 appeared, 1 vanished, 1 changed
  +  eu-central-1  ec2/instance  i-new   web
  -  eu-central-1  ec2/instance  i-gone  old
  ~  eu-central-1  ec2/volume    vol-1   data [2J
      tags.team: "shop" -> (none)
      raw.Size: 8 -> 16
      raw.Iops: (none) -> 3000
  not compared: us-east-1 (${runs.latest} could not read it)

1 appeared, 1 vanished, 1 changed in 2 accounts.
`,
  });
});

it("prints one JSON document", async () => {
  const { code, out } = await runInventory(["diff", "--json"], { objects: pair });
  const [data] = [{ region: "eu-central-1", kind: "ec2/volume", id: "vol-1", name: group.name }];
  expect([code, JSON.parse(out)]).toEqual([
    0,
    {
      before: runs.before,
      now: runs.latest,
      accounts: [
        {
          account: payments,
          appeared: [{ region: "eu-central-1", kind: "ec2/instance", id: "i-new", name: "web" }],
          vanished: [{ region: "eu-central-1", kind: "ec2/instance", id: "i-gone", name: "old" }],
          changed: [
            {
              ...data,
              fields: [
                { field: "tags.team", before: "shop" },
                { field: "raw.Size", before: 8, now: 16 },
                { field: "raw.Iops", now: 3000 },
              ],
            },
          ],
          notCompared: [{ region: "us-east-1", why: "not-read", by: runs.latest }],
        },
        { account: search, appeared: [], vanished: [], changed: [], notCompared: [] },
      ],
      total: { accounts: 2, appeared: 1, vanished: 1, changed: 1 },
    },
  ]);
});

it("prints CSV, and only what was asked for", async () => {
  const args = ["diff", "--csv", "--account", "payments", "--kind", "ec2/volume", "--region", "eu-central-1"];
  expect((await runInventory(args, { objects: pair })).out).toBe(
    "change,account,region,kind,id,name,fields\r\nchanged,444444444444,eu-central-1,ec2/volume,vol-1,data [2J,tags.team; raw.Size; raw.Iops\r\n",
  );
});

it("compares any two runs, the earlier one first, and says what only one has looked at", async () => {
  const objects = {
    ...pair,
    ...run(runs.first, {
      [payments]: { resources: [at("i-same")], counts: { "ec2/instance": 1, "iam/role": 0 } },
    }),
  };
  const { out } = await runInventory(["diff", "2029-12-31", "2029-12-24"], { objects });
  expect(out).toBe(`From the run ${runs.first} to the run ${runs.before}:

payments (444444444444): 2 appeared, 0 vanished, 0 changed
  +  eu-central-1  ec2/instance  i-gone    old
  +  us-east-1     ec2/instance  i-hidden
  not compared: ec2/volume (${runs.first} did not look there)

search (555555555555): no difference
  not compared: everything (${runs.first} did not look there)

2 appeared, 0 vanished, 0 changed in 2 accounts.
`);
});

it("says what only one run, or none, could read, also of an account that nobody came to write down", async () => {
  const regions = { global: "failed", "eu-central-1": "failed", "us-east-1": "failed" } as const;
  const lost = run(runs.before, {
    [payments]: { resources: [at("i-same")], regions: failed },
    [search]: { regions },
  });
  const objects = {
    ...Object.fromEntries(Object.entries(lost).filter(([key]) => !key.includes(`accounts/${search}`))),
    ...run(runs.latest, {
      [payments]: { resources: [resource("i-same")], regions: failed },
      [search]: { resources: [resource("i-1", { account: search })] },
    }),
  };
  const { out } = await runInventory(["diff", runs.before, runs.latest], { objects });
  expect(out).toBe(`From the run ${runs.before} to the run ${runs.latest}:

payments (444444444444): no difference
  not compared: us-east-1 (${runs.before} could not read it), us-east-1 (${runs.latest} could not read it)

search (555555555555): no difference
  not compared: everything (${runs.before} could not read it)

0 appeared, 0 vanished, 0 changed in 2 accounts.
`);
  const json = await runInventory(["diff", runs.before, runs.latest, "--json", "--account", search], {
    objects,
  });
  expect(JSON.parse(json.out).accounts).toEqual([
    {
      ...{ account: search, appeared: [], vanished: [], changed: [] },
      notCompared: [{ region: "*", why: "not-read", by: runs.before }],
    },
  ]);
});

it("does not miss a region or service that the account has opted into in neither run", async () => {
  const regions = { "eu-central-1": "read", "ap-east-1": "skipped" } as const;
  const failures = [denied({ region: "eu-central-1", kind: "shield/protection", type: "not-opted-in" })];
  const objects = {
    ...run(runs.before, { [payments]: { resources: [at("i-same")], regions, failures } }),
    ...run(runs.latest, { [payments]: { resources: [resource("i-same")], regions, failures } }),
  };
  const { out } = await runInventory(["diff", runs.before, runs.latest], { objects });
  expect(out).toBe(
    `From the run ${runs.before} to the run ${runs.latest}:\n\n0 appeared, 0 vanished, 0 changed in 1 account.\n`,
  );
});

it("goes on when an account's file is gone, and fails in the end", async () => {
  const file = `AWSRecon/2029/12/31/${payments}_aws_recon_1893402000.json.gz`;
  const objects = Object.fromEntries(Object.entries(pair).filter(([key]) => key !== file));
  expect(await runInventory(["diff"], { objects })).toMatchObject({
    code: 1,
    out: `From the run ${runs.before} to the run ${runs.latest}:

payments (444444444444): not compared
  FileIsGone: the file ${file} is not in the bucket any more

0 appeared, 0 vanished, 0 changed in 2 accounts.
`,
  });
});

it.each<[readonly string[], object, number, string]>([
  [["latest", "2030-01-07"], pair, 2, `latest and 2030-01-07 are the same run, ${runs.latest}: name two`],
  [
    [],
    { ...run(runs.latest, { [payments]: {} }), ...latest(runs.latest) },
    1,
    `NoSuchRun: the run ${runs.latest} is the first whole one: there is none before it`,
  ],
  [
    [],
    { ...run(runs.latest, {}, { previous: runs.before }), ...latest(runs.latest) },
    1,
    `NoSuchRun: the run ${runs.before} is not in the bucket any more`,
  ],
])("says what is wrong: %j", async (args, objects, code, words) => {
  const ended = await runInventory(["diff", ...args], { objects: { ...objects } });
  expect([ended.code, ended.out, ended.err]).toEqual([code, "", `orgwatch: ${words}\n`]);
});

it("stops quietly when nobody reads on", async () => {
  const gone = new AbortController();
  const ended = await runInventory(
    ["diff"],
    { objects: pair },
    { outputClosed: gone.signal, onOut: () => gone.abort() },
  );
  expect(ended).toMatchObject({
    code: 0,
    err: "",
    out: `From the run ${runs.before} to the run ${runs.latest}:\n`,
  });
});
