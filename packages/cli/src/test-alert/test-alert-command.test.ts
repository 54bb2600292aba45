import { deployedRules, type MemoryAlert, runTestAlert } from "./testing/memory-alert";

const key = "guardduty/us-west-2/f-1";
const posted = { after: 5, delivery: { channel: "C1", ts: "1.2" } };
const paged = { after: 6, delivery: { team: "security" } };
const arrives = { records: { [key]: posted, [`page/${key}`]: paged } };
const archived = "\nThe finding is archived; that ends its incident in PagerDuty within minutes.\n";
const head =
  "Sample finding Backdoor:EC2/C&CActivity.B, severity 8.0 (high), in the account 222222222222, us-west-2\n\n";

it("follows a sample through every stop, and archives it", async () => {
  const { statuses, ...told } = await runTestAlert([], arrives);
  expect(told).toEqual({
    code: 0,
    err: "",
    calls: ["create Backdoor:EC2/C&CActivity.B", "archive f-1"],
    seconds: 6,
    out: `${head}  ok  GuardDuty  10:30:45 (09:30:45 UTC)     +0.0 s  made the finding f-1
  ok  rule       by 10:30:50 (09:30:50 UTC)  +5.0 s  orgwatch-finding-alert
  ok  topic      by 10:30:50 (09:30:50 UTC)  +5.0 s  security-alert
  ok  queue      by 10:30:50 (09:30:50 UTC)  +5.0 s  orgwatch-slack-notifier-security-alert
  ok  Slack      10:30:50 (09:30:50 UTC)     +5.0 s  posted in #security
  ok  queue      by 10:30:51 (09:30:51 UTC)  +6.0 s  orgwatch-pagerduty-pager-security-alert
  ok  PagerDuty  10:30:51 (09:30:51 UTC)     +6.0 s  paged the team security
${archived}`,
  });
  expect(statuses).toEqual([
    "waiting for Slack and PagerDuty … 0 s",
    "waiting for Slack and PagerDuty … 2 s",
    "waiting for Slack and PagerDuty … 4 s",
    "",
  ]);
});

/** The stops' lines without their times, and everything after them. */
async function stopsOf(args: readonly string[], held: MemoryAlert) {
  const { code, out, err } = await runTestAlert(args, held);
  const lines = out.split("\n").slice(2, -1);
  return { code, err, lines: lines.map((line) => line.trim().replace(/ {2,}/g, " | ")) };
}

it("waits six minutes for a first sign, and names what may hold it up", async () => {
  const { seconds } = await runTestAlert([], {});
  const alarm = {
    name: "orgwatch-heartbeat-notifier",
    description: "Alerts do not reach Slack. It was\u001b lost.",
  };
  const told = await stopsOf([], { region: { ringing: async () => [alarm] } });
  expect({ seconds, ...told }).toEqual({
    seconds: 360,
    code: 1,
    err: "",
    lines: [
      "ok | GuardDuty | 10:30:45 (09:30:45 UTC) | +0.0 s | made the finding f-1",
      "missed | rule | orgwatch-finding-alert has matched nothing",
      "not seen | topic | security-alert keeps no record",
      "not seen | queue | orgwatch-slack-notifier-security-alert",
      "missed | Slack | slack-notifier has written nothing down",
      "not seen | queue | orgwatch-pagerduty-pager-security-alert",
      "missed | PagerDuty | pagerduty-pager has written nothing down",
      "",
      "Look at:",
      "People do not see findings in Slack; the failover topic still reaches them",
      "Nobody is paged for findings, root use and alarms; Slack still shows them",
      "Whether slack-notifier runs at all: its log /aws/lambda/orgwatch-slack-notifier, and its event source mapping",
      "Whether pagerduty-pager runs at all: its log /aws/lambda/orgwatch-pagerduty-pager, and its event source mapping",
      "The alarm orgwatch-heartbeat-notifier rings: Alerts do not reach Slack. It was lost.",
      'Read on: docs/operate.md, "It is silent"',
      "",
      "The finding is archived; that ends its incident in PagerDuty within minutes.",
    ],
  });
});

it("tells what holds up PagerDuty two minutes after Slack has it", async () => {
  const failed = { after: 6, delivery: { team: "security", state: "open" as const } };
  const depth = async (queue: string) => ({ waiting: queue.endsWith("dead-letters") ? 2 : 0, inWork: 1 });
  const held = { records: { [key]: posted, [`page/${key}`]: failed }, region: { depthOf: depth } };
  const { seconds } = await runTestAlert([], held);
  const { code, lines } = await stopsOf([], held);
  expect({ seconds, code, lines: lines.slice(5) }).toEqual({
    seconds: 126,
    code: 1,
    lines: [
      "ok | queue | by 10:30:51 (09:30:51 UTC) | +6.0 s | orgwatch-pagerduty-pager-security-alert",
      "missed | PagerDuty | 10:30:51 (09:30:51 UTC) | +6.0 s | pagerduty-pager tried, and it was not sent",
      "",
      "Look at:",
      "Nobody is paged for findings, root use and alarms; Slack still shows them",
      "Unless it is a dead letter, it is tried again for a day. Why it failed: the newest warnings in /aws/lambda/orgwatch-pagerduty-pager",
      "2 dead letters of pagerduty-pager, with reasons: orgwatch redrive --region us-west-2 --lambda pagerduty-pager",
      'Read on: docs/operate.md, "It is silent"',
      "",
      "The finding is archived; that ends its incident in PagerDuty within minutes.",
    ],
  });
});

it("says where it got stuck when the rule matched, and what it may not look at", async () => {
  const region = {
    countsOf: async () => ({ matched: 1, failed: 1, first: "2030-01-07T09:31:00.000Z" }),
    depthOf: async (queue: string) =>
      queue === "orgwatch-slack-notifier-security-alert" ? { waiting: 3, inWork: 0 } : undefined,
    ringing: async () => {
      throw Object.assign(new Error("not authorized"), { name: "AccessDenied" });
    },
  };
  const { lines } = await stopsOf([], { region });
  expect(lines.filter((line) => /rule|queue \||could not|Look/.test(line))).toEqual([
    "ok | rule | 10:31:00 (09:31:00 UTC) | +15 s | orgwatch-finding-alert, by its count",
    "not seen | queue | orgwatch-slack-notifier-security-alert: 3 wait, 0 in work, this one may be among them",
    "not seen | queue | orgwatch-pagerduty-pager-security-alert",
    "Look at:",
    "orgwatch-finding-alert could not hand events on: apply the stack infrasec-admin-global again: orgwatch deploy apply infrasec-admin-global",
    "the alarms could not be looked at: AccessDenied: not authorized",
  ]);
});

it.each<[string, MemoryAlert, string[]]>([
  [
    "a rule that is switched off",
    { region: { rules: async () => deployedRules.map((rule) => ({ ...rule, enabled: false })) } },
    [
      "missed | rule | the rule orgwatch-finding-alert is switched off",
      "not seen | topic | nothing comes here",
      "not seen | queue | nothing comes here",
    ],
  ],
  [
    "rules that are gone",
    { region: { rules: async () => [] } },
    [
      "missed | rule | no rule takes findings of severity 8.0",
      "not seen | topic | nothing comes here",
      "not seen | queue | nothing comes here",
    ],
  ],
  [
    "a rule without its topic",
    { region: { rules: async () => deployedRules.map((rule) => ({ ...rule, targets: [] })) } },
    [
      "not seen | rule | orgwatch-finding-alert",
      "missed | topic | the rule orgwatch-finding-alert has no topic as its target",
      "not seen | queue | nothing comes here",
    ],
  ],
  [
    "a topic that is gone",
    { region: { listenersOf: async () => undefined } },
    [
      "not seen | rule | orgwatch-finding-alert",
      "missed | topic | there is no topic security-alert",
      "not seen | queue | nothing comes here",
    ],
  ],
  [
    "a queue that does not listen",
    { region: { listenersOf: async () => ({ queues: [], https: false }) } },
    [
      "not seen | rule | orgwatch-finding-alert",
      "not seen | topic | security-alert",
      "missed | queue | no queue of slack-notifier listens to the topic security-alert",
    ],
  ],
])("waits for nothing behind %s", async (_, held, expected) => {
  const { seconds } = await runTestAlert([], held);
  const { code, lines } = await stopsOf([], held);
  expect({ seconds, code, lines: lines.slice(1, 4) }).toEqual({ seconds: 0, code: 1, lines: expected });
});

it("pages nobody for what is no alert, and says so", async () => {
  const { code, lines } = await stopsOf(["--severity", "medium", "--keep"], {
    severity: 5,
    records: { [key]: { ...posted, delivery: {} } },
  });
  expect({ code, lines: lines.slice(1) }).toEqual({
    code: 0,
    lines: [
      "ok | rule | by 10:30:50 (09:30:50 UTC) | +5.0 s | orgwatch-finding-notification",
      "ok | topic | by 10:30:50 (09:30:50 UTC) | +5.0 s | security-notification",
      "ok | queue | by 10:30:50 (09:30:50 UTC) | +5.0 s | orgwatch-slack-notifier-security-notification",
      "ok | Slack | 10:30:50 (09:30:50 UTC) | +5.0 s | posted by the failover webhook: the bot was refused",
      "- | PagerDuty | the topic security-notification does not go there",
      "",
      "It is kept: archive it in GuardDuty, or by the button in Slack.",
    ],
  });
});

it("says that it cannot see what SNS hands to PagerDuty itself", async () => {
  const listenersOf = async () => ({ queues: ["orgwatch-slack-notifier-security-alert"], https: true });
  const { code, lines } = await stopsOf([], { ...arrives, region: { listenersOf } });
  expect({ code, line: lines[5] }).toEqual({
    code: 0,
    line: "not seen | PagerDuty | SNS hands it over itself: look in PagerDuty",
  });
});

it("misses PagerDuty where its queue is there and does not listen", async () => {
  const listenersOf = async () => ({ queues: ["orgwatch-slack-notifier-security-alert"], https: false });
  const told = await stopsOf([], { ...arrives, region: { listenersOf } });
  expect({ code: told.code, lines: told.lines.slice(5) }).toEqual({
    code: 1,
    lines: [
      "missed | queue | orgwatch-pagerduty-pager-security-alert does not listen to the topic security-alert",
      "not seen | PagerDuty | nothing comes here",
      "",
      "Look at:",
      "Nobody is paged for findings, root use and alarms; Slack still shows them",
      "Somebody changed what was deployed: apply the stack infrasec-admin-global again: orgwatch deploy apply infrasec-admin-global",
      'Read on: docs/operate.md, "It is silent"',
      "",
      "The finding is archived; that ends its incident in PagerDuty within minutes.",
    ],
  });
});

it("does not take PagerDuty for not meant where nobody may look for its queue", async () => {
  const listenersOf = async () => ({ queues: ["orgwatch-slack-notifier-security-alert"], https: false });
  const depthOf = async () => {
    throw Object.assign(new Error("not authorized"), { name: "AccessDenied" });
  };
  const { code, lines } = await stopsOf([], { ...arrives, region: { listenersOf, depthOf } });
  expect({ code, line: lines[5] }).toEqual({
    code: 0,
    line: "not seen | PagerDuty | no queue of pagerduty-pager listens to the topic security-alert, and whether one should could not be looked at: AccessDenied: not authorized",
  });
});

it("needs no PagerDuty where there is no queue for it", async () => {
  const listenersOf = async () => ({ queues: ["orgwatch-slack-notifier-security-alert"], https: false });
  const { code, lines } = await stopsOf([], {
    ...arrives,
    region: { listenersOf, depthOf: async () => undefined },
  });
  expect({ code, line: lines[5] }).toEqual({
    code: 0,
    line: "- | PagerDuty | the topic security-alert does not go there",
  });
});

it("believes no record of an earlier version", async () => {
  const old = { after: 0, delivery: { version: "2030-01-07T09:30:44.000Z" } };
  const { code } = await runTestAlert([], { records: { [key]: old, [`page/${key}`]: paged } });
  expect(code).toBe(1);
});
