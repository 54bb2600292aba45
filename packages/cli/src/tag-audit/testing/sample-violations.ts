// Violations, cells and plans of an organization, as a run of the sweep leaves them.
import { type Instance, violationIdOf } from "@orgwatch/core/tag-audit/instance";
import type { Cell, RunPlan, Violation } from "@orgwatch/core/tag-audit/violation";

export const runId = "2030-01-07T09:00:00.000Z";

/** An open violation of the account payments, which was warned. */
export function violation(
  instanceId: string,
  {
    instance,
    ...part
  }: Partial<Omit<Violation, "instance">> & { readonly instance?: Partial<Instance> } = {},
): Violation {
  const of: Instance = {
    accountId: "444444444444",
    region: "eu-central-1",
    instanceId,
    state: "running",
    launchedAt: "2029-12-24T08:00:00.000Z",
    createdAt: "2029-12-01T08:00:00.000Z",
    tags: { Name: "batch", Department: "it" },
    instanceType: "m7g.large",
    ...instance,
  };
  return {
    violationId: violationIdOf(of),
    revision: 3,
    instance: of,
    scheme: "everybody",
    problems: [
      { key: "department", problem: "missing", words: "department is missing (there is Department)" },
    ],
    firstSeenAt: "2030-01-01T09:00:00.000Z",
    lastSeenAt: "2030-01-07T09:02:00.000Z",
    lastRunId: runId,
    status: "open",
    stage: "warn",
    next: { stage: "stop", at: "2030-01-08T09:00:00.000Z" },
    acts: [],
    ...part,
  };
}

/** Read completely by the run. */
export function cell(region: string, part: Partial<Cell> = {}): Cell {
  return {
    runId,
    accountId: "444444444444",
    region,
    checkedAt: "2030-01-07T09:01:00.000Z",
    result: "ok",
    instances: 20,
    violations: 2,
    exempt: 1,
    canary: "seen",
    ...part,
  };
}

/** A plan of the run that does nothing, but for its parts. */
export function plan(part: Partial<RunPlan> = {}): RunPlan {
  return { runId, madeAt: "2030-01-07T09:10:00.000Z", acts: [], held: [], warnings: [], ...part };
}
