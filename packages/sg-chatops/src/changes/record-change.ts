// A call that was understood becomes a change: what it did exactly, how risky it is, and whether people are asked.
import type { Change } from "@orgwatch/core/security-groups/change";
import { fitChange } from "@orgwatch/core/security-groups/fit-change";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import { isGraver } from "@orgwatch/core/severity";
import { deadlinesOf } from "../deadlines/due-of";
import { whyExempt } from "../judge/exempt";
import { isOwnAct } from "../judge/own-act";
import { weighRisk } from "../judge/weigh-risk";
import { canBeTakenBack } from "../show/change-message";
import type { GroupCall } from "../understand/group-call";
import type { resolveRules } from "../understand/resolve-rules";
import type { GroupFacts } from "./look-at-group";

/** A call with what was found out about it. */
export type Understood = {
  readonly call: GroupCall;
  readonly unclear: readonly string[];
  readonly facts: GroupFacts;
  readonly resolved: ReturnType<typeof resolveRules>;
};

/** The change as it is recorded first, without a thread. */
export function newChange(understood: Understood, policy: Policy, now: Date): Change {
  const { call, unclear, facts, resolved } = understood;
  const { ruleChanges } = resolved;
  const { risk, because } = riskOf(understood, policy);
  const { changeId, eventName, eventTime, accountId, region, author } = call;
  const time = now.toISOString();
  const groupName = facts.group?.groupName ?? call.groupName;
  const vpcId = facts.group?.vpcId ?? call.vpcId;
  return fitChange({
    ...{ changeId, revision: 1, eventName, changedAt: eventTime, recordedAt: time, updatedAt: time },
    ...{ accountId, region, author, ruleChanges, risk, because },
    ...(facts.groupId === undefined ? {} : { groupId: facts.groupId }),
    ...(groupName === undefined ? {} : { groupName }),
    ...(vpcId === undefined ? {} : { vpcId }),
    publicUses: [...(facts.publicUses ?? [])],
    notes: [...unclear, ...resolved.notes, ...facts.notes],
    ...stateOf(understood, risk, policy, now),
  });
}

/** What nobody can read may have let anything through. */
const notUnderstood = {
  risk: "medium" as const,
  because: "Orgwatch does not understand all that this call did; look at it in CloudTrail",
};

function riskOf(
  { unclear, facts, resolved: { ruleChanges } }: Understood,
  policy: Policy,
): ReturnType<typeof weighRisk> {
  const weighed = weighRisk(ruleChanges, facts, policy.risk);
  if (unclear.length === 0 && ruleChanges.length > 0) return weighed;
  const { risk, because } = notUnderstood;
  return isGraver(risk, weighed.risk)
    ? { risk, because: [because, ...weighed.because] }
    : { risk: weighed.risk, because: [...weighed.because, because] };
}

type StateFields = Pick<Change, "state" | "quietBecause" | "expiresOn" | "deniedOn" | "dueAt">;

function stateOf(
  { call, unclear, facts, resolved: { ruleChanges, notes } }: Understood,
  risk: Change["risk"],
  policy: Policy,
  now: Date,
): StateFields {
  const { accountId, author } = call;
  if (isOwnAct(author, accountId)) return { state: "own", quietBecause: "Orgwatch took a change back" };
  const exempt = whyExempt(
    { accountId, author, tags: facts.group?.tags, ruleChanges, unclear: [...unclear, ...notes] },
    policy.exempt,
  );
  if (exempt !== undefined) return { state: "exempt", quietBecause: exempt };
  if (!canBeTakenBack(ruleChanges)) return { state: "noted" };
  return { state: "pending", ...deadlinesOf(risk, policy, now) };
}
