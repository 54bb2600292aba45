import { BucketRefused } from "./inventory-region";
import { runInventory } from "./testing/memory-inventory";
import { denied, latest, payments, resource, run, runs, search } from "./testing/sample-runs";

const web = resource("i-0aa", {
  name: "web",
  arn: "arn:aws:ec2:eu-central-1:444444444444:instance/i-0aa",
  tags: { team: "shop" },
  raw: { PrivateIpAddress: "10.0.0.5" },
});
const disk = resource("vol-1", {
  kind: "ec2/volume",
  raw: { Attachments: [{ InstanceId: "i-0aa" }] },
});
const role = resource("shop", {
  account: search,
  region: "global",
  service: "iam",
  kind: "iam/role",
  tags: { team: "search" },
});
const objects = {
  ...run(runs.before, { [payments]: { resources: [resource("i-old", { name: "web" })] } }),
  ...run(
    runs.latest,
    { [payments]: { resources: [disk, web] }, [search]: { resources: [role] } },
    { previous: runs.before },
  ),
  ...latest(runs.latest),
};
const saw = `as the run ${runs.latest} saw them.\n`;

it("shows what is meant itself first, then what mentions it", async () => {
  expect(await runInventory(["find", "i-0aa"], { objects })).toMatchObject({
    code: 0,
    out: `account                  region        kind          id                   name
payments (444444444444)  eu-central-1  ec2/instance  i-0aa                web
payments (444444444444)  eu-central-1  ec2/volume    vol-1
`,
    err: `2 found in 2 accounts, ${saw}`,
  });
});

it("tells who watches how far it is", async () => {
  const shown: string[] = [];
  await runInventory(["find", "i-0aa"], { objects }, { onStatus: (text) => shown.push(text) });
  expect([shown[0], shown.at(-2), shown.at(-1)]).toEqual([
    "0 of 2 accounts read, 0 found",
    "2 of 2 accounts read, 2 found",
    "",
  ]);
});

it.each<[readonly string[], readonly string[]]>([
  [["10.0.0.5"], ["i-0aa"]],
  [["arn:aws:ec2:eu-central-1:444444444444:instance/i-0aa"], ["i-0aa"]],
  [["tag=team"], ["i-0aa", "shop"]],
  [["tag=team:shop"], ["i-0aa"]],
  [["shop", "--kind", "iam"], ["shop"]],
  [
    ["--kind", "ec2/volume,IAM/Role"],
    ["shop", "vol-1"],
  ],
  [["--account", "Search"], ["shop"]],
  [["--region", "global"], ["shop"]],
  [["web", "--run", "2029-12-31"], ["i-old"]],
  [["web", "--run", "previous"], ["i-old"]],
])("finds %j", async (args, ids) => {
  const { code, out } = await runInventory(["find", ...args, "--json"], { objects });
  const found = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).id)
    // Files are read at the same time.
    .toSorted();
  expect([code, found]).toEqual([0, ids]);
});

it("prints the whole resource as a line of JSON that no terminal obeys", async () => {
  const evil = resource("i-\u001b[31m\u009b\u202e", { name: "\u{e0001}=1+1" });
  const world = {
    objects: { ...run(runs.latest, { [payments]: { resources: [evil] } }), ...latest(runs.latest) },
  };
  const json = await runInventory(["find", "i-", "--json"], world);
  const table = await runInventory(["find", "i-"], world);
  const sheet = await runInventory(["find", "i-", "--csv"], world);
  expect(json.out).toMatch(/^[\x20-\x7e]+\n$/);
  expect(JSON.parse(json.out)).toEqual({ match: "mention", ...evil });
  expect([table.out.split("\n")[1], sheet.out.split("\r\n")[1]]).toEqual([
    "payments (444444444444)  eu-central-1  ec2/instance  i- [31m              =1+1",
    "mention,444444444444,eu-central-1,ec2/instance,i- [31m,'=1+1,,",
  ]);
});

it("says what it could not see, and fails when nothing is found", async () => {
  const partial = run(runs.latest, {
    [payments]: {
      resources: [web],
      failures: [denied(), denied({ region: "eu-central-1", kind: "rds/db" })],
    },
    [search]: { failures: [denied({ account: search, region: "*" })] },
  });
  const world = { objects: { ...partial, ...latest(runs.latest) } };
  const all = await runInventory(["find", "nowhere"], world);
  const some = await runInventory(["find", "web", "--kind", "ec2", "--account", payments], world);
  expect([all, some]).toMatchObject([
    {
      code: 1,
      out: "",
      err: `Nothing found in 1 account, ${saw}Not looked at, because the run could not read it: payments (444444444444) us-east-1, payments (444444444444) eu-central-1 rds/db, search (555555555555) (orgwatch inventory status ${runs.latest}).\n`,
    },
    {
      code: 0,
      err: `1 found in 1 account, ${saw}Not looked at, because the run could not read it: payments (444444444444) us-east-1 (orgwatch inventory status ${runs.latest}).\n`,
    },
  ]);
});

it("says of a type that nobody knows that it could not see any, whichever account is asked for", async () => {
  const mistyped = denied({ account: "*", region: "*", kind: "AWS::Foo::Bar", type: "misconfigured" });
  const partial = run(runs.latest, { [payments]: { resources: [web] } }, { failures: [mistyped] });
  const world = { objects: { ...partial, ...latest(runs.latest) } };
  const { err } = await runInventory(["find", "nowhere", "--account", payments], world);
  expect(err).toBe(
    `Nothing found in 1 account, ${saw}Not looked at, because the run could not read it: all accounts AWS::Foo::Bar (orgwatch inventory status ${runs.latest}).\n`,
  );
});

it("goes on when a file cannot be read, and fails in the end", async () => {
  const { [`AWSRecon/2030/01/07/${search}_aws_recon_1894006800.json.gz`]: _, ...others } = objects;
  expect(await runInventory(["find", "web"], { objects: others })).toMatchObject({
    code: 1,
    out: expect.stringContaining("i-0aa"),
    err: `orgwatch: the file of search (555555555555) could not be read: FileIsGone: the file AWSRecon/2030/01/07/${search}_aws_recon_1894006800.json.gz is not in the bucket any more\n1 found in 2 accounts, ${saw}`,
  });
});

it.each<[string, readonly string[], number]>([
  ["Ctrl-C", [], 130],
  ["the reader going away", ["--kind", "ec2"], 0],
])("stops reading quietly: %s", async (what, args, code) => {
  const stop = new AbortController();
  const many = Array.from({ length: 1000 }, (_, index) => resource(`i-${index}`));
  let lines = 0;
  const held = {
    objects: { ...run(runs.latest, { [payments]: { resources: many } }), ...latest(runs.latest) },
    onLine: () => {
      lines += 1;
      if (lines === 10) stop.abort();
    },
  };
  const parts = what === "Ctrl-C" ? { signal: stop.signal } : { outputClosed: stop.signal };
  const ended = await runInventory(["find", "i-1", ...args], held, parts);
  expect([ended.code, ended.err, lines]).toEqual([code, "", 10]);
});

it.each<[readonly string[], object, number, string]>([
  [[], { objects }, 2, "say what to look for, or give --kind, --account or --region"],
  [["tag="], { objects }, 2, "say what to look for, or give --kind, --account or --region"],
  [
    ["x", "--kind", "ec2/intance"],
    { objects },
    2,
    "the run has read no kind ec2/intance: a kind looks like ec2/instance",
  ],
  [["x", "--region", "eu-west-9"], { objects }, 2, "the run has not looked at a region eu-west-9"],
  [
    ["x", "--account", "nobody"],
    { objects },
    2,
    "the run has not looked at an account nobody: give its id or its whole name",
  ],
  [
    ["x", "--run", "yesterday"],
    { objects },
    2,
    "A run is called latest (the last whole one), previous, by a day in UTC (2030-01-07: the last of that day) or by the time when it began.",
  ],
  [
    ["x", "--run", "2031-01-01"],
    { objects },
    1,
    "NoSuchRun: no run began on 2031-01-01 (UTC): orgwatch inventory runs lists all",
  ],
  [
    ["x"],
    {},
    1,
    "NoSuchRun: no run over the whole organization has finished yet: orgwatch inventory run starts one, orgwatch inventory status says how far it is",
  ],
  [
    ["x"],
    { fails: new BucketRefused("orgwatch-inventory-222222222222", {}) },
    1,
    "BucketRefused: AWS denies the access to the bucket orgwatch-inventory-222222222222: reading takes s3:ListBucket, s3:GetObject and, with Orgwatch's key, kms:Decrypt",
  ],
])("says what is wrong: %j", async (args, held, code, words) => {
  const ended = await runInventory(["find", ...args], held);
  expect([ended.code, ended.out, ended.err]).toEqual([code, "", `orgwatch: ${words}\n`]);
});
