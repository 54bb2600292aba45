// A change as sg-changes records it, for tests.
import type { Author, Change } from "@orgwatch/core/security-groups/change";
import type { Rule } from "@orgwatch/core/security-groups/rule";

export const start = "2030-01-07T09:00:00.000Z";

export const alice: Author = {
  kind: "identity-center",
  name: "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
  session: "alice@acme.example",
  arn: "arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/alice@acme.example",
  accountId: "111111111111",
  sourceIp: "203.0.113.7",
  userAgent: "aws-cli/2.15",
};

/** SSH from anywhere. */
export const ssh: Rule = {
  ruleId: "sgr-1",
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
};

/** Medium, so that it is told in the team's default channel. */
export function sampleChange(more: Partial<Change> = {}): Change {
  return {
    changeId: "e-1",
    revision: 1,
    eventName: "AuthorizeSecurityGroupIngress",
    changedAt: "2030-01-07T08:59:30Z",
    recordedAt: start,
    updatedAt: start,
    accountId: "111111111111",
    region: "eu-central-1",
    groupId: "sg-0a1",
    groupName: "web",
    vpcId: "vpc-1",
    author: alice,
    ruleChanges: [{ kind: "added", rule: ssh }],
    risk: "medium",
    because: ["open to the whole internet"],
    publicUses: [],
    notes: [],
    state: "pending",
    expiresOn: "2030-01-08T09:00:00.000Z",
    dueAt: "2030-01-08T09:00:00.000Z",
    ...more,
  };
}
