// All security-group rules of an account in one region, over the AWS SDK, as the role that may look.
import { EC2Client, paginateDescribeSecurityGroupRules, type SecurityGroupRule } from "@aws-sdk/client-ec2";
import { sts } from "@orgwatch/core/aws";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { credentialsIn, type RoleCredentials, roleSessions } from "@orgwatch/core/organization/role-sessions";
import { partitionOfRegion } from "@orgwatch/core/partition";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { groupProblem } from "../ec2/ec2-problems";
import type { GroupsIn } from "../ec2/group-api";
import { readRule } from "../ec2/read-rule";

/** The rules by their groups' ids; groups without any rule are not there. Throws as a GroupReader does. */
export type AccountRules = () => Promise<ReadonlyMap<string, readonly Rule[]>>;

/** `manifest.ts` declares it. */
const roleName = "security-group-reader";
const pageSize = 1000;

/** The rules in each account and region. `sessionName` is what CloudTrail shows. */
export function accountRulesIn({
  sessionName,
  now,
}: {
  readonly sessionName: () => string;
  readonly now: () => Date;
}): GroupsIn<AccountRules> {
  const session = roleSessions({ assumeRole: assumeRoleWith(sts()), sessionName, now });
  let first: EC2Client | undefined;
  return (accountId, region) => {
    const credentials = () => credentialsIn(session, partitionOfRegion(region))(accountId, roleName);
    const client = clientFor(region, credentials, first);
    first ??= client;
    return accountRules(client, { accountId, region });
  };
}

/** The rules behind a client. Groups that other accounts share with this one are left out. */
export function accountRules(
  client: EC2Client,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): AccountRules {
  return async () => {
    const groups = new Map<string, Rule[]>();
    try {
      for await (const page of paginateDescribeSecurityGroupRules({ client, pageSize }, {}))
        for (const answered of page.SecurityGroupRules ?? []) addTo(groups, answered, accountId);
    } catch (error) {
      throw groupProblem(accountId, region, error);
    }
    return groups;
  };
}

function addTo(groups: Map<string, Rule[]>, answered: SecurityGroupRule, accountId: string): void {
  const { GroupId, GroupOwnerId = accountId } = answered;
  const rule = readRule(answered);
  if (GroupId === undefined || GroupOwnerId !== accountId || rule === undefined) return;
  const rules = groups.get(GroupId);
  if (rules) rules.push(rule);
  else groups.set(GroupId, [rule]);
}

/**
 * A client for each account and region, used once; all share one pool of connections. A page of a thousand rules takes EC2 some seconds, and
 * nobody waits for it.
 */
function clientFor(
  region: string,
  credentials: () => Promise<RoleCredentials>,
  first: EC2Client | undefined,
): EC2Client {
  return new EC2Client({
    region,
    credentials,
    maxAttempts: 4,
    retryMode: "adaptive",
    requestHandler: first?.config.requestHandler ?? {
      connectionTimeout: 1000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    },
  });
}
