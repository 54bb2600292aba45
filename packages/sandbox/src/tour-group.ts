// A part of the tour: somebody opens a security group to the world, and Deny takes exactly that back.
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { adminOf } from "./admin";
import type { SampleGroups } from "./sample-groups";
import type { Sandbox } from "./sandbox";
import { slackUsers } from "./slack/sandbox-people";
import type { SlackMessage } from "./slack/slack-message";
import { nextChange } from "./tour-response";

const IpPermissions = [
  { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
  { IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] },
];

/** A change that Slack asks about. The numbers are rules of the group, before the change and after it. */
export type OpenedGroup = {
  readonly group: SampleGroups;
  readonly question: SlackMessage;
  readonly before: number;
  readonly opened: number;
};

/** Opens a sample group, and tells what Slack asks. Undefined when it does not ask for a while. */
export async function openToTheWorld(
  sandbox: Sandbox,
  say: (line: string) => void,
): Promise<OpenedGroup | undefined> {
  const group = sandbox.sampleGroups.get("acme-web-shop");
  if (!group) return undefined;
  return withEc2(sandbox, group, async (ec2) => {
    const before = await countRules(ec2, group.web);
    say("");
    say("Somebody in acme-web-shop opens SSH and all of IPv6's 2001:db8::/32 in one call to EC2 …");
    const asked = nextChange(sandbox, (message) => questionIn(message, group.web));
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group.web, IpPermissions }));
    const question = await asked;
    say(`  Slack:  ${question?.text.split("\n")[0] ?? "does not ask"}`);
    return question && { group, question, before, opened: await countRules(ec2, group.web) };
  });
}

/** Denies the change as Alice, and tells what EC2 has then. False when it is not as before after a while. */
export async function denyChange(
  sandbox: Sandbox,
  { group, question, before, opened }: OpenedGroup,
  say: (line: string) => void,
): Promise<boolean> {
  const answered = nextChange(sandbox, (message) =>
    message.ts === question.ts ? /taken back/.exec(JSON.stringify(message.blocks))?.[0] : undefined,
  );
  const { channel, ts } = question;
  await sandbox.slack.press({ message: { channel, ts }, actionId: "sg:deny", user: slackUsers.alice });
  const answer = await answered;
  const after = await withEc2(sandbox, group, (ec2) => countRules(ec2, group.web));
  say(`  ${slackUsers.alice.name} presses Deny: ${answer ?? "nothing happened"}`);
  say(`  EC2:    ${before} rules before, ${opened} after the call, ${after} now`);
  return answer !== undefined && after === before && opened === before + IpPermissions.length;
}

/** EC2 as the people of the account use it: messages about changes name the tool, and the SDK would name this machine's system too. */
async function withEc2<Value>(
  { url }: Sandbox,
  { accountId, region }: SampleGroups,
  work: (ec2: EC2Client) => Promise<Value>,
): Promise<Value> {
  const ec2 = new EC2Client({
    ...adminOf(url, accountId, region),
    defaultUserAgentProvider: async () => [["aws-cli", "2.31.0"]],
  });
  try {
    return await work(ec2);
  } finally {
    ec2.destroy();
  }
}

function questionIn(message: SlackMessage, groupId: string): SlackMessage | undefined {
  const words = JSON.stringify(message.blocks);
  return words.includes(groupId) && words.includes("sg:deny") ? message : undefined;
}

async function countRules(ec2: EC2Client, groupId: string): Promise<number> {
  const { SecurityGroupRules = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }] }),
  );
  return SecurityGroupRules.length;
}
