// What must be true of security-group changes, however the organization was wired. Both test files run these.
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import type { Sandbox } from "../src/sandbox";
import { type SlackUser, slackUsers } from "../src/slack/sandbox-people";
import { incoming, messageAbout, newGroup, type Place, recorded, rulesBefore, wordsOf } from "./group-steps";
import { deadLetters, type Running, until } from "./scenario-steps";

const minutes = 60_000;

/** Waits for the question about the newest change of a group, and answers how to press its buttons. */
async function question(sandbox: Sandbox, groupName: string, part: string) {
  await until(sandbox, `there is a question about ${part}`, () => {
    const message = messageAbout(sandbox, groupName, part);
    return message !== undefined && wordsOf(message).includes("sg:deny");
  });
  const { channel = "", ts = "" } = messageAbout(sandbox, groupName, part) ?? {};
  return (what: "keep" | "deny", user: SlackUser) =>
    sandbox.slack.press({ message: { channel, ts }, actionId: `sg:${what}`, user });
}

/** Waits until the message says what became of the decision. */
function told(sandbox: Sandbox, groupName: string, part: string): Promise<void> {
  return until(sandbox, `the message says ${part}`, () => messageAbout(sandbox, groupName, part) !== undefined);
}

/** Opens port 22 to everybody, which is worth a question. */
function openSsh({ ec2, groupId }: Place, CidrIp = "0.0.0.0/0") {
  const IpPermissions = [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp }] }];
  return ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
}

/** Registers the scenarios; `running` is asked inside each test. */
export function groupScenarios(running: () => Running): void {
  it("takes back exactly what one call added: SSH, all traffic, IPv6 and a group at once", async () => {
    const { sandbox } = running();
    const name = "checkout";
    const place = await newGroup(sandbox, "acme-payments-prod", name);
    const { ec2, groupId } = place;
    const IpPermissions = [
      { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
      { IpProtocol: "-1", IpRanges: [{ CidrIp: "198.51.100.0/24" }] },
      { IpProtocol: "tcp", FromPort: 8080, ToPort: 8090, Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] },
      { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupId: groupId }] },
    ];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
    const press = await question(sandbox, name, "198.51.100.0/24");
    const opened = await incoming(place);
    await press("deny", slackUsers.alice);
    await told(sandbox, name, "taken back");
    await until(sandbox, "all of it", () => !wordsOfLast(sandbox, name).includes("taking"));
    const message = messageAbout(sandbox, name, "198.51.100.0/24");
    expect({
      opened: opened.length,
      left: await incoming(place),
      channel: message?.channel,
      says: message && /Denied\*? by ([^·\\"]*)/.exec(wordsOf(message))?.[1]?.trim(),
      buttons: message && wordsOf(message).includes("sg:deny"),
      record: (await recorded(sandbox, groupId)).at(-1),
    }).toEqual({
      opened: 6,
      left: rulesBefore,
      channel: "C0PAYMENTS",
      says: expect.stringContaining("alice.ahmed"),
      buttons: false,
      record: {
        eventName: "RevokeSecurityGroupIngress",
        state: "own",
        decision: undefined,
        by: undefined,
        outcomes: undefined,
      },
    });
  });

  it("adds a removed rule again, and sets a modified one back", async () => {
    const { sandbox } = running();
    const name = "reports";
    const place = await newGroup(sandbox, "acme-data-lake", name);
    const { ec2, groupId } = place;
    const shop = { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [shop] }));
    const denyRemoval = await question(sandbox, name, "RevokeSecurityGroupIngress");
    await denyRemoval("deny", slackUsers.alice);
    await until(sandbox, "the rule is back in the message", () => wordsOfLast(sandbox, name).includes("taken back"));
    const again = await incoming(place);
    const added = await openSsh(place, "10.2.0.0/16");
    await question(sandbox, name, "10.2.0.0/16");
    const SecurityGroupRuleId = added.SecurityGroupRules?.[0]?.SecurityGroupRuleId;
    const rule = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIpv4: "0.0.0.0/0" };
    await ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId: groupId,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule: rule }],
      }),
    );
    const denyModified = await question(sandbox, name, "ModifySecurityGroupRules");
    const modified = await incoming(place);
    await denyModified("deny", slackUsers.alice);
    await until(
      sandbox,
      "it is set back",
      () => messageAbout(sandbox, name, "ModifySecurityGroupRules")?.edits !== 0,
    );
    await told(sandbox, name, "taken back");
    expect({ again, modified, left: await incoming(place) }).toEqual({
      again: rulesBefore,
      modified: [...rulesBefore, "tcp 22-22 0.0.0.0/0"].toSorted(),
      left: [...rulesBefore, "tcp 22-22 10.2.0.0/16"].toSorted(),
    });
  });
}

function wordsOfLast(sandbox: Sandbox, name: string): string {
  const message = messageAbout(sandbox, name, "");
  return message ? wordsOf(message) : "";
}
