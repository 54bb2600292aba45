import { rollUp } from "./roll-up";
import { type AccountResult, type Changes, manifestShape } from "./run-manifest";
import {
  oneAccount,
  otherAccount,
  runBefore,
  sampleResult,
  sampleRun,
  sampleScope,
} from "./testing/sample-resource";

const finishedAt = new Date("2030-01-07T09:30:00Z");
const denied = {
  account: otherAccount,
  region: "eu-west-1",
  kind: "s3/bucket",
  type: "denied",
  words: "no",
  hides: "b",
} as const;
const named = (id: string) => ({ region: "eu-west-1", kind: "ec2/instance", id });
const changes = (part: Partial<Changes> = {}): Changes => ({
  ...{ since: runBefore, appeared: 1, vanished: 1, changed: 0 },
  ...{ firstAppeared: [named("i-1")], firstVanished: [named("i-0")] },
  kinds: { "ec2/instance": { appeared: 1, vanished: 1, changed: 0 } },
  ...part,
});
function rolledUp(
  results: readonly (AccountResult | undefined)[],
  scope = sampleScope(),
  before = sampleScope(),
) {
  const sum = rollUp(scope);
  for (const [index, account] of scope.accounts.entries()) sum.add(account, results[index]);
  return sum.manifest(finishedAt, scope.previous === undefined ? undefined : before);
}

describe("the manifest of a run", () => {
  it("says what was asked, read, counted, skipped, hidden, changed and lost", () => {
    const first = sampleResult({
      regions: { global: "read", "eu-west-1": "skipped" },
      counts: { "s3/bucket": 3, "ec2/instance": 2 },
      changes: changes(),
      dropped: [{ account: oneAccount, kind: "sqs/queue", before: 2 }],
    });
    const second = sampleResult({
      account: otherAccount,
      regions: { global: "read", "eu-west-1": "partial" },
      counts: { "ec2/instance": 5, "sns/topic": 0 },
      failures: [denied],
      changes: changes({ appeared: 4, kinds: { "ec2/instance": { appeared: 4, vanished: 1, changed: 2 } } }),
      dropped: [{ account: otherAccount, kind: "sns/topic", before: 9 }],
    });
    const scope = sampleScope({ previous: runBefore, exempt: ["999999999999"] });
    const before = sampleScope({ accounts: [{ id: oneAccount }, { id: "222222222222", name: "left" }] });
    expect(rolledUp([first, second], scope, before)).toEqual({
      version: 1,
      run: sampleRun,
      finishedAt: "2030-01-07T09:30:00.000Z",
      durationMs: 30 * 60_000,
      result: "partial",
      isPart: false,
      previous: runBefore,
      asked: { accounts: [oneAccount, otherAccount], regions: ["eu-west-1"], exempt: ["999999999999"] },
      accounts: [
        { account: oneAccount, name: "security", file: first.file, regions: first.regions, resources: 5 },
        { account: otherAccount, file: second.file, regions: second.regions, resources: 5 },
      ],
      counts: { "ec2/instance": 7, "s3/bucket": 3, "sns/topic": 0 },
      skipped: [{ account: oneAccount, regions: ["eu-west-1"] }],
      failures: [denied],
      changes: {
        ...{ since: runBefore, appeared: 5, vanished: 2, changed: 0 },
        firstAppeared: [
          { account: oneAccount, ...named("i-1") },
          { account: otherAccount, ...named("i-1") },
        ],
        firstVanished: [
          { account: oneAccount, ...named("i-0") },
          { account: otherAccount, ...named("i-0") },
        ],
        kinds: { "ec2/instance": { appeared: 5, vanished: 2, changed: 2 } },
      },
      accountChanges: { appeared: [{ id: otherAccount }], vanished: [{ id: "222222222222", name: "left" }] },
      dropped: [
        { account: otherAccount, kind: "sns/topic", before: 9 },
        { account: oneAccount, kind: "sqs/queue", before: 2 },
      ],
    });
  });

  it("is complete when the only thing missing is a region that nobody opted into", () => {
    const regions = { global: "read", "eu-west-1": "skipped" } as const;
    const failures = [{ ...denied, account: oneAccount, type: "not-opted-in" as const }];
    const { result, skipped } = rolledUp([
      sampleResult({ regions, failures }),
      sampleResult({ account: otherAccount }),
    ]);
    expect([result, skipped]).toEqual(["complete", [{ account: oneAccount, regions: ["eu-west-1"] }]]);
  });

  it("is partial where the configuration names a type that nobody knows, and not where only some do", () => {
    const words = "TypeNotFoundException: no such type";
    const type = (name: string) => ({ type: name, scope: "regional" as const, actions: [] });
    const scope = sampleScope({ cloudControl: [type("AWS::Foo::Bar"), type("AWS::Foo::Baz")] });
    const first = sampleResult({ unknownTypes: { "AWS::Foo::Bar": words, "AWS::Foo::Baz": words } });
    const second = sampleResult({
      ...{ account: otherAccount, counts: { "AWS::Foo::Baz": 0 } },
      unknownTypes: { "AWS::Foo::Bar": words },
    });
    const { result, failures, counts } = rolledUp([first, second], scope);
    expect({ result, failures, counts }).toEqual({
      result: "partial",
      failures: [
        {
          ...{ account: "*", region: "*", kind: "AWS::Foo::Bar", type: "misconfigured" },
          words: `No account and region that was asked knows this type, or can list it: look at inventory.cloudControl (${words})`,
          hides: "every AWS::Foo::Bar",
        },
      ],
      counts: { "AWS::Foo::Baz": 0, "ec2/instance": 2 },
    });
    const resultOf = (part: Parameters<typeof sampleScope>[0], before = scope) =>
      rolledUp([first], { ...scope, accounts: scope.accounts.slice(0, 1), ...part }, before).result;
    const asked = { isPart: true, previous: runBefore };
    // Other regions may know it.
    expect([
      resultOf(asked),
      resultOf(asked, sampleScope({ regions: ["eu-west-1", "us-east-1"] })),
      resultOf({ isPart: true }),
    ]).toEqual(["partial", "complete", "complete"]);
  });

  it("has a failure for an account whose file was never written", () => {
    const { result, accounts, failures } = rolledUp([sampleResult(), undefined]);
    const words = "its file was not written: whoever joins its parts was stopped, or failed";
    expect({ result, account: accounts[1], failures }).toEqual({
      result: "partial",
      account: { account: otherAccount, regions: { global: "failed", "eu-west-1": "failed" }, resources: 0 },
      failures: [
        { account: otherAccount, region: "*", type: "unfinished", words, hides: "everything in the account" },
      ],
    });
  });

  it("says what was not compared, and is read as well without that", () => {
    const missing = { region: "*", why: "not-read", by: "before" } as const;
    const scope = sampleScope({ previous: runBefore });
    const unread = sampleResult({ account: otherAccount, notCompared: [missing] });
    const told = rolledUp([sampleResult({ changes: changes() }), unread], scope);
    const row = { regions: ["*"], why: "not-read", accounts: 1, firstAccounts: [otherAccount] };
    const lost = rolledUp([sampleResult({ changes: changes() }), undefined], scope);
    expect([told.changes?.firstNotCompared, lost.changes?.firstNotCompared]).toEqual([
      [{ ...row, by: "before" }],
      [{ ...row, by: "now" }],
    ]);
    expect(manifestShape.parse(told)).toEqual(told);
    const older = rolledUp(
      [sampleResult({ changes: changes() }), sampleResult({ account: otherAccount })],
      scope,
    );
    expect([Object.keys(older.changes ?? {}).includes("notCompared"), manifestShape.parse(older)]).toEqual([
      false,
      older,
    ]);
    expect(rolledUp([sampleResult(), unread], scope)).not.toHaveProperty("changes");
  });

  it("names the first fifty of all accounts, and counts all", () => {
    const first = Array.from({ length: 40 }, (_, index) => named(`i-${index}`));
    const result = sampleResult({
      changes: changes({ appeared: 400, firstAppeared: first, firstVanished: [] }),
    });
    const sum = rolledUp([result, { ...result, account: otherAccount }]).changes;
    expect([sum?.appeared, sum?.firstAppeared.length, sum?.firstAppeared.at(-1)]).toEqual([
      800,
      50,
      { account: otherAccount, ...named("i-9") },
    ]);
  });

  it("says nothing of new and gone accounts where a run did not look at all of them", () => {
    const part = sampleScope({ previous: runBefore, isPart: true });
    expect(rolledUp([sampleResult()], part)).not.toHaveProperty("accountChanges");
  });

  it("takes 10,000 accounts with 31 regions, and a kind that is denied in all of them", () => {
    const regions = Array.from({ length: 30 }, (_, index) => `region-${index}`);
    const ids = Array.from({ length: 10_000 }, (_, index) => String(100_000_000_000 + index));
    const scope = sampleScope({ accounts: ids.map((id) => ({ id })), regions });
    const sum = rollUp(scope);
    for (const id of ids)
      sum.add(
        { id },
        sampleResult({
          account: id,
          regions: Object.fromEntries(["global", ...regions].map((region) => [region, "partial" as const])),
          failures: regions.map((region) => ({ ...denied, account: id, region })),
        }),
      );
    const { failures, accounts } = sum.manifest(finishedAt, undefined);
    expect([accounts.length, failures.length]).toEqual([10_000, 300_000]);
  });
});
