import type { Author, Change, RuleChange, RuleResult } from "@orgwatch/core/security-groups/change";
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { seeded } from "@orgwatch/core/testing/seeded";
import { limits } from "@orgwatch/sandbox/slack/block-limits";
import { complaintsAbout, lengthOfTexts } from "@orgwatch/sandbox/slack/check-blocks";
import { changeMessage } from "./change-message";
import { sampleChange } from "./testing/sample-change";

const random = seeded(20300107);
const below = (end: number) => Math.floor(random() * end);
const one = <Value>(...values: readonly [Value, ...Value[]]): Value =>
  values[below(values.length)] ?? values[0];
const many = <Value>(most: number, make: () => Value): Value[] =>
  Array.from({ length: below(most + 1) }, make);

const evil = [
  "<!channel> ",
  "<@U0ALICE>",
  "<http://evil.example|click>",
  "`",
  "```\n",
  "*bold* ",
  "\n\n✅ *Kept by Bob*\n",
  "&amp;&",
  "\u202E",
  "\ud800",
  "😀",
  '"\\',
  "@here ",
  "a".repeat(300),
];
const wild = (): string =>
  one(
    "",
    "web",
    many(6, () => one(...(evil as [string, ...string[]]))).join(""),
    one("x", "<", "&", "😀", '"').repeat(below(3000)),
  );
const maybe = <Value>(make: () => Value): Value | undefined => (random() < 0.5 ? make() : undefined);
/** Without the fields that are undefined, as a table gives it. */
const stored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

const peer = (): Peer =>
  one<Peer>(
    { kind: "ipv4", cidr: one("0.0.0.0/0", wild()) },
    { kind: "ipv6", cidr: one("::/0", wild()) },
    { kind: "prefix-list", prefixListId: wild() },
    stored({
      kind: "group",
      groupId: maybe(wild),
      groupName: maybe(wild),
      accountId: maybe(wild),
      peeringId: maybe(wild),
    }),
  );
const port = () => one(-1, 0, 22, 65_535, 1e21, -7.5);
const rule = (): Rule =>
  stored({
    ruleId: maybe(wild),
    direction: one("ingress", "egress"),
    protocol: one("tcp", "udp", "icmp", "icmpv6", "-1", "50", wild()),
    fromPort: maybe(port),
    toPort: maybe(port),
    peer: peer(),
    description: maybe(wild),
  });
const ruleChange = (): RuleChange =>
  stored(
    one<() => RuleChange>(
      () => ({ kind: "added", rule: rule() }),
      () => ({ kind: "removed", ruleId: maybe(wild), rule: maybe(rule) }),
      () => ({ kind: "modified", ruleId: wild(), before: maybe(rule), after: rule() }),
      () => ({
        kind: "described",
        ruleId: maybe(wild),
        before: maybe(rule),
        after: maybe(rule),
        description: maybe(wild),
      }),
      () => ({ kind: "created" }),
      () => ({ kind: "deleted" }),
    )(),
  );
const author = (): Author =>
  stored({
    kind: one("root", "user", "role", "identity-center", "federated", "service", "unknown"),
    name: wild(),
    session: maybe(wild),
    accountId: maybe(wild),
    sourceIp: maybe(wild),
    userAgent: maybe(wild),
  });
const result = (index: number): RuleResult =>
  stored({
    index,
    outcome: one("taken-back", "already", "changed-since", "unknown-before", "failed"),
    words: maybe(wild),
  });
const decision = (): Change["decision"] =>
  stored({
    id: wild(),
    what: one("keep", "deny"),
    via: one("slack", "cli", "policy"),
    by: { id: wild(), name: wild() },
    at: "2030-01-07T09:00:00Z",
    reason: maybe(wild),
  });
const change = (): Change => {
  const ruleChanges = many(one(1, 3, 60), ruleChange);
  return stored(
    sampleChange({
      changeId: one("e-1", wild()),
      eventName: wild(),
      changedAt: one("2030-01-07T09:00:00Z", wild()),
      accountId: wild(),
      region: one("eu-central-1", wild()),
      groupId: one("sg-1", wild()),
      groupName: wild(),
      vpcId: wild(),
      author: author(),
      ruleChanges,
      risk: one("critical", "high", "medium", "low", "info"),
      because: many(9, wild),
      publicUses: many(10, wild),
      notes: many(9, wild),
      state: one("pending", "decided", "expired", "noted", "exempt", "own"),
      quietBecause: wild(),
      expiresOn: one("2030-01-08T09:00:00Z", wild()),
      deniedOn: one("2030-01-07T10:00:00Z", wild()),
      ...(random() < 0.7 ? { decision: decision() } : {}),
      ...(random() < 0.7
        ? {
            act: {
              tried: [],
              results: ruleChanges.map((_, index) => result(index)),
              ...(random() < 0.5 ? { finishedAt: "2030-01-07T09:00:00Z" } : {}),
            },
          }
        : {}),
    }),
  );
};

/** All texts of a message, wherever they stand. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "text" && typeof inner === "string" ? [inner] : textsIn(inner),
  );
}

/** Only our own links and times may be in angle brackets. */
const ours =
  /<(!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>|]* UTC|https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/[^<>|\s]*\|[^<>|]*)>/g;

it("stays within Slack's limits and does nothing, whatever a change holds", () => {
  const problems: unknown[] = [];
  for (let run = 0; run < 800; run += 1) {
    const made = change();
    const message = changeMessage(made, {
      accountName: maybe(wild),
      channelHasButtons: random() < 0.8,
      followers: maybe(() => ({ count: below(1000), worst: "high" as const })),
    });
    const texts = [message.text, ...textsIn(message.blocks)];
    const found = [
      ...complaintsAbout(message.blocks),
      ...(lengthOfTexts(message.blocks) > limits.allTexts
        ? [`too long: ${lengthOfTexts(message.blocks)}`]
        : []),
      ...(message.text.length > 1000 || message.text === "" ? ["the text's length"] : []),
      ...texts.filter((text) => /[<>]/.test(text.replace(ours, ""))),
      // An open code span would swallow what comes behind it.
      ...textsIn(message.blocks).filter((text) => text.split("`").length % 2 === 0),
      ...texts.filter((text) => /[\u202E\ud800]/u.test(text)),
      ...(message.blocks.at(-1)?.type === "context" ? [] : ["the footer is missing"]),
    ];
    if (found.length > 0) problems.push({ run, found });
  }
  expect(problems.slice(0, 3)).toEqual([]);
});
