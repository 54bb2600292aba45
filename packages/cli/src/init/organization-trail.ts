// Whether the organization's trail tells EventBridge of what Orgwatch listens for, in words.
import { cleanLine } from "../terminal";
import type { TrailFact } from "./caller-account";

const look =
  "aws cloudtrail describe-trails --query 'trailList[?IsOrganizationTrail].[Name,IsMultiRegionTrail]'";
const without =
  "Without one that records management events in all regions EventBridge hears neither of root use nor of findings that people archive.";

/** The trail that serves best: one that lacks nothing, else the first; undefined when there is none. */
export function bestTrail(trails: readonly TrailFact[]): TrailFact | undefined {
  return trails.find((trail) => lacksOf(trail).length === 0) ?? trails[0];
}

/** One line about a trail that serves; empty when there is none: then a person has something to do. */
export function trailAsText(trails: readonly TrailFact[] | undefined): string {
  const trail = bestTrail(trails ?? []);
  if (trail === undefined || lacksOf(trail).length > 0) return "";
  return `Organization trail ${cleanLine(trail.name, 128)}: management events of all regions, files in the bucket ${trail.bucket}.\n`;
}

/** What a person has to do about it; `trails` is undefined where these credentials may not look. */
export function trailSteps(trails: readonly TrailFact[] | undefined): readonly string[] {
  if (trails === undefined)
    return [
      `These credentials may not look for an organization trail (cloudtrail:DescribeTrails, GetTrailStatus, GetEventSelectors). ${without} Management account: ${look}`,
    ];
  const trail = bestTrail(trails);
  if (trail === undefined)
    return [`There is no organization trail. ${without} Make one for the organization.`];
  const lacks = lacksOf(trail);
  if (lacks.length === 0) return [];
  const words = lacks.map(({ what }) => `it ${what}`).join(", ");
  return [`The organization trail ${trail.name} is not enough: ${words}. ${without} Change it.`];
}

/** What keeps a trail from being enough; `what` goes on from its name, e.g. `is switched off`. */
export type TrailLack = { readonly kind: "off" | "one-region" | "events"; readonly what: string };

/** All that it lacks; nothing for one that serves. */
export function lacksOf({ logging, allRegions, managementEvents }: TrailFact): readonly TrailLack[] {
  const missing = (["read", "write"] as const).filter((kind) => !managementEvents.includes(kind));
  return [
    ...(logging ? [] : [{ kind: "off", what: "is switched off" } as const]),
    ...(allRegions ? [] : [{ kind: "one-region", what: "is of one region only" } as const]),
    ...(missing.length > 0
      ? [{ kind: "events", what: `leaves out management events (${missing.join(" and ")})` } as const]
      : []),
  ];
}
