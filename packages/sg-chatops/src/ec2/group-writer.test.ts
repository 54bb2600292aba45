// What EC2 is asked to change, and what becomes of its answers of every kind.
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { groupId, localEc2, ok, refused } from "./testing/local-ec2";

const ec2 = localEc2();

const rule = (part: Partial<Rule> = {}): Rule => ({
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 23,
  peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
  ...part,
});
const done = "<return>true</return>";
const ssh = {
  "IpPermissions.1.IpProtocol": "tcp",
  "IpPermissions.1.FromPort": "22",
  "IpPermissions.1.ToPort": "23",
};

describe("changing a rule", () => {
  it("revokes exactly one, by its id", async () => {
    ec2.answers = [ok(done), ok(done), refused("InvalidSecurityGroupRuleId.NotFound")];
    const ends = [
      await ec2.writer().revoke(groupId, "ingress", "sgr-1"),
      await ec2.writer().revoke(groupId, "egress", "sgr-2"),
      await ec2.writer().revoke(groupId, "egress", "sgr-2"),
    ];
    const egress = {
      Action: "RevokeSecurityGroupEgress",
      GroupId: groupId,
      "SecurityGroupRuleId.1": "sgr-2",
    };
    expect({ ends, asked: ec2.asked() }).toEqual({
      ends: ["revoked", "revoked", "gone"],
      asked: [
        { Action: "RevokeSecurityGroupIngress", GroupId: groupId, "SecurityGroupRuleId.1": "sgr-1" },
        egress,
        egress,
      ],
    });
  });

  it.each<[string, Partial<Rule>, object]>([
    [
      "an IPv4 range",
      { description: "office" },
      {
        ...ssh,
        "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0",
        "IpPermissions.1.IpRanges.1.Description": "office",
      },
    ],
    [
      "an IPv6 range",
      { peer: { kind: "ipv6", cidr: "::/0" } },
      { ...ssh, "IpPermissions.1.Ipv6Ranges.1.CidrIpv6": "::/0" },
    ],
    [
      "a prefix list",
      { peer: { kind: "prefix-list", prefixListId: "pl-1" } },
      { ...ssh, "IpPermissions.1.PrefixListIds.1.PrefixListId": "pl-1" },
    ],
    [
      "a group behind a peering",
      {
        peer: {
          kind: "group",
          groupId: "sg-2",
          groupName: "db",
          accountId: "5",
          vpcId: "vpc-2",
          peeringId: "pcx-1",
        },
      },
      {
        ...ssh,
        "IpPermissions.1.Groups.1.GroupId": "sg-2",
        "IpPermissions.1.Groups.1.UserId": "5",
        "IpPermissions.1.Groups.1.VpcId": "vpc-2",
        "IpPermissions.1.Groups.1.VpcPeeringConnectionId": "pcx-1",
      },
    ],
    [
      "a group that is known by name only",
      { peer: { kind: "group", groupName: "db" } },
      { ...ssh, "IpPermissions.1.Groups.1.GroupName": "db" },
    ],
    [
      "all protocols",
      { protocol: "-1", fromPort: undefined, toPort: undefined },
      { "IpPermissions.1.IpProtocol": "-1", "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0" },
    ],
    [
      "any ICMP",
      { protocol: "icmp", fromPort: undefined, toPort: undefined },
      {
        "IpPermissions.1.IpProtocol": "icmp",
        "IpPermissions.1.FromPort": "-1",
        "IpPermissions.1.ToPort": "-1",
        "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0",
      },
    ],
    [
      "another protocol",
      { protocol: "50", fromPort: undefined, toPort: undefined },
      { "IpPermissions.1.IpProtocol": "50", "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0" },
    ],
  ])("authorizes exactly %s", async (_name, part, permission) => {
    ec2.answers = [ok(done)];
    expect({ end: await ec2.writer().authorize(groupId, rule(part)), asked: ec2.asked() }).toEqual({
      end: "authorized",
      asked: [{ Action: "AuthorizeSecurityGroupIngress", GroupId: groupId, ...permission }],
    });
  });

  it("authorizes outbound, and says when an equal rule is there", async () => {
    ec2.answers = [refused("InvalidPermission.Duplicate")];
    const end = await ec2.writer().authorize(groupId, rule({ direction: "egress" }));
    expect([end, ec2.asked()[0]?.Action]).toEqual(["there", "AuthorizeSecurityGroupEgress"]);
  });

  it.each<[Peer, object]>([
    [{ kind: "ipv4", cidr: "10.0.0.0/8" }, { CidrIpv4: "10.0.0.0/8" }],
    [{ kind: "ipv6", cidr: "::/0" }, { CidrIpv6: "::/0" }],
    [{ kind: "prefix-list", prefixListId: "pl-1" }, { PrefixListId: "pl-1" }],
    [{ kind: "group", groupId: "sg-2", accountId: "5" }, { ReferencedGroupId: "sg-2" }],
  ])("sets exactly one rule to %j, without the description that it has not", async (peer, expected) => {
    ec2.answers = [ok(done), refused("InvalidSecurityGroupRuleId.NotFound")];
    const ends = [
      await ec2.writer().modify(groupId, "sgr-1", rule({ peer })),
      await ec2.writer().modify(groupId, "sgr-1", rule({ peer })),
    ];
    const to = "SecurityGroupRule.1.SecurityGroupRule";
    const fields = { IpProtocol: "tcp", FromPort: "22", ToPort: "23", ...expected, Description: "" };
    const request = {
      Action: "ModifySecurityGroupRules",
      GroupId: groupId,
      "SecurityGroupRule.1.SecurityGroupRuleId": "sgr-1",
      ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${to}.${name}`, value])),
    };
    expect({ ends, asked: ec2.asked() }).toEqual({ ends: ["modified", "gone"], asked: [request, request] });
  });

  it("takes no for an answer that says it", async () => {
    ec2.answers = [ok("<return>false</return>")];
    await expect(ec2.writer().revoke(groupId, "ingress", "sgr-1")).rejects.toMatchObject({
      name: "Refused",
      code: "ReturnFalse",
    });
  });
});

it.each([
  ["UnauthorizedOperation", 403, "NoAccess"],
  ["AuthFailure", 401, "NoAccess"],
  ["OptInRequired", 401, "NoAccess"],
  ["InvalidGroup.NotFound", 400, "GroupGone"],
  ["RequestLimitExceeded", 503, "TryLater"],
  ["Throttling", 400, "TryLater"],
  ["InternalError", 500, "TryLater"],
  ["Whatever", 502, "TryLater"],
  ["RulesPerSecurityGroupLimitExceeded", 400, "Refused"],
  ["InvalidParameterValue", 400, "Refused"],
])("says what %s means", async (code, status, name) => {
  ec2.answers = [refused(code, status)];
  await expect(ec2.writer().authorize(groupId, rule())).rejects.toMatchObject({ name });
});
