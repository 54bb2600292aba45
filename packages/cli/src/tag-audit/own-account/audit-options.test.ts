import { runAudit } from "../testing/memory-audit";

const own = { regions: { "us-west-1": [], "us-west-2": [] } };
const calm = { calls: [], started: [], record: { path: "", lines: [] } };

it.each([
  [[], "say which tags are required: -t created_by,department,project (--help tells more)"],
  [
    ["-t", "x", "-k"],
    "--terminate needs --canary, which proves that EC2 tells of all instances, or --confirm, which asks before anything is done",
  ],
  [
    ["-t", "x", "-k", "--confirm"],
    "nobody can be asked here: --confirm needs a terminal, so give --canary instead",
  ],
  [["-t", "x", "-c"], "-c checks the values of created_by, which -t does not name"],
  [
    ["-t", "Created_By", "--created_by_validate"],
    "-c checks the values of created_by, which -t does not name",
  ],
  [["-t", "x", "-r", "us-west-9"], "AWS has no region us-west-9 (there are us-west-1, us-west-2)"],
  [["-t", "x", "-r", "us-west-1,eu-west-1"], "AWS has no region eu-west-1"],
])("refuses %j in words, before anything is looked at", async (args, words) => {
  expect(await runAudit(args, { own })).toEqual({ ...calm, code: 2, out: "", err: `orgwatch: ${words}\n` });
});

it.each([
  ["-r", "Oregon", "A region looks like us-east-1."],
  ["-r", ",", "It is empty."],
  ["-t", " , ", "It is empty."],
  ["-g", "soon", "It must be minutes, like 45 or 0.5."],
  ["--canary", "api", "A canary looks like Name=api-canary-<region>,project=canary."],
  ["--max-percent", "101", "It must be a whole number from 1 to 100."],
  ["--max-instances", "0", "It must be a whole number from 1."],
])("refuses %s %s", async (option, value, words) => {
  const { code, err } = await runAudit(["-t", "x", option, value], { own });
  expect([code, err.split("\n")[0]?.endsWith(words)]).toEqual([2, true]);
});

it.each([
  ["-a", "AKIAEXAMPLE", "-s", "geheim"],
  ["--aws_access_key", "AKIAEXAMPLE"],
  ["--aws_secret_key=geheim", "-a"],
])("refuses credentials and does not repeat them: %s", async (...args) => {
  expect(await runAudit([...args, "-t", "x"], { own })).toEqual({
    ...calm,
    code: 2,
    out: "",
    err: "orgwatch: credentials are not given on the command line, where others of this machine and its history have them: set AWS_PROFILE, or sign in with `aws sso login`; and delete the key in IAM if this was a real one\n",
  });
});

it("takes regions and keys with spaces, each once, and a grace period of half a minute", async () => {
  const args = ["-r", "us-west-1, us-west-2,us-west-1", "-t", "a, b ,a", "-g", "0.5", "--json"];
  const { code, out } = await runAudit(args, { own });
  const { regions, policy } = JSON.parse(out);
  expect([code, regions.map(({ region }: { region: string }) => region), policy]).toEqual([
    0,
    ["us-west-1", "us-west-2"],
    expect.objectContaining({
      require: [
        { key: "a", ignoreCase: false },
        { key: "b", ignoreCase: false },
      ],
      graceMinutes: 0.5,
    }),
  ]);
});

it("goes on where the caller may not ask for AWS's regions, and needs a region from somewhere", async () => {
  const blind = await runAudit(["-t", "x", "-r", "us-west-1"], { own: { ...own, known: undefined } });
  const nowhere = await runAudit(
    ["-t", "x"],
    { own },
    { ownRegion: () => Promise.reject(new Error("none")) },
  );
  expect([blind.code, nowhere.code, nowhere.err]).toEqual([
    0,
    2,
    "orgwatch: no region is configured: give -r us-west-1,us-west-2, or set AWS_REGION\n",
  ]);
});

it("explains itself: what age means, what is left alone, the exit codes", async () => {
  const { code, out } = await runAudit(["--help"], {});
  const said = [
    "Age counts from when the instance was created",
    "Exit code: 0 nothing is wrong",
    "--confirm",
  ];
  expect([code, said.filter((words) => !out.includes(words)), out.includes("secret")]).toEqual([
    0,
    [],
    false,
  ]);
});
