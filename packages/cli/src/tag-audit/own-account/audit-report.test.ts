import { TryLater } from "@orgwatch/core/errors";
import { NotOptedIn } from "@orgwatch/core/tag-audit/ec2-read-problem";
import { runAudit } from "../testing/memory-audit";
import { good, nothing, own, plan, report, seed, untagged, yes } from "../testing/sample-account";

it("reports, and calls nothing terminated that was only reported", async () => {
  expect(await runAudit(seed, { own })).toEqual({
    ...nothing,
    code: 1,
    err: "",
    out: `${report}\nNothing was touched: without --terminate this is a report.\n`,
  });
});

it("shows the plan with --plan, and ends", async () => {
  const args = [...seed, "--terminate", "--plan", "--max-percent", "40"];
  expect(await runAudit(args, { own })).toEqual({
    ...nothing,
    code: 1,
    err: "",
    out: `${report}${plan}\nNothing was touched: this was the plan only.\n`,
  });
});

it("says which regions could not be read, and goes on reporting", async () => {
  const denied = Object.assign(new Error("not authorized"), { name: "UnauthorizedOperation" });
  const regions = {
    "ap-east-1": new NotOptedIn("account 444444444444 has not switched on ap-east-1"),
    "us-west-1": new TryLater("cannot be read", { cause: denied }),
    "us-west-2": [untagged("i-1")],
  };
  const { code, out } = await runAudit(["-r", "ap-east-1,us-west-1,us-west-2", "-t", "x"], {
    own: { regions },
  });
  expect({ code, out }).toEqual({
    code: 3,
    out: `Tag audit of account 444444444444, as arn:aws:iam::444444444444:user/ana
Required: x. Instances younger than 45 minutes are left out.

region     instances  violations  exempt  canary
ap-east-1  -          -           -       not switched on: NotOptedIn: account 444444444444 has not switched on ap-east-1
us-west-1  -          -           -       NOT READ: UnauthorizedOperation: not authorized
us-west-2  1          1           0       unproven: there is no earlier run to compare with

created                       region     instance  state    kept by  problems
2029-12-01 09:00 (08:00 UTC)  us-west-2  i-1       running  -        x is missing

1 violation; times are in Europe/Berlin.
Warning: us-west-1 is left alone: account 444444444444 could not be read (UnauthorizedOperation: not authorized)
Warning: The other regions are only reported in this run

Nothing was touched: without --terminate this is a report.
`,
  });
});

it("compares created_by with the account's users and roles on request, and finds nobody missing in a list that it cannot read", async () => {
  const tags = (created_by: string) => ({ ...good, created_by });
  const regions = {
    "us-west-2": [
      { instanceId: "i-user", tags: tags("ana") },
      { instanceId: "i-role", tags: tags("ci") },
      { instanceId: "i-nobody", tags: tags("mallory") },
    ],
  };
  const problems = async (known: object, notes: readonly string[]) => {
    const world = { own: { regions, principals: { known, notes } } };
    const { code, out } = await runAudit(["-t", "created_by", "-c", "--json"], world);
    const { violations, notes: told } = JSON.parse(out);
    return [
      code,
      violations.map(({ problems: [one] }: { problems: { words: string }[] }) => one?.words),
      told,
    ];
  };
  const users = { iamUsers: new Set(["ana"]) };
  expect([
    await problems({ ...users, roles: new Set(["ci"]) }, []),
    await problems({ ...users, roles: undefined }, ["the roles could not be read"]),
  ]).toEqual([
    [1, ["created_by is “mallory”, whom nobody knows"], []],
    [3, [], ["the roles could not be read"]],
  ]);
});

it("counts keys in any case with --ignore-case, and finds nothing wrong", async () => {
  const regions = { "us-west-2": [{ instanceId: "i-1", tags: { Created_By: "ana" } }] };
  const [exact, any] = await Promise.all(
    [[], ["--ignore-case"]].map((options) =>
      runAudit(["-t", "created_by", ...options], { own: { regions } }),
    ),
  );
  expect([exact?.code, any?.code, any?.out.split("\n").slice(-5)]).toEqual([
    1,
    0,
    ["", "No violations.", "", "Nothing was touched: without --terminate this is a report.", ""],
  ]);
});

it("prints one document with --json, and what a person needs for an answer on standard error", async () => {
  const world = { own: { regions: { "us-west-2": [untagged("i-1")] } } };
  const args = ["-t", "x", "-k", "--confirm", "--json", "--max-percent", "100"];
  const { code, out, err } = await runAudit(args, world, yes);
  const { violations, regions, ...rest } = JSON.parse(out);
  expect([code, violations.length, regions.length, err.includes("What --terminate does now:"), rest]).toEqual(
    [
      1,
      1,
      1,
      true,
      {
        account: {
          id: "444444444444",
          label: "444444444444",
          caller: "arn:aws:iam::444444444444:user/ana",
        },
        policy: {
          require: [{ key: "x", ignoreCase: false }],
          graceMinutes: 45,
          canary: { kind: "count", mayDropPercent: 50 },
          caps: { instances: 20, accountPercent: 100 },
        },
        younger: 0,
        notes: [],
        warnings: [],
        plan: expect.objectContaining({ acts: [expect.objectContaining({ instanceId: "i-1" })] }),
        executed: [{ act: expect.objectContaining({ instanceId: "i-1" }), outcome: "done" }],
        record: "./orgwatch-tag-audit-20300107T093045Z.ndjson",
      },
    ],
  );
});

it("fails in words when nobody says who is calling", async () => {
  const expired = Object.assign(new Error("expired"), { name: "ExpiredToken" });
  const run = await runAudit(["-t", "x"], { own }, { callerIn: () => Promise.reject(expired) });
  expect(run).toEqual({
    ...nothing,
    code: 3,
    out: "",
    err: "orgwatch: the AWS session has ended: sign in again (expired)\n",
  });
});

it("lets nothing of a tag drive the terminal", async () => {
  const regions = { "us-west-2": [{ instanceId: "i-1", tags: { "X\u001b[2J": "1" } }] };
  const { out } = await runAudit(["-t", "x\u001b[2j"], { own: { regions } });
  expect(out).not.toContain("\u001b");
});
