import type { RuleChange } from "@orgwatch/core/security-groups/change";
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { ruleChangeWords, ruleWords, takeBackWords } from "./rule-words";

const rule = (changes: Partial<Rule> = {}): Rule => ({
  ruleId: "sgr-1",
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
  description: undefined,
  ...changes,
});
const group = (changes: Partial<Peer & { kind: "group" }>): Peer => ({
  kind: "group",
  groupId: undefined,
  groupName: undefined,
  accountId: undefined,
  vpcId: undefined,
  peeringId: undefined,
  ...changes,
});

it.each<[Partial<Rule>, string]>([
  [{}, "TCP 22 from 0.0.0.0/0"],
  [{ direction: "egress", protocol: "udp", fromPort: 8000, toPort: 8100 }, "UDP 8000-8100 to 0.0.0.0/0"],
  [{ fromPort: 0, toPort: 65535 }, "TCP all ports from 0.0.0.0/0"],
  [{ fromPort: undefined, toPort: undefined }, "TCP all ports from 0.0.0.0/0"],
  [{ protocol: "-1", fromPort: undefined, toPort: undefined }, "all traffic from 0.0.0.0/0"],
  [{ protocol: "icmp", fromPort: -1, toPort: -1 }, "ICMP all types from 0.0.0.0/0"],
  [{ protocol: "icmp", fromPort: 8, toPort: -1 }, "ICMP type 8 from 0.0.0.0/0"],
  [{ protocol: "icmpv6", fromPort: 1, toPort: 4 }, "ICMPV6 type 1 code 4 from 0.0.0.0/0"],
  [{ protocol: "50", fromPort: -1, toPort: -1 }, "protocol 50 from 0.0.0.0/0"],
  [{ peer: { kind: "ipv6", cidr: "::/0" } }, "TCP 22 from ::/0"],
  [{ peer: { kind: "prefix-list", prefixListId: "pl-1" } }, "TCP 22 from prefix list pl-1"],
  [{ peer: group({ groupId: "sg-2" }) }, "TCP 22 from group sg-2"],
  [
    {
      peer: group({
        groupId: "sg-2",
        groupName: "web",
        accountId: "111111111111",
        vpcId: "vpc-2",
        peeringId: "pcx-1",
      }),
    },
    "TCP 22 from group sg-2 (web) of account 111111111111 in vpc-2 over pcx-1",
  ],
  [{ peer: group({ groupName: "default" }) }, "TCP 22 from group default"],
  [{ description: "office\u001b[2J\n\u202eback" }, 'TCP 22 from 0.0.0.0/0 "office [2J back"'],
])("says in a line what a rule lets through: %j", (changes, words) => {
  expect(ruleWords(rule(changes))).toBe(words);
});

const office = rule({ peer: { kind: "ipv4", cidr: "10.0.0.0/8" }, description: "office" });

it.each<[RuleChange, string, string]>([
  [{ kind: "added", rule: rule() }, "+ TCP 22 from 0.0.0.0/0", "removes TCP 22 from 0.0.0.0/0"],
  [
    { kind: "removed", ruleId: "sgr-1", rule: office },
    '- TCP 22 from 10.0.0.0/8 "office"',
    'adds again TCP 22 from 10.0.0.0/8 "office"',
  ],
  [
    { kind: "removed", ruleId: "sgr-1", rule: undefined },
    "- unknown rule sgr-1",
    "cannot add again unknown rule sgr-1: nobody knows how it was",
  ],
  [
    { kind: "modified", ruleId: "sgr-1", before: office, after: rule() },
    '~ TCP 22 from 10.0.0.0/8 "office" became TCP 22 from 0.0.0.0/0',
    'sets back to TCP 22 from 10.0.0.0/8 "office"',
  ],
  [
    { kind: "modified", ruleId: "sgr-1", before: undefined, after: rule() },
    "~ unknown rule sgr-1 became TCP 22 from 0.0.0.0/0",
    "cannot set back TCP 22 from 0.0.0.0/0: nobody knows how it was",
  ],
  [
    { kind: "described", ruleId: "sgr-1", before: office, after: rule(), description: "home" },
    '~ TCP 22 from 0.0.0.0/0 is now called "home"',
    'sets the description back to "office" for TCP 22 from 0.0.0.0/0',
  ],
  [
    { kind: "described", ruleId: undefined, before: undefined, after: undefined, description: undefined },
    '~ unknown rule is now called ""',
    "cannot set back the description of unknown rule: nobody knows how it was",
  ],
  [{ kind: "created" }, "+ the group", "leaves the group, which was created"],
  [{ kind: "deleted" }, "- the group", "cannot make the group again"],
])("says what happened to a rule, and what Deny would do: %j", (change, words, back) => {
  expect([ruleChangeWords(change), takeBackWords(change)]).toEqual([words, back]);
});
