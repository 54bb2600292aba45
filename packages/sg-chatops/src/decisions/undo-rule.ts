// One rule of a change, taken back: looked at, the intent written down, then one call to EC2, and what came of it.
import type { RuleResult } from "@orgwatch/core/security-groups/change";
import { GroupGone, type GroupReader, type GroupWriter, NoAccess, Refused } from "../ec2/group-api";
import type { HeldChange } from "./act-lease";
import { planAct, planWithoutGroup, type Step } from "./plan-act";

/** `blocked`: nothing could be done as long as the account does not let us in. */
export type Undone =
  | { readonly kind: "result"; readonly result: RuleResult }
  | { readonly kind: "blocked"; readonly why: NoAccess };

/**
 * Takes the rule change with this index back. `results` are written with its intent.
 * @throws TryLater while EC2 or the table cannot be used.
 */
export async function undoRule(
  index: number,
  groupId: string,
  api: GroupReader & GroupWriter,
  held: HeldChange,
  results: () => RuleResult[],
): Promise<Undone> {
  const ruleChange = held.current().ruleChanges[index];
  if (ruleChange === undefined) throw new RangeError(`the change has no rule change ${index}`);
  try {
    const wasTried = held.act().tried.includes(index);
    const step = planAct(ruleChange, await api.rules(groupId), wasTried);
    if (step.do !== "nothing") await writeIntent(index, step, held, results);
    return { kind: "result", result: { index, ...(await take(step, groupId, api)) } };
  } catch (error) {
    if (error instanceof NoAccess) return { kind: "blocked", why: error };
    if (error instanceof GroupGone) return { kind: "result", result: withoutGroup(index, held) };
    if (!(error instanceof Refused)) throw error;
    const words = `EC2 refused: ${error.code}: ${error.message}`;
    return { kind: "result", result: { index, outcome: "failed", words } };
  }
}

/** The result for a rule of a group that does not exist any more. */
export function withoutGroup(index: number, held: HeldChange): RuleResult {
  const ruleChange = held.current().ruleChanges[index];
  if (ruleChange === undefined) throw new RangeError(`the change has no rule change ${index}`);
  const { outcome, words } = planWithoutGroup(ruleChange);
  return { index, outcome, words };
}

/** A rule of an old record gets its id now: an equal one that somebody adds after our call is another one. */
async function writeIntent(
  index: number,
  step: Step,
  held: HeldChange,
  results: () => RuleResult[],
): Promise<void> {
  if (held.act().tried.includes(index)) return;
  await held.write(({ ruleChanges }, act) => ({
    act: { ...act, tried: [...act.tried, index], results: results() },
    ruleChanges: ruleChanges.map((one, at) =>
      at === index && one.kind === "added" && step.do === "revoke"
        ? { ...one, rule: { ...one.rule, ruleId: step.ruleId } }
        : one,
    ),
  }));
}

type Taken = Pick<RuleResult, "outcome" | "words">;

/** A lost answer that the SDK asked for again looks like somebody else's work of the same moment. */
const sameMoment = "it was so already when EC2 was asked: a lost answer, or somebody else at the same moment";

async function take(step: Step, groupId: string, api: GroupWriter): Promise<Taken> {
  switch (step.do) {
    case "nothing":
      return { outcome: step.outcome, ...(step.words === undefined ? {} : { words: step.words }) };
    case "revoke":
      return (await api.revoke(groupId, step.direction, step.ruleId)) === "revoked"
        ? { outcome: "taken-back" }
        : { outcome: "taken-back", words: sameMoment };
    case "authorize":
      return (await api.authorize(groupId, step.rule)) === "authorized"
        ? { outcome: "taken-back" }
        : { outcome: "taken-back", words: sameMoment };
    case "modify":
      return (await api.modify(groupId, step.ruleId, step.rule)) === "modified"
        ? { outcome: "taken-back" }
        : { outcome: "changed-since", words: "removed since" };
  }
}
