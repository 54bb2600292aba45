import { InvalidOrgConfig, parseOrgConfig } from "./org-config";
import { sampleInput } from "./testing/sample-config";

const [store] = sampleInput.securityGroups.lake.eventDataStores;

function problemsOf(securityGroups: unknown, changes: Record<string, unknown> = {}): readonly string[] {
  try {
    parseOrgConfig({ ...sampleInput, ...changes, securityGroups });
  } catch (error) {
    if (error instanceof InvalidOrgConfig) return error.problems;
    throw error;
  }
  return [];
}

/** Problems of a risk table with one line, without their common path. */
function conditionProblems(when: unknown): readonly string[] {
  return problemsOf({ risk: [{ risk: "low", because: "a reason", when }] }).map((problem) =>
    problem.replace("securityGroups.risk[0].when.", ""),
  );
}

describe("the section securityGroups", () => {
  it("needs nothing: what is left out has the standard's value", () => {
    expect(parseOrgConfig({ ...sampleInput, securityGroups: {} }).securityGroups).toEqual({
      ownChanges: "refused",
      exempt: { principals: [], accounts: [], tags: [], cidrs: [] },
      expireHours: 24,
      threadMinutes: 10,
      keepDays: 400,
    });
  });

  it("says of every malformed value what was expected", () => {
    const problems = problemsOf({
      deciders: { users: ["me"], userGroups: ["C0123ABCDEF"] },
      ownChanges: "yes",
      exempt: {
        principals: ["github-deploy-*", "Admin/*@acme.example", "arn:aws:iam::333333333333:role/deploy"],
        accounts: ["payments"],
        tags: [{ key: "" }, { key: "quiet", value: 5 }],
        cidrs: ["10.0.0.0", "10.0.0.0/33", "::/129", "1.2.3/8", "10.0.0.0/8", "fd00::/8", 5],
      },
      risk: [{ risk: "grave", because: " ", when: {} }],
      denyFrom: "all",
      denyUnanswered: { from: "high", afterMinutes: 0 },
      expireHours: 169,
      threadMinutes: 121,
      keepDays: 29,
      lake: { eventDataStores: ["arn:aws:cloudtrail:us-east-1:111111111111:trail/acme"] },
      channel: "#security",
    });
    expect(problems.map((problem) => problem.replace("securityGroups.", ""))).toEqual([
      'deciders.users[0]: "me" is not a Slack user\'s id (it looks like U0123ABCDEF)',
      'deciders.userGroups[0]: "C0123ABCDEF" is not a Slack user group\'s id (it looks like S0123ABCDEF)',
      'ownChanges: must be one of "refused", "allowed"',
      'exempt.principals[2]: "arn:aws:iam::333333333333:role/deploy" is not the name of a role or user, or role/session (no ARN; * stands for anything)',
      'exempt.accounts[0]: "payments" is not an account id (12 digits in quotes)',
      'exempt.tags[0].key: "" is not a tag\'s key',
      "exempt.tags[1].value: must be text: a tag's value",
      ...["10.0.0.0", "10.0.0.0/33", "::/129", "1.2.3/8"].map(
        (range, index) =>
          `exempt.cidrs[${index}]: "${range}" is not a range of addresses (it looks like 10.0.0.0/8 or fd00::/8)`,
      ),
      "exempt.cidrs[6]: must be text: a range of addresses",
      'risk[0].risk: must be one of "critical", "high", "medium", "low", "info"',
      'risk[0].because: " " is not a reason for people (at most 200 characters)',
      'denyFrom: must be one of "critical", "high", "medium", "low", "info"',
      "denyUnanswered.afterMinutes: must be a whole number from 1 to 10079",
      "expireHours: must be a whole number from 1 to 168",
      "threadMinutes: must be a whole number from 0 to 120",
      "keepDays: must be a whole number from 30 to 3650",
      'lake.eventDataStores[0]: "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme" is not the ARN of an event data store',
      "channel: is not a setting that Orgwatch knows",
    ]);
  });

  it("takes ports, ranges of them in order, and protocols by their name or else their number", () => {
    expect(
      conditionProblems({
        protocol: ["tcp", "icmpv6", "all", "0", "50", "255"],
        ports: [0, 22, [8000, 8000], [0, 65_535]],
      }),
    ).toEqual([]);
    expect(
      conditionProblems({
        protocol: ["6", "256", "TCP", 50],
        ports: [65_536, [9, 8], [1, 2, 3], "22", [1, 70_000]],
        atLeastPorts: 0,
      }),
    ).toEqual([
      ...["6", "256", "TCP"].map(
        (protocol, index) =>
          `protocol[${index}]: "${protocol}" is not tcp, udp, icmp, icmpv6, all, or the number of another protocol (up to 255)`,
      ),
      'protocol[3]: must be text: a protocol, e.g. "tcp" or "50"',
      "ports[0]: must be a whole number from 0 to 65535",
      "ports[1]: [9,8] must have the lower port first",
      "ports[2]: must be a port, or a range of ports: [8000, 8100]",
      "ports[3]: must be a port, or a range of ports: [8000, 8100]",
      "ports[4][1]: must be a whole number from 0 to 65535",
      "atLeastPorts: must be a whole number from 1 to 65536",
    ]);
  });

  it("knows the other words of a condition, and no condition that fits nothing", () => {
    expect(
      conditionProblems({ change: [], direction: "in", peer: ["all"], attachedToPublic: "no", port: 22 }),
    ).toEqual([
      "change: must name at least one; leave it out when it does not matter",
      'direction: must be one of "ingress", "egress"',
      'peer[0]: must be one of "world", "public", "private", "group", "prefix-list"',
      "attachedToPublic: must be of the type boolean",
      "port: is not a setting that Orgwatch knows",
    ]);
  });

  it("has no empty risk table and no Lake without a store", () => {
    expect(problemsOf({ risk: [], lake: { eventDataStores: [] } })).toEqual([
      "securityGroups.risk: must have at least one line; leave it out for the standard table",
      "securityGroups.lake.eventDataStores: must name at least one; leave `lake` out without CloudTrail Lake",
    ]);
  });

  it("wants somebody behind the buttons; without Slack there are none, and the command line decides", () => {
    expect(problemsOf({ deciders: {} })).toEqual([
      "securityGroups.deciders: names nobody, so that nobody could press Keep or Deny; leave it out for slack.responders",
    ]);
    expect(problemsOf({ deciders: {} }, { slack: undefined })).toEqual([]);
    expect(problemsOf({ deciders: { userGroups: ["S0123ABCDEF"] } })).toEqual([]);
  });

  it("denies unanswered changes before they expire, and those that were not denied at once", () => {
    const denyUnanswered = { from: "high", afterMinutes: 120 };
    expect(problemsOf({ denyUnanswered, expireHours: 2, denyFrom: "high" })).toEqual([
      "securityGroups.denyUnanswered.afterMinutes: 120 must be below expireHours (2 hours are 120 minutes)",
      "securityGroups.denyUnanswered.from: high is denied at once already (denyFrom is high); name a lower risk",
    ]);
    expect(problemsOf({ denyUnanswered, expireHours: 3, denyFrom: "critical" })).toEqual([]);
  });

  it("asks event data stores of the management account, once each", () => {
    const foreign = store.replace("111111111111", "222222222222");
    const china = store.replace("arn:aws:", "arn:aws-cn:");
    expect(problemsOf({ lake: { eventDataStores: [store, foreign, china, store] } })).toEqual([
      `securityGroups.lake.eventDataStores: ${foreign} does not belong to the management account 111111111111 in the partition aws`,
      `securityGroups.lake.eventDataStores: ${china} does not belong to the management account 111111111111 in the partition aws`,
      `securityGroups.lake.eventDataStores: ${store} is listed twice`,
    ]);
  });

  it("fits into SSM, measured in bytes", () => {
    const because = "公".repeat(200);
    const risk = Array.from({ length: 15 }, () => ({ risk: "low", because, when: {} }));
    const eventDataStores = Array.from({ length: 100 }, (_, index) =>
      store.replace(/\d{3}$/, String(index + 100)),
    );
    expect(problemsOf({ risk, lake: { eventDataStores } })).toEqual([
      "securityGroups: takes 9769 bytes as a setting, and SSM holds 8192; name a user group, write fewer exemptions or a shorter risk table",
      "securityGroups.lake: takes 9621 bytes as a setting, and SSM holds 8192; name fewer event data stores",
    ]);
  });
});
