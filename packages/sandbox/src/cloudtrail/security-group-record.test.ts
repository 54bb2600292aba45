import { readQueryForm } from "../gateway/query-form";
import { groupRequest, groupResponse } from "./security-group-record";

/** The request as a client writes it. */
function request(operation: string, form: Readonly<Record<string, string>>) {
  return groupRequest(operation, readQueryForm(new URLSearchParams({ Action: operation, ...form })));
}

describe("requestParameters", () => {
  it("of an older call have every list of a permission, the empty ones without items", () => {
    const at = "IpPermissions.1";
    const form = {
      GroupId: "sg-1",
      [`${at}.IpProtocol`]: "tcp",
      [`${at}.FromPort`]: "22",
      [`${at}.ToPort`]: "23",
      [`${at}.IpRanges.1.CidrIp`]: "0.0.0.0/0",
      [`${at}.IpRanges.1.Description`]: "true",
      [`${at}.IpRanges.2.CidrIp`]: "10.0.0.0/8",
      [`${at}.Groups.1.GroupId`]: "sg-2",
      [`${at}.Groups.1.UserId`]: "222222222222",
      "IpPermissions.2.IpProtocol": "-1",
      "IpPermissions.2.Ipv6Ranges.1.CidrIpv6": "::/0",
      "IpPermissions.2.PrefixListIds.1.PrefixListId": "pl-1",
      "TagSpecification.1.ResourceType": "security-group-rule",
      "TagSpecification.1.Tag.1.Key": "team",
      "TagSpecification.1.Tag.1.Value": "web",
    };
    expect(request("AuthorizeSecurityGroupIngress", form)).toEqual({
      groupId: "sg-1",
      ipPermissions: {
        items: [
          {
            ipProtocol: "tcp",
            fromPort: 22,
            toPort: 23,
            groups: { items: [{ groupId: "sg-2", userId: "222222222222" }] },
            ipRanges: { items: [{ cidrIp: "0.0.0.0/0", description: "true" }, { cidrIp: "10.0.0.0/8" }] },
            ipv6Ranges: {},
            prefixListIds: {},
          },
          {
            ipProtocol: "-1",
            groups: {},
            ipRanges: {},
            ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] },
            prefixListIds: { items: [{ prefixListId: "pl-1" }] },
          },
        ],
      },
      tagSpecificationSet: {
        items: [{ resourceType: "security-group-rule", tags: [{ key: "team", value: "web" }] }],
      },
    });
  });

  it("of a Revoke by ids name the rules only", () => {
    const form = { GroupId: "sg-1", "SecurityGroupRuleId.1": "sgr-1", "SecurityGroupRuleId.2": "sgr-2" };
    expect(request("RevokeSecurityGroupEgress", { ...form, DryRun: "true" })).toEqual({
      groupId: "sg-1",
      securityGroupRuleIds: { items: [{ securityGroupRuleId: "sgr-1" }, { securityGroupRuleId: "sgr-2" }] },
      dryRun: true,
    });
  });

  it("of an old call in its own parameters stay there", () => {
    const form = { GroupName: "web", IpProtocol: "tcp", FromPort: "80", ToPort: "80", CidrIp: "0.0.0.0/0" };
    expect(request("AuthorizeSecurityGroupIngress", form)).toEqual({
      groupName: "web",
      ipProtocol: "tcp",
      fromPort: 80,
      toPort: 80,
      cidrIp: "0.0.0.0/0",
    });
  });

  it("of a newer call are wrapped: one member stands alone, several in a list", () => {
    const rule = (at: number) => ({
      [`SecurityGroupRule.${at}.SecurityGroupRuleId`]: `sgr-${at}`,
      [`SecurityGroupRule.${at}.SecurityGroupRule.IpProtocol`]: "tcp",
      [`SecurityGroupRule.${at}.SecurityGroupRule.FromPort`]: "443",
      [`SecurityGroupRule.${at}.SecurityGroupRule.ToPort`]: "443",
      [`SecurityGroupRule.${at}.SecurityGroupRule.CidrIpv4`]: "10.0.0.0/8",
    });
    const SecurityGroupRule = { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIpv4: "10.0.0.0/8" };
    const first = { SecurityGroupRuleId: "sgr-1", SecurityGroupRule, tag: 1 };
    expect([
      request("ModifySecurityGroupRules", { GroupId: "sg-1", ...rule(1) }),
      request("ModifySecurityGroupRules", { GroupId: "sg-1", ...rule(1), ...rule(2) }),
    ]).toEqual([
      { ModifySecurityGroupRulesRequest: { GroupId: "sg-1", SecurityGroupRule: first } },
      {
        ModifySecurityGroupRulesRequest: {
          GroupId: "sg-1",
          SecurityGroupRule: [first, { SecurityGroupRuleId: "sgr-2", SecurityGroupRule, tag: 2 }],
        },
      },
    ]);
  });
});

describe("responseElements", () => {
  it("of a newer call are wrapped too", () => {
    expect(groupResponse("ModifySecurityGroupRules", { return: "true" }, "r-1")).toEqual({
      ModifySecurityGroupRulesResponse: {
        xmlns: "http://ec2.amazonaws.com/doc/2016-11-15/",
        requestId: "r-1",
        return: true,
      },
    });
  });

  it("of a Revoke show what is gone, with ports and booleans as what they are", () => {
    const revoked = { isEgress: "true", fromPort: "-1", toPort: "-1", description: "true" };
    expect(
      groupResponse(
        "RevokeSecurityGroupEgress",
        { return: "true", revokedSecurityGroupRuleSet: [revoked] },
        "r-1",
      ),
    ).toEqual({
      requestId: "r-1",
      _return: true,
      revokedSecurityGroupRuleSet: {
        items: [{ isEgress: true, fromPort: -1, toPort: -1, description: "true" }],
      },
    });
  });
});
