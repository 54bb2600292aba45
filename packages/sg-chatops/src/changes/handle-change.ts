// From a record of CloudTrail to a question in Slack: understand, record, and only then tell; whatever fails is taken up again here.
import { NeverAgain } from "@orgwatch/core/errors";
import type { SgDecision } from "@orgwatch/core/handed";
import { runEach } from "@orgwatch/core/run-each";
import type { Change, RuleChange } from "@orgwatch/core/security-groups/change";
import type { ChangeTable } from "@orgwatch/core/security-groups/change-table";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { isGraver } from "@orgwatch/core/severity";
import type { GroupReader, GroupsIn } from "../ec2/group-api";
import type { KnownRules } from "../rules/known-rules";
import { placeOf, type TellDependencies, tellChange } from "../show/tell-change";
import { joinThread } from "../show/thread";
import type { GroupCall } from "../understand/group-call";
import { noEvent, readCall } from "../understand/read-call";
import { resolveRules } from "../understand/resolve-rules";
import { type GroupFacts, lookAtGroup } from "./look-at-group";
import { newChange } from "./record-change";

export type ChangeDependencies = TellDependencies & {
  readonly changes: ChangeTable;
  readonly groups: GroupsIn<GroupReader>;
  readonly known: KnownRules;
  /** Hands the policy's own decision to sg-decisions. */
  readonly decide: (decision: SgDecision) => Promise<void>;
};

/**
 * Handles one record. However often it comes, and by whichever source, it is one change with one message.
 * @throws NeverAgain for what is no event at all; TryLater while a table or Slack cannot be used.
 */
export async function handleChange(body: unknown, dependencies: ChangeDependencies): Promise<void> {
  const read = readCall(body);
  if (read.kind === "ignored") {
    if (read.because === noEvent) throw new NeverAgain(noEvent);
    return dependencies.log.info("nothing has changed", { because: read.because });
  }
  const { call, unclear } = read;
  const { changeId, accountId, region, eventName } = call;
  const log = dependencies.log.with({ changeId, accountId, region, eventName });
  const known = await dependencies.changes.get(changeId);
  const change = known ?? (await record(call, unclear, { ...dependencies, log }));
  log.info(known ? "recorded before" : "recorded", { state: change.state, risk: change.risk });
  const policy = await dependencies.policy();
  // A policy that takes back must not wait for Slack, and people must hear of the change when it cannot.
  await runEach(
    [() => denyByPolicy(change, policy, dependencies), () => tellChange(change, { ...dependencies, log })],
    (work) => work(),
  );
}

async function record(
  call: GroupCall,
  unclear: readonly string[],
  dependencies: ChangeDependencies,
): Promise<Change> {
  const { groups, changes, policy: readPolicy, now, log } = dependencies;
  const policy = await readPolicy();
  const facts = await lookAtGroup(call, groups(call.accountId, call.region), { now });
  for (const note of facts.notes) log.warn("details are missing", { note });
  const resolved = await resolve(call, facts, dependencies);
  const change = newChange({ call, unclear, facts, resolved }, policy, now());
  const isTold = change.state === "pending" || change.state === "noted";
  const complete = isTold ? await inItsThread(change, policy, dependencies) : change;
  if (await changes.add(complete)) return complete;
  return (await changes.get(change.changeId)) ?? complete;
}

async function inItsThread(
  change: Change,
  policy: Policy,
  dependencies: ChangeDependencies,
): Promise<Change> {
  const { state, now } = dependencies;
  const { channel } = await placeOf(change, dependencies);
  const threadOf = await joinThread(change, channel.id, { state, policy, now: now() });
  return threadOf === undefined ? change : { ...change, threadOf };
}

/** What the record leaves out is filled in from what is known of the group; then what is seen now is remembered for the next change. */
async function resolve(
  call: GroupCall,
  { groupId, rules, readAt }: GroupFacts,
  { known, now }: ChangeDependencies,
): Promise<ReturnType<typeof resolveRules>> {
  if (groupId === undefined) return resolveRules(call, { known: new Map(), current: rules });
  const place = { accountId: call.accountId, region: call.region, groupId };
  const resolved = resolveRules(call, { known: await known.before(place, call.eventTime), current: rules });
  const made = resolved.ruleChanges.flatMap(ruleMadeBy);
  await known.remember(place, { rules: made, at: call.eventTime, isComplete: false }, now());
  if (rules !== undefined)
    await known.remember(place, { rules, at: readAt.toISOString(), isComplete: true }, now());
  return resolved;
}

/** A modified rule that nobody knew before is shown with a guess of its direction: not worth remembering. */
function ruleMadeBy(change: RuleChange): readonly Rule[] {
  if (change.kind === "added") return [change.rule];
  return change.kind === "modified" && change.before !== undefined ? [change.after] : [];
}

async function denyByPolicy(
  { changeId, state, risk, recordedAt }: Change,
  { denyFrom }: Policy,
  { decide }: ChangeDependencies,
): Promise<void> {
  if (state !== "pending" || denyFrom === undefined || isGraver(denyFrom, risk)) return;
  await decide({
    kind: "sg-decision",
    id: `policy/at-once/${changeId}`,
    changeId,
    what: "deny",
    via: "policy",
    by: { id: "policy", name: "the policy" },
    reason: `The policy denies changes of risk ${denyFrom} and above.`,
    at: recordedAt,
  });
}
