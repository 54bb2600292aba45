// What a region's instances look like by the scheme of their account.
import { exemption, isExempt } from "@orgwatch/core/tag-audit/exempt";
import { judgeTags } from "@orgwatch/core/tag-audit/find-problems";
import type { Seen } from "@orgwatch/core/tag-audit/follow-violation";
import type { Instance } from "@orgwatch/core/tag-audit/instance";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Principals } from "@orgwatch/core/tag-audit/principals";

type Scheme = TagPolicy["schemes"][number];

export type Judging = {
  readonly scheme: Scheme;
  readonly principals: Principals;
  readonly policy: TagPolicy;
  readonly now: Date;
};

/** One instance, judged. */
export function seenOf(instance: Instance, { scheme, principals, policy, now }: Judging): Seen {
  const { problems, unproven } = judgeTags(instance, scheme, principals);
  return { instance, scheme: scheme.name, problems, unproven, exemption: exemption(instance, policy, now) };
}

/** Whether only its launcher can tell if a tag names the right one: those are few, and CloudTrail is slow. */
export function needsLauncher({ unproven, exemption: exempt }: Seen, { require }: Scheme): boolean {
  const keys = new Set(unproven.map(({ key }) => key));
  return (
    !isExempt(exempt) &&
    require.some(({ key, principal }) => keys.has(key.trim()) && principal?.includes("launcher"))
  );
}
