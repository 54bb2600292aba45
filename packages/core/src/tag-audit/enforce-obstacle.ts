// What speaks against an act a moment before it is done: whatever changed since the plan.
import { tagStages } from "@orgwatch/manifest/tag-policy";
import type { ActStage } from "./due-act";
import type { SeenInstance } from "./enforce-instance";
import { exemption, isExempt } from "./exempt";
import type { TagPolicy } from "./policy";
import { whySpared } from "./spared";
import { problemsLeft } from "./still-wrong";
import type { Violation } from "./violation";

/** Why the planned act is left out, for people; undefined: nothing speaks against it. `firstSeenAt` is the plan's. */
export function obstacleTo(
  { stage, firstSeenAt }: { readonly stage: ActStage; readonly firstSeenAt: string },
  violation: Violation,
  seen: SeenInstance,
  policy: TagPolicy,
  now: Date,
): string | undefined {
  if (tagStages.indexOf(stage) > tagStages.indexOf(policy.upTo))
    return `the policy goes no further than ${policy.upTo}`;
  if (violation.status !== "open") return `the violation is ${violation.status} by now`;
  if (violation.firstSeenAt !== firstSeenAt) return "the violation ended, and a new one began";
  const scheme = policy.schemes.find(({ name }) => name === violation.scheme);
  if (scheme === undefined) return `the policy has no scheme ${violation.scheme} any more`;
  const { state } = seen;
  if (state !== "running" && state !== "stopping" && state !== "stopped") return `it is ${state}`;
  const { keeper: known, ...before } = violation.instance;
  // Import tasks are known to the scan only.
  const keeper = seen.keeper ?? (known?.kind === "import" ? known : undefined);
  const { tags, launchedAt } = seen;
  const instance = { ...before, state, tags: { ...tags }, launchedAt, ...(keeper ? { keeper } : {}) };
  const problems = problemsLeft(violation, instance, scheme);
  if (problems.length === 0) return "its tags were mended";
  const exempt = exemption(instance, policy, now);
  if (isExempt(exempt)) return `it is exempt until ${exempt.until}`;
  return whySpared({ ...violation, instance, problems }, policy);
}
