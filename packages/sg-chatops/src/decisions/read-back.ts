// The second look: whether what was taken back really is as it was before. What EC2 accepts is not always what stands there afterwards.
import type { Change, RuleResult } from "@orgwatch/core/security-groups/change";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { type GroupReader, NoAccess, Refused } from "../ec2/group-api";
import { planAct } from "./plan-act";

/** EC2 shows a change to everybody within seconds. */
const looks = 3;
const betweenLooksMs = 1000;

/**
 * The results after a second look at the group.
 * @throws TryLater while EC2 cannot be used.
 */
export async function readBack(
  groupId: string,
  { ruleChanges }: Pick<Change, "ruleChanges">,
  results: readonly RuleResult[],
  { api, sleep }: { readonly api: GroupReader; readonly sleep: (milliseconds: number) => Promise<void> },
): Promise<RuleResult[]> {
  const taken = results.filter(({ outcome }) => outcome === "taken-back");
  if (taken.length === 0) return [...results];
  for (let look = 1; ; look += 1) {
    const current = await rulesOf(groupId, api);
    if (current === undefined) return results.map(unseen);
    const seen = results.map((result) => compare(result, ruleChanges[result.index], current));
    const differs = seen.some(({ outcome }, at) => outcome !== results[at]?.outcome);
    if (!differs || look === looks) return seen;
    await sleep(betweenLooksMs);
  }
}

/** Undefined where we may not look any more. */
async function rulesOf(groupId: string, api: GroupReader): Promise<readonly Rule[] | undefined> {
  try {
    return await api.rules(groupId);
  } catch (error) {
    if (error instanceof NoAccess || error instanceof Refused) return undefined;
    throw error;
  }
}

function unseen(result: RuleResult): RuleResult {
  if (result.outcome !== "taken-back") return result;
  return { ...result, words: "EC2 took the call; whether it is so could not be looked at" };
}

function compare(
  result: RuleResult,
  ruleChange: Change["ruleChanges"][number] | undefined,
  current: readonly Rule[],
): RuleResult {
  if (result.outcome !== "taken-back" || ruleChange === undefined) return result;
  const left = planAct(ruleChange, current, true);
  if (left.do === "nothing" && left.outcome === "taken-back")
    return left.words === undefined ? result : { ...result, words: left.words };
  return {
    ...result,
    outcome: "failed",
    words: "EC2 took the call, but at a second look the rule was not as before: somebody may have changed it",
  };
}
