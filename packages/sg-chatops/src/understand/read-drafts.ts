// What a call did to the rules of its group. Request and answer describe the same rules: the answer knows their ids, the request may say more.
import { isRecord } from "@orgwatch/core/notice/layouts/lenient";
import type { Direction, Rule } from "@orgwatch/core/security-groups/rule";
import type { securityGroupCalls } from "@orgwatch/manifest/security-groups";
import type { RuleDraft } from "./group-call";
import { readAskedRules, readPermissions } from "./read-asked-rules";
import { readRuleSet, readSingleRule, type ToldRule } from "./read-single-rule";
import { type Readings, textIn } from "./rule-parts";
import { isSameEntry, mayBeSameEntry } from "./same-entry";
import { listOf, type Members } from "./tidy-members";

/** A request and its answer; each is empty where the record has none. */
export type Exchange = { readonly request: Members; readonly answer: Members };
type Drafts = Readings<RuleDraft>;
type CallName = (typeof securityGroupCalls)[number];

/** One reader for each call. No drafts and nothing unclear: the call succeeded and did nothing. */
export const draftReaders: Readonly<Record<CallName, (exchange: Exchange) => Drafts>> = {
  AuthorizeSecurityGroupIngress: (exchange) => readAdded(exchange, "ingress"),
  AuthorizeSecurityGroupEgress: (exchange) => readAdded(exchange, "egress"),
  RevokeSecurityGroupIngress: (exchange) => readRemoved(exchange, "ingress"),
  RevokeSecurityGroupEgress: (exchange) => readRemoved(exchange, "egress"),
  ModifySecurityGroupRules: readModified,
  CreateSecurityGroup: () => ({ found: [{ kind: "created" }], unclear: [] }),
  DeleteSecurityGroup: () => ({ found: [{ kind: "deleted" }], unclear: [] }),
  UpdateSecurityGroupRuleDescriptionsIngress: (exchange) => readDescribed(exchange, "ingress"),
  UpdateSecurityGroupRuleDescriptionsEgress: (exchange) => readDescribed(exchange, "egress"),
};

const noRules = "The record does not say which rules.";

function readAdded({ request, answer }: Exchange, direction: Direction): Drafts {
  const asked = readAskedRules(request, direction);
  const told = readRuleSet(answer.securityGroupRuleSet, direction);
  const rules = bothRules(asked, told);
  const missed = asked.found.length - told.found.length;
  return {
    found: rules.found.flatMap(({ rule }): RuleDraft[] => (rule ? [{ kind: "added", rule }] : [])),
    unclear:
      told.found.length > 0 && missed > 0 && rules.unclear.length === 0
        ? [`The request names ${asked.found.length} rules, and the answer only ${told.found.length} of them.`]
        : rules.unclear,
  };
}

function readRemoved({ request, answer }: Exchange, direction: Direction): Drafts {
  const told = readRuleSet(answer.revokedSecurityGroupRuleSet, direction);
  // In a default VPC, EC2 succeeds although it has no such rules, and says here which.
  const unknown = readPermissions(answer.unknownIpPermissionSet, direction).found;
  const asked = readAskedRules(request, direction);
  const hadThem = asked.found.filter((rule) => !unknown.some((other) => isSameEntry(rule, other)));
  const toldIds = new Set(told.found.map(({ ruleId }) => ruleId));
  const byId = listOf(request.securityGroupRuleIds ?? request.securityGroupRuleId).map((item) =>
    textIn(isRecord(item) ? item.securityGroupRuleId : item),
  );
  const onlyById = byId.filter((ruleId) => ruleId !== undefined && !toldIds.has(ruleId));
  const unclear = byId.includes(undefined) ? ["The id of a rule could not be read."] : [];
  const hadNone = asked.found.length > 0 && hadThem.length === 0;
  const rules = bothRules({ found: hadThem, unclear: asked.unclear }, told);
  const isSaid = hadNone || byId.length > 0;
  return {
    found: [
      ...rules.found.map(({ ruleId, rule }): RuleDraft => ({ kind: "removed", ruleId, rule })),
      ...onlyById.map((ruleId): RuleDraft => ({ kind: "removed", ruleId, rule: undefined })),
    ],
    unclear: [...rules.unclear.filter((words) => words !== noRules || !isSaid), ...unclear],
  };
}

/** The answer's rules, each with what the request knows beside; the request's where the answer has none, or cannot be read in full. */
function bothRules(asked: Readings<Rule>, told: Readings<ToldRule>): Readings<ToldRule> {
  if (told.found.length === 0) {
    const unclear = [...told.unclear, ...asked.unclear];
    const found = asked.found.map((rule) => ({ ruleId: undefined, rule }));
    return { found, unclear: found.length + unclear.length === 0 ? [noRules] : unclear };
  }
  const fuller = told.found.map(({ ruleId, rule }) => ({
    ruleId,
    rule: rule && withAsked(rule, asked.found),
  }));
  if (told.unclear.length === 0) return { found: fuller, unclear: [] };
  const rest = asked.found.filter(
    (wanted) => !told.found.some(({ rule }) => rule !== undefined && mayBeSameEntry(wanted, rule)),
  );
  const found = [...fuller, ...rest.map((rule) => ({ ruleId: undefined, rule }))];
  return { found, unclear: [...told.unclear, ...asked.unclear] };
}

/** The answer counts; description, and what describes a group, may stand in the request alone. */
function withAsked(rule: Rule, asked: readonly Rule[]): Rule {
  const exact = asked.filter((wanted) => isSameEntry(wanted, rule));
  const [wanted, ...others] =
    exact.length > 0 ? exact : asked.filter((candidate) => mayBeSameEntry(candidate, rule));
  if (wanted === undefined || others.length > 0) return rule;
  const isGroup = rule.peer.kind === "group" && wanted.peer.kind === "group";
  const peer = isGroup ? { ...wanted.peer, ...rule.peer } : rule.peer;
  const description = rule.description ?? wanted.description;
  return { ...rule, peer, ...(description === undefined ? {} : { description }) };
}

function readModified({ request }: Exchange): Drafts {
  const entries = listOf(request.securityGroupRule ?? request.securityGroupRules).map((entry) => {
    const ruleId = isRecord(entry) ? textIn(entry.securityGroupRuleId) : undefined;
    if (!isRecord(entry) || ruleId === undefined)
      return { drafts: [], unclear: ["A modified rule could not be read."] };
    const { securityGroupRule: now } = entry;
    const { rule, unclear } = isRecord(now)
      ? readSingleRule(now)
      : { rule: undefined, unclear: ["How a rule was modified could not be read."] };
    return { drafts: [{ kind: "modified", ruleId, after: rule } as const], unclear };
  });
  return {
    found: entries.flatMap(({ drafts }) => drafts),
    unclear: entries.length === 0 ? [noRules] : entries.flatMap(({ unclear }) => unclear),
  };
}

function readDescribed({ request }: Exchange, direction: Direction): Drafts {
  const asked = readAskedRules(request, direction);
  const byId = listOf(request.securityGroupRuleDescriptions ?? request.securityGroupRuleDescription).map(
    (item) => {
      const ruleId = isRecord(item) ? textIn(item.securityGroupRuleId) : undefined;
      return isRecord(item) && ruleId !== undefined
        ? ({ kind: "described", ruleId, rule: undefined, description: textIn(item.description) } as const)
        : undefined;
    },
  );
  const found: readonly RuleDraft[] = [
    ...asked.found.map(({ description, ...rule }) => ({
      ...({ kind: "described", ruleId: undefined } as const),
      ...{ rule, description },
    })),
    ...byId.flatMap((draft) => draft ?? []),
  ];
  const unclear = [
    ...asked.unclear,
    ...(byId.includes(undefined) ? ["A described rule could not be read."] : []),
  ];
  return { found, unclear: found.length + unclear.length === 0 ? [noRules] : unclear };
}
