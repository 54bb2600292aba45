// Rules in the flat form of moto's calls: one permission each, with exactly one peer.
import type { GroupRule, StandingRule } from "./group-rule";

type Form = Readonly<Record<string, string>>;

/** The `IpPermissions` of these rules. */
export function permissionsForm(rules: readonly GroupRule[]): Form {
  return Object.assign({}, ...rules.map((rule, at) => permissionForm(rule, `IpPermissions.${at + 1}`)));
}

function permissionForm(rule: GroupRule, at: string): Form {
  const [list, peer] = peerForm(rule);
  const described = { ...peer, Description: rule.description };
  return {
    [`${at}.IpProtocol`]: rule.protocol,
    [`${at}.FromPort`]: String(rule.fromPort),
    [`${at}.ToPort`]: String(rule.toPort),
    ...given(described, `${at}.${list}.1`),
  };
}

function peerForm({ peer }: GroupRule): readonly [string, Readonly<Record<string, string | undefined>>] {
  switch (peer.kind) {
    case "ipv4":
      return ["IpRanges", { CidrIp: peer.cidr }];
    case "ipv6":
      return ["Ipv6Ranges", { CidrIpv6: peer.cidr }];
    case "prefix-list":
      return ["PrefixListIds", { PrefixListId: peer.prefixListId }];
    case "group": {
      const { groupId: GroupId, userId: UserId, vpcId: VpcId, vpcPeeringConnectionId } = peer;
      return ["Groups", { GroupId, UserId, VpcId, VpcPeeringConnectionId: vpcPeeringConnectionId }];
    }
  }
}

/** `prefix.n=value` for each of the values. */
export function numbered(prefix: string, values: readonly string[]): Form {
  return Object.fromEntries(values.map((value, at) => [`${prefix}.${at + 1}`, value]));
}

/** The tags that a new rule is to get. */
export function tagsForm(tags: StandingRule["tags"]): Form {
  if (tags.length === 0) return {};
  const at = "TagSpecification.1";
  const form = tags.map(({ key, value }, index) =>
    given({ Key: key, Value: value }, `${at}.Tag.${index + 1}`),
  );
  return Object.assign({ [`${at}.ResourceType`]: "security-group-rule" }, ...form);
}

function given(members: Readonly<Record<string, string | undefined>>, at: string): Form {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      value === undefined ? [] : [[`${at}.${name}`, value]],
    ),
  );
}
