import { readCall } from "./read-call";
import { resolveRules } from "./resolve-rules";

const count = 1000;
/** The peer as a request names it, and as the answer does. */
const peers: Readonly<Record<string, (index: number) => readonly [string, object, object]>> = {
  "IPv4 ranges": (index) => {
    const cidr = `10.${index >> 8}.${index & 255}.0/24`;
    return ["ipRanges", { cidrIp: cidr }, { cidrIpv4: cidr }];
  },
  "IPv6 ranges": (index) => {
    const cidr = `2001:db8:${(index + 1).toString(16)}::/48`;
    return ["ipv6Ranges", { cidrIpv6: cidr }, { cidrIpv6: cidr }];
  },
  groups: (index) => {
    const group = { groupId: `sg-${index}`, userId: "111111111111" };
    return ["groups", group, { referencedGroupInfo: group }];
  },
};

it.each(Object.keys(peers))("reads a call of a thousand rules for %s in no time", (kind) => {
  const all = Array.from({ length: count }, (_, index) => peers[kind]?.(index) ?? (["", {}, {}] as const));
  const traffic = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  const told = all.map(([, , answered], index) => ({
    ...{ securityGroupRuleId: `sgr-${index}`, groupId: "sg-1", ...traffic, ...answered },
  }));
  const permission = { ...traffic, [all[0]?.[0] ?? ""]: { items: all.map(([, asked]) => asked) } };
  const detail = {
    ...{ eventSource: "ec2.amazonaws.com", eventName: "AuthorizeSecurityGroupIngress", eventID: "e-1" },
    ...{ recipientAccountId: "111111111111", awsRegion: "eu-west-1", eventTime: "2030-01-07T09:00:00Z" },
    requestParameters: { groupId: "sg-1", ipPermissions: { items: [permission] } },
    responseElements: { securityGroupRuleSet: { items: told } },
  };
  const started = performance.now();
  const read = readCall({ source: "aws.ec2", detail });
  const drafts = read.kind === "change" ? read.call.drafts : [];
  const rules = drafts.flatMap((draft) => (draft.kind === "added" ? [draft.rule] : []));
  const nameless = rules.map(({ ruleId: _, ...rule }) => ({ kind: "added", rule }) as const);
  const { ruleChanges } = resolveRules({ drafts: nameless }, { known: new Map(), current: rules });
  expect(ruleChanges).toEqual(drafts);
  expect([drafts.length, performance.now() - started < 2000]).toEqual([count, true]);
});
