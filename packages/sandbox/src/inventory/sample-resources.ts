// What the inventory finds in the sandbox besides instances and security groups: a mix of resources in every workload and region, tagged.
import type { SandboxOrganization } from "../organization";
import { makeBucket, makeLogGroup, makeQueue, makeTable, makeTopic } from "./make-data";
import { makeNetwork } from "./make-network";
import { makeFunction, makeKey, makeParameter, makeRole, makeSecret } from "./make-secrets";
import type { SamplePlace, SampleResource } from "./sample-place";

type Make = (place: SamplePlace) => Promise<SampleResource | readonly SampleResource[]>;

/** What every account has in the home region, and in the others. Functions run as the role, which comes first. */
const inHomeRegion: readonly Make[] = [
  makeRole,
  makeNetwork,
  makeBucket,
  makeTable,
  makeQueue,
  makeTopic,
  makeLogGroup,
  makeSecret,
  makeParameter,
  makeKey,
  makeFunction,
];
const elsewhere: readonly Make[] = [makeNetwork, makeBucket, makeQueue, makeLogGroup, makeFunction];

/**
 * Makes them in every active account of the organization but the management account, and answers what there is now. To be called once.
 * @throws what the AWS SDK throws.
 */
export async function createSampleResources(
  url: string,
  organization: Pick<SandboxOrganization, "accounts" | "homeRegion" | "managementAccountId" | "regions">,
): Promise<readonly SampleResource[]> {
  const resources: SampleResource[] = [];
  const { accounts, homeRegion, managementAccountId, regions } = organization;
  const watched = accounts.filter(({ id, state }) => state === "ACTIVE" && id !== managementAccountId);
  for (const account of watched)
    for (const region of regions)
      for (const make of region === homeRegion ? inHomeRegion : elsewhere)
        resources.push(...[await make({ url, account, region })].flat());
  return resources;
}
