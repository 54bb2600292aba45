// A plan, handed out to the workers of the second pass: items name accounts, and the acts are read from the plan that was kept.

import { marksWarned } from "@orgwatch/core/tag-audit/enforce-mark";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { RunPlan } from "@orgwatch/core/tag-audit/violation";
import type { Batch } from "../plan/run-input";

/** What the step hands on. `warnings` are the first of many; the plan has all. */
export type Decided = {
  readonly runId: string;
  readonly acts: number;
  readonly tidy: number;
  readonly held: number;
  readonly warnings: readonly string[];
  readonly items: readonly Batch[];
};

/**
 * A state has at most 262,144 bytes: with 10,000 accounts these are 182,000 for the items (hand-out.test.ts), and 10,500 for warnings.
 */
const mostItems = 400;
const mostWarnings = 20;
const mostCharacters = 500;

/** Items of accounts in which EC2 is asked for something. Warnings are marked only where the policy goes on after them. */
export function handOut(plan: RunPlan, policy: Pick<TagPolicy, "upTo">): Decided {
  const acts = plan.acts.filter(({ stage }) => stage !== "warn" || marksWarned(policy));
  const tidy = plan.tidy ?? [];
  const accounts = [...new Set([...acts, ...tidy].map(({ accountId }) => accountId))].toSorted();
  const size = Math.max(1, Math.ceil(accounts.length / mostItems));
  const items: Batch[] = [];
  for (let start = 0; start < accounts.length; start += size)
    items.push({ runId: plan.runId, accounts: accounts.slice(start, start + size) });
  return {
    runId: plan.runId,
    acts: plan.acts.length,
    tidy: tidy.length,
    held: plan.held.length,
    warnings: plan.warnings.slice(0, mostWarnings).map((warning) => warning.slice(0, mostCharacters)),
    items,
  };
}
