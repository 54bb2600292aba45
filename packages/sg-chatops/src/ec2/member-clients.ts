// EC2 clients of this job in member accounts, as one of the two roles that every account has for it.
import { EC2Client } from "@aws-sdk/client-ec2";
import { sts } from "@orgwatch/core/aws";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { credentialsIn, roleSessions } from "@orgwatch/core/organization/role-sessions";
import { partitionOfRegion } from "@orgwatch/core/partition";

/** `sessionName` is what CloudTrail shows. */
export type MemberOptions = { readonly sessionName: () => string; readonly now: () => Date };

/** How patient a client is: tries in all, and how long each may take. */
export type Patience = { readonly maxAttempts: number; readonly requestTimeout: number };

/** More accounts and regions than a process has at once; the oldest client makes room. */
const mostClients = 200;

/**
 * A client for each account and region, because a client has one identity and adapts its pace to one account's throttling. All share one
 * pool of connections. Without these limits the SDK waits for ever. It may repeat a call whose answer was lost, also one that changes
 * something: the second try finds the rule gone or there.
 */
export function clientsAs(
  roleName: "security-group-reader" | "security-group-responder",
  { sessionName, now }: MemberOptions,
  { maxAttempts, requestTimeout }: Patience,
): (accountId: string, region: string) => EC2Client {
  const session = roleSessions({ assumeRole: assumeRoleWith(sts()), sessionName, now });
  const clients = new Map<string, EC2Client>();
  return (accountId, region) => {
    const place = `${accountId}/${region}`;
    const known = clients.get(place);
    if (known) return known;
    const [[oldest, first] = []] = clients;
    const client = new EC2Client({
      region,
      credentials: () => credentialsIn(session, partitionOfRegion(region))(accountId, roleName),
      maxAttempts,
      retryMode: "adaptive",
      requestHandler: first?.config.requestHandler ?? {
        connectionTimeout: 1000,
        requestTimeout,
        throwOnRequestTimeout: true,
      },
    });
    if (oldest !== undefined && clients.size >= mostClients) clients.delete(oldest);
    clients.set(place, client);
    return client;
  };
}
