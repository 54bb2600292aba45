import {
  CreateTagsCommand,
  DescribeSecurityGroupRulesCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroupRuleRequest,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from "@aws-sdk/client-ec2";
import { type GroupScenario, refusal, startGroupScenario, tcp } from "./group-scenario";

let at: GroupScenario;

beforeAll(async () => {
  at = await startGroupScenario();
}, 60_000);

afterAll(() => at.stop());

describe("a rule that is modified", () => {
  const ports = { IpProtocol: "udp", FromPort: 1000, ToPort: 2000 };
  it.each([
    [
      "IPv4",
      () => tcp(22, "0.0.0.0/0"),
      () => ({ CidrIpv4: "10.0.0.0/8" }),
      () => ({ CidrIpv4: "10.0.0.0/8" }),
    ],
    [
      "IPv6",
      () => ({ ...tcp(22), Ipv6Ranges: [{ CidrIpv6: "::/0" }] }),
      () => ({ CidrIpv6: "2001:db8::/32" }),
      () => ({ CidrIpv6: "2001:db8::/32" }),
    ],
    [
      "prefix list",
      () => ({ ...tcp(22), PrefixListIds: [{ PrefixListId: "pl-0123", Description: "old" }] }),
      () => ({ PrefixListId: at.prefixList }),
      () => ({ PrefixListId: at.prefixList }),
    ],
    [
      "group",
      () => ({ ...tcp(22), UserIdGroupPairs: [{ GroupId: at.otherGroup, Description: "old" }] }),
      (own: string) => ({ ReferencedGroupId: own }),
      (own: string) => ({ ReferencedGroupInfo: { GroupId: own, UserId: at.account } }),
    ],
  ] as const)("keeps its id and tags (%s)", async (_, permission, request, described) => {
    const group = await at.newGroup();
    const [rule, untouched] = await at.authorized(group, permission(), tcp(443, "0.0.0.0/0"));
    const id = rule?.SecurityGroupRuleId ?? "";
    await at.ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "team", Value: "web" }] }));
    const modify = (SecurityGroupRule: SecurityGroupRuleRequest) =>
      at.ec2.send(
        new ModifySecurityGroupRulesCommand({
          GroupId: group,
          SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule }],
        }),
      );
    const expected = (matter: object) => [
      { ...ruleHead(group, id), ...matter, Tags: [{ Key: "team", Value: "web" }] },
    ];
    const SecurityGroupRuleIds = [id];
    const find = async () =>
      (await at.ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds }))).SecurityGroupRules;

    expect((await modify({ ...ports, ...request(group), Description: "new" })).Return).toBe(true);
    expect(await find()).toEqual(expected({ ...ports, ...described(group), Description: "new" }));
    await modify({ IpProtocol: "-1", ...request(group) });
    expect(await find()).toEqual(
      expected({ IpProtocol: "-1", FromPort: -1, ToPort: -1, ...described(group) }),
    );
    await at.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: group, SecurityGroupRuleIds }));
    expect(await at.rulesOf(group)).toEqual([untouched]);
  });

  function ruleHead(GroupId: string, SecurityGroupRuleId: string) {
    return { SecurityGroupRuleId, GroupId, GroupOwnerId: at.account, IsEgress: false };
  }

  it("cannot change its kind, become another one of its group, or be of another group", async () => {
    const group = await at.newGroup();
    const before = await at.authorized(group, tcp(22, "0.0.0.0/0"), tcp(443, "0.0.0.0/0"));
    const id = before[0]?.SecurityGroupRuleId ?? "";
    const modify = (SecurityGroupRule: SecurityGroupRuleRequest, GroupId = group) =>
      refusal(
        at.ec2.send(
          new ModifySecurityGroupRulesCommand({
            GroupId,
            SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule }],
          }),
        ),
      );
    const https = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };
    expect([
      await modify({ ...https, CidrIpv6: "::/0" }),
      (await modify({ ...https, CidrIpv4: "0.0.0.0/0" }))[0],
      (await modify({ ...https, CidrIpv4: "10.0.0.0/8" }, at.otherGroup))[0],
      (await modify({ ...https, CidrIpv4: "10.0.0.0/8", CidrIpv6: "::/0" }))[0],
      (await modify({ ...https, CidrIpv4: "10.0.0.0/8", Description: "<b>" }))[0],
    ]).toEqual([
      [
        "InvalidParameterValue",
        `Invalid rule type for security group rule '${id}'. You may not specify CidrIpv6 for an existing CidrIpv4 rule.`,
      ],
      "InvalidPermission.Duplicate",
      "InvalidSecurityGroupRuleId.NotFound",
      "InvalidParameterCombination",
      "InvalidParameterValue",
    ]);
    expect(await at.rulesOf(group)).toEqual(before);
  });
});

it("changes descriptions by ids and by properties, and takes them away", async () => {
  const group = await at.newGroup();
  const [first, second] = await at.authorized(
    group,
    { ...tcp(22), IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "one" }] },
    { ...tcp(22), UserIdGroupPairs: [{ GroupId: at.otherGroup, Description: "two" }] },
  );
  const descriptions = async () => {
    const all = await at.rulesOf(group);
    return [first, second].map(
      (rule) =>
        all.find(({ SecurityGroupRuleId }) => SecurityGroupRuleId === rule?.SecurityGroupRuleId)?.Description,
    );
  };
  const update = (input: Partial<UpdateSecurityGroupRuleDescriptionsIngressCommand["input"]>) =>
    at.ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId: group, ...input }));

  const SecurityGroupRuleId = second?.SecurityGroupRuleId ?? "";
  await update({ SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId, Description: "zwei" }] });
  const byId = await descriptions();
  await update({
    IpPermissions: [
      { ...tcp(22), IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "eins" }] },
      { ...tcp(22), UserIdGroupPairs: [{ GroupId: at.otherGroup }] },
    ],
  });
  expect([byId, await descriptions()]).toEqual([
    ["one", "zwei"],
    ["eins", undefined],
  ]);
  expect((await refusal(update({ IpPermissions: [tcp(23, "0.0.0.0/0")] })))[0]).toBe(
    "InvalidPermission.NotFound",
  );
});
