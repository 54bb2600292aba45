import type { RuleChange } from "@orgwatch/core/security-groups/change";
import { type ChangeContext, changeMessage } from "./change-message";
import { sampleChange, ssh, start } from "./testing/sample-change";

const context: ChangeContext = { accountName: "acme-prod", channelHasButtons: true };
const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
const section = (text: string) => ({ type: "section", text: mrkdwn(text) });
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const who = "alice@acme.example (AdministratorAccess through Identity Center)";
const link =
  "<https://eu-central-1.console.aws.amazon.com/ec2/home?region=eu-central-1#SecurityGroup:groupId=sg-0a1|sg-0a1>";
const time = (seconds: number, utc: string) => `<!date^${seconds}^{date_short_pretty} {time}|${utc} UTC>`;
const at = time(1894006800, "2030-01-07 09:00");
const nextDay = time(1894093200, "2030-01-08 09:00");
const head = {
  ...section(`*🟠 Medium* · ${who} changed ${link} \`web\``),
  fields: [
    mrkdwn("*Account*\nacme-prod (111111111111)"),
    mrkdwn("*Region*\neu-central-1"),
    mrkdwn("*VPC*\nvpc-1"),
    mrkdwn(`*When*\n${time(1894006770, "2030-01-07 08:59")}`),
    mrkdwn("*From*\n203.0.113.7 with `aws-cli/2.15`"),
  ],
};
const foot = (eventName = "AuthorizeSecurityGroupIngress") => ({
  type: "context",
  elements: [
    mrkdwn(
      `${eventName} · <https://eu-central-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-central-1#/events/e-1|CloudTrail event> · change \`e-1\``,
    ),
  ],
});
const opened = "+ in: TCP 22 (SSH) from anywhere (0.0.0.0/0)";
const why = section("*Why medium*: open to the whole internet");
const question = (words: string) => ({
  title: plain("Deny this change?"),
  text: plain(words),
  confirm: plain("Deny"),
  deny: plain("Cancel"),
  style: "danger",
});
const buttons = (words: string) => ({
  type: "actions",
  elements: [
    { type: "button", value: "e-1", action_id: "sg:keep", text: plain("Keep") },
    {
      type: "button",
      value: "e-1",
      action_id: "sg:deny",
      text: plain("Deny"),
      style: "danger",
      confirm: question(words),
    },
  ],
});
const inShort = `🟠 Medium: ${who} changed sg-0a1 in acme-prod (111111111111), eu-central-1: ${opened}`;
const alreadyDecided = { by: { id: "U0BOB", name: "Bob Baker" }, via: "slack", at: start } as const;
it("asks whether a change stays", () => {
  expect(changeMessage(sampleChange(), context)).toEqual({
    text: inShort,
    blocks: [
      head,
      section(opened),
      why,
      section(`❓ *Does this change stay?* · Without an answer the change stays: ${nextDay}`),
      buttons(
        "Takes back 1 rule (removes 1) of sg-0a1 in acme-prod (111111111111). What somebody changed since is not touched.",
      ),
      foot(),
    ],
  });
});

it("says everything that it knows of a grave change of several rules", () => {
  const change = sampleChange({
    risk: "critical",
    because: ["open to the whole internet on nearly all ports", "lets more in"],
    publicUses: ["i-1 (203.0.113.9)", "load balancer app/web (198.51.100.1)"],
    notes: ["One rule of the record could not be read."],
    deniedOn: "2030-01-07T09:30:00.000Z",
    ruleChanges: [
      { kind: "added", rule: { direction: "ingress", protocol: "-1", peer: { kind: "ipv6", cidr: "::/0" } } },
      { kind: "removed", rule: ssh },
      { kind: "modified", ruleId: "sgr-3", before: { ...ssh, fromPort: 443, toPort: 443 }, after: ssh },
      { kind: "removed", ruleId: "sgr-4" },
    ],
  });
  expect(changeMessage(change, { ...context, followers: { count: 3, worst: "high" } })).toEqual({
    text: `🚨 Critical: ${who} changed sg-0a1 in acme-prod (111111111111), eu-central-1: + in: all traffic from anywhere (::/0), and 3 more`,
    blocks: [
      { ...head, ...section(`*🚨 Critical* · ${who} changed ${link} \`web\``) },
      section(
        [
          "+ in: all traffic from anywhere (::/0)",
          "− in: TCP 22 (SSH) from anywhere (0.0.0.0/0)",
          "～ in: was TCP 443 (HTTPS) from anywhere (0.0.0.0/0), is now TCP 22 (SSH) from anywhere (0.0.0.0/0)",
          "− a rule that nobody knows (sgr-4)",
        ].join("\n"),
      ),
      section(
        "*Why critical*: open to the whole internet on nearly all ports; lets more in\n*Uses the group, with a public address*: i-1 (203.0.113.9), load balancer app/web (198.51.100.1)",
      ),
      section("ℹ️ One rule of the record could not be read."),
      section("➕ and 3 more changes by alice@acme.example in the thread (gravest: 🔴 High)"),
      section(
        `❓ *Does this change stay?* · Without an answer the policy denies it: ${time(1894008600, "2030-01-07 09:30")}`,
      ),
      buttons(
        "Takes back 3 rules (removes 1, adds 1 again, sets 1 back) of sg-0a1 in acme-prod (111111111111). 1 more cannot be taken back. What somebody changed since is not touched.",
      ),
      foot(),
    ],
  });
});

it("says what was done about each rule", () => {
  const rules: RuleChange[] = [1, 2, 3].map((port) => ({
    kind: "added",
    rule: { ...ssh, fromPort: port, toPort: port },
  }));
  const change = sampleChange({
    state: "decided",
    ruleChanges: rules,
    decision: { ...alreadyDecided, id: "d-1", what: "deny" },
    act: {
      tried: [0, 2],
      results: [
        { index: 0, outcome: "taken-back" },
        { index: 1, outcome: "changed-since" },
        { index: 2, outcome: "failed", words: "DependencyViolation" },
      ],
      finishedAt: start,
    },
  });
  const words = (port: number) => `+ in: TCP ${port} from anywhere (0.0.0.0/0)`;
  expect(changeMessage(change, context)).toEqual({
    text: `⛔ Denied by Bob Baker · 🟠 Medium: ${who} changed sg-0a1 in acme-prod (111111111111), eu-central-1: ${words(1)}, and 2 more`,
    blocks: [
      head,
      section(
        [
          `${words(1)} → ↩︎ *taken back*`,
          `${words(2)} → ⚠️ *changed since by somebody: not touched*`,
          `${words(3)} → ❌ *failed*: \`DependencyViolation\``,
        ].join("\n"),
      ),
      why,
      section(`*⛔ Denied by Bob Baker* · ${at} · 1 taken back, 1 changed since: not touched, 1 failed`),
      foot(),
    ],
  });
});

it("says that a change expired also where the moment is not known any more", () => {
  const { expiresOn: _, ...change } = sampleChange({ state: "expired" });
  expect(changeMessage(change, context)).toEqual({
    text: `⌛ Expired · ${inShort}`,
    blocks: [
      head,
      section(opened),
      why,
      section("⌛ *Expired*: nobody answered in time, the change stays"),
      foot(),
    ],
  });
});

it("names the command where there is no app whose buttons could be pressed", () => {
  const message = changeMessage(sampleChange(), { ...context, channelHasButtons: false });
  expect(message.blocks.slice(3)).toEqual([
    section(
      `❓ *Does this change stay?* · Without an answer the change stays: ${nextDay} · Decide with \`orgwatch sg decide e-1 keep|deny\``,
    ),
    foot(),
  ]);
});

it("tells of a deleted group without a link, in an account that is not known", () => {
  const {
    groupName: _,
    vpcId: __,
    ...change
  } = sampleChange({
    eventName: "DeleteSecurityGroup",
    state: "noted",
    risk: "info",
    because: [],
    author: { kind: "root", name: "root" },
    ruleChanges: [{ kind: "deleted" }],
  });
  expect(changeMessage(change, { channelHasButtons: true })).toEqual({
    text: "🔵 Info: root user deleted sg-0a1 in 111111111111, eu-central-1: − the group itself is deleted",
    blocks: [
      {
        ...section("*🔵 Info* · root user deleted sg-0a1"),
        fields: [
          mrkdwn("*Account*\n111111111111"),
          mrkdwn("*Region*\neu-central-1"),
          mrkdwn(`*When*\n${time(1894006770, "2030-01-07 08:59")}`),
        ],
      },
      section("− the group itself is deleted"),
      section("ℹ️ A deleted group cannot be brought back from here, so there is nothing to decide."),
      foot("DeleteSecurityGroup"),
    ],
  });
});

it("lists ten rules, and says where the rest is", () => {
  const ruleChanges = Array.from({ length: 22 }, (): RuleChange => ({ kind: "added", rule: ssh }));
  const { blocks } = changeMessage(sampleChange({ ruleChanges }), context);
  expect(blocks[1]).toEqual(
    section([...Array(10).fill(opened), "and 12 more: `orgwatch sg show e-1`"].join("\n")),
  );
});

it("lists fewer where they are long", () => {
  const description = "d".repeat(255);
  const before = { ...ssh, description, peer: { kind: "group", groupName: "g".repeat(255) } } as const;
  const ruleChanges = Array.from(
    { length: 12 },
    (): RuleChange => ({ kind: "modified", ruleId: "sgr-1", before, after: before }),
  );
  const { blocks } = changeMessage(sampleChange({ ruleChanges }), context);
  const text = JSON.stringify(blocks[1]);
  expect([text.split("～").length - 1, text.includes("and 6 more: `orgwatch sg show e-1`")]).toEqual([
    6,
    true,
  ]);
});
