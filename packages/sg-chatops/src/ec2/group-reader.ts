// Looks at security groups with a client: all pages, in our words.
import {
  DescribeSecurityGroupsCommand,
  type EC2Client,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroupRules,
  type SecurityGroup,
} from "@aws-sdk/client-ec2";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { codeOf, groupProblem } from "./ec2-problems";
import type { Group, GroupReader } from "./group-api";
import { publicUseOf } from "./public-uses";
import { readRule } from "./read-rule";

const pageSize = 1000;
const mostUses = 10;

/** Answers to a group that is not there; the last one to a name in a region without a default VPC. */
const noGroup = new Set(["InvalidGroup.NotFound", "InvalidGroupId.Malformed", "VPCIdNotSpecified"]);

/** The reader behind a client; `place` is for the words of its errors. */
export function groupReader(
  client: EC2Client,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): GroupReader {
  const problem = (error: unknown) => groupProblem(accountId, region, error);
  return {
    group: async (by) => {
      const named = "id" in by ? { GroupIds: [by.id] } : { GroupNames: [by.name] };
      try {
        const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand(named));
        return groupOf(SecurityGroups?.[0]);
      } catch (error) {
        if (noGroup.has(codeOf(error))) return undefined;
        throw problem(error);
      }
    },
    rules: async (groupId) => {
      const rules: Rule[] = [];
      try {
        for await (const page of paginateDescribeSecurityGroupRules({ client, pageSize }, filterBy(groupId)))
          for (const answered of page.SecurityGroupRules ?? []) {
            const rule = readRule(answered);
            if (rule) rules.push(rule);
          }
      } catch (error) {
        throw problem(error);
      }
      return rules;
    },
    publicUses: async (groupId) => {
      const uses = new Set<string>();
      try {
        for await (const page of paginateDescribeNetworkInterfaces({ client, pageSize }, filterBy(groupId))) {
          for (const one of page.NetworkInterfaces ?? []) {
            const use = publicUseOf(one);
            if (use !== undefined) uses.add(use);
          }
          if (uses.size >= mostUses) break;
        }
      } catch (error) {
        throw problem(error);
      }
      return [...uses].slice(0, mostUses);
    },
  };
}

function filterBy(groupId: string) {
  return { Filters: [{ Name: "group-id", Values: [groupId] }] };
}

function groupOf(answered: SecurityGroup | undefined): Group | undefined {
  if (answered?.GroupId === undefined) return undefined;
  return {
    groupId: answered.GroupId,
    groupName: answered.GroupName ?? answered.GroupId,
    vpcId: answered.VpcId,
    tags: Object.fromEntries((answered.Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""])),
  };
}
