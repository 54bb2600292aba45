// moto's rules of one account and region, made whole: ids that stay, every description, groups of other accounts.
import { readXml } from "../cloudtrail/read-answer";
import { isRecord, textOf } from "../gateway/read-json";
import { type GroupRule, matterOf, type StandingRule } from "./group-rule";
import { numbered, permissionsForm, tagsForm } from "./moto-form";
import type { Ec2Query, SecurityGroup } from "./moto-groups";
import { readRules } from "./rule-answers";
import type { RuleIds } from "./rule-ids";

/** All throw MotoRefused for what moto refuses. Only one work at a time may use the place. */
export type MotoRules = {
  /** The rules that a DescribeSecurityGroupRules with these parameters finds. */
  readonly find: (form: Readonly<Record<string, string>>) => Promise<readonly StandingRule[]>;
  /** All rules of the group. */
  readonly of: (group: SecurityGroup) => Promise<readonly StandingRule[]>;
  /** Adds all of them, which have the same direction, or none. Answers them with their ids. */
  readonly add: (
    group: SecurityGroup,
    rules: readonly GroupRule[],
    tags: StandingRule["tags"],
  ) => Promise<readonly StandingRule[]>;
  /** Takes standing rules of one group and one direction away. */
  readonly remove: (rules: readonly StandingRule[]) => Promise<void>;
  /** The rule becomes another, and keeps its id and tags. */
  readonly replace: (group: SecurityGroup, old: StandingRule, rule: GroupRule) => Promise<void>;
};

/** The rules of `accountId`'s groups. */
export function motoRules(query: Ec2Query, accountId: string, ids: RuleIds): MotoRules {
  const find: MotoRules["find"] = async (form) => {
    const found = readRules(await query({ Action: "DescribeSecurityGroupRules", ...form }));
    return found.map((rule) => {
      const description = ids.descriptionOf(rule.id);
      return description === undefined ? rule : { ...rule, description };
    });
  };
  const of: MotoRules["of"] = ({ groupId }) =>
    find({ "Filter.1.Name": "group-id", "Filter.1.Value.1": groupId });
  const remove: MotoRules["remove"] = async (rules) => {
    const [first] = rules;
    if (!first) return;
    const form = numbered(
      "SecurityGroupRuleId",
      rules.map(({ id }) => id),
    );
    await query({ Action: `RevokeSecurityGroup${directionOf(first)}`, GroupId: first.groupId, ...form });
    for (const { id } of rules) ids.describe(id, undefined);
  };
  const add: MotoRules["add"] = async (group, wanted, tags) => {
    const [first] = wanted;
    if (!first) return [];
    const before = new Set((await of(group)).map(({ id }) => id));
    const added = async () => (await of(group)).filter(({ id }) => !before.has(id));
    const form = { GroupId: group.groupId, ...permissionsForm(wanted), ...tagsForm(tags) };
    try {
      await withForeignGroups(query, accountId, group, wanted, () =>
        query({ Action: `AuthorizeSecurityGroup${directionOf(first)}`, ...form }),
      );
    } catch (error) {
      await remove(await added());
      throw error;
    }
    const descriptions = new Map(wanted.map((rule) => [matterOf(rule), rule.description]));
    for (const rule of await added()) {
      const isHeld = rule.peer.kind === "ipv4" || rule.peer.kind === "ipv6";
      if (!isHeld) ids.describe(rule.id, descriptions.get(matterOf(rule)));
    }
    return added();
  };
  return {
    find,
    of,
    add,
    remove,
    replace: async (group, old, rule) => {
      await remove([old]);
      for (const { id } of await add(group, [rule], old.tags)) {
        ids.describe(old.id, ids.descriptionOf(id));
        ids.describe(id, undefined);
        ids.rename(id, old.id);
      }
    },
  };
}

/**
 * moto wants a rule's group to be one of the same account. It looks for its id among the names too, and only while the rule is added: so
 * groups of other accounts are there by name until `work` is over.
 */
async function withForeignGroups(
  query: Ec2Query,
  accountId: string,
  { vpcId: VpcId }: SecurityGroup,
  rules: readonly GroupRule[],
  work: () => Promise<unknown>,
): Promise<void> {
  const foreign = rules.flatMap(({ peer }) =>
    peer.kind === "group" && peer.userId !== accountId ? [peer.groupId] : [],
  );
  const standIns: string[] = [];
  try {
    for (const GroupName of new Set(foreign)) {
      const form = { GroupName, GroupDescription: "Stands for a group of another account", VpcId };
      const answer = readXml(await query({ Action: "CreateSecurityGroup", ...form }));
      const { CreateSecurityGroupResponse: created } = answer;
      standIns.push((isRecord(created) && textOf(created.groupId)) || "");
    }
    await work();
  } finally {
    for (const GroupId of standIns) await query({ Action: "DeleteSecurityGroup", GroupId });
  }
}

function directionOf({ isEgress }: GroupRule): "Egress" | "Ingress" {
  return isEgress ? "Egress" : "Ingress";
}
