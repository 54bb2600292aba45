// What the record of a call leaves out about its rules, from how they were before and from how EC2 has them now. What stays unknown stays
// undefined: nobody can set back a rule that was guessed.
import type { RuleChange } from "@orgwatch/core/security-groups/change";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import type { GroupCall, RuleDraft } from "./group-call";
import { fullerPeer, isSameEntry } from "./same-entry";

/** What is known about the group's rules. */
export type RuleFacts = {
  /** As they were just before the call, by id. */
  readonly known: ReadonlyMap<string, Rule>;
  /** As EC2 has them now; undefined when nobody could look. */
  readonly current: readonly Rule[] | undefined;
};

/** The rule changes, in the order of the drafts, and `notes` for people about what stays unknown. */
export function resolveRules(
  { drafts }: Pick<GroupCall, "drafts">,
  facts: RuleFacts,
): { readonly ruleChanges: RuleChange[]; readonly notes: string[] } {
  const resolved = drafts.map((draft) => resolve(draft, facts));
  return {
    ruleChanges: resolved.flatMap(({ change }) => change ?? []),
    notes: [...new Set(resolved.flatMap(({ note }) => note ?? []))],
  };
}

type Resolved = { readonly change?: RuleChange; readonly note?: string };
type Draft<Kind extends RuleDraft["kind"]> = Extract<RuleDraft, { kind: Kind }>;

function resolve(draft: RuleDraft, facts: RuleFacts): Resolved {
  switch (draft.kind) {
    case "added":
      return { change: { kind: "added", rule: addedRule(draft.rule, facts) } };
    case "removed":
      return removed(draft, facts);
    case "modified":
      return modified(draft, facts);
    case "described":
      return described(draft, facts);
    default:
      return { change: draft };
  }
}

/** With the id, and the whole of its peer, of the equal rule that stands there now. Never its description: that may be a later one. */
function addedRule(rule: Rule, { current }: RuleFacts): Rule {
  const now = equalRule(rule, current);
  return now === undefined ? rule : withIdOf({ ...rule, peer: fullerPeer(rule.peer, now.peer) }, now);
}

/** With the description and the whole peer that the rule had, so that it can be added again as it was. */
function removed({ ruleId, rule }: Draft<"removed">, { known }: RuleFacts): Resolved {
  const before =
    rule === undefined
      ? ruleId && known.get(ruleId)
      : equalRule(ruleId === undefined ? rule : { ...rule, ruleId }, [...known.values()]);
  const id = ruleId ?? (before ? before.ruleId : undefined);
  const which = id === undefined ? {} : { ruleId: id };
  if (rule === undefined) {
    if (before) return { change: { kind: "removed", ...which, rule: before } };
    const note = `Rule ${ruleId ?? "without an id"} was removed by its id alone; nobody knows what it let through.`;
    return { change: { kind: "removed", ...which }, note };
  }
  if (!before) return { change: { kind: "removed", ...which, rule } };
  const full = { ...before, ...rule, peer: fullerPeer(rule.peer, before.peer) };
  return { change: { kind: "removed", ...which, rule: full } };
}

function modified({ ruleId, after }: Draft<"modified">, { known, current }: RuleFacts): Resolved {
  const before = known.get(ruleId);
  const now = current?.find((rule) => rule.ruleId === ruleId);
  const was = before === undefined ? {} : { before };
  if (after === undefined) {
    if (now === undefined) return { note: `Rule ${ruleId} was modified; nobody knows how it is now.` };
    const note = `The record does not tell how rule ${ruleId} was modified; it is shown as EC2 has it now.`;
    return { change: { kind: "modified", ruleId, ...was, after: now }, note };
  }
  const direction = before?.direction ?? now?.direction;
  const peer = fullerPeer(fullerPeer(after.peer, now?.peer), before?.peer);
  const rule: Rule = { ruleId, direction: direction ?? "ingress", ...after, peer };
  const change: RuleChange = { kind: "modified", ruleId, ...was, after: rule };
  if (direction !== undefined) return { change };
  return { change, note: `Nobody knows whether rule ${ruleId} lets in or out; it is shown as letting in.` };
}

function described(
  { ruleId, rule, description }: Draft<"described">,
  { known, current }: RuleFacts,
): Resolved {
  const find = (rules: readonly Rule[] | undefined) =>
    rule === undefined ? rules?.find((one) => one.ruleId === ruleId) : equalRule(rule, rules);
  const before = find([...known.values()]);
  const base = before ?? find(current) ?? rule;
  const id = ruleId ?? base?.ruleId;
  return {
    change: {
      kind: "described",
      ...(id === undefined ? {} : { ruleId: id }),
      ...(before === undefined ? {} : { before }),
      ...(base === undefined ? {} : { after: describedAnew(base, description) }),
      ...(description === undefined ? {} : { description }),
    },
  };
}

function describedAnew({ description: _former, ...rule }: Rule, description: string | undefined): Rule {
  return description === undefined ? rule : { ...rule, description };
}

/** The rule with the same id, as long as it lets the same through; for a rule without an id any that does. */
function equalRule(rule: Rule, among: readonly Rule[] | undefined): Rule | undefined {
  return among?.find(
    (other) => (rule.ruleId === undefined || rule.ruleId === other.ruleId) && isSameEntry(rule, other),
  );
}

function withIdOf(rule: Rule, other: Rule): Rule {
  return other.ruleId === undefined ? rule : { ...rule, ruleId: other.ruleId };
}
