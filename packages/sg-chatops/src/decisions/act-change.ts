// Takes a change back exactly: rule by rule, each on its own, nothing twice, and nothing that somebody else has changed since.
import { TryLater } from "@orgwatch/core/errors";
import type { Change, RuleResult } from "@orgwatch/core/security-groups/change";
import { cut } from "@orgwatch/core/slack-text";
import type { Group, GroupReader, GroupsIn, GroupWriter } from "../ec2/group-api";
import { NoAccess } from "../ec2/group-api";
import { type HeldChange, holdAct, type LeaseDependencies, withoutLease } from "./act-lease";
import { readBack } from "./read-back";
import { type Undone, undoRule, withoutGroup } from "./undo-rule";

export type ActDependencies = LeaseDependencies & {
  readonly groups: GroupsIn<GroupReader & GroupWriter>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** When the lambda is ended: no rule is begun shortly before. */
  readonly deadline: Date;
};

/** A missing role or right is waited for so long after the decision: somebody may mend it. */
const mendMs = 3600_000;
/** So many rules in one run are put off before the run ends. */
const mostPostponed = 2;
/** What one rule may take when EC2 answers late. */
const ruleMs = 20_000;
/** EC2's words may be long, and the results of a thousand rules stand in one item. */
const longestWords = 120;

/**
 * Takes back a change that was denied, and answers it with its results; one that is finished already as it is.
 * @throws TryLater while somebody else is at it, or EC2, the table or the account's role cannot be used: what is left is for the next try.
 */
export async function actChange(change: Change, dependencies: ActDependencies): Promise<Change> {
  const lease = await holdAct(change, dependencies);
  if ("finished" in lease) return lease.finished;
  const { held } = lease;
  const results = new Map(held.act().results.map((result) => [result.index, result]));
  const inOrder = () => [...results.values()].toSorted((one, other) => one.index - other.index);
  try {
    await undoRules(held, results, inOrder, dependencies);
    const { now } = dependencies;
    const seen = await lookAgain(held.current(), inOrder(), dependencies);
    return await held.write((_, act) => ({
      act: { ...withoutLease(act), results: seen, finishedAt: now().toISOString() },
      dueAt: undefined,
    }));
  } catch (error) {
    // The lease would only keep the next try waiting. If this write fails too, it runs out by itself.
    await held.write((_, act) => ({ act: { ...withoutLease(act), results: inOrder() } })).catch(() => {});
    throw error;
  }
}

/** Fills `results`. Those that failed before are tried again; all others are final. */
async function undoRules(
  held: HeldChange,
  results: Map<number, RuleResult>,
  inOrder: () => RuleResult[],
  { groups, now, deadline }: ActDependencies,
): Promise<void> {
  const { accountId, region, groupId, ruleChanges, decision } = held.current();
  const api = groups(accountId, region);
  const group = await lookUp(groupId, api);
  const isLate = decision !== undefined && now().getTime() >= Date.parse(decision.at) + mendMs;
  let blocked: NoAccess | undefined;
  const postponed: TryLater[] = [];
  for (const index of ruleChanges.keys()) {
    if ((results.get(index)?.outcome ?? "failed") !== "failed") continue;
    if (now().getTime() > deadline.getTime() - ruleMs) throw new TryLater("the next run goes on");
    const undone = await undoOne(index, { group, groupId, api, held, inOrder }).catch((error: unknown) =>
      laterOf(error, postponed),
    );
    if (undone === undefined) continue;
    const result = undone.kind === "result" ? undone.result : blockedResult(index, undone.why, isLate);
    results.set(index, {
      ...result,
      ...(result.words === undefined ? {} : { words: cut(result.words, longestWords) }),
    });
    if (undone.kind === "blocked") blocked = undone.why;
  }
  const [first] = postponed;
  if (first) throw first;
  if (blocked && !isLate) throw new TryLater("the account does not let us in yet", { cause: blocked });
}

/** One rule that EC2 does not take now does not hold up the others; when it is all of them, it is EC2, the table or the lease. */
function laterOf(error: unknown, postponed: TryLater[]): undefined {
  if (!(error instanceof TryLater) || postponed.length >= mostPostponed) throw error;
  postponed.push(error);
}

/** Undefined: it is gone. */
async function lookUp(groupId: string | undefined, api: GroupReader): Promise<Group | NoAccess | undefined> {
  try {
    return groupId === undefined ? undefined : await api.group({ id: groupId });
  } catch (error) {
    if (error instanceof NoAccess) return error;
    throw error;
  }
}

type OneRule = {
  readonly group: Group | NoAccess | undefined;
  readonly groupId: string | undefined;
  readonly api: GroupReader & GroupWriter;
  readonly held: HeldChange;
  readonly inOrder: () => RuleResult[];
};

async function undoOne(index: number, { group, groupId, api, held, inOrder }: OneRule): Promise<Undone> {
  if (groupId === undefined)
    return {
      kind: "result",
      result: { index, outcome: "failed", words: "nobody knows which group it was" },
    };
  if (group instanceof NoAccess) return { kind: "blocked", why: group };
  if (group === undefined) return { kind: "result", result: withoutGroup(index, held) };
  return undoRule(index, groupId, api, held, inOrder);
}

function blockedResult(index: number, { message }: NoAccess, isLate: boolean): RuleResult {
  const words = isLate
    ? `could not be taken back within an hour: ${message}`
    : `could not be taken back yet: ${message}`;
  return { index, outcome: "failed", words };
}

async function lookAgain(
  change: Change,
  results: readonly RuleResult[],
  { groups, sleep }: ActDependencies,
): Promise<RuleResult[]> {
  if (change.groupId === undefined) return [...results];
  const api = groups(change.accountId, change.region);
  return readBack(change.groupId, change, results, { api, sleep });
}
