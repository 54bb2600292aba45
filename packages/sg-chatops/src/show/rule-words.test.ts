import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { ruleWords } from "./rule-words";

const home = { accountId: "111111111111", groupId: "sg-1" };
const inside: Peer = { kind: "ipv4", cidr: "10.0.0.0/8" };
const rule = (more: Partial<Rule>): Rule => ({
  direction: "ingress",
  protocol: "tcp",
  peer: inside,
  ...more,
});
const port = (from: number, to = from) => ({ fromPort: from, toPort: to });
const group = (more: Omit<Peer & { kind: "group" }, "kind">): Partial<Rule> => ({
  ...port(443),
  peer: { kind: "group", ...more },
});

it.each<[Partial<Rule>, string]>([
  [{ ...port(22), peer: { kind: "ipv4", cidr: "0.0.0.0/0" } }, "TCP 22 (SSH) from anywhere (0.0.0.0/0)"],
  [{ ...port(443), peer: { kind: "ipv6", cidr: "::/0" } }, "TCP 443 (HTTPS) from anywhere (::/0)"],
  [{ ...port(22), peer: { kind: "ipv4", cidr: "0.0.0.0/1" } }, "TCP 22 (SSH) from 0.0.0.0/1"],
  [{ ...port(8080, 8090) }, "TCP 8080–8090 from 10.0.0.0/8"],
  [{ ...port(7777) }, "TCP 7777 from 10.0.0.0/8"],
  [{ ...port(53), protocol: "udp", direction: "egress" }, "UDP 53 (DNS) to 10.0.0.0/8"],
  [{}, "all TCP from 10.0.0.0/8"],
  [{ ...port(0, 65_535), protocol: "udp" }, "all UDP from 10.0.0.0/8"],
  [{ ...port(0) }, "TCP 0 from 10.0.0.0/8"],
  [{ protocol: "-1" }, "all traffic from 10.0.0.0/8"],
  [
    { protocol: "-1", direction: "egress", peer: { kind: "ipv4", cidr: "0.0.0.0/0" } },
    "all traffic to anywhere (0.0.0.0/0)",
  ],
  [{ protocol: "icmp", ...port(-1) }, "all ICMP from 10.0.0.0/8"],
  [{ protocol: "icmp", fromPort: 8, toPort: -1 }, "ICMP echo request from 10.0.0.0/8"],
  [{ protocol: "icmp", fromPort: 8, toPort: 0 }, "ICMP echo request from 10.0.0.0/8"],
  [{ protocol: "icmp", fromPort: 3, toPort: 4 }, "ICMP destination unreachable, code 4 from 10.0.0.0/8"],
  [{ protocol: "icmp", fromPort: 3, toPort: 0 }, "ICMP destination unreachable, code 0 from 10.0.0.0/8"],
  [{ protocol: "icmpv6", fromPort: 200, toPort: -1 }, "ICMPv6 type 200 from 10.0.0.0/8"],
  [{ protocol: "50" }, "protocol 50 (ESP) from 10.0.0.0/8"],
  [{ protocol: "253" }, "protocol 253 from 10.0.0.0/8"],
  [
    { ...port(443), peer: { kind: "prefix-list", prefixListId: "pl-1" } },
    "TCP 443 (HTTPS) from the prefix list pl-1",
  ],
  [group({ groupId: "sg-2" }), "TCP 443 (HTTPS) from sg-2"],
  [
    group({ groupId: "sg-2", groupName: "web", accountId: "111111111111" }),
    "TCP 443 (HTTPS) from sg-2 `web`",
  ],
  [
    group({ groupId: "sg-2", groupName: "web", accountId: "222222222222", peeringId: "pcx-1" }),
    "TCP 443 (HTTPS) from sg-2 `web` of account 222222222222 over pcx-1",
  ],
  [group({ groupName: "web" }), "TCP 443 (HTTPS) from `web`"],
  [group({ groupId: "sg-1" }), "TCP 443 (HTTPS) from the group itself (sg-1)"],
  [group({}), "TCP 443 (HTTPS) from a group without a name"],
  [
    { ...port(22), description: "office *now* <!channel>\n```" },
    "TCP 22 (SSH) from 10.0.0.0/8, `office *now* &lt;!channel&gt; ˋˋˋ`",
  ],
  [{ ...port(22), description: "" }, "TCP 22 (SSH) from 10.0.0.0/8"],
  [{ protocol: "constructor" }, "protocol constructor from 10.0.0.0/8"],
  [
    { protocol: "-1", peer: { kind: "ipv4", cidr: "`*<!here>*`\n1" } },
    "all traffic from ˋ∗&lt;!here&gt;∗ˋ 1",
  ],
])("says %j", (more, words) => {
  expect(ruleWords(rule(more), home)).toBe(words);
});
