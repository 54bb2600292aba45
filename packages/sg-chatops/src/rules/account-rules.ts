// All security-group rules of an account in one region, over the AWS SDK, as the role that may look.
import {
  type EC2Client,
  paginateDescribeSecurityGroupRules,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { groupProblem } from "../ec2/ec2-problems";
import type { GroupsIn } from "../ec2/group-api";
import { clientsAs, type MemberOptions } from "../ec2/member-clients";
import { readRule } from "../ec2/read-rule";

/** The rules by their groups' ids; groups without any rule are not there. Throws as a GroupReader does. */
export type AccountRules = () => Promise<ReadonlyMap<string, readonly Rule[]>>;

/** A page of a thousand rules takes EC2 some seconds, and nobody waits for it. */
const patience = { maxAttempts: 4, requestTimeout: 10_000 };
const pageSize = 1000;

/** The rules in each account and region. */
export function accountRulesIn(options: MemberOptions): GroupsIn<AccountRules> {
  const clientIn = clientsAs("security-group-reader", options, patience);
  return (accountId, region) => accountRules(clientIn(accountId, region), { accountId, region });
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
