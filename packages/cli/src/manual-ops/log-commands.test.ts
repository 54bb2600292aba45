import { memoryLog } from "./testing/memory-world";
import { runManualOps } from "./testing/run-manual-ops";

const top = `| when (UTC) | what | where | who | note |
|---|---|---|---|---|
`;
const rows = `| 2030-01-02 08:00 | slack-app | workspace acme | Ana | |
| 2030-01-03 08:00 | failover-emails | us-west-2 a@example.com | Ben | |
| 2030-01-05 08:00 | failover-emails | us-east-1 a@example.com | Ben | |
| 2030-01-04 08:00 | slack-app | workspace acme | Cy | after the token was revoked |
| 2029-12-01 08:00 | coffee-machine | kitchen | Ana | |
`;

/** Runs with a log of this text; answers the log after it as well. */
async function withLog(args: readonly string[], text: string | undefined = top + rows) {
  const opened: string[] = [];
  const log = memoryLog("docs/manual-operations.md", text);
  const logFile = (path: string) => {
    opened.push(path);
    return log;
  };
  return { ...(await runManualOps(args, { logFile })), opened, log: log.text() };
}

it("lists what the log says about each operation, for each place the last time", async () => {
  expect(await withLog(["list"])).toEqual({
    code: 0,
    err: "",
    opened: ["docs/manual-operations.md"],
    log: top + rows,
    out: `open  trusted-access  Let GuardDuty and StackSets into the organization
      where: the management account
open  organization-trail  Record management events of all accounts with a trail
      where: the management account
done  failover-emails  Confirm the failover topic's e-mail addresses
      2030-01-05 08:00 by Ben, us-east-1 a@example.com
      2030-01-03 08:00 by Ben, us-west-2 a@example.com
done  slack-app  Install the Slack app
      2030-01-04 08:00 by Cy, workspace acme (after the token was revoked)
open  slack-channels  Invite the bot into each channel
      where: each channel of teams in cdktf/org.config.ts
open  slack-bot-token  Store the Slack bot's token
      where: each watched region
open  slack-webhook-url  Store the Slack webhook's URL
      where: each watched region
open  slack-signing-secret  Store the Slack app's signing secret
      where: the home region
open  pagerduty-api-key  Store a PagerDuty API key
      where: the home region
open  pagerduty-webhook-secret  Store the signing secret of PagerDuty's webhooks
      where: the home region
open  pagerduty-slack-extension  Authorise each team's PagerDuty extension with Slack, and choose its channel
      where: each PagerDuty service (Orgwatch <team>)
open  tag-audit-mail  Let Amazon SES send the tag audit's digest
      where: the security account's home region
open  tag-audit-search  Let the tag audit write to the OpenSearch domain
      where: the domain of tagAudit.openSearch

In the log, and no operation:
      coffee-machine: 2029-12-01 08:00 by Ana, kitchen

Not in the log: 11 of 13. How to do each: docs/manual-operations.md. Whether it holds: orgwatch manual-ops check.
`,
  });
});

it("lists as one JSON document", async () => {
  const { code, out } = await withLog(["list", "--json"]);
  const { operations, others } = JSON.parse(out);
  expect({ code, others, third: operations[2] }).toEqual({
    code: 0,
    others: [{ at: "2029-12-01 08:00", what: "coffee-machine", where: "kitchen", who: "Ana", note: "" }],
    third: {
      id: "failover-emails",
      title: "Confirm the failover topic's e-mail addresses",
      where: "each address, in each watched region",
      done: true,
      records: ["us-east-1", "us-west-2"].map((region, index) => ({
        at: `2030-01-0${5 - 2 * index} 08:00`,
        what: "failover-emails",
        where: `${region} a@example.com`,
        who: "Ben",
        note: "",
      })),
    },
  });
});

it("records now, at the log's end", async () => {
  const args = [
    "record",
    "slack-channels",
    "--by",
    "Ana Souza",
    "--where",
    "#security",
    "--note",
    "both | all",
  ];
  expect(await withLog(args)).toEqual({
    code: 0,
    err: "",
    opened: ["docs/manual-operations.md"],
    out: "Recorded: slack-channels, #security, by Ana Souza at 2030-01-07 09:30 UTC\nCommit docs/manual-operations.md\n",
    log: `${top}${rows}| 2030-01-07 09:30 | slack-channels | #security | Ana Souza | both \\| all |\n`,
  });
});

it("records another time in another file", async () => {
  const args = ["record", "slack-app", "--by", "Ben", "--at", "2029-12-24", "--file", "other.md"];
  expect(await withLog(args, top)).toEqual({
    code: 0,
    err: "",
    opened: ["other.md"],
    out: "Recorded: slack-app, by Ben at 2029-12-24 00:00 UTC\nCommit docs/manual-operations.md\n",
    log: `${top}| 2029-12-24 00:00 | slack-app | | Ben | |\n`,
  });
});

it.each([
  [
    "an unknown operation",
    ["record", "slack", "--by", "Ana"],
    "there is no operation slack; there are trusted-access, organization-trail, failover-emails, slack-app, slack-channels, " +
      "slack-bot-token, slack-webhook-url, slack-signing-secret, pagerduty-api-key, pagerduty-webhook-secret, pagerduty-slack-extension, " +
      "tag-audit-mail, tag-audit-search",
  ],
  ["nobody", ["record", "slack-app", "--by", " - "], "--by must name a person"],
  [
    "a time that is none",
    ["record", "slack-app", "--by", "Ana", "--at", "yesterday"],
    "--at must be a time in UTC like 2030-01-07 or 2030-01-07T09:30Z",
  ],
  ["a time to come", ["record", "slack-app", "--by", "Ana", "--at", "2031-01-07"], "--at lies in the future"],
])("writes nothing for %s", async (_, args, words) => {
  expect(await withLog(args)).toEqual({
    code: 2,
    out: "",
    err: `orgwatch: ${words}\n`,
    opened: [],
    log: top + rows,
  });
});

it.each([
  ["no file", undefined, "there is no log at docs/manual-operations.md: give --file"],
  ["no table", "# Log\n", "it has no table with the columns when (UTC), what, where, who, note"],
  ["a conflict", `${top}<<<<<<< HEAD\n${rows}`, "git left a conflict in line 3: resolve it first"],
])("says what is wrong with the log: %s", async (_, text, words) => {
  const missing = memoryLog("docs/manual-operations.md", text);
  const runs = await Promise.all(
    [["list"], ["record", "slack-app", "--by", "Ana"]].map((args) =>
      runManualOps(args, { logFile: () => missing }),
    ),
  );
  const told = { code: 2, out: "", err: `orgwatch: ${words}\n` };
  expect([...runs, missing.text()]).toEqual([told, told, text]);
});

it.each([
  ["no command", [], /^Usage: orgwatch manual-ops/],
  ["nobody who did it", ["record", "slack-app"], /^error: required option '--by <name>' not specified/],
  ["no operation", ["record", "--by", "Ana"], /^error: missing required argument 'operation'/],
])("says what is wrong with the usage: %s", async (_, args, words) => {
  expect(await withLog(args)).toMatchObject({ code: 2, out: "", err: expect.stringMatching(words) });
});
