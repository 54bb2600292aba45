// The operations on detectors where moto errs or lacks them: one detector in a region, features merged, tags that can be changed.
import type { Place } from "../gateway/moto-client";
import { textOf, textsOf } from "../gateway/read-json";
import { arnOf } from "../iam/arn";
import { tagsOf } from "./detectors";
import {
  type GuardDutyCall,
  type GuardDutyParts,
  GuardDutyRefused,
  type Operation,
  ownDetector,
} from "./operation";

/** By the API's names. */
export const detectorOperations: Readonly<Record<string, Operation>> = {
  CreateDetector: async ({ detectors }, { place }) => {
    if (!(await detectors.idOf(place))) return undefined;
    throw new GuardDutyRefused("a detector already exists for the current account.");
  },
  GetDetector: async (parts, call) => parts.detectors.read(call.place, await ownDetector(parts, call)),
  DeleteDetector: async ({ detectors }, { place }) => {
    detectors.forget(place);
    return undefined;
  },
  UpdateDetector: async (parts, call) => {
    const detectorId = await ownDetector(parts, call);
    const { DetectorId: _, ...changes } = call.parameters;
    await parts.detectors.update(call.place, detectorId, changes);
    return {};
  },
  TagResource: async (parts, call) => {
    const added = tagsOf(call.parameters.tags);
    await parts.detectors.retag(call.place, await taggedDetector(parts, call), (old) => ({
      ...old,
      ...added,
    }));
    return {};
  },
  UntagResource: async (parts, call) => {
    const removed = new Set(keysOf(call.parameters.tagKeys));
    await parts.detectors.retag(call.place, await taggedDetector(parts, call), (old) =>
      Object.fromEntries(Object.entries(old).filter(([key]) => !removed.has(key))),
    );
    return {};
  },
  ListTagsForResource: async (parts, call) => {
    const { tags } = await parts.detectors.read(call.place, await taggedDetector(parts, call));
    return { tags };
  },
};

/** The caller's own detector, which the call names by its ARN. Throws GuardDutyRefused for everything else: nothing else has tags here. */
async function taggedDetector(
  { detectors }: GuardDutyParts,
  { place, parameters }: GuardDutyCall,
): Promise<string> {
  const detectorId = await detectors.idOf(place);
  if (detectorId && parameters.ResourceArn === detectorArn(place, detectorId)) return detectorId;
  throw new GuardDutyRefused("the parameter resourceArn is not of a detector of the current account.");
}

function detectorArn(place: Place, detectorId: string): string {
  return arnOf("guardduty", place, `detector/${detectorId}`);
}

/** Keys come in the query: one is a text, several are a list. */
function keysOf(value: unknown): readonly string[] {
  const one = textOf(value);
  return one === undefined ? textsOf(value) : [one];
}
