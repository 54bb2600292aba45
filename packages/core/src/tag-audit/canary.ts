// Whether EC2's answer can be trusted: an answer without data looks like a region in which there is nothing wrong, or nothing at all.
import type { Instance } from "./instance";
import type { TagPolicy } from "./policy";
import type { Cell } from "./violation";

type Canary = TagPolicy["canary"];

/** Below this, one instance more or less is a large share, and a count proves nothing. */
const fewestToCompare = 10;

/** What one account and region showed: all of its audited instances, and how many there were at the last complete run. */
export type CanaryFacts = {
  readonly accountId: string;
  readonly region: string;
  readonly instances: readonly Pick<Instance, "accountId" | "region" | "state" | "tags">[];
  readonly countBefore: number | undefined;
};

/** What the cell says of its canary. `missing`: nothing may be done in this region. Its words are for people. */
export function judgeCanary(canary: Canary, facts: CanaryFacts): Pick<Cell, "canary" | "canaryWords"> {
  return canary.kind === "count" ? judgeCount(canary.mayDropPercent, facts) : judgeInstance(canary, facts);
}

/** Whether an instance is the policy's canary of its region: it is never acted on, whatever its tags. */
export function isCanary(canary: Canary, instance: Pick<Instance, "accountId" | "region" | "tags">) {
  if (canary.kind === "count" || instance.accountId !== canary.accountId) return false;
  const tags = Object.entries(canary.tags);
  return (
    tags.length > 0 &&
    tags.every(([key, value]) => instance.tags[key] === value.replaceAll("<region>", instance.region))
  );
}

function judgeCount(mayDropPercent: number, { instances, countBefore }: CanaryFacts) {
  const count = instances.length;
  if (countBefore === undefined) return unproven("there is no earlier run to compare with");
  if (countBefore < fewestToCompare) return unproven(`only ${countBefore} instances the last time`);
  const dropped = ((countBefore - count) / countBefore) * 100;
  if (dropped <= mayDropPercent) return seen(`${count} instances, ${countBefore} the last time`);
  return missing(
    `${count} instances, ${countBefore} the last time: more than ${mayDropPercent} percent are gone`,
  );
}

function judgeInstance(canary: Extract<Canary, { kind: "instance" }>, facts: CanaryFacts) {
  if (facts.accountId !== canary.accountId) return unproven(`the canary is in account ${canary.accountId}`);
  const canaries = facts.instances.filter((instance) => isCanary(canary, instance));
  if (canaries.some(({ state }) => state !== "running")) return seen("the canary instance is there");
  return missing(
    canaries.length > 0
      ? "the canary instance is there, but it is running: nobody stopped it"
      : "the canary instance is not there",
  );
}

const seen = (canaryWords: string) => ({ canary: "seen", canaryWords }) as const;
const missing = (canaryWords: string) => ({ canary: "missing", canaryWords }) as const;
const unproven = (canaryWords: string) => ({ canary: "unproven", canaryWords }) as const;
