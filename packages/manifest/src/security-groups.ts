// What a user may say about security-group changes: whom Orgwatch asks, what it keeps quiet about, what counts as a risk. Written by
// Terraform as the SSM setting `policy` of the stack `sg-chatops`, read by its lambdas.
import type { Band } from "./routing";

/** The calls that change a security group, by their names in CloudTrail. */
export const securityGroupCalls = [
  "AuthorizeSecurityGroupIngress",
  "AuthorizeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
  "RevokeSecurityGroupEgress",
  "ModifySecurityGroupRules",
  "CreateSecurityGroup",
  "DeleteSecurityGroup",
  "UpdateSecurityGroupRuleDescriptionsIngress",
  "UpdateSecurityGroupRuleDescriptionsEgress",
] as const;

/** What a call did to a rule, or to the group itself. */
export const changeKinds = ["added", "removed", "modified", "described", "created", "deleted"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/**
 * Whom a rule lets in (or out to): `world` is 0.0.0.0/0 or ::/0, `public` any other range of public addresses, `private` one of private
 * addresses (RFC 1918, RFC 6598, fc00::/7, link-local), `group` and `prefix-list` name something else.
 */
export const peerKinds = ["world", "public", "private", "group", "prefix-list"] as const;
export type PeerKind = (typeof peerKinds)[number];

/** A port, or a range of them, both ends included. */
export type Ports = number | readonly [number, number];

/** What has to be true of one changed rule; what is left out does not matter, and lists mean any of them. */
export type RiskCondition = {
  readonly change?: readonly ChangeKind[];
  readonly direction?: "ingress" | "egress";
  readonly peer?: readonly PeerKind[];
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol's number as text, or `all`. A rule for all protocols meets each of them. */
  readonly protocol?: readonly string[];
  /** The rule opens one of these ports; a rule for all protocols or all ports opens each. */
  readonly ports?: readonly Ports[];
  /** The rule opens at least so many ports; all protocols count as 65,536. */
  readonly atLeastPorts?: number;
  /** Only where something with a public address uses the group (`true`), or nothing does (`false`). */
  readonly attachedToPublic?: boolean;
};

/** A line of the risk table. `because` is shown to people. */
export type RiskLine = {
  readonly risk: Band;
  readonly because: string;
  readonly when: RiskCondition;
};

/** A change is announced to nobody, and recorded, when one of these is true of it. */
export type Exemptions = {
  /** Names of roles or users; `*` stands for anything: `github-deploy-*`. */
  readonly principals: readonly string[];
  readonly accounts: readonly string[];
  /** Groups that carry one of these tags; without `value` any value will do. */
  readonly tags: readonly { readonly key: string; readonly value?: string }[];
  /** Changes that concern only ranges inside of these. */
  readonly cidrs: readonly string[];
};

/** The setting. */
export type SecurityGroupPolicy = {
  /** Who may press Keep and Deny: Slack users' ids, and ids of Slack user groups. */
  readonly deciders: { readonly users: readonly string[]; readonly userGroups: readonly string[] };
  /** Whether people may decide about their own changes. */
  readonly ownChanges: "refused" | "allowed";
  readonly exempt: Exemptions;
  /** The first line that fits a changed rule is its risk; the gravest rule's is the change's. What no line fits is `info`. */
  readonly risk: readonly RiskLine[];
  /** Orgwatch denies by itself: from this risk on at once, and above this risk after a time without an answer. */
  readonly denyFrom: Band | undefined;
  readonly denyUnanswered: { readonly from: Band; readonly afterMinutes: number } | undefined;
  /** Nobody can decide any more after so long. */
  readonly expireHours: number;
  /** Changes by the same principal in the same account share a thread as long as the next one comes within so long. */
  readonly threadMinutes: number;
  /** How long a change is kept in the table. */
  readonly keepDays: number;
};

/** Ports through which machines and data are taken over, with what they are. */
const adminPorts: readonly Ports[] = [
  22,
  23,
  135,
  139,
  445,
  2375,
  2376,
  3389,
  [5900, 5910],
  5985,
  5986,
  10250,
];
const dataPorts: readonly Ports[] = [
  1433, 1434, 1521, 2379, 3306, 5432, 5984, 6379, 7000, 7001, 8086, 9042, 9092, 9200, 9300, 11211, 27017,
  27018, 27019, 50000,
];
const opened: readonly ChangeKind[] = ["added", "modified"];
const inbound = { change: opened, direction: "ingress" } as const;

/** The risk table where the configuration has none. */
export const standardRisk: readonly RiskLine[] = [
  {
    risk: "critical",
    because: "open to the whole internet on nearly all ports",
    when: { ...inbound, peer: ["world"], atLeastPorts: 1000 },
  },
  {
    risk: "critical",
    because: "a port of remote administration is open to the whole internet",
    when: { ...inbound, peer: ["world"], ports: adminPorts },
  },
  {
    risk: "critical",
    because: "a port of a database or cache is open to the whole internet",
    when: { ...inbound, peer: ["world"], ports: dataPorts },
  },
  {
    risk: "high",
    because: "open to the whole internet, and something with a public address uses the group",
    when: { ...inbound, peer: ["world"], protocol: ["tcp", "udp"], attachedToPublic: true },
  },
  {
    risk: "medium",
    because: "open to the whole internet",
    when: { ...inbound, peer: ["world"] },
  },
  {
    risk: "medium",
    because: "a sensitive port is open to public addresses",
    when: { ...inbound, peer: ["public"], ports: [...adminPorts, ...dataPorts] },
  },
  {
    risk: "medium",
    because: "nearly all ports are open to public addresses",
    when: { ...inbound, peer: ["public"], atLeastPorts: 1000 },
  },
  { risk: "low", because: "lets more in", when: inbound },
  { risk: "low", because: "lets more out", when: { change: opened, direction: "egress" } },
  { risk: "low", because: "takes away what was allowed", when: { change: ["removed"] } },
];

/** The policy where the configuration says nothing; nobody may decide until somebody is named. */
export const standardPolicy: SecurityGroupPolicy = {
  deciders: { users: [], userGroups: [] },
  ownChanges: "refused",
  exempt: { principals: [], accounts: [], tags: [], cidrs: [] },
  risk: standardRisk,
  denyFrom: undefined,
  denyUnanswered: undefined,
  expireHours: 24,
  threadMinutes: 10,
  keepDays: 400,
};
