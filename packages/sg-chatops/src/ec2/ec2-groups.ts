// Security groups over the AWS SDK, in any account and region, as the role that the account gives us.
import { EC2Client } from "@aws-sdk/client-ec2";
import { sts } from "@orgwatch/core/aws";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { credentialsIn, type RoleCredentials, roleSessions } from "@orgwatch/core/organization/role-sessions";
import { partitionOfRegion } from "@orgwatch/core/partition";
import type { GroupReader, GroupsIn, GroupWriter } from "./group-api";
import { groupReader } from "./group-reader";
import { groupWriter } from "./group-writer";

/** `sessionName` is what CloudTrail shows. */
type GroupsOptions = { readonly sessionName: () => string; readonly now: () => Date };

/** For those who only look. `manifest.ts` declares the role. */
export function groupReaders(options: GroupsOptions): GroupsIn<GroupReader> {
  const clientIn = clientsAs("security-group-reader", options);
  return (accountId, region) => groupReader(clientIn(accountId, region), { accountId, region });
}

/** For the one lambda that takes changes back. `manifest.ts` declares the role. */
export function groupResponders(options: GroupsOptions): GroupsIn<GroupReader & GroupWriter> {
  const clientIn = clientsAs("security-group-responder", options);
  return (accountId, region) => {
    const [client, place] = [clientIn(accountId, region), { accountId, region }];
    return { ...groupReader(client, place), ...groupWriter(client, place) };
  };
}

/** More accounts and regions than a process has at once; the oldest client makes room. */
const mostClients = 200;

/**
 * A client for each account and region, because a client has one identity and adapts its pace to one account's throttling. All share one
 * pool of connections. Without these limits the SDK waits for ever. It may repeat a call whose answer was lost, also one that changes
 * something: the second try finds the rule gone or there.
 */
function clientsAs(
  roleName: string,
  { sessionName, now }: GroupsOptions,
): (accountId: string, region: string) => EC2Client {
  const session = roleSessions({ assumeRole: assumeRoleWith(sts()), sessionName, now });
  const clients = new Map<string, EC2Client>();
  return (accountId, region) => {
    const place = `${accountId}/${region}`;
    const known = clients.get(place);
    if (known) return known;
    const [[oldest, first] = []] = clients;
    const client = clientFor(
      region,
      () => credentialsIn(session, partitionOfRegion(region))(accountId, roleName),
      first,
    );
    if (oldest !== undefined && clients.size >= mostClients) clients.delete(oldest);
    clients.set(place, client);
    return client;
  };
}

function clientFor(
  region: string,
  credentials: () => Promise<RoleCredentials>,
  other: EC2Client | undefined,
): EC2Client {
  return new EC2Client({
    region,
    credentials,
    maxAttempts: 3,
    retryMode: "adaptive",
    requestHandler: other?.config.requestHandler ?? {
      connectionTimeout: 1000,
      requestTimeout: 5000,
      throwOnRequestTimeout: true,
    },
  });
}
