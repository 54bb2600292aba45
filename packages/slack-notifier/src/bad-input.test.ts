import { busEvent } from "@orgwatch/core/notice/fixtures/bus-event";
import { guardDutyFinding } from "@orgwatch/core/notice/fixtures/guardduty";
import { readMessages } from "@orgwatch/core/notice/read-event";
import { renderNotice } from "./render-notice";

const hints = { id: "m-1", receivedAt: new Date("2030-01-07T09:00:00Z") };

function texts(body: unknown): string[] {
  return readMessages(body, hints).map((reading) =>
    "post" in reading ? renderNotice(reading.post, { team: "security" }).text : JSON.stringify(reading),
  );
}

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value, {}] : { a: value };
  return value;
}

const finding = { source: "aws.guardduty", "detail-type": "GuardDuty Finding" };

const table: readonly (readonly [string, unknown, string])[] = [
  ["an envelope that is not JSON", '{"Records": [', 'INFO {"Records": ['],
  ["an empty text", "", "INFO A message without text"],
  ["null", null, "INFO A message in a form that Orgwatch does not know"],
  ["undefined", undefined, "INFO A message in a form that Orgwatch does not know"],
  ["a number", 7, "INFO A message in a form that Orgwatch does not know"],
  ["a list", [1, { a: 2 }], "INFO A message in a form that Orgwatch does not know"],
  ["an empty object", {}, "INFO A message in a form that Orgwatch does not know"],
  ["a null detail", { ...finding, detail: null }, "INFO GuardDuty Finding from aws.guardduty"],
  ["a detail that is a text", { ...finding, detail: "?" }, "INFO GuardDuty Finding from aws.guardduty"],
  ["no detail", { ...finding, account: 1, region: null }, "INFO GuardDuty Finding from aws.guardduty"],
  ["a finding with nothing in it", { ...finding, detail: {} }, "MEDIUM GuardDuty finding without a title"],
  [
    "a finding whose parts are of other types",
    {
      ...finding,
      detail: { id: 1, severity: {}, resource: [], service: "x", title: ["t"], type: "T", region: {} },
    },
    "MEDIUM T",
  ],
  ["a severity that is no number", { ...finding, detail: { severity: Number.NaN, title: "T" } }, "MEDIUM T"],
  ["300 KB of text", "x".repeat(300_000), `INFO ${"x".repeat(141)}`],
  [
    "300 KB in a field",
    busEvent({ source: "a", "detail-type": "b", detail: { x: "y".repeat(300_000) } }),
    "INFO in 111122223333: b from a, us-west-2",
  ],
  ["20,000 levels", nested(20_000), "INFO A message in a form that Orgwatch does not know"],
  ["20,000 levels in a detail", { source: "a", "detail-type": "b", detail: nested(20_000) }, "INFO b from a"],
  [
    "a million items",
    Array(1_000_000).fill({ a: 1 }),
    "INFO A message in a form that Orgwatch does not know",
  ],
  [
    "names of Object's own",
    { source: "constructor", "detail-type": "__proto__", detail: { toString: 1 } },
    "INFO __proto__ from constructor",
  ],
  [
    "an alarm of nothing",
    { AlarmName: "a", NewStateValue: "ALARM", Trigger: null, AlarmArn: 5 },
    "HIGH Alarm a is in alarm",
  ],
  [
    "a health event of nothing",
    { source: "aws.health", "detail-type": "AWS Health Event", detail: {} },
    "INFO AWS has news",
  ],
  [
    "a hub event of nothing",
    {
      source: "aws.securityhub",
      "detail-type": "Security Hub Findings - Imported",
      detail: { findings: [] },
    },
    "INFO Security Hub Findings - Imported from aws.securityhub",
  ],
  [
    "a record without a name",
    {
      source: "aws.signin",
      "detail-type": "AWS Console Sign In via CloudTrail",
      detail: { userIdentity: null },
    },
    "INFO AWS Console Sign In via CloudTrail from aws.signin",
  ],
  [
    "a case of nothing",
    { source: "aws.support", "detail-type": "Support Case Update", detail: {} },
    "INFO Support case without a number was updated",
  ],
  [
    "a backup of nothing",
    { source: "aws.backup", "detail-type": "Backup Job State Change", detail: {} },
    "MEDIUM Backup: state not stated",
  ],
];

it.each(table)("reads %s", (_name, body, text) => {
  expect(texts(body)).toEqual([text]);
});

it("keeps what is there when one field is odd", () => {
  const { detail, ...event } = guardDutyFinding({ severity: 9.1 });
  const odd = {
    ...event,
    detail: {
      ...Object(detail),
      resource: { instanceDetails: { instanceId: 7, tags: "none", instanceType: "t3" } },
    },
  };
  expect(readMessages(odd, hints)).toMatchObject([
    {
      post: {
        weight: { band: "critical", score: 9.1 },
        facts: expect.arrayContaining([{ label: "Instance", value: "(t3)" }]),
      },
    },
  ]);
});

it("disarms what an attacker writes into names", () => {
  const attack = "<!channel> <https://evil.example|Sign in again> & *bold* `code`";
  const [reading] = readMessages(
    guardDutyFinding({ title: attack, description: attack, region: attack, accountId: attack, id: attack }),
    hints,
  );
  const message =
    reading && "post" in reading
      ? renderNotice(reading.post, { team: attack, account: { id: attack, name: attack } })
      : undefined;
  const sent = JSON.stringify(message);
  expect(sent.replaceAll(/<!date\^\d+\^[^|>]*\|[^>]*>/g, "")).not.toMatch(/[<>]/);
  expect(sent).toContain("&lt;!channel&gt; &lt;https://evil.example|Sign in again&gt; &amp; *bold*");
});
