// What an operation of the GuardDuty API is here: a caller's place, its detector and parameters in, JSON or a refusal out.
import type { Refusal } from "../aws-call";
import type { Place } from "../gateway/moto-client";
import type { OrganizationLookup } from "../gateway/organization-lookup";
import type { Administration } from "./administration";
import type { Detectors } from "./detectors";
import type { Findings } from "./findings";

export type GuardDutyParts = {
  readonly findings: Findings;
  readonly detectors: Detectors;
  readonly administration: Administration;
  readonly organizations: OrganizationLookup;
  readonly now: () => Date;
};

export type GuardDutyCall = {
  readonly place: Place;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** The JSON of the answer. Throws GuardDutyRefused; undefined leaves the call to moto. */
export type Operation = (
  parts: GuardDutyParts,
  call: GuardDutyCall,
) => Promise<Readonly<Record<string, unknown>> | undefined>;

/** GuardDuty's one error for wrong input. */
export class GuardDutyRefused extends Error {
  override readonly name = "GuardDutyRefused";
  readonly refusal: Refusal;
  constructor(message: string) {
    super(message);
    this.refusal = {
      status: 400,
      code: "BadRequestException",
      message: `The request is rejected because ${message}`,
    };
  }
}

/** The detector that the call names. Throws GuardDutyRefused when it is not the caller's own. */
export async function ownDetector(
  parts: GuardDutyParts,
  { place, parameters }: GuardDutyCall,
): Promise<string> {
  const detectorId = await parts.detectors.idOf(place);
  if (!detectorId || detectorId !== parameters.DetectorId) {
    throw new GuardDutyRefused("the input detectorId is not owned by the current account.");
  }
  return detectorId;
}

/** The accounts whose findings the caller sees: its own, and its members' if it administers any. */
export function visibleAccounts(parts: GuardDutyParts, place: Place): ReadonlySet<string> {
  return new Set([place.accountId, ...parts.administration.membersOf(place).keys()]);
}
