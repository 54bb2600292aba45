import {
  AuthorizeSecurityGroupEgressCommand,
  DescribeSecurityGroupRulesCommand,
  type IpPermission,
  paginateDescribeSecurityGroupRules,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { type GroupScenario, matters, refusal, startGroupScenario, tcp } from "./group-scenario";

let at: GroupScenario;

beforeAll(async () => {
  at = await startGroupScenario();
}, 60_000);

afterAll(() => at.stop());

describe("Revoke", () => {
  it("by ids answers what it took away, and leaves the rest", async () => {
    const group = await at.newGroup();
    const [first, second, third] = await at.authorized(
      group,
      { ...tcp(22), IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "all" }] },
      { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: at.otherGroup, Description: "d" }] },
      tcp(443, "0.0.0.0/0"),
    );
    const ids = [first?.SecurityGroupRuleId ?? "", second?.SecurityGroupRuleId ?? ""];
    const input = { GroupId: group, SecurityGroupRuleIds: ids };
    const answer = await at.ec2.send(new RevokeSecurityGroupIngressCommand(input));
    expect([answer.Return, answer.RevokedSecurityGroupRules]).toEqual([
      true,
      [
        {
          SecurityGroupRuleId: ids[0],
          GroupId: group,
          IsEgress: false,
          IpProtocol: "tcp",
          FromPort: 22,
          ToPort: 22,
          CidrIpv4: "0.0.0.0/0",
          Description: "all",
        },
        {
          SecurityGroupRuleId: ids[1],
          GroupId: group,
          IsEgress: false,
          IpProtocol: "-1",
          FromPort: -1,
          ToPort: -1,
          ReferencedGroupId: at.otherGroup,
          Description: "d",
        },
      ],
    ]);
    expect(await at.rulesOf(group)).toEqual([third]);
    expect(await refusal(at.ec2.send(new RevokeSecurityGroupIngressCommand(input)))).toEqual([
      "InvalidSecurityGroupRuleId.NotFound",
      `The security group rule ID '${ids[0]}' does not exist`,
    ]);
  });

  it("by properties takes away all or nothing, whatever the descriptions", async () => {
    const group = await at.newGroup();
    const grouped = (Description?: string) => ({
      IpProtocol: "-1",
      UserIdGroupPairs: [{ GroupId: at.otherGroup, ...(Description ? { Description } : {}) }],
    });
    const before = await at.authorized(group, tcp(22, "0.0.0.0/0"), grouped("described"));
    const revoke = (...IpPermissions: IpPermission[]) =>
      at.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: group, IpPermissions }));
    expect(await refusal(revoke(tcp(22, "0.0.0.0/0"), tcp(23, "0.0.0.0/0")))).toEqual([
      "InvalidPermission.NotFound",
      "The specified rule does not exist in this security group.",
    ]);
    expect(await at.rulesOf(group)).toEqual(before);
    const { RevokedSecurityGroupRules } = await revoke(tcp(22, "0.0.0.0/0"), grouped());
    expect(RevokedSecurityGroupRules).toHaveLength(2);
    expect(await at.rulesOf(group)).toEqual([]);
  });

  it("in a default VPC takes away what is there and names the rest", async () => {
    const group = await at.newGroup({ vpcId: await at.defaultVpc() });
    await at.authorized(group, tcp(22, "0.0.0.0/0"));
    const IpPermissions = [tcp(22, "0.0.0.0/0"), tcp(23, "10.0.0.0/8")];
    const input = { GroupId: group, IpPermissions };
    const answer = await at.ec2.send(new RevokeSecurityGroupIngressCommand(input));
    expect([answer.UnknownIpPermissions, await at.rulesOf(group)]).toEqual([
      [{ IpProtocol: "tcp", FromPort: 23, ToPort: 23, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
      [],
    ]);
  });

  it("of egress rules leaves ingress rules alone", async () => {
    const group = await at.newGroup();
    const before = await at.authorized(group, { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] });
    const IpPermissions = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await at.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: group, IpPermissions }));
    const egress = { GroupId: group, IpPermissions: [tcp(443, "10.0.0.0/8")] };
    await at.ec2.send(new AuthorizeSecurityGroupEgressCommand(egress));
    const SecurityGroupRuleIds = before.map(({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId);
    const wrong = new RevokeSecurityGroupEgressCommand({ GroupId: group, SecurityGroupRuleIds });
    expect((await refusal(at.ec2.send(wrong)))[0]).toBe("InvalidSecurityGroupRuleId.NotFound");
    expect([await at.rulesOf(group), matters(await at.rulesOf(group, true))]).toEqual([
      before,
      [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIpv4: "10.0.0.0/8" }],
    ]);
  });
});

it("lists rules in pages, and refuses ids that do not exist", async () => {
  const group = await at.newGroup();
  const added = await at.authorized(group, ...[1, 2, 3, 4, 5, 6].map((port) => tcp(port, "0.0.0.0/0")));
  const Filters = [{ Name: "group-id", Values: [group] }];
  const sizes: number[] = [];
  const ids: (string | undefined)[] = [];
  for await (const { SecurityGroupRules = [] } of paginateDescribeSecurityGroupRules(
    { client: at.ec2, pageSize: 5 },
    { Filters },
  )) {
    sizes.push(SecurityGroupRules.length);
    ids.push(...SecurityGroupRules.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId));
  }
  const [egress] = await at.rulesOf(group, true);
  expect([sizes, ids]).toEqual([[5, 2], [egress, ...added].map((rule) => rule?.SecurityGroupRuleId)]);
  const unknown = new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: ["sgr-0123456789abcdef0"] });
  expect(await refusal(at.ec2.send(unknown))).toEqual([
    "InvalidSecurityGroupRuleId.NotFound",
    "The security group rule ID 'sgr-0123456789abcdef0' does not exist",
  ]);
});

it("keeps many changes of one group at once apart", async () => {
  const group = await at.newGroup();
  const added = await Promise.all(
    Array.from({ length: 10 }, (_, port) =>
      at.authorized(group, tcp(port, "0.0.0.0/0"), tcp(port, "10.0.0.0/8")),
    ),
  );
  expect(added.map((rules) => rules.map(({ FromPort, CidrIpv4 }) => `${FromPort} ${CidrIpv4}`))).toEqual(
    Array.from({ length: 10 }, (_, port) => [`${port} 0.0.0.0/0`, `${port} 10.0.0.0/8`]),
  );
});
