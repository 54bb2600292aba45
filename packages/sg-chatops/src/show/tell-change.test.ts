import { critical, payments, security } from "@orgwatch/core/worlds/slack-world";
import { tellChange } from "./tell-change";
import { sampleChange } from "./testing/sample-change";
import { alone, more, oneMore, reply, tellWorld } from "./testing/tell-world";

describe("a message of its own", () => {
  it("is told once, in the team's channel, and again as it becomes", async () => {
    const world = tellWorld();
    const change = await world.record({});
    await world.tell(change);
    await world.tell(change);
    const asked = world.shown();
    const kept = await world.decide(change);
    await world.tell(kept);
    await world.tell(change);
    expect({ asked, afterwards: world.shown() }).toEqual({
      asked: [{ ...alone, what: "e-1" }],
      afterwards: [{ ...alone, what: "e-1 kept", edits: 1 }],
    });
  });

  it("names the account, and has buttons where an app is set up", async () => {
    const world = tellWorld();
    await world.tell(await world.record({}));
    world.dependencies.slackApp = async () => undefined;
    await world.tell(await world.record({ changeId: "e-2", accountId: "444444444444" }));
    const seen = world.slack.messages().map(({ channel, text, blocks }) => ({
      channel,
      place: / in (.*?), eu-central-1/.exec(text)?.[1],
      buttons: JSON.stringify(blocks).includes("sg:deny"),
    }));
    expect(seen).toEqual([
      { channel: security.id, place: "acme-prod (111111111111)", buttons: true },
      { channel: payments.id, place: "444444444444", buttons: false },
    ]);
  });

  it("goes to the channel of its risk", async () => {
    const world = tellWorld();
    await world.tell(await world.record({ risk: "critical" }));
    expect(world.shown()).toEqual([{ ...alone, channel: critical.id, what: "e-1" }]);
  });

  it.each(["exempt", "own"] as const)("is not there for what is %s", async (state) => {
    const world = tellWorld();
    await world.tell(sampleChange({ state }));
    expect(world.shown()).toEqual([]);
  });
});

describe("a burst", () => {
  it("stands in the first one's thread, which says how many and how grave", async () => {
    const world = tellWorld();
    for (const id of [1, 2, 3])
      await world.tell(await world.record({ changeId: `e-${id}`, ...(id === 3 ? { risk: "high" } : {}) }));
    expect(world.shown()).toEqual([
      {
        ...alone,
        what: "e-1",
        edits: 2,
        followers: more("2 more changes by alice@acme.example in the thread (gravest: 🔴 High)"),
      },
      { ...reply, what: "e-2" },
      { ...reply, what: "e-3", broadcast: true },
    ]);
  });

  it("draws the first one again at 1, 2, 5 and 10 only, and when a graver one came", async () => {
    const world = tellWorld();
    const edits: unknown[] = [];
    for (let id = 0; id <= 12; id += 1) {
      await world.tell(await world.record({ changeId: `e-${id}`, risk: id === 7 ? "medium" : "low" }));
      edits.push(world.shown()[0]?.edits);
    }
    expect({ edits, followers: world.shown()[0]?.followers }).toEqual({
      edits: [0, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5],
      followers: more("10 more changes by alice@acme.example in the thread (gravest: 🟠 Medium)"),
    });
  });

  it("is told in any order: whoever comes first tells the root", async () => {
    const world = tellWorld();
    const changes = [
      await world.record({}),
      await world.record({ changeId: "e-2" }),
      await world.record({ changeId: "e-3" }),
    ];
    for (const change of changes.toReversed()) await world.tell(change);
    expect(world.shown()).toEqual([
      {
        ...alone,
        what: "e-1",
        followers: more("2 more changes by alice@acme.example in the thread (gravest: 🟠 Medium)"),
      },
      { ...reply, what: "e-3" },
      { ...reply, what: "e-2" },
    ]);
  });

  it("shows a decision about the root and one about a reply, each in its own message", async () => {
    const world = tellWorld();
    const [root, second] = [await world.record({}), await world.record({ changeId: "e-2" })];
    await world.tell(root);
    await world.tell(second);
    await world.tell(await world.decide(root));
    await world.tell(await world.decide(second));
    expect(world.shown()).toEqual([
      { ...alone, what: "e-1 kept", edits: 1, followers: oneMore },
      { ...reply, what: "e-2 kept", edits: 1 },
    ]);
  });

  it("never hides a decision behind a count that was told at the same moment", async () => {
    const world = tellWorld();
    const root = await world.record({});
    await world.tell(root);
    const kept = await world.decide(root);
    // Joined later than the decision by its clock, and told by somebody who had read the root before.
    const second = await world.record({
      changeId: "e-2",
      recordedAt: "2030-01-07T09:05:00.000Z",
      updatedAt: "2030-01-07T09:05:00.000Z",
    });
    const stale = { ...world.dependencies, changes: { get: async () => root } };
    await world.time.run(tellChange(second, stale));
    await world.tell(kept);
    expect(world.shown()).toEqual([
      { ...alone, what: "e-1 kept", edits: 2, followers: oneMore },
      { ...reply, what: "e-2" },
    ]);
  });

  it("waits for a root that is not recorded yet, and stands alone when it never comes", async () => {
    const world = tellWorld();
    const lost = sampleChange({ changeId: "e-2", threadOf: "sg/e-1" });
    const first = await world.failure(lost);
    await world.pass(5 * 60_000 + 1000);
    expect({ first, later: await world.failure(lost), shown: world.shown() }).toEqual({
      first: "TryLater: the thread's first change is not recorded yet",
      later: "none",
      shown: [{ ...alone, what: "e-2" }],
    });
  });

  it("stands alone when the first one could not be told for too long", async () => {
    const world = tellWorld();
    const [root, second] = [await world.record({}), await world.record({ changeId: "e-2" })];
    const key = `sg/${root.changeId}`;
    const held = { state: "sending", version: "", band: "medium", attemptedAt: root.recordedAt } as const;
    const leaseUntil = "2030-01-07T10:00:00.000Z";
    await world.dependencies.deliveries.save(key, { ...held, leaseUntil }, undefined, world.time.now());
    const first = await world.failure(second);
    await world.pass(5 * 60_000 + 1000);
    expect({ first, later: await world.failure(second), shown: world.shown() }).toEqual({
      first: "TryLater: someone else is sending it",
      later: "none",
      shown: [{ ...alone, what: "e-2" }],
    });
  });

  it("stays in its thread when the routing names another channel meanwhile", async () => {
    const world = tellWorld();
    const [root, second] = [await world.record({}), await world.record({ changeId: "e-2" })];
    await world.tell(root);
    world.dependencies.routing = async () => ({
      defaultTeam: "security",
      teams: [{ name: "security", accounts: [], organizationalUnits: [], channels: { default: payments } }],
    });
    await world.tell(second);
    expect(world.shown()).toEqual([
      { ...alone, what: "e-1", followers: oneMore },
      { ...reply, what: "e-2" },
    ]);
  });

  it("has messages of their own where the root went by the webhook", async () => {
    const world = tellWorld();
    world.slack.archive(security.id);
    const [root, second] = [await world.record({}), await world.record({ changeId: "e-2" })];
    await world.tell(root);
    world.slack.archive(security.id, false);
    await world.tell(second);
    await world.tell(second);
    expect(world.shown()).toEqual([
      { ...alone, channel: "C0FAILOVER", via: "webhook", what: "e-1", followers: oneMore },
      { ...alone, what: "e-2" },
    ]);
  });
});
