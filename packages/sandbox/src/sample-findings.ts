// GuardDuty's sample findings, created the way a person would: list the detectors, then create.
import {
  CreateSampleFindingsCommand,
  GuardDutyClient,
  ListDetectorsCommand,
} from "@aws-sdk/client-guardduty";
import { adminOf } from "./admin";

export type SamplePlace = { readonly endpoint: string; readonly accountId: string; readonly region: string };

/**
 * `list-detectors` and `create-sample-findings` in one account and region.
 * @throws Error when the account has no detector there.
 */
export async function createSampleFindings(place: SamplePlace, types: readonly string[]): Promise<void> {
  const client = new GuardDutyClient(adminOf(place.endpoint, place.accountId, place.region));
  try {
    const { DetectorIds } = await client.send(new ListDetectorsCommand({}));
    const DetectorId = DetectorIds?.[0];
    if (!DetectorId) throw new Error(`GuardDuty is not on in ${place.accountId}, ${place.region}`);
    await client.send(new CreateSampleFindingsCommand({ DetectorId, FindingTypes: [...types] }));
  } finally {
    client.destroy();
  }
}
