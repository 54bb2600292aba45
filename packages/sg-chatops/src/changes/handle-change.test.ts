import { NoAccess } from "../ec2/group-api";
import { changeWorld, event, record } from "./testing/change-world";

it("records what happened whole, and asks", async () => {
  const world = changeWorld();
  world.ec2.usePublicly(world.place, ["i-1 (203.0.113.7)"]);
  await world.handle(event(record()));
  expect({ changes: world.changes.changes(), told: world.told().length, decisions: world.decisions }).toEqual(
    {
      told: 1,
      decisions: [],
      changes: [
        {
          changeId: "5d1f7e0a-88f1-4f3e-8a53-3a2f0c6f9b11",
          revision: 1,
          eventName: "AuthorizeSecurityGroupIngress",
          changedAt: "2030-01-07T08:59:58.000Z",
          recordedAt: "2030-01-07T09:00:00.000Z",
          updatedAt: "2030-01-07T09:00:00.000Z",
          accountId: "111122223333",
          region: "eu-west-1",
          groupId: "sg-0a1b2c3d4e5f60001",
          groupName: "web",
          vpcId: "vpc-1",
          author: expect.objectContaining({ kind: "identity-center" }),
          ruleChanges: [
            { kind: "added", rule: expect.objectContaining({ ruleId: "sgr-0000000000000001a" }) },
          ],
          risk: "critical",
          because: ["a port of remote administration is open to the whole internet"],
          publicUses: ["i-1 (203.0.113.7)"],
          notes: [],
          state: "pending",
          expiresOn: "2030-01-08T09:00:00.000Z",
          dueAt: "2030-01-08T09:00:00.000Z",
        },
      ],
    },
  );
});

it("makes one change and one message of the same call, by whichever source and however often", async () => {
  const world = changeWorld();
  const bodies = [event(record()), event(record()), { ...event(record()), id: "from-lake" }];
  for (const body of bodies) await world.handle(body);
  expect([world.changes.changes().length, world.told().map(({ edits }) => edits)]).toEqual([1, [0]]);
});

it("tells after an outage of Slack what it had recorded before", async () => {
  const world = changeWorld();
  const fault = world.faults.add({ service: "slack", operation: "*", kind: "error", share: 1 });
  const failure = await world.failure(event(record()));
  const during = { recorded: world.changes.changes().length, told: world.told().length };
  world.faults.remove(fault);
  await world.time.run(world.time.sleep(120_000));
  await world.handle(event(record()));
  expect({ failure, during, told: world.told().length, recorded: world.changes.changes().length }).toEqual({
    failure: expect.stringContaining("Slack"),
    during: { recorded: 1, told: 0 },
    told: 1,
    recorded: 1,
  });
});

it("tells at once of an account that does not let us in, and says what is missing", async () => {
  const world = changeWorld();
  world.ec2.setFault(() => {
    throw new NoAccess("The role does not exist or does not trust us");
  });
  await world.handle(event(record()));
  const [change] = world.changes.changes();
  expect({
    state: change?.state,
    name: change?.groupName,
    notes: change?.notes,
    told: world.told().length,
  }).toEqual({
    state: "pending",
    name: undefined,
    notes: [expect.stringContaining("does not trust us")],
    told: 1,
  });
});

it.each([
  ["an exempt account", { accounts: ["111122223333"] }, "exempt"],
  ["an exempt tag", { tags: [{ key: "team", value: "net" }] }, "exempt"],
  ["a tag of another value", { tags: [{ key: "team", value: "web" }] }, "pending"],
  ["ranges that do not cover it", { cidrs: ["10.0.0.0/8"] }, "pending"],
])("%s: recorded as %j → %s", async (_, exempt, state) => {
  const nothing = { principals: [], accounts: [], tags: [], cidrs: [] };
  const world = changeWorld({ policy: { exempt: { ...nothing, ...exempt } }, tags: { team: "net" } });
  await world.handle(event(record()));
  expect([world.changes.changes().map((change) => change.state), world.told().length]).toEqual([
    [state],
    state === "exempt" ? 0 : 1,
  ]);
});

it("records Orgwatch's own reverts and tells nobody", async () => {
  const world = changeWorld();
  const arn = "arn:aws:sts::111122223333:assumed-role/security-group-responder/orgwatch-sg-decisions";
  const userIdentity = {
    type: "AssumedRole",
    arn,
    accountId: "111122223333",
    sessionContext: { sessionIssuer: { type: "Role", userName: "security-group-responder" } },
  };
  await world.handle(event(record({ userIdentity })));
  expect([world.changes.changes().map(({ state }) => state), world.told()]).toEqual([["own"], []]);
});

it.each([
  ["high", 1],
  ["critical", 1],
  [undefined, 0],
] as const)(
  "with denyFrom %s hands %i decisions of the policy over, also while Slack is away",
  async (denyFrom, count) => {
    const world = changeWorld({ policy: { denyFrom } });
    world.faults.add({ service: "slack", operation: "*", kind: "error", share: 1 });
    await world.failure(event(record()));
    expect(world.decisions.map(({ id, what, via }) => ({ id, what, via }))).toEqual(
      Array.from({ length: count }, () => ({
        id: "policy/at-once/5d1f7e0a-88f1-4f3e-8a53-3a2f0c6f9b11",
        what: "deny",
        via: "policy",
      })),
    );
  },
);

it("tells of a call that it does not understand, loudly enough", async () => {
  const world = changeWorld();
  await world.handle(event(record({ requestParameters: null, responseElements: { _return: true } })));
  const [change] = world.changes.changes();
  expect({
    state: change?.state,
    risk: change?.risk,
    noted: (change?.notes.length ?? 0) > 0,
    told: world.told().length,
  }).toEqual({
    state: "noted",
    risk: "medium",
    noted: true,
    told: 1,
  });
});

it("ignores a failed call, and never takes up what is no event at all", async () => {
  const world = changeWorld();
  await world.handle(event(record({ errorCode: "Client.UnauthorizedOperation", responseElements: null })));
  const failures = [await world.failure("hello"), await world.failure({ detail: null })];
  expect([
    world.changes.changes(),
    world.told(),
    failures.every((words) => words.startsWith("NeverAgain")),
  ]).toEqual([[], [], true]);
});

it("knows how a rule was before it was modified, because it saw it being added", async () => {
  const world = changeWorld();
  await world.handle(event(record()));
  const rule = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIpv4: "198.51.100.0/24" };
  const requestParameters = {
    ModifySecurityGroupRulesRequest: {
      GroupId: world.place.groupId,
      SecurityGroupRule: { SecurityGroupRuleId: "sgr-0000000000000001a", SecurityGroupRule: rule, tag: 1 },
    },
  };
  const modified = {
    eventName: "ModifySecurityGroupRules",
    eventID: "5d1f7e0a-88f1-4f3e-8a53-3a2f0c6f9b12",
    eventTime: "2030-01-07T09:10:00Z",
    requestParameters,
    responseElements: { ModifySecurityGroupRulesResponse: { return: true } },
  };
  await world.handle(event(record(modified)));
  expect(world.changes.changes()[1]?.ruleChanges).toEqual([
    {
      kind: "modified",
      ruleId: "sgr-0000000000000001a",
      before: expect.objectContaining({ peer: { kind: "ipv4", cidr: "0.0.0.0/0" } }),
      after: expect.objectContaining({
        peer: { kind: "ipv4", cidr: "198.51.100.0/24" },
        direction: "ingress",
      }),
    },
  ]);
});

it("weighs a call that it understands only in part as one that may be worse, and never exempts it by its ranges", async () => {
  const exempt = { principals: [], accounts: [], tags: [], cidrs: ["10.0.0.0/8"] };
  const world = changeWorld({ policy: { exempt } });
  const permission = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
  const items = [
    { ...permission, ipRanges: { items: [{ cidrIp: "10.0.0.0/24" }] } },
    { ...permission, newKindOfPeer: { items: [{ id: "x" }] } },
  ];
  const requestParameters = { groupId: world.place.groupId, ipPermissions: { items } };
  await world.handle(event(record({ requestParameters, responseElements: { _return: true } })));
  const [change] = world.changes.changes();
  expect({ state: change?.state, risk: change?.risk, because: change?.because[0] }).toEqual({
    state: "pending",
    risk: "medium",
    because: "Orgwatch does not understand all that this call did; look at it in CloudTrail",
  });
});
