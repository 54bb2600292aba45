import type { Author, RuleChange } from "@orgwatch/core/security-groups/change";
import { policyWith } from "@orgwatch/core/security-groups/policy";
import type { Peer } from "@orgwatch/core/security-groups/rule";
import type { Exemptions } from "@orgwatch/manifest/security-groups";
import { type ExemptFacts, whyExempt } from "./exempt";

const nothing: Exemptions = { principals: [], accounts: [], tags: [], cidrs: [] };
const pipeline: Author = { kind: "role", name: "github-deploy-main", session: "build-42" };
const ruleTo = (peer: Peer) =>
  ({ direction: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, peer }) as const;
const v4 = (cidr: string) => ruleTo({ kind: "ipv4", cidr });
const added = (cidr: string): RuleChange => ({ kind: "added", rule: v4(cidr) });
const facts: ExemptFacts = {
  accountId: "111111111111",
  author: pipeline,
  tags: { team: "network" },
  ruleChanges: [added("10.1.0.0/16")],
};
const why = (exempt: Partial<Exemptions>, more: Partial<ExemptFacts> = {}) =>
  whyExempt({ ...facts, ...more }, policyWith({ exempt: { ...nothing, ...exempt } }).exempt);

it("exempts nothing by itself", () => {
  expect(why({})).toBeUndefined();
});

it("exempts accounts", () => {
  expect([why({ accounts: ["111111111111"] }), why({ accounts: ["222222222222"] })]).toEqual([
    "the account 111111111111 is exempt",
    undefined,
  ]);
});

const role = "the role github-deploy-main is exempt";
it.each<[string, string | undefined]>([
  ["github-deploy-main", role],
  ["github-deploy-*", role],
  ["*-main", role],
  ["git*deploy*main", role],
  ["*", role],
  ["github-deploy-main/build-42", role],
  ["github-deploy-main/*", role],
  ["*/build-42", role],
  ["github-deploy", undefined],
  ["deploy-main", undefined],
  ["build-42", undefined],
  ["GitHub-Deploy-Main", undefined],
  ["github.deploy.main", undefined],
  ["github-deploy-main*main", undefined],
  ["*main*deploy*", undefined],
  ["", undefined],
])("the principal %j: %s", (pattern, expected) => {
  expect(why({ principals: [pattern] })).toBe(expected);
});

it.each<[Author, string | undefined]>([
  [{ kind: "user", name: "terraform" }, "the user terraform is exempt"],
  [{ kind: "identity-center", name: "Admin", session: "a@b.example" }, "the role Admin is exempt"],
  [
    { kind: "service", name: "elasticloadbalancing.amazonaws.com" },
    "the service elasticloadbalancing.amazonaws.com is exempt",
  ],
  [{ kind: "root", name: "root" }, undefined],
  [{ kind: "unknown", name: "terraform" }, undefined],
  // Whoever asks for a federated session names it.
  [{ kind: "federated", name: "terraform" }, undefined],
])("asks what kind of principal it is: %j", (author, expected) => {
  expect(why({ principals: ["*"] }, { author })).toBe(expected);
});

it.each(["*-deploy", "*deploy*", "Adm*deploy", "github-deploy-*/*"])(
  "lets nobody into %j by a session that people name themselves",
  (pattern) => {
    const author: Author = { kind: "role", name: "Admin", session: "x-deploy" };
    expect(why({ principals: [pattern] }, { author })).toBeUndefined();
  },
);

it("compares long names with many stars at once", () => {
  const name = "a".repeat(100_000);
  const started = performance.now();
  expect(why({ principals: [`${"*a".repeat(1000)}b`] }, { author: { kind: "user", name } })).toBeUndefined();
  expect(
    why({ principals: [`${"*a".repeat(1000)}*b*`] }, { author: { kind: "user", name } }),
  ).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1000);
});

it.each<[Exemptions["tags"][number], Record<string, string> | undefined, string | undefined]>([
  [{ key: "team" }, { team: "network" }, "the group's tag team=network is exempt"],
  [{ key: "team", value: "network" }, { team: "network" }, "the group's tag team=network is exempt"],
  [{ key: "team", value: "web" }, { team: "network" }, undefined],
  [{ key: "Team" }, { team: "network" }, undefined],
  [{ key: "team" }, undefined, undefined],
  [{ key: "constructor" }, {}, undefined],
])("the tag %j of a group with %j: %s", (tag, tags, expected) => {
  expect(why({ tags: [tag] }, { tags })).toBe(expected);
});

it("does not go by ranges where some of the call could not be read", () => {
  expect(
    why({ cidrs: ["10.0.0.0/8"] }, { unclear: ["A source of a rule could not be read."] }),
  ).toBeUndefined();
});

const ranges = "it concerns only exempt ranges of addresses";
it.each<[string, RuleChange[], string | undefined]>([
  ["a range inside", [added("10.1.0.0/16")], ranges],
  [
    "two ranges inside of different ones",
    [added("10.1.0.0/16"), { kind: "added", rule: ruleTo({ kind: "ipv6", cidr: "fd00:1::/64" }) }],
    ranges,
  ],
  ["one of two outside", [added("10.1.0.0/16"), added("11.0.0.0/16")], undefined],
  ["a range that is wider", [added("0.0.0.0/0")], undefined],
  ["a range that cannot be read", [added("10.1.0.0/99")], undefined],
  ["a removal inside", [{ kind: "removed", rule: v4("10.1.0.0/16") }], ranges],
  ["a removal of what nobody knows", [{ kind: "removed", ruleId: "sgr-1" }], undefined],
  [
    "from inside to inside",
    [{ kind: "modified", ruleId: "sgr-1", before: v4("10.2.0.0/16"), after: v4("10.1.0.0/16") }],
    ranges,
  ],
  [
    "from outside to inside",
    [{ kind: "modified", ruleId: "sgr-1", before: v4("0.0.0.0/0"), after: v4("10.1.0.0/16") }],
    undefined,
  ],
  [
    "from inside to outside",
    [{ kind: "modified", ruleId: "sgr-1", before: v4("10.1.0.0/16"), after: v4("0.0.0.0/0") }],
    undefined,
  ],
  ["from what nobody knows", [{ kind: "modified", ruleId: "sgr-1", after: v4("10.1.0.0/16") }], undefined],
  ["a description", [{ kind: "described", ruleId: "sgr-1", before: v4("10.1.0.0/16") }], ranges],
  ["a description of what nobody knows", [{ kind: "described", ruleId: "sgr-1" }], undefined],
  ["a group", [{ kind: "added", rule: ruleTo({ kind: "group", groupId: "sg-2" }) }], undefined],
  [
    "a prefix list",
    [{ kind: "added", rule: ruleTo({ kind: "prefix-list", prefixListId: "pl-1" }) }],
    undefined,
  ],
  ["a new group", [{ kind: "created" }], undefined],
  ["nothing that could be read", [], undefined],
])("by ranges, %s", (_name, ruleChanges, expected) => {
  expect(why({ cidrs: ["10.0.0.0/8", "fd00::/8"] }, { ruleChanges })).toBe(expected);
});
