// What scenarios do with security groups and look at: EC2 as the account's own people, the message, the record.
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  type IpPermission,
} from "@aws-sdk/client-ec2";
import { tableName } from "@orgwatch/manifest/names";
import { adminOf } from "../src/admin";
import type { Sandbox } from "../src/sandbox";
import type { SlackUser } from "../src/slack/sandbox-people";
import type { SlackMessage } from "../src/slack/slack-message";
import { accountId, until } from "./scenario-steps";

/** A group in a VPC that is no default one, with EC2 as an administrator of its account sees it. */
export type Place = { readonly ec2: EC2Client; readonly account: string; readonly groupId: string };

/** 443 from everywhere and all of 10.1.0.0/16: what was there before, and must be there afterwards. */
const before: IpPermission[] = [
  { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "shop" }] },
  { IpProtocol: "-1", IpRanges: [{ CidrIp: "10.1.0.0/16" }] },
];

/** Makes a group in an account of the sandbox; `GroupName` is what messages are found by. */
export async function newGroup(sandbox: Sandbox, accountName: string, GroupName: string): Promise<Place> {
  const account = accountId(sandbox, accountName);
  const ec2 = new EC2Client(adminOf(sandbox.url, account, sandbox.organization.homeRegion));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }));
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName, Description: "of a scenario", VpcId: Vpc?.VpcId }),
  );
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: before }));
  return { ec2, account, groupId: GroupId };
}

/** Opens port 22 to everybody, which is worth a question. */
export function openSsh({ ec2, groupId }: Place, CidrIp = "0.0.0.0/0") {
  const IpPermissions = [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp }] }];
  return ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
}

/** The group's incoming rules in a few words each, in a fixed order. */
export async function incoming({ ec2, groupId }: Place): Promise<readonly string[]> {
  const { SecurityGroupRules = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }] }),
  );
  return SecurityGroupRules.filter(({ IsEgress }) => !IsEgress)
    .map(({ IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, ReferencedGroupInfo, Description }) =>
      [
        IpProtocol === "-1" ? "all" : `${IpProtocol} ${FromPort}-${ToPort}`,
        CidrIpv4 ?? CidrIpv6 ?? ReferencedGroupInfo?.GroupId,
        ...(Description ? [Description] : []),
      ].join(" "),
    )
    .toSorted();
}

/** The rules of `newGroup`. */
export const rulesBefore = ["all 10.1.0.0/16", "tcp 443-443 0.0.0.0/0 shop"];

/** The groups that an account had before anybody watched. */
export function sampleOf({ sampleGroups }: Sandbox, accountName: string) {
  const sample = sampleGroups.get(accountName);
  if (!sample) throw new Error(`${accountName} has no sample groups`);
  return sample;
}

/** A record of a call that EventBridge never told of, about a group that is gone. */
export function missedRecord(account: string, region: string, at: Date) {
  const rule = { ipProtocol: "tcp", fromPort: 3389, toPort: 3389 };
  return {
    eventVersion: "1.10",
    userIdentity: {
      type: "IAMUser",
      accountId: account,
      userName: "mia",
      arn: `arn:aws:iam::${account}:user/mia`,
    },
    eventTime: `${at.toISOString().slice(0, 19)}Z`,
    eventSource: "ec2.amazonaws.com",
    eventName: "AuthorizeSecurityGroupIngress",
    awsRegion: region,
    sourceIPAddress: "198.51.100.9",
    userAgent: "aws-cli/2.17",
    requestParameters: {
      groupId: "sg-0missed",
      ipPermissions: { items: [{ ...rule, ipRanges: { items: [{ cidrIp: "203.0.113.77/32" }] } }] },
    },
    responseElements: {
      _return: true,
      securityGroupRuleSet: {
        items: [
          {
            ...rule,
            groupId: "sg-0missed",
            securityGroupRuleId: "sgr-0missed",
            isEgress: false,
            cidrIpv4: "203.0.113.77/32",
          },
        ],
      },
    },
    eventID: "5b1a4f6e-0000-4000-8000-00000000f00d",
    eventType: "AwsApiCall",
    recipientAccountId: account,
  };
}

/** The message about a group whose text or blocks have this part, newest first. */
export function messageAbout({ slack }: Sandbox, groupName: string, part: string): SlackMessage | undefined {
  return slack
    .messages()
    .findLast((message) => wordsOf(message).includes(groupName) && wordsOf(message).includes(part));
}

/** All words of a message. */
export function wordsOf({ text, blocks }: SlackMessage): string {
  return `${text} ${JSON.stringify(blocks)}`;
}

/** What the record says of an account's changes of a group, oldest first. */
export async function recorded({ url, organization }: Sandbox, groupId: string) {
  const dynamodb = new DynamoDBClient(adminOf(url, organization.infrasecAccountId, organization.homeRegion));
  try {
    const { Items = [] } = await dynamodb.send(
      new ScanCommand({ TableName: tableName("security-group-changes"), ConsistentRead: true }),
    );
    return Items.filter((item) => item.groupId?.S === groupId)
      .toSorted((one, other) => String(one.recordedAt?.S).localeCompare(String(other.recordedAt?.S)))
      .map(({ eventName, state, decision, act }) => ({
        eventName: eventName?.S,
        state: state?.S,
        decision: decision?.M?.what?.S,
        by: decision?.M?.by?.M?.name?.S,
        outcomes: act?.M?.results?.L?.map(({ M }) => M?.outcome?.S),
      }));
  } finally {
    dynamodb.destroy();
  }
}

/** Waits for the question about the newest change of a group, and answers how to press its buttons. */
export async function question(sandbox: Sandbox, groupName: string, part: string) {
  await until(sandbox, `there is a question about ${part}`, () => {
    const message = messageAbout(sandbox, groupName, part);
    return message !== undefined && wordsOf(message).includes("sg:deny");
  });
  const { channel = "", ts = "" } = messageAbout(sandbox, groupName, part) ?? {};
  return (what: "keep" | "deny", user: SlackUser) =>
    sandbox.slack.press({ message: { channel, ts }, actionId: `sg:${what}`, user });
}

/** Waits until the message about this part of a group's changes says what became of it. */
export function told(sandbox: Sandbox, groupName: string, part: string, says: string): Promise<void> {
  return until(sandbox, `the message about ${part} says ${says}`, () => {
    const message = messageAbout(sandbox, groupName, part);
    return message !== undefined && wordsOf(message).includes(says);
  });
}
