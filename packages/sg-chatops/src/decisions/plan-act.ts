// What has to be done about one rule so that it is again as it was before the change, and when nothing may be done.
import type { RuleChange, RuleResult } from "@orgwatch/core/security-groups/change";
import { isSameRule, type Rule } from "@orgwatch/core/security-groups/rule";

/** Nothing to do, and why. */
type Nothing = { readonly do: "nothing"; readonly outcome: RuleResult["outcome"]; readonly words?: string };

/** One call to EC2 about one rule, or none. */
export type Step =
  | Nothing
  | { readonly do: "revoke"; readonly ruleId: string; readonly direction: Rule["direction"] }
  | { readonly do: "authorize"; readonly rule: Rule }
  | { readonly do: "modify"; readonly ruleId: string; readonly rule: Rule };

type KindOf<Kind extends RuleChange["kind"]> = Extract<RuleChange, { readonly kind: Kind }>;

/**
 * The step for one rule change; `current` are all rules of the group now. `tried` says that an earlier try came as far as its call: what that
 * call was to bring about is then its work.
 */
export function planAct(change: RuleChange, current: readonly Rule[], tried: boolean): Step {
  switch (change.kind) {
    case "added":
      return planAdded(change, current, tried);
    case "removed":
      return planRemoved(change, current, tried);
    case "modified":
      return planModified(change, current, tried);
    case "described":
      return planDescribed(change, current, tried);
    case "created":
      return nothing("unknown-before", "Orgwatch does not delete a group");
    case "deleted":
      return nothing("unknown-before", "a deleted group cannot be brought back");
  }
}

/** The same where the whole group does not exist any more. */
export function planWithoutGroup({ kind }: RuleChange): Nothing {
  switch (kind) {
    case "added":
    case "created":
      return nothing("already", "the group does not exist any more");
    case "deleted":
      return nothing("unknown-before", "a deleted group cannot be brought back");
    default:
      return nothing("failed", "the group does not exist any more");
  }
}

function nothing(outcome: RuleResult["outcome"], words?: string): Nothing {
  return { do: "nothing", outcome, ...(words === undefined ? {} : { words }) };
}

/** It is as it should be: by an earlier try of this act, or since long. */
function done(tried: boolean, words?: string): Step {
  return nothing(tried ? "taken-back" : "already", words);
}

/** Records of before 2021 have no ids: only then the equal rule is meant. */
function planAdded({ rule }: KindOf<"added">, current: readonly Rule[], tried: boolean): Step {
  const equal = current.find((one) => isSameRule(one, rule));
  if (rule.ruleId === undefined) {
    return equal?.ruleId === undefined ? done(tried) : revoke(equal.ruleId, rule);
  }
  const found = current.find(({ ruleId }) => ruleId === rule.ruleId);
  if (found === undefined)
    return done(tried, equal && `somebody has added an equal rule since (${equal.ruleId}): not touched`);
  return isSameRule(found, rule) ? revoke(rule.ruleId, rule) : nothing("changed-since");
}

function revoke(ruleId: string, { direction }: Rule): Step {
  return { do: "revoke", ruleId, direction };
}

function planRemoved({ rule }: KindOf<"removed">, current: readonly Rule[], tried: boolean): Step {
  if (rule === undefined) return nothing("unknown-before", "only the id of the removed rule is known");
  if (current.some((one) => isSameRule(one, rule))) return done(tried);
  const { ruleId: _, ...withoutId } = rule;
  return { do: "authorize", rule: withoutId };
}

function planModified(change: KindOf<"modified">, current: readonly Rule[], tried: boolean): Step {
  const { ruleId, before, after } = change;
  const found = current.find((one) => one.ruleId === ruleId);
  if (found === undefined) return nothing("changed-since", "removed since");
  if (before === undefined) return nothing("unknown-before");
  if (isSameRule(found, before) && isSameText(found.description, before.description)) return done(tried);
  // A record may leave the description out.
  const isAfter =
    isSameRule(found, after) &&
    (after.description === undefined || isSameText(found.description, after.description));
  if (isAfter) return { do: "modify", ruleId, rule: { ...before, ruleId } };
  return isSameRule(found, before) ? done(tried, "with another description") : nothing("changed-since");
}

/** Only the description is set back: with the protocol, the ports and the peer that the rule has now. */
function planDescribed(change: KindOf<"described">, current: readonly Rule[], tried: boolean): Step {
  const { before, after, description = after?.description } = change;
  const known = after ?? before;
  const ruleId = change.ruleId ?? known?.ruleId;
  const found = current.find((one) =>
    ruleId === undefined ? known !== undefined && isSameRule(one, known) : one.ruleId === ruleId,
  );
  if (found?.ruleId === undefined) return nothing("changed-since", "removed since");
  if (before === undefined) return nothing("unknown-before");
  if (!isSameRule(found, before)) return nothing("changed-since");
  if (isSameText(found.description, before.description)) return done(tried);
  if (!isSameText(found.description, description)) return nothing("changed-since");
  const { description: _, ...matter } = found;
  const rule = before.description === undefined ? matter : { ...matter, description: before.description };
  return { do: "modify", ruleId: found.ruleId, rule };
}

/** No description and an empty one are the same. */
function isSameText(one: string | undefined, other: string | undefined): boolean {
  return (one ?? "") === (other ?? "");
}
