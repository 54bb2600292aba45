// moto's security groups of one account and region: what can be asked about them.
import { readXml } from "../cloudtrail/read-answer";
import type { MotoClient, Place } from "../gateway/moto-client";
import { isRecord, textOf } from "../gateway/read-json";
import { Ec2Refused, noGroup } from "./ec2-refused";
import type { RuleIds } from "./rule-ids";

export type SecurityGroup = { readonly groupId: string; readonly vpcId: string };

/** A call to moto's EC2 and its answer, in the rule ids that callers know. Throws MotoRefused. */
export type Ec2Query = (form: Readonly<Record<string, string>>, accountId?: string) => Promise<string>;

export type MotoGroups = {
  /** By id, or by name in the default VPC. Throws Ec2Refused when there is none. */
  readonly group: (by: {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
  }) => Promise<SecurityGroup>;
  /** The group with this name in a VPC. Throws Ec2Refused when there is none. */
  readonly named: (name: string, vpcId: string) => Promise<SecurityGroup>;
  /** True when there is such a group in an account of the same region. */
  readonly exists: (groupId: string, accountId: string) => Promise<boolean>;
  readonly isDefaultVpc: (vpcId: string) => Promise<boolean>;
};

/** Calls for the administrator of `place`'s account, or of another one in the same region. */
export function ec2Query(moto: Pick<MotoClient, "query">, place: Place, ids: RuleIds): Ec2Query {
  return async (form, accountId = place.accountId) => {
    const inside = Object.entries(form).map(([name, value]) => [name, ids.inside(value)] as const);
    return ids.outside(await moto.query({ ...place, accountId }, "ec2", Object.fromEntries(inside)));
  };
}

/** Asks moto anew each time. */
export function motoGroups(query: Ec2Query): MotoGroups {
  const find = async (filters: Readonly<Record<string, string>>, accountId?: string) => {
    const form = Object.entries(filters).flatMap(([name, value], at) => [
      [`Filter.${at + 1}.Name`, name],
      [`Filter.${at + 1}.Value.1`, value],
    ]);
    const xml = await query({ Action: "DescribeSecurityGroups", ...Object.fromEntries(form) }, accountId);
    return itemsOf(xml, "securityGroupInfo").map(({ groupId, vpcId }) => ({
      groupId: textOf(groupId) ?? "",
      vpcId: textOf(vpcId) ?? "",
    }));
  };
  const isDefaultVpc = async (vpcId: string) => {
    const [vpc] = itemsOf(await query({ Action: "DescribeVpcs", "VpcId.1": vpcId }), "vpcSet");
    return vpc?.isDefault === "true";
  };
  return {
    group: async ({ id, name = "" }) => {
      if (id !== undefined) {
        if (!/^sg-[0-9a-f]+$/.test(id))
          throw new Ec2Refused("InvalidGroupId.Malformed", `Invalid id: "${id}" (expecting "sg-...")`);
        const [found] = await find({ "group-id": id });
        if (!found) throw noGroup(id);
        return found;
      }
      for (const found of await find({ "group-name": name })) {
        if (await isDefaultVpc(found.vpcId)) return found;
      }
      throw noGroup(name);
    },
    named: async (name, vpcId) => {
      const [found] = await find({ "group-name": name, "vpc-id": vpcId });
      if (!found) throw noGroup(name);
      return found;
    },
    exists: async (groupId, accountId) => (await find({ "group-id": groupId }, accountId)).length > 0,
    isDefaultVpc,
  };
}

function itemsOf(xml: string, list: string): readonly Readonly<Record<string, unknown>>[] {
  const [answer] = Object.values(readXml(xml)).filter(isRecord);
  const items = answer?.[list];
  return Array.isArray(items) ? items.filter(isRecord) : [];
}
