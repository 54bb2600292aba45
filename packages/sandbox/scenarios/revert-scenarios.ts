// Deny takes back exactly what was changed, however the organization was wired. Both test files run these.
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { adminOf } from "../src/admin";
import { slackUsers } from "../src/slack/sandbox-people";
import { runSweep } from "./case-steps";
import {
  incoming,
  messageAbout,
  newGroup,
  openSsh,
  question,
  recorded,
  rulesBefore,
  sampleOf,
  told,
  wordsOf,
} from "./group-steps";
import { deadLetters, type Running } from "./scenario-steps";

const minutes = 60_000;

/** Registers the scenarios; `running` is asked inside each test. */
export function revertScenarios(running: () => Running): void {
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
    await told(sandbox, name, "198.51.100.0/24", "4 taken back");
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
    await told(sandbox, name, "RevokeSecurityGroupIngress", "taken back");
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
    await told(sandbox, name, "ModifySecurityGroupRules", "taken back");
    expect({ again, modified, left: await incoming(place) }).toEqual({
      again: rulesBefore,
      modified: [...rulesBefore, "tcp 22-22 0.0.0.0/0"].toSorted(),
      left: [...rulesBefore, "tcp 22-22 10.2.0.0/16"].toSorted(),
    });
  });

  it("sets back a rule that nobody had seen changing, because the daily sweep had read it", async () => {
    const { sandbox, host } = running();
    const { accountId: account, database } = sampleOf(sandbox, "acme-web-shop");
    const ec2 = new EC2Client(adminOf(sandbox.url, account, sandbox.organization.homeRegion));
    const place = { ec2, account, groupId: database };
    await runSweep(sandbox, "sg-rules", host.idle);
    const before = await incoming(place);
    const { SecurityGroupRules = [] } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [database] }] }),
    );
    const office = SecurityGroupRules.find(({ IsEgress, CidrIpv4 }) => !IsEgress && CidrIpv4 !== undefined);
    const rule = { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, CidrIpv4: "0.0.0.0/0" };
    const SecurityGroupRuleId = office?.SecurityGroupRuleId;
    await ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId: database,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule: rule }],
      }),
    );
    const press = await question(sandbox, database, "0.0.0.0/0");
    const opened = await incoming(place);
    await press("deny", slackUsers.bob);
    await told(sandbox, database, "0.0.0.0/0", "taken back");
    expect({
      changed: opened.length === before.length && opened !== before,
      left: await incoming(place),
    }).toEqual({
      changed: true,
      left: before,
    });
  });

  it("reverts once, and ends right, when EC2 throttles, an answer is lost and Slack is away", async () => {
    const { sandbox, host } = running();
    const name = "tempest";
    const place = await newGroup(sandbox, "acme-data-lake", name);
    await openSsh(place);
    const press = await question(sandbox, name, "TCP 22");
    const { faults } = sandbox.gateway;
    faults.add({
      service: "ec2",
      operation: "RevokeSecurityGroupIngress",
      kind: "throttle",
      share: 1,
      times: 2,
    });
    faults.add({
      service: "ec2-answer",
      operation: "RevokeSecurityGroupIngress",
      kind: "reset",
      share: 1,
      times: 1,
    });
    faults.add({ service: "slack", operation: "chat.update", kind: "error", share: 1 });
    await press("deny", slackUsers.bob);
    let during = await incoming(place);
    for (let minute = 0; minute < 5 && during.length > rulesBefore.length; minute += 1) {
      await sandbox.letTimePass(minutes);
      during = await incoming(place);
    }
    faults.clear();
    await sandbox.letTimePass(10 * minutes);
    await host.idle();
    await told(sandbox, name, "TCP 22", "taken back");
    const changes = await recorded(sandbox, place.groupId);
    expect({
      during,
      left: await incoming(place),
      reverts: changes.filter(({ state }) => state === "own").length,
      outcomes: changes.find(({ decision }) => decision === "deny")?.outcomes,
      letters: await deadLetters(sandbox, "sg-decisions"),
    }).toEqual({
      during: rulesBefore,
      left: rulesBefore,
      reverts: 1,
      outcomes: ["taken-back"],
      letters: [],
    });
  });
}
