import type { Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import { caseMessage } from "./case-message";
import { raisedMessage, replyMessage } from "./reply-message";

const supportCase: SupportCase = {
  caseId: "case-444444444444-muen-2030-a1",
  accountId: "444444444444",
  displayId: "1234567890",
  subject: "Instance <gone>",
  status: "pending-customer-action",
  serviceCode: "amazon-ec2",
  severityCode: "urgent",
  submittedBy: "jane@example.com",
  timeCreated: "2030-01-07T09:00:00.000Z",
  ccEmailAddresses: [],
  lastActivityAt: "2030-01-07T09:00:00.000Z",
  readAt: "2030-01-07T09:00:00.000Z",
  communications: 1,
};
const context = { accountName: "payments", region: "us-east-1" };
const link =
  "<https://support.console.aws.amazon.com/support/home#/case/?displayId=1234567890|Support case 1234567890>";
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });
const field = (name: string, words: string) => ({
  type: "mrkdwn",
  text: `*${name}*\n${words}`,
  verbatim: true,
});
const time = {
  type: "context",
  elements: [{ type: "mrkdwn", text: "<!date^1893488400^{date_short_pretty} {time}|2030-01-01 09:00 UTC>" }],
};
const communication: Communication = {
  caseId: supportCase.caseId,
  id: "c-1",
  timeCreated: "2030-01-01T09:00:00.000Z",
  submittedBy: "Amazon Web Services",
  body: "Hello <!channel> & welcome",
  attachments: [{ attachmentId: "at-1", fileName: "log`.txt" }, {}],
};
const reply = (more: Partial<Communication>, by: "AWS" | "customer" = "AWS") =>
  replyMessage(
    { about: "communication", communication: { ...communication, ...more }, by },
    supportCase,
    context,
  );

it("shows whose case it is, how grave, and where to read it", () => {
  expect(caseMessage(supportCase, context)).toEqual({
    text: "🔴 Support case 1234567890 in payments (444444444444): Instance &lt;gone&gt; (urgent, pending customer action)",
    blocks: [
      {
        ...section(`🔴 *${link}*\nInstance &lt;gone&gt;`),
        fields: [
          field("Account", "payments (444444444444)"),
          field("Status", "pending customer action"),
          field("Severity", "urgent: production system down"),
          field("Service", "amazon-ec2"),
          field("Opened by", "jane@example.com"),
          field("Opened", "<!date^1894006800^{date_short_pretty} {time}|2030-01-07 09:00 UTC>"),
        ],
      },
    ],
  });
});

it("needs nothing but a case's id", () => {
  const { displayId: _, subject: __, serviceCode: ___, submittedBy: ____, ...bare } = supportCase;
  const message = caseMessage(
    { ...bare, severityCode: "constructor", status: "resolved" },
    { ...context, accountName: undefined },
  );
  expect(message).toEqual({
    text: "✅ Support case case-444444444444-muen-2030-a1 in 444444444444: (no subject) (constructor, resolved)",
    blocks: [
      {
        ...section("✅ *Support case case-444444444444-muen-2030-a1*\n(no subject)"),
        fields: [
          field("Account", "444444444444"),
          field("Status", "resolved"),
          field("Severity", "constructor"),
          field("Opened", "<!date^1894006800^{date_short_pretty} {time}|2030-01-07 09:00 UTC>"),
        ],
      },
    ],
  });
});

it("shows an answer of AWS, harmless, with the names of its attachments", () => {
  expect(reply({})).toEqual({
    text: "AWS wrote in Support case 1234567890: Hello &lt;!channel&gt; &amp; welcome",
    blocks: [
      section(`💬 *AWS wrote* · ${link}`),
      section("Hello &lt;!channel&gt; &amp; welcome"),
      section("📎 `logˋ.txt`, `unnamed`"),
      time,
    ],
  });
});

it("shows the first 2,500 characters of an answer, and 300 of a customer's", () => {
  const long = { body: "w".repeat(9000), attachments: [] };
  expect(reply(long).blocks).toEqual([
    section(`💬 *AWS wrote* · ${link}`),
    section(`${"w".repeat(2499)}…`),
    time,
  ]);
  expect(reply({ ...long, submittedBy: "jane@example.com" }, "customer").blocks).toEqual([
    section(`🗨️ *jane@example.com wrote* · ${link}`),
    section(`${"w".repeat(299)}…`),
    time,
  ]);
});

it("shows how a communication begins that was too long for the table", () => {
  expect(
    reply({ body: undefined, bodyStart: "It begins", bodyCut: 1_000_000, attachments: [] }).blocks,
  ).toEqual([section(`💬 *AWS wrote* · ${link}`), section("It begins"), time]);
});

it.each([
  [
    { about: "severity", from: "high", to: "low" } as const,
    "↕️",
    "Severity changed from high: production system impaired to low: general guidance",
  ],
  [{ about: "resolved" } as const, "✅", "Resolved"],
  [{ about: "reopened" } as const, "🔁", "Reopened"],
])("says a change in a line: %j", (change, sign, what) => {
  expect(replyMessage(change, supportCase, context)).toEqual({
    text: `${sign} ${what}: Support case 1234567890`,
    blocks: [section(`${sign} *${what}* · ${link}`)],
  });
});

it("says a rise", () => {
  expect(raisedMessage("normal", supportCase, context).text).toBe(
    "🔺 Severity raised from normal: system impaired to urgent: production system down: Support case 1234567890",
  );
});
