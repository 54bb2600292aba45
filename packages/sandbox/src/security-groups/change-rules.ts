// The calls that change rules, each as EC2 does it: all of it or nothing, and with the rules in the answer.
import { textOf } from "../gateway/read-json";
import { Ec2Refused, invalidValue, noRule } from "./ec2-refused";
import { type GroupRule, matterOf, type StandingRule } from "./group-rule";
import type { MotoGroups } from "./moto-groups";
import type { MotoRules } from "./moto-rules";
import { refuseDoubles, resolveRules } from "./resolve-rules";
import { revokedRuleSet, ruleSet, unknownPermissions } from "./rule-answers";
import { askedRule, askedRules, describedBy, listOf } from "./wanted-rules";

type Parameters = Readonly<Record<string, unknown>>;

/** What a change works with: the groups and rules of one account and region. */
export type GroupsHere = {
  readonly accountId: string;
  readonly groups: MotoGroups;
  readonly rules: MotoRules;
};

/** Does the change and answers the inner XML. Throws Ec2Refused and MotoRefused, and has then changed nothing. */
export type RuleChange = (here: GroupsHere, parameters: Parameters) => Promise<string>;

/** AuthorizeSecurityGroupIngress or …Egress. */
export function authorize(isEgress: boolean): RuleChange {
  return async (here, parameters) => {
    const group = await groupOf(here, parameters);
    const wanted = await resolved(here, parameters, isEgress);
    refuseDoubles(wanted, await here.rules.of(group));
    const added = await here.rules.add(group, wanted, tagsOf(parameters));
    return done + ruleSet(added, here.accountId);
  };
}

/** RevokeSecurityGroupIngress or …Egress, by rule ids or by what the rules are. */
export function revoke(isEgress: boolean): RuleChange {
  return async (here, parameters) => {
    const group = await groupOf(here, parameters);
    const standing = (await here.rules.of(group)).filter((rule) => rule.isEgress === isEgress);
    const asked = idsOf(parameters.SecurityGroupRuleId);
    if (asked.length > 0) {
      const gone = asked.map((id) => withId(standing, id));
      await here.rules.remove(gone);
      return done + revokedRuleSet(gone);
    }
    const wanted = await resolved(here, parameters, isEgress);
    const matters = new Set(wanted.map(matterOf));
    const gone = standing.filter((rule) => matters.has(matterOf(rule)));
    const found = new Set(gone.map(matterOf));
    const unknown = wanted.filter((rule) => !found.has(matterOf(rule)));
    // Only a default VPC takes away what is there and names the rest.
    if (unknown.length > 0 && !(await here.groups.isDefaultVpc(group.vpcId))) throw noSuchPermission();
    await here.rules.remove(gone);
    return done + unknownPermissions(unknown) + revokedRuleSet(gone);
  };
}

/** ModifySecurityGroupRules: each rule becomes wholly what the call says; without a description it has none afterwards. */
export const modify: RuleChange = async (here, parameters) => {
  const group = await groupOf(here, parameters);
  const standing = await here.rules.of(group);
  const changes: (readonly [StandingRule, GroupRule])[] = [];
  for (const { SecurityGroupRuleId, SecurityGroupRule } of listOf(parameters.SecurityGroupRule)) {
    const old = withId(standing, textOf(SecurityGroupRuleId) ?? "");
    const [request = {}] = listOf([SecurityGroupRule]);
    const [rule] = await resolveRules(here.groups, ownersOf(old, here), group, [
      askedRule(request, old.isEgress),
    ]);
    if (!rule) continue;
    if (rule.peer.kind !== old.peer.kind) throw otherKind(old, rule);
    changes.push([old, rule]);
  }
  if (changes.length === 0)
    throw new Ec2Refused("MissingParameter", "The request must contain the parameter SecurityGroupRule");
  const modified = new Set(changes.map(([{ id }]) => id));
  refuseDoubles(
    changes.map(([, rule]) => rule),
    standing.filter(({ id }) => !modified.has(id)),
  );
  for (const [old, rule] of changes) await here.rules.replace(group, old, rule);
  return done;
};

/** UpdateSecurityGroupRuleDescriptionsIngress or …Egress, by rule ids or by what the rules are. */
export function describeRules(isEgress: boolean): RuleChange {
  return async (here, parameters) => {
    const group = await groupOf(here, parameters);
    const standing = (await here.rules.of(group)).filter((rule) => rule.isEgress === isEgress);
    const byId = listOf(parameters.SecurityGroupRuleDescription).map((member) => {
      const rule = withId(standing, textOf(member.SecurityGroupRuleId) ?? "");
      return [rule, describedBy(textOf(member.Description))] as const;
    });
    const byMatter = byId.length > 0 ? [] : await resolved(here, parameters, isEgress);
    const described = byMatter.map(({ description, ...wanted }) => {
      const rule = standing.find((rule) => matterOf(rule) === matterOf(wanted));
      if (!rule) throw noSuchPermission();
      return [rule, describedBy(description)] as const;
    });
    for (const [old, description] of [...byId, ...described]) {
      const { isEgress, protocol, fromPort, toPort, peer } = old;
      await here.rules.replace(group, old, { isEgress, protocol, fromPort, toPort, peer, ...description });
    }
    return done;
  };
}

const done = "<return>true</return>";

function groupOf({ groups }: GroupsHere, { GroupId, GroupName }: Parameters) {
  const [id, name] = [textOf(GroupId), textOf(GroupName)];
  if (id === undefined && name === undefined)
    throw new Ec2Refused("MissingParameter", "The request must contain the parameter groupName or groupId");
  return groups.group({ id, name });
}

async function resolved(here: GroupsHere, parameters: Parameters, isEgress: boolean) {
  const asked = askedRules(parameters, isEgress);
  return resolveRules(here.groups, [here.accountId], await groupOf(here, parameters), asked);
}

function withId(rules: readonly StandingRule[], id: string): StandingRule {
  const found = rules.find((rule) => rule.id === id);
  if (!found) throw noRule(id);
  return found;
}

/** A modification names a group by its id alone; it may be another account's, as the rule's group was before. */
function ownersOf({ peer }: StandingRule, { accountId }: GroupsHere): readonly string[] {
  return peer.kind === "group" ? [accountId, peer.userId] : [accountId];
}

function idsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
}

/** The tags for new rules, from TagSpecification. */
function tagsOf({ TagSpecification }: Parameters): StandingRule["tags"] {
  return listOf(TagSpecification)
    .filter(({ ResourceType }) => ResourceType === "security-group-rule")
    .flatMap(({ Tag }) => listOf(Tag))
    .map(({ Key, Value }) => ({ key: textOf(Key) ?? "", value: textOf(Value) ?? "" }));
}

function noSuchPermission(): Ec2Refused {
  return new Ec2Refused(
    "InvalidPermission.NotFound",
    "The specified rule does not exist in this security group.",
  );
}

const parameterOfKind = {
  ipv4: "CidrIpv4",
  ipv6: "CidrIpv6",
  "prefix-list": "PrefixListId",
  group: "ReferencedGroupId",
} as const;

function otherKind(old: StandingRule, { peer }: GroupRule): Ec2Refused {
  const given = parameterOfKind[peer.kind];
  const kept = parameterOfKind[old.peer.kind];
  return invalidValue(
    `Invalid rule type for security group rule '${old.id}'. You may not specify ${given} for an existing ${kept} rule.`,
  );
}
