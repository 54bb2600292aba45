// An event data store of the whole organization, created as its management account would.
import { CloudTrailClient, CreateEventDataStoreCommand } from "@aws-sdk/client-cloudtrail";
import { adminOf } from "../admin";
import type { SandboxOrganization } from "../organization";

/** Answers the ARN. It takes in the records of all accounts and regions from now on. Rejects when there is one already. */
export async function createOrganizationStore(
  endpoint: string,
  { managementAccountId, homeRegion }: Pick<SandboxOrganization, "managementAccountId" | "homeRegion">,
): Promise<string> {
  const client = new CloudTrailClient(adminOf(endpoint, managementAccountId, homeRegion));
  try {
    const store = { Name: "organization-events", OrganizationEnabled: true };
    const { EventDataStoreArn = "" } = await client.send(new CreateEventDataStoreCommand(store));
    return EventDataStoreArn;
  } finally {
    client.destroy();
  }
}
