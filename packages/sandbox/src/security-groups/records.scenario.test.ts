import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { z } from "zod";
import type { ScenarioQueue } from "../gateway/scenario";
import { type GroupScenario, refusal, startGroupScenario, tcp } from "./group-scenario";

let at: GroupScenario;
let bus: ScenarioQueue;

const event = z.object({
  account: z.string(),
  detail: z.object({
    eventName: z.string(),
    errorCode: z.string().optional(),
    errorMessage: z.string().optional(),
    requestID: z.string(),
    requestParameters: z.unknown(),
    responseElements: z.unknown(),
  }),
});

beforeAll(async () => {
  at = await startGroupScenario();
  bus = await at.scenario.queue(at.account, "calls");
  const pattern = { source: ["aws.ec2"], detail: { eventName: [{ wildcard: "*SecurityGroup*" }] } };
  await at.scenario.rule(at.account, "calls", pattern, { Arn: bus.arn });
}, 60_000);

afterAll(() => at.stop());

/** What CloudTrail tells of the calls since the last time; `r` stands for the request's id. */
async function told() {
  return (await bus.receive()).map((body) => {
    const { requestID, ...detail } = event.parse(body).detail;
    return z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(JSON.stringify(detail).replaceAll(requestID, "r")));
  });
}

it("of security groups tell what was asked and what came of it, as AWS writes it", async () => {
  const named = { GroupName: "told", Description: "For a test", VpcId: at.vpcId };
  const { GroupId: groupId = "", SecurityGroupArn } = await at.ec2.send(
    new CreateSecurityGroupCommand(named),
  );
  expect(await told()).toEqual([
    {
      eventName: "CreateSecurityGroup",
      requestParameters: { groupName: "told", groupDescription: "For a test", vpcId: at.vpcId },
      responseElements: { requestId: "r", _return: true, groupId, securityGroupArn: SecurityGroupArn },
    },
  ]);

  const pairs = [{ GroupId: at.otherGroup, Description: "the others" }];
  const [ssh, all] = await at.authorized(groupId, tcp(22, "0.0.0.0/0"), {
    IpProtocol: "-1",
    UserIdGroupPairs: pairs,
  });
  const [sshId, allId] = [ssh?.SecurityGroupRuleId ?? "", all?.SecurityGroupRuleId ?? ""];
  const common = { groupId, isEgress: false };
  const noLists = { groups: {}, ipRanges: {}, ipv6Ranges: {}, prefixListIds: {} };
  const sshMatter = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  const allMatter = { ipProtocol: "-1", fromPort: -1, toPort: -1, description: "the others" };
  const sshRange = { ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } };
  const others = { groups: { items: [{ description: "the others", groupId: at.otherGroup }] } };
  const group = { groupId: at.otherGroup, userId: at.account };
  const owned = { ...common, groupOwnerId: at.account };
  expect(await told()).toEqual([
    {
      eventName: "AuthorizeSecurityGroupIngress",
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            { ...sshMatter, ...noLists, ...sshRange },
            { ipProtocol: "-1", ...noLists, ...others },
          ],
        },
      },
      responseElements: {
        requestId: "r",
        _return: true,
        securityGroupRuleSet: {
          items: [
            { ...owned, ...sshMatter, securityGroupRuleId: sshId, cidrIpv4: "0.0.0.0/0" },
            { ...owned, ...allMatter, securityGroupRuleId: allId, referencedGroupInfo: group },
          ],
        },
      },
    },
  ]);

  const SecurityGroupRuleIds = [allId];
  await at.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: groupId, SecurityGroupRuleIds }));
  const revoked = { ...common, ...allMatter, securityGroupRuleId: allId, referencedGroupId: at.otherGroup };
  expect(await told()).toEqual([
    {
      eventName: "RevokeSecurityGroupIngress",
      requestParameters: { groupId, securityGroupRuleIds: { items: [{ securityGroupRuleId: allId }] } },
      responseElements: {
        requestId: "r",
        _return: true,
        revokedSecurityGroupRuleSet: { items: [revoked] },
      },
    },
  ]);

  const SecurityGroupRule = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIpv4: "10.0.0.0/8" };
  const SecurityGroupRules = [{ SecurityGroupRuleId: sshId, SecurityGroupRule }];
  await at.ec2.send(new ModifySecurityGroupRulesCommand({ GroupId: groupId, SecurityGroupRules }));
  const xmlns = "http://ec2.amazonaws.com/doc/2016-11-15/";
  expect(await told()).toEqual([
    {
      eventName: "ModifySecurityGroupRules",
      requestParameters: {
        ModifySecurityGroupRulesRequest: {
          GroupId: groupId,
          SecurityGroupRule: { SecurityGroupRuleId: sshId, SecurityGroupRule, tag: 1 },
        },
      },
      responseElements: { ModifySecurityGroupRulesResponse: { xmlns, requestId: "r", return: true } },
    },
  ]);

  await at.ec2.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
  expect(await told()).toEqual([
    {
      eventName: "DeleteSecurityGroup",
      requestParameters: { groupId },
      responseElements: { requestId: "r", _return: true },
    },
  ]);
}, 30_000);

it("of security groups are written also for calls that EC2 refuses, throttles or only tries out", async () => {
  const groupId = await at.newGroup();
  const dry = { GroupId: groupId, IpPermissions: [tcp(22, "0.0.0.0/0")], DryRun: true };
  await told();
  const fault = { service: "ec2", operation: "RevokeSecurityGroupIngress", kind: "throttle" } as const;

  await refusal(at.authorized("sg-0123456789abcdef0", tcp(22, "0.0.0.0/0")));
  const [refused] = await told();
  await refusal(at.ec2.send(new RevokeSecurityGroupIngressCommand(dry)));
  const [tried] = await told();
  at.scenario.gateway.faults.add({ ...fault, share: 1, times: 1 });
  await refusal(at.ec2.send(new RevokeSecurityGroupIngressCommand({ ...dry, DryRun: false })));
  const [throttled] = await told();

  const outcome = (record: Readonly<Record<string, unknown>> | undefined) =>
    [record?.eventName, record?.errorCode, record?.errorMessage, record?.responseElements] as const;
  expect([outcome(refused), outcome(tried), outcome(throttled)]).toEqual([
    [
      "AuthorizeSecurityGroupIngress",
      "Client.InvalidGroup.NotFound",
      "The security group 'sg-0123456789abcdef0' does not exist",
      null,
    ],
    [
      "RevokeSecurityGroupIngress",
      "Client.DryRunOperation",
      "Request would have succeeded, but DryRun flag is set.",
      null,
    ],
    ["RevokeSecurityGroupIngress", "Server.RequestLimitExceeded", "Request limit exceeded.", null],
  ]);
}, 30_000);
