import type {
  Changes,
  Failure,
  NotComparedRow,
  RunChanges,
  RunManifest,
} from "@orgwatch/core/inventory/run-manifest";
import { bandOf, slackSummary } from "./slack-summary";

const run = "2030-01-07T08:30:00.000Z";
const previous = "2029-12-31T08:30:00.000Z";
const [secure, paying] = ["111111111111", "444444444444"];
const manifest: RunManifest = {
  ...{ version: 1, run, finishedAt: "2030-01-07T08:42:00.000Z", durationMs: 12 * 60_000 },
  ...{ result: "complete", isPart: false },
  asked: { accounts: [secure, paying], regions: ["eu-west-1", "us-east-1"], exempt: [] },
  accounts: [
    {
      account: secure,
      name: "security",
      regions: { global: "read", "eu-west-1": "read", "us-east-1": "read" },
      resources: 1000,
    },
    {
      account: paying,
      name: "pay & <!channel>",
      regions: { global: "read", "eu-west-1": "read", "us-east-1": "read" },
      resources: 234,
    },
  ],
  counts: { "ec2/instance": 1200, "s3/bucket": 34, "sns/topic": 0 },
  ...{ skipped: [], failures: [], dropped: [] },
};
const changes: Changes = {
  ...{ since: previous, appeared: 7, vanished: 1, changed: 2 },
  firstAppeared: [
    { account: secure, region: "eu-west-1", kind: "ec2/instance", id: "i-1", name: "web <1>" },
    ...[2, 3, 4, 5, 6].map((number) => ({
      account: secure,
      region: "global",
      kind: "iam/role",
      id: `r-${number}`,
    })),
  ],
  firstVanished: [{ account: paying, region: "us-east-1", kind: "s3/bucket", id: "logs", name: "logs" }],
  kinds: {
    "ec2/instance": { appeared: 1, vanished: 0, changed: 2 },
    "iam/role": { appeared: 6, vanished: 0, changed: 0 },
    "s3/bucket": { appeared: 0, vanished: 1, changed: 0 },
  },
};
const everythingIn = (account: string, why: NotComparedRow["why"]): NotComparedRow => ({
  ...{ regions: ["*"], why, by: "before", accounts: 1, firstAccounts: [account] },
});
const unchanged = (...rows: NotComparedRow[]): RunChanges => ({
  ...{ ...changes, appeared: 0, vanished: 0, changed: 0, notCompared: rows.length, firstNotCompared: rows },
});
const place = { key: `runs/${run}/manifest.json`, link: "https://console.test/manifest" };
const textsOf = (of: RunManifest, at: Parameters<typeof slackSummary>[1] = place) =>
  slackSummary(of, at).blocks.map((block) => String(Object(Object(block).text).text));
const whenRun = "<!date^1894005000^{date_short_pretty} {time}|2030-01-07 08:30 UTC>";
const whenBefore = "<!date^1893400200^{date_short_pretty} {time}|2029-12-31 08:30 UTC>";
const failure = (account: string, region: string, part: Partial<Failure> = {}): Failure => ({
  ...{
    account,
    region,
    type: "denied",
    words: "AccessDenied: no & <never>",
    hides: "every s3/bucket, also <those>",
  },
  ...part,
});

describe("the summary of an inventory in Slack", () => {
  it("tells what is new and gone, in words that can do nothing", () => {
    expect(
      textsOf({
        ...manifest,
        previous,
        changes,
        dropped: [{ account: paying, kind: "s3/bucket", before: 1 }],
      }),
    ).toEqual([
      `✅ *Inventory* of ${whenRun}\n1,234 resources of 2 kinds in 2 accounts and 2 regions, read in 12 minutes.`,
      [
        `*New* since ${whenBefore}: 7 (iam/role 6, ec2/instance 1)`,
        "• `i-1` web &lt;1&gt; (ec2/instance, security (111111111111), eu-west-1)",
        ...[2, 3, 4, 5].map((number) => `• \`r-${number}\` (iam/role, security (111111111111), global)`),
        "… and 2 more",
      ].join("\n"),
      `*Gone* since ${whenBefore}: 1 (s3/bucket 1)\n• \`logs\` (s3/bucket, pay &amp; &lt;!channel&gt; (444444444444), us-east-1)`,
      `*Changed* since ${whenBefore}: 2 (ec2/instance 2)`,
      "*Dropped to zero*\n• s3/bucket in pay &amp; &lt;!channel&gt; (444444444444): 1 before, none now",
      "<https://console.test/manifest|The manifest>",
    ]);
  });

  it("is loud about what could not be read, and what that hides", () => {
    const partial: RunManifest = {
      ...manifest,
      ...{
        result: "partial",
        isPart: true,
        previous,
        skipped: [{ account: secure, regions: ["us-east-1"] }],
      },
      accounts: [
        {
          account: secure,
          name: "security",
          regions: { global: "partial", "eu-west-1": "failed", "us-east-1": "skipped" },
          resources: 1,
        },
        {
          account: paying,
          regions: { global: "failed", "eu-west-1": "failed", "us-east-1": "failed" },
          resources: 0,
        },
      ],
      failures: [
        failure(secure, "global", { kind: "s3/bucket" }),
        failure(secure, "eu-west-1", { type: "unavailable", words: "503" }),
        failure(paying, "*"),
      ],
    };
    const [head, unread, compared] = textsOf(partial);
    expect(head).toContain("⚠️ *PARTIAL inventory* of ");
    expect(head).toContain(
      "5 of 6 places (an account's region) could not be read to their end. 1 was skipped: the account has not opted into the region. Only these accounts and regions were asked for.",
    );
    expect(unread).toBe(
      [
        "*Could not be read*",
        "• *denied*: everything in 444444444444. AccessDenied: no &amp; &lt;never&gt;",
        "• *unavailable*: everything in security (111111111111) (eu-west-1). 503",
        "• *denied*: every s3/bucket, also &lt;those&gt; in security (111111111111) (what belongs to no region). AccessDenied: no &amp; &lt;never&gt;",
      ].join("\n"),
    );
    expect(compared).toBe(
      `Nothing can be compared with the run of ${whenBefore}: they read nothing in common.`,
    );
    expect(slackSummary(partial, place).text).toMatch(/^⚠️ PARTIAL inventory: 1,234 resources/);
  });

  it.each<[string, Partial<RunManifest>, string[]]>([
    [
      "the first run",
      {},
      ["There is no run before to compare with: the next one tells what is new and gone."],
    ],
    [
      "nothing changed",
      { previous, changes: { ...changes, appeared: 0, vanished: 0, changed: 0 } },
      [`Nothing is new, gone or changed since ${whenBefore}.`],
    ],
    [
      "something was not compared",
      { previous, changes: unchanged(everythingIn(paying, "not-read")) },
      [
        `Nothing is new, gone or changed since ${whenBefore}, where both runs could read.`,
        "*Not compared*: everything in pay &amp; &lt;!channel&gt; (not read last time)",
      ],
    ],
    [
      "new accounts are all that was not compared",
      {
        ...{ previous, changes: unchanged(everythingIn(paying, "not-asked")) },
        accountChanges: { appeared: [{ id: paying }], vanished: [] },
      },
      ["*New accounts*: 444444444444", `Nothing is new, gone or changed since ${whenBefore}.`],
    ],
    [
      "accounts came and went",
      {
        ...{
          previous,
          changes: { ...changes, appeared: 0, changed: 0, firstAppeared: [], firstVanished: [] },
        },
        accountChanges: { appeared: [{ id: paying, name: "new & shiny" }], vanished: [{ id: secure }] },
      },
      [
        "*New accounts*: new &amp; shiny (444444444444)",
        "*Accounts that are not looked at any more*: 111111111111",
        `*New* since ${whenBefore}: nothing`,
        `*Gone* since ${whenBefore}: 1 (s3/bucket 1)`,
      ],
    ],
  ])("says so when it is %s", (_, part, expected) => {
    expect(textsOf({ ...manifest, ...part }).slice(1, -1)).toEqual(expected);
  });

  it("names the manifest where there is no console", () => {
    expect(textsOf(manifest, { ...place, link: undefined }).at(-1)).toBe(`The manifest: ${place.key}`);
  });

  it("stays within Slack's limits whatever happens in 10,000 accounts", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => String(100_000_000_000 + index));
    const long = "&".repeat(300);
    const named = ids
      .slice(0, 50)
      .map((id) => ({ account: id, region: "eu-west-1", kind: long, id: long, name: long }));
    const huge: RunManifest = {
      ...manifest,
      ...{ previous, result: "partial" },
      accounts: ids.map((account) => ({
        account,
        name: long,
        regions: { global: "failed" as const },
        resources: 0,
      })),
      failures: ids.flatMap((id) => [
        failure(id, "global", { words: long }),
        failure(id, "global", { kind: `${long}${id}` }),
      ]),
      changes: {
        ...{ since: previous, appeared: 1e6, vanished: 1e6, changed: 1e6 },
        ...{ firstAppeared: named, firstVanished: named },
        kinds: Object.fromEntries(
          ids.map((id) => [`${long}${id}`, { appeared: 1, vanished: 1, changed: 1 }]),
        ),
        notCompared: 1e6,
        firstNotCompared: ids.slice(0, 50).map((id) => {
          return {
            ...everythingIn(id, "not-read"),
            regions: [long, long, id],
            kinds: [long, long],
            accounts: 2,
          };
        }),
      },
      accountChanges: { appeared: ids.map((id) => ({ id, name: long })), vanished: [] },
      dropped: ids.map((account) => ({ account, kind: long, before: 1 })),
    };
    const texts = textsOf(huge);
    expect(texts.length).toBeLessThanOrEqual(50);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(3000);
    expect(texts.join("").length).toBeLessThan(13_000);
  });
});

it.each<[Partial<RunManifest>, string]>([
  [{}, "info"],
  [{ dropped: [{ account: secure, kind: "s3/bucket", before: 1 }] }, "low"],
  [{ result: "partial" }, "medium"],
])("weighs %j as %s", (part, band) => {
  expect(bandOf({ ...manifest, ...part })).toBe(band);
});
