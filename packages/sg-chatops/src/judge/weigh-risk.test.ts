import type { RuleChange } from "@orgwatch/core/security-groups/change";
import { policyWith } from "@orgwatch/core/security-groups/policy";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import type { RiskLine } from "@orgwatch/manifest/security-groups";
import { weighRisk } from "./weigh-risk";

const world = { kind: "ipv4", cidr: "0.0.0.0/0" } as const;
const office = { kind: "ipv4", cidr: "203.0.113.0/24" } as const;
const inside = { kind: "ipv4", cidr: "10.0.0.0/8" } as const;
const ssh: Rule = { direction: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, peer: world };
const https: Rule = { ...ssh, fromPort: 443, toPort: 443 };
const all: Rule = { direction: "ingress", protocol: "-1", peer: world };
const added = (rule: Rule): RuleChange => ({ kind: "added", rule });
const modified = (before: Rule | undefined, after: Rule): RuleChange => ({
  kind: "modified",
  ruleId: "sgr-1",
  ...(before === undefined ? {} : { before }),
  after,
});

const nearlyAll = ["critical", "open to the whole internet on nearly all ports"];
const admin = ["critical", "a port of remote administration is open to the whole internet"];
const data = ["critical", "a port of a database or cache is open to the whole internet"];
const open = ["medium", "open to the whole internet"];
const sensitive = ["medium", "a sensitive port is open to public addresses"];
const more = ["low", "lets more in"];
const less = ["low", "takes away what was allowed"];

const standard = policyWith({}).risk;
const weigh = (
  changes: readonly RuleChange[],
  publicUses: readonly string[] | "nobody could look" = [],
  table = standard,
) => weighRisk(changes, { publicUses: publicUses === "nobody could look" ? undefined : publicUses }, table);

describe("the standard table", () => {
  it.each<[string, RuleChange, readonly (string | undefined)[]]>([
    ["SSH from anywhere", added(ssh), admin],
    ["SSH from anywhere in IPv6", added({ ...ssh, peer: { kind: "ipv6", cidr: "::/0" } }), admin],
    ["SSH from half of the internet", added({ ...ssh, peer: { kind: "ipv4", cidr: "128.0.0.0/1" } }), admin],
    ["a range that holds 22", added({ ...ssh, fromPort: 20, toPort: 30 }), admin],
    ["a range that ends before 22", added({ ...ssh, fromPort: 20, toPort: 21 }), open],
    ["a range that touches VNC's", added({ ...ssh, fromPort: 5910, toPort: 5950 }), admin],
    ["a database", added({ ...ssh, fromPort: 5432, toPort: 5432 }), data],
    ["all traffic", added(all), nearlyAll],
    ["TCP without ports", added({ direction: "ingress", protocol: "tcp", peer: world }), nearlyAll],
    ["TCP with -1 for no ports", added({ ...ssh, fromPort: -1, toPort: -1 }), nearlyAll],
    ["UDP on all ports", added({ ...ssh, protocol: "udp", fromPort: 0, toPort: 65_535 }), nearlyAll],
    ["SCTP, whose ports EC2 ignores", added({ ...ssh, protocol: "132" }), nearlyAll],
    ["HTTPS", added(https), open],
    ["a ping", added({ ...ssh, protocol: "icmp", fromPort: 8, toPort: 0 }), open],
    ["all ICMP", added({ ...ssh, protocol: "icmp", fromPort: -1, toPort: -1 }), open],
    ["ESP", added({ direction: "ingress", protocol: "50", peer: world }), open],
    ["SSH from the office", added({ ...ssh, peer: office }), sensitive],
    ["HTTPS from the office", added({ ...https, peer: office }), more],
    ["all ports from the office", added({ ...all, protocol: "tcp", peer: office }), sensitive],
    [
      "many ports from the office",
      added({ ...ssh, fromPort: 20_000, toPort: 21_000, peer: office }),
      ["medium", "nearly all ports are open to public addresses"],
    ],
    ["SSH from inside", added({ ...ssh, peer: inside }), more],
    ["all traffic from a group", added({ ...all, peer: { kind: "group", groupId: "sg-2" } }), more],
    ["all traffic out", added({ ...all, direction: "egress" }), ["low", "lets more out"]],
    ["a removal", { kind: "removed", ruleId: "sgr-1", rule: ssh }, less],
    ["a removal of what nobody knows", { kind: "removed", ruleId: "sgr-1" }, less],
    ["a description", { kind: "described", ruleId: "sgr-1", before: ssh, after: ssh }, ["info"]],
    ["a new group", { kind: "created" }, ["info"]],
    ["a group that is gone", { kind: "deleted" }, ["info"]],
    ["a modified rule, from how nobody knows", modified(undefined, ssh), admin],
    ["a wider range of addresses", modified({ ...ssh, peer: office }, ssh), admin],
    ["another port", modified(https, ssh), admin],
    ["TCP instead of UDP", modified({ ...ssh, protocol: "udp" }, ssh), admin],
    ["from anywhere to the office", modified(ssh, { ...ssh, peer: office }), less],
    ["from all ports to one", modified({ ...ssh, fromPort: 0, toPort: 65_535 }, ssh), less],
    ["from all traffic to a ping", modified(all, { ...ssh, protocol: "icmp", fromPort: 8, toPort: 0 }), less],
    [
      "from all ICMP to a ping",
      modified(
        { ...ssh, protocol: "icmp", fromPort: -1, toPort: -1 },
        { ...ssh, protocol: "icmp", fromPort: 8, toPort: 0 },
      ),
      less,
    ],
    ["from a group to anywhere", modified({ ...ssh, peer: { kind: "group", groupId: "sg-2" } }, ssh), admin],
    [
      "from a list to another",
      modified({ ...ssh, peer: list("pl-1") }, { ...ssh, peer: list("pl-2") }),
      more,
    ],
    ["a modified description alone", modified(ssh, { ...ssh, description: "new" }), ["info"]],
  ])("weighs %s", (_name, change, [risk, because]) => {
    expect(weigh([change])).toEqual({ risk, because: because === undefined ? [] : [because] });
  });

  function list(prefixListId: string) {
    return { kind: "prefix-list", prefixListId } as const;
  }

  it("asks what with a public address uses the group, and assumes it where nobody could look", () => {
    const because = "open to the whole internet, and something with a public address uses the group";
    expect([
      weigh([added(https)], ["i-1 (203.0.113.7)"]),
      weigh([added(https)], "nobody could look"),
      weigh([added(https)], []),
    ]).toEqual([
      { risk: "high", because: [because] },
      { risk: "high", because: [`${because} (assumed: nobody could look what uses the group)`] },
      { risk: "medium", because: ["open to the whole internet"] },
    ]);
  });

  it("says each reason once, the gravest first", () => {
    const changes = [
      added({ ...https, peer: inside }),
      added({ ...https, peer: office }),
      added(https),
      added(ssh),
      added(all),
    ];
    expect(weigh(changes)).toEqual({ risk: "critical", because: [admin[1], nearlyAll[1], open[1], more[1]] });
  });

  it("finds nothing in nothing", () => {
    expect(weigh([])).toEqual({ risk: "info", because: [] });
  });
});

describe("a table of one's own", () => {
  const line = (when: RiskLine["when"]): RiskLine[] => [{ risk: "high", because: "fits", when }];
  it.each<[RiskLine["when"], RuleChange, boolean]>([
    [{}, { kind: "deleted" }, true],
    [{ change: ["deleted"] }, { kind: "deleted" }, true],
    [{ direction: "ingress" }, { kind: "deleted" }, false],
    [{ change: ["removed"], peer: ["world"] }, { kind: "removed", ruleId: "sgr-1" }, false],
    [{ change: ["removed"], peer: ["world"] }, { kind: "removed", rule: ssh }, true],
    [{ change: ["removed"], peer: ["world"] }, modified(ssh, { ...ssh, peer: office }), true],
    [{ change: ["described"] }, modified(ssh, { ...ssh, description: "x" }), true],
    [{ protocol: ["tcp"] }, added(ssh), true],
    [{ protocol: ["6"] }, added(ssh), true],
    [{ protocol: ["udp", "icmp"] }, added(ssh), false],
    [{ protocol: ["udp"] }, added(all), true],
    [{ protocol: ["all"] }, added(all), true],
    [{ protocol: ["all"] }, added(ssh), false],
    [{ ports: [[20, 25]] }, added(ssh), true],
    [{ ports: [23, 80] }, added(ssh), false],
    [{ ports: [22] }, added({ ...ssh, protocol: "icmp", fromPort: 22, toPort: 22 }), false],
    [{ atLeastPorts: 65_536 }, added(all), true],
    [{ atLeastPorts: 2 }, added(ssh), false],
    [{ attachedToPublic: false }, added(ssh), false],
    [{ attachedToPublic: true }, added(ssh), true],
  ])("%j and %j: %s", (when, change, expected) => {
    const { risk } = weigh([change], "nobody could look", policyWith({ risk: line(when) }).risk);
    expect(risk === "high").toBe(expected);
  });

  it("lets the first line that fits decide, also when a later one is graver", () => {
    const table: RiskLine[] = [
      { risk: "low", because: "known", when: { ports: [443] } },
      { risk: "critical", because: "all else", when: {} },
    ];
    expect(weigh([added(https)], [], policyWith({ risk: table }).risk)).toEqual({
      risk: "low",
      because: ["known"],
    });
  });

  it("says five reasons at most", () => {
    const table = [1, 2, 3, 4, 5, 6].map(
      (port): RiskLine => ({ risk: "low", because: `port ${port}`, when: { ports: [port] } }),
    );
    const changes = [1, 2, 3, 4, 5, 6].map((port) => added({ ...ssh, fromPort: port, toPort: port }));
    expect(weigh(changes, [], policyWith({ risk: table }).risk).because).toEqual(
      [1, 2, 3, 4, 5].map((port) => `port ${port}`),
    );
  });
});
