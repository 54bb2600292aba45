// What the policy keeps quiet about. An exempt change is recorded and announced to nobody, so everything in doubt is not exempt.
import type { Author, RuleChange } from "@orgwatch/core/security-groups/change";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { isInside, readCidr } from "./cidr";
import { fitsPattern } from "./name-pattern";

/** `tags` are the group's; undefined: they could not be read. `unclear`: what of the call could not be read, for people. */
export type ExemptFacts = {
  readonly accountId: string;
  readonly author: Author;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly ruleChanges: readonly RuleChange[];
  readonly unclear?: readonly string[];
};

/** Why a change is exempt, in words («the role github-deploy-main is exempt»); undefined: it is not. */
export function whyExempt(facts: ExemptFacts, exempt: Policy["exempt"]): string | undefined {
  return (
    byAccount(facts, exempt) ?? byPrincipal(facts, exempt) ?? byTag(facts, exempt) ?? byCidr(facts, exempt)
  );
}

function byAccount({ accountId }: ExemptFacts, { accounts }: Policy["exempt"]): string | undefined {
  return accounts.includes(accountId) ? `the account ${accountId} is exempt` : undefined;
}

/** A root user is never exempt by name, and neither is somebody whom nobody knows, or a federated user: whoever asks for such a session names it. */
const kindWords: Partial<Readonly<Record<Author["kind"], string>>> = {
  user: "user",
  role: "role",
  "identity-center": "role",
  service: "service",
};

function byPrincipal({ author }: ExemptFacts, { principals }: Policy["exempt"]): string | undefined {
  const { kind, name, session } = author;
  const word = kindWords[kind];
  if (word === undefined) return undefined;
  const isExempt = principals.some((pattern) => fitsPrincipal(pattern, name, session));
  return isExempt ? `the ${word} ${name} is exempt` : undefined;
}

/** `role` or `role/session`. People name their sessions: what the policy says of the role must not be met by the session. */
function fitsPrincipal(pattern: string, name: string, session: string | undefined): boolean {
  const [ofName = "", ...ofSession] = pattern.split("/");
  if (!fitsPattern(name, ofName)) return false;
  return ofSession.length === 0 || (session !== undefined && fitsPattern(session, ofSession.join("/")));
}

function byTag({ tags }: ExemptFacts, exempt: Policy["exempt"]): string | undefined {
  if (tags === undefined) return undefined;
  const found = exempt.tags.find(
    ({ key, value }) => Object.hasOwn(tags, key) && (value === undefined || tags[key] === value),
  );
  return found && `the group's tag ${found.key}=${tags[found.key]} is exempt`;
}

/** Every rule of the call must be known, before and after, and concern a range inside of a listed one; groups and prefix lists never are. */
function byCidr({ ruleChanges, unclear = [] }: ExemptFacts, { cidrs }: Policy["exempt"]): string | undefined {
  const ranges = cidrs.flatMap((text) => readCidr(text) ?? []);
  if (ranges.length === 0 || ruleChanges.length === 0 || unclear.length > 0) return undefined;
  const areInside = ruleChanges.every((change) => {
    const rules = rulesOf(change);
    return rules.length > 0 && rules.every((rule) => isRuleInside(rule, ranges));
  });
  return areInside ? "it concerns only exempt ranges of addresses" : undefined;
}

/** All rules that a change concerns; undefined among them is one that nobody knows. */
function rulesOf(change: RuleChange): readonly (Rule | undefined)[] {
  switch (change.kind) {
    case "added":
    case "removed":
      return [change.rule];
    case "modified":
      return [change.before, change.after];
    case "described":
      return [change.after ?? change.before];
    case "created":
    case "deleted":
      return [];
  }
}

function isRuleInside(rule: Rule | undefined, ranges: Parameters<typeof isInside>[1]): boolean {
  if (rule === undefined || (rule.peer.kind !== "ipv4" && rule.peer.kind !== "ipv6")) return false;
  const cidr = readCidr(rule.peer.cidr);
  return cidr !== undefined && isInside(cidr, ranges);
}
