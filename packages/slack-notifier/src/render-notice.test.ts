import { busAlarm } from "@orgwatch/core/notice/fixtures/alarms";
import { sampleFinding } from "@orgwatch/core/notice/fixtures/guardduty";
import type { Notice } from "@orgwatch/core/notice/notice";
import { readMessages } from "@orgwatch/core/notice/read-event";
import { seeded } from "@orgwatch/core/testing/seeded";
import { renderNotice, renderRaised } from "./render-notice";

const hints = { id: "m-1", receivedAt: new Date("2030-01-07T09:00:00Z") };
const payments = { account: { id: "111122223333", name: "payments & co" }, team: "security" };

function noticeOf(body: unknown): Notice {
  const [reading] = readMessages(body, hints);
  if (reading === undefined || !("post" in reading)) throw new Error("the body makes no notice");
  return reading.post;
}

const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });

it("draws a sample finding so that nobody runs", () => {
  expect(renderNotice(noticeOf(sampleFinding({ severity: 9.1 })), { ...payments, occurrences: 2 })).toEqual({
    text: "SAMPLE CRITICAL 9.1 in payments &amp; co (111122223333): The EC2 instance i-99999999 is querying a domain name associated with Bitcoin-related activity, us-west-2",
    blocks: [
      {
        type: "header",
        text: {
          type: "plain_text",
          text: "🚨 SAMPLE · CRITICAL 9.1 · The EC2 instance i-99999999 is querying a domain name associated with Bitcoin-related activity",
          emoji: false,
        },
      },
      {
        type: "section",
        fields: [
          mrkdwn("*Account*\npayments &amp; co (111122223333)"),
          mrkdwn("*Region*\nus-west-2"),
          mrkdwn("*Finding type*\nCryptoCurrency:EC2/BitcoinTool.B!DNS"),
          mrkdwn("*Instance*\ni-0123456789abcdef0 (web-1, t3.micro)"),
          mrkdwn("*Addresses*\npublic 203.0.113.10, private 10.0.0.12, vpc-0abc"),
          mrkdwn("*Instance's role*\nweb"),
          mrkdwn("*Domain*\npool.example (UDP)"),
        ],
      },
      {
        type: "section",
        text: mrkdwn(
          "<https://us-west-2.console.aws.amazon.com/guardduty/home?region=us-west-2#/findings?macros=current&amp;fId=1ab92989eaf0e742df4a014d5d8d58e2|Open in GuardDuty>",
        ),
      },
      {
        type: "context",
        elements: [
          mrkdwn(
            "First seen <!date^1894005600^{date_short_pretty} {time}|2030-01-07 08:40 UTC> · last seen <!date^1894006680^{date_short_pretty} {time}|2030-01-07 08:58 UTC> · 3 times · reported 2 times · team security · *SAMPLE: created for a test, nobody needs to run*",
          ),
        ],
      },
    ],
  });
});

it("draws an alarm that is over, in an account that the directory does not know", () => {
  expect(
    renderNotice(noticeOf(busAlarm("OK", { description: "The shop\nanswers." })), { team: "shop" }),
  ).toEqual({
    text: "OK in 111122223333: Alarm orders-5xx is OK, us-west-2",
    blocks: [
      { type: "header", text: { type: "plain_text", text: "🟢 OK · Alarm orders-5xx is OK", emoji: false } },
      { type: "section", text: mrkdwn("The shop\nanswers.") },
      {
        type: "section",
        fields: [
          mrkdwn("*Account*\n111122223333"),
          mrkdwn("*Region*\nus-west-2"),
          mrkdwn("*State*\nALARM → OK"),
          mrkdwn("*Reason*\nThreshold Crossed"),
          mrkdwn("*Metric*\nAWS/ApplicationELB HTTPCode_Target_5XX_Count"),
        ],
      },
      {
        type: "section",
        text: mrkdwn(
          "<https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#alarmsV2:alarm/orders-5xx|Open in CloudWatch>",
        ),
      },
      {
        type: "context",
        elements: [
          mrkdwn("Seen <!date^1894006780^{date_short_pretty} {time}|2030-01-07 08:59 UTC> · team shop"),
        ],
      },
    ],
  });
});

it("draws text, code and times of others as such and nothing more", () => {
  const notice: Notice = {
    key: "k",
    version: undefined,
    kind: "text",
    weight: { band: "low" },
    headline: "A <b> &\n`c`",
    facts: [
      { label: "Command", value: "echo `id`\n> /tmp/x", form: "code" },
      { label: "Starts", value: "2030-01-21T08:00:00.000Z", form: "time" },
      { label: "Ends", value: "soon", form: "time" },
      { label: "Empty", value: " \n " },
    ],
    link: { label: "Open", url: "javascript:alert(1)" },
    sample: false,
  };
  expect(renderNotice(notice, { team: "shop" })).toEqual({
    text: "LOW A &lt;b&gt; &amp; `c`",
    blocks: [
      { type: "header", text: { type: "plain_text", text: "🟡 Low · A &lt;b&gt; &amp; `c`", emoji: false } },
      {
        type: "section",
        fields: [
          mrkdwn("*Command*\n`echo ˋidˋ &gt; /tmp/x`"),
          mrkdwn("*Starts*\n<!date^1895212800^{date_short_pretty} {time}|2030-01-21 08:00 UTC>"),
          mrkdwn("*Ends*\nsoon"),
        ],
      },
      { type: "context", elements: [mrkdwn("team shop")] },
    ],
  });
});

it("draws the reply that tells of a graver severity", () => {
  const notice = { ...noticeOf(sampleFinding({ severity: 9.1 })), sample: false, headline: "Worse" };
  expect(renderRaised(notice, "medium", payments)).toEqual({
    text: "Severity rose from Medium to Critical 9.1 in payments &amp; co (111122223333): Worse, us-west-2",
    blocks: [
      {
        type: "section",
        text: mrkdwn(
          "🚨 *Severity rose from Medium to Critical 9.1* in payments &amp; co (111122223333): Worse, us-west-2",
        ),
      },
    ],
  });
});

it("counts the facts that have no place", () => {
  const facts = Array.from({ length: 40 }, (_, n) => ({ label: `L${n}`, value: `${n}` }));
  const { blocks } = renderNotice({ ...noticeOf("t"), facts }, { team: "shop" });
  const fields = blocks.flatMap((block) => (block.type === "section" ? (block.fields ?? []) : []));
  expect([fields.length, fields.at(-1)]).toEqual([18, mrkdwn("*More*\n23 facts are not shown here")]);
});

const wildPieces = [
  "&",
  "<",
  ">",
  "<!channel>",
  '"',
  "\\",
  "\n",
  "\u0000",
  "\u202E",
  "😀",
  "\uD83D",
  "\uDE00",
  "`",
  "```",
  "*",
  " ",
  "word",
  "&amp;",
  "|",
  "é",
];

function wildText(next: () => number): string {
  const piece = () => wildPieces[Math.floor(next() * wildPieces.length)] ?? "";
  const length = next() < 0.2 ? 3000 : Math.floor(next() * 60);
  return next() < 0.2 ? piece().repeat(length) : Array.from({ length }, piece).join("");
}

function wildNotice(next: () => number): Notice {
  const text = () => wildText(next);
  const forms = [{}, { form: "code" }, { form: "time" }] as const;
  return {
    key: text(),
    version: undefined,
    kind: text(),
    weight: { band: "critical", score: next() * 1e9 },
    headline: text(),
    explanation: text(),
    accountId: text(),
    region: text(),
    facts: Array.from({ length: Math.floor(next() * 40) }, () => ({
      label: text(),
      value: text(),
      ...forms[Math.floor(next() * 3)],
    })),
    seen: {
      first: text(),
      last: next() < 0.5 ? "+275760-09-13T00:00:00.000Z" : text(),
      count: next() * 1e300,
    },
    link: { label: text(), url: `https://example.com/${next() < 0.5 ? "&".repeat(2000) : text()}` },
    sample: next() < 0.5,
  };
}

it("stays within Slack's limits for any notice", () => {
  const next = seeded(2030);
  for (let round = 0; round < 100; round += 1) {
    const notice = wildNotice(next);
    const context = {
      team: wildText(next),
      account: { id: wildText(next), name: wildText(next) },
      occurrences: next() * 100,
    };
    const before = structuredClone(notice);
    const message = renderNotice(notice, context);
    expect(problemsOf(message)).toEqual([]);
    expect(problemsOf(renderRaised(notice, "low", context))).toEqual([]);
    expect(notice).toEqual(before);
  }
});

/** Every rule of Slack's that a message breaks, in words. */
function problemsOf(message: ReturnType<typeof renderNotice>): string[] {
  const problems: string[] = [];
  const check = (fine: boolean, problem: string) => fine || problems.push(problem);
  const text = (value: string, limit: number) => {
    check(value.length >= 1 && value.length <= limit, `text of ${value.length} of ${limit}`);
    const own = value
      .replaceAll(/<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>|]+>/g, "")
      .replaceAll(/<https:\/\/[^<>|]+\|[^<>]*>/g, "");
    check(!/[<>]/.test(own), `bracket in ${value}`);
    check(!/&(?!amp;|lt;|gt;)/.test(value), `bare ampersand in ${value}`);
    check(!/\p{Cs}|[^\P{Cc}\n\t]/u.test(value), `unreadable sign in ${value}`);
  };
  text(message.text, 4000);
  check(message.blocks.length <= 50, "blocks");
  check(JSON.stringify(message).length < 13_000, `JSON of ${JSON.stringify(message).length}`);
  for (const block of message.blocks) {
    if (block.type === "header") text(block.text.text, 150);
    else if (block.type === "section") {
      if (block.text) text(block.text.text, 3000);
      check((block.fields?.length ?? 1) >= 1 && (block.fields?.length ?? 1) <= 10, "fields");
      for (const field of block.fields ?? []) text(field.text, 2000);
    } else if (block.type === "context") {
      for (const element of block.elements) if ("text" in element) text(element.text, 3000);
    } else check(false, `block ${block.type}`);
  }
  return problems;
}
