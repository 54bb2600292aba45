import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { type GroupScenario, matters, refusal, startGroupScenario, tcp } from "./group-scenario";

let at: GroupScenario;

beforeAll(async () => {
  at = await startGroupScenario();
}, 60_000);

afterAll(() => at.stop());

describe("Authorize", () => {
  it("answers every new rule of every kind, and describes them in the same way", async () => {
    const group = await at.newGroup();
    const added = await at.authorized(
      group,
      {
        IpProtocol: "6",
        FromPort: 22,
        ToPort: 23,
        IpRanges: [{ CidrIp: "203.0.113.77/24", Description: "office" }, { CidrIp: "0.0.0.0/0" }],
        Ipv6Ranges: [{ CidrIpv6: "2001:DB8:0:0::1/64", Description: "six" }],
      },
      {
        IpProtocol: "-1",
        UserIdGroupPairs: [{ GroupId: at.otherGroup, Description: "the others" }, { GroupId: group }],
      },
      { IpProtocol: "icmp", FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      { IpProtocol: "58", Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
      { IpProtocol: "50", IpRanges: [{ CidrIp: "10.1.0.0/16" }] },
      {
        IpProtocol: "udp",
        FromPort: 53,
        ToPort: 53,
        PrefixListIds: [{ PrefixListId: at.prefixList, Description: "all offices" }],
      },
    );
    const none = { FromPort: -1, ToPort: -1 };
    const ssh = { IpProtocol: "tcp", FromPort: 22, ToPort: 23 };
    expect(matters(added)).toEqual([
      { ...ssh, CidrIpv4: "203.0.113.0/24", Description: "office" },
      { ...ssh, CidrIpv4: "0.0.0.0/0" },
      { ...ssh, CidrIpv6: "2001:db8::/64", Description: "six" },
      {
        IpProtocol: "-1",
        ...none,
        ReferencedGroupInfo: { GroupId: at.otherGroup, UserId: at.account },
        Description: "the others",
      },
      { IpProtocol: "-1", ...none, ReferencedGroupInfo: { GroupId: group, UserId: at.account } },
      { IpProtocol: "icmp", FromPort: 8, ToPort: -1, CidrIpv4: "10.0.0.0/8" },
      { IpProtocol: "icmpv6", ...none, CidrIpv6: "::/0" },
      { IpProtocol: "50", ...none, CidrIpv4: "10.1.0.0/16" },
      {
        IpProtocol: "udp",
        FromPort: 53,
        ToPort: 53,
        PrefixListId: at.prefixList,
        Description: "all offices",
      },
    ]);
    expect(added.every(({ GroupOwnerId, GroupId }) => GroupOwnerId === at.account && GroupId === group)).toBe(
      true,
    );
    expect(await at.rulesOf(group)).toEqual(added);
    const { SecurityGroups } = await at.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [group] }));
    expect(SecurityGroups?.[0]?.IpPermissions?.find(({ IpProtocol }) => IpProtocol === "50")).toEqual({
      IpProtocol: "50",
      IpRanges: [{ CidrIp: "10.1.0.0/16" }],
      Ipv6Ranges: [],
      PrefixListIds: [],
      UserIdGroupPairs: [],
    });
  });

  it("takes a peered group of another account, and none that does not exist", async () => {
    const elsewhere = at.scenario.account("acme-data-lake");
    const peer = new EC2Client(at.scenario.admin(elsewhere));
    const { Vpc } = await peer.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }));
    const foreignGroup = { GroupName: "foreign", Description: "Of another account", VpcId: Vpc?.VpcId };
    const { GroupId: foreign = "" } = await peer.send(new CreateSecurityGroupCommand(foreignGroup));
    peer.destroy();
    const group = await at.newGroup();
    const source = { UserId: elsewhere, VpcPeeringConnectionId: "pcx-1" };
    const pair = (GroupId: string) => ({
      IpProtocol: "-1",
      UserIdGroupPairs: [{ ...source, GroupId }],
    });
    expect(matters(await at.authorized(group, pair(foreign)))).toEqual([
      {
        IpProtocol: "-1",
        FromPort: -1,
        ToPort: -1,
        ReferencedGroupInfo: { GroupId: foreign, ...source, PeeringStatus: "active" },
      },
    ]);
    expect(await refusal(at.authorized(group, pair("sg-0123456789abcdef0")))).toEqual([
      "InvalidGroup.NotFound",
      "The security group 'sg-0123456789abcdef0' does not exist",
    ]);
    const Filters = [{ Name: "vpc-id", Values: [at.vpcId] }];
    const { SecurityGroups = [] } = await at.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    expect(SecurityGroups.filter(({ GroupName }) => GroupName === foreign)).toEqual([]);
  });

  it.each([
    [
      "a rule that stands already",
      [tcp(80, "0.0.0.0/0"), tcp(22, "10.0.0.0/8")],
      "InvalidPermission.Duplicate",
      'the specified rule "peer: 10.0.0.0/8, TCP, from port: 22, to port: 22, ALLOW" already exists',
    ],
    [
      "the same rule twice",
      [tcp(80, "10.9.0.0/16"), tcp(80, "10.9.1.1/16")],
      "InvalidParameterValue",
      "The same permission must not appear multiple times",
    ],
    [
      "tcp without ports",
      [tcp(80, "10.0.0.0/8"), { IpProtocol: "tcp", IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
      "InvalidParameterValue",
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    ],
    [
      "a range that is none",
      [tcp(80, "10.0.0.0/8"), tcp(80, "10.0.0.0/33")],
      "InvalidParameterValue",
      "CIDR block 10.0.0.0/33 is malformed",
    ],
    [
      "a protocol that nobody knows",
      [{ IpProtocol: "smtp", IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
      "InvalidParameterValue",
      "Invalid value 'smtp' for IP protocol. Unknown protocol.",
    ],
    [
      "nobody to let in",
      [{ IpProtocol: "-1" }],
      "MissingParameter",
      "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId",
    ],
  ])("adds nothing when there is %s", async (_, permissions, code, message) => {
    const group = await at.newGroup();
    const before = await at.authorized(group, tcp(22, "10.0.0.0/8"));
    expect(await refusal(at.authorized(group, ...permissions))).toEqual([code, message]);
    expect(await at.rulesOf(group)).toEqual(before);
  });

  it("adds nothing when moto stops half-way because there are too many", async () => {
    const group = await at.newGroup();
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => tcp(from + at, "10.0.0.0/8"));
    const before = await at.authorized(group, ...many(1000, 58));
    expect(await refusal(at.authorized(group, ...many(2000, 5)))).toEqual([
      "RulesPerSecurityGroupLimitExceeded",
      "The maximum number of rules per security group has been reached.",
    ]);
    expect(await at.rulesOf(group)).toEqual(before);
  });

  it("understands the old way, by the group's name in the default VPC", async () => {
    const group = await at.newGroup({ vpcId: await at.defaultVpc(), name: "old-way" });
    const input = {
      GroupName: "old-way",
      IpProtocol: "tcp",
      FromPort: 80,
      ToPort: 80,
      CidrIp: "0.0.0.0/0",
    };
    await at.ec2.send(new AuthorizeSecurityGroupIngressCommand(input));
    expect(matters(await at.rulesOf(group))).toEqual([
      { IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIpv4: "0.0.0.0/0" },
    ]);
  });
});
