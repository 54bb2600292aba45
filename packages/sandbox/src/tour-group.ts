// The last part of the tour: somebody opens a security group to the world, and Deny takes exactly that back.
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { adminOf } from "./admin";
import type { Sandbox } from "./sandbox";
import { slackUsers } from "./slack/sandbox-people";
import type { SlackMessage } from "./slack/slack-message";
import { nextChange } from "./tour-response";

const IpPermissions = [
  { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
  { IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] },
];

/** Opens a sample group, denies it as Alice, and tells what EC2 has then. False when something of it does not happen after a while. */
export async function denyChange(sandbox: Sandbox, say: (line: string) => void): Promise<boolean> {
  const sample = sandbox.sampleGroups.get("acme-web-shop");
  if (!sample) return false;
  const ec2 = new EC2Client(adminOf(sandbox.url, sample.accountId, sample.region));
  const count = () => countRules(ec2, sample.web);
  try {
    const before = await count();
    say("");
    say("Somebody in acme-web-shop opens SSH and all of IPv6's 2001:db8::/32 in one call to EC2 …");
    const asked = nextChange(sandbox, (message) => questionIn(message, sample.web));
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: sample.web, IpPermissions }));
    const question = await asked;
    if (!question) return false;
    say(`  Slack:  ${question.text.split("\n")[0] ?? ""}`);
    const opened = await count();
    const answered = nextChange(sandbox, (message) =>
      message.ts === question.ts ? /taken back/.exec(JSON.stringify(message.blocks))?.[0] : undefined,
    );
    const { channel, ts } = question;
    await sandbox.slack.press({ message: { channel, ts }, actionId: "sg:deny", user: slackUsers.alice });
    const answer = await answered;
    const after = await count();
    say(`  ${slackUsers.alice.name} presses Deny: ${answer ?? "nothing happened"}`);
    say(`  EC2:    ${before} rules before, ${opened} after the call, ${after} now`);
    return answer !== undefined && after === before && opened === before + IpPermissions.length;
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
