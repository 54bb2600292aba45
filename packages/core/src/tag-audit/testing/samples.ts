// Instances, violations, cells and policies of tests, each as plain as it can be.
import type { TagRequirement, TagScheme } from "@orgwatch/manifest/tag-policy";
import { type Instance, violationIdOf } from "../instance";
import { type TagPolicy, tagPolicyWith } from "../policy";
import type { Cell, Violation, ViolationAct } from "../violation";

export const accountId = "111111111111";
export const region = "eu-west-1";
/** When the sample violation was first seen. */
export const firstSeenAt = "2030-01-07T09:00:00.000Z";

/** So many hours after the sample violation was first seen. */
export function after(hours: number): Date {
  return new Date(Date.parse(firstSeenAt) + hours * 3_600_000);
}

export function requirement(part: Partial<TagRequirement> = {}): TagRequirement {
  return { key: "department", ignoreCase: false, ...part };
}

export function scheme(part: Partial<TagScheme> = {}): TagScheme {
  return { name: "everybody", accounts: [], organizationalUnits: [], require: [requirement()], ...part };
}

/** The standard policy with one scheme, which goes as far as `terminate`. */
export function policy(part: Partial<Parameters<typeof tagPolicyWith>[0]> = {}): TagPolicy {
  return tagPolicyWith({ schemes: [scheme()], upTo: "terminate", ...part });
}

/** Runs since long before it was seen, without a tag. */
export function instance(part: Partial<Instance> = {}): Instance {
  return {
    accountId,
    region,
    instanceId: "i-1",
    state: "running",
    launchedAt: "2029-12-01T00:00:00.000Z",
    createdAt: "2029-12-01T00:00:00.000Z",
    tags: {},
    ...part,
  };
}

/** Open since `firstSeenAt`, without acts. */
export function violation(
  part: Partial<Omit<Violation, "instance">> & { readonly instance?: Partial<Instance> } = {},
): Violation {
  const of = instance(part.instance);
  return {
    violationId: violationIdOf(of),
    revision: 1,
    scheme: "everybody",
    problems: [{ key: "department", problem: "missing", words: "department is missing" }],
    firstSeenAt,
    lastSeenAt: firstSeenAt,
    lastRunId: "run-1",
    status: "open",
    acts: [],
    ...part,
    instance: of,
  };
}

/** Done at once, so many hours after the sample violation was first seen. */
export function act(
  what: ViolationAct["what"],
  hours: number,
  part: Partial<ViolationAct> = {},
): ViolationAct {
  const at = after(hours).toISOString();
  return { what, runId: "run-0", intendedAt: at, endedAt: at, outcome: "done", ...part };
}

/** Read completely by `run-1`, 100 instances, its canary seen. */
export function cell(part: Partial<Cell> = {}): Cell {
  return {
    runId: "run-1",
    accountId,
    region,
    checkedAt: after(0).toISOString(),
    result: "ok",
    instances: 100,
    violations: 1,
    exempt: 0,
    canary: "seen",
    ...part,
  };
}
