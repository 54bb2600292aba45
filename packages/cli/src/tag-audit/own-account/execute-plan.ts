// Does exactly what the plan says that a person has seen: one instance at a time, each recorded before and after.
import { TryLater } from "@orgwatch/core/errors";
import { enforceAct } from "@orgwatch/core/tag-audit/enforce-act";
import type { Ending } from "@orgwatch/core/tag-audit/enforce-record";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { PlannedAct, RunPlan, Violation } from "@orgwatch/core/tag-audit/violation";
import { wordsOf } from "../../words-of-error";
import type { OwnAccount } from "./own-account";
import type { AuditRecord } from "./record-file";
import { NotRecorded, recordedViolations } from "./recorded-violations";

/** What became of a planned act; `not-tried`: the run ended before it. */
export type ExecutedAct = {
  readonly act: PlannedAct;
  readonly outcome: Ending["outcome"] | "not-tried";
  readonly words?: string | undefined;
};

export type ExecuteContext = {
  readonly plan: RunPlan;
  readonly violations: readonly Violation[];
  readonly policy: TagPolicy;
  readonly account: Pick<OwnAccount, "enforcerIn">;
  readonly record: AuditRecord;
  readonly now: () => Date;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborted: what is begun is ended, and nothing else is begun. */
  readonly signal: AbortSignal;
  /** Hears of each act as it ends. */
  readonly tell: (executed: ExecutedAct) => void;
};

/** EC2's own client has tried four times already. */
const mostTries = 3;
const pauseMs = 5000;

/** One result for each act, in the plan's order. One that fails stops no other; only a record that cannot be written ends the run. */
export async function executePlan(context: ExecuteContext): Promise<readonly ExecutedAct[]> {
  const { plan, violations, record, signal, tell } = context;
  const recorded = recordedViolations(violations, record);
  const results: ExecutedAct[] = [];
  let ended: string | undefined;
  for (const act of plan.acts) {
    if (signal.aborted) ended ??= "the run was interrupted";
    const executed =
      ended === undefined
        ? await execute(act, recorded, context)
        : { act, outcome: "not-tried" as const, words: ended };
    if ("ends" in executed) ended = executed.words;
    const { outcome, words } = executed;
    const result = { act, outcome, ...(words === undefined ? {} : { words }) };
    results.push(result);
    tell(result);
  }
  return results;
}

async function execute(
  act: PlannedAct,
  violations: ReturnType<typeof recordedViolations>,
  { account, policy, plan, now, wait }: ExecuteContext,
): Promise<ExecutedAct & { readonly ends?: true }> {
  const { violationId, instanceId, accountId, region, stage, firstSeenAt } = act;
  // Whoever interrupts must not cut an act in two.
  const patient = new AbortController().signal;
  const dependencies = {
    violations,
    policy,
    enforcer: account.enforcerIn({ accountId, region }),
    runId: plan.runId,
    worker: "command line",
    now,
    sleep: (ms: number) => wait(ms, patient),
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return {
        act,
        ...(await enforceAct({ violationId, instanceId, planned: { stage, firstSeenAt } }, dependencies)),
      };
    } catch (error) {
      if (error instanceof NotRecorded)
        return { act, outcome: "failed", words: `${error.message}: ${wordsOf(error.cause)}`, ends: true };
      if (!(error instanceof TryLater) || tries === mostTries)
        return {
          act,
          outcome: "failed",
          words: wordsOf(error instanceof TryLater ? (error.cause ?? error) : error),
        };
      await wait(pauseMs, patient);
    }
  }
}
