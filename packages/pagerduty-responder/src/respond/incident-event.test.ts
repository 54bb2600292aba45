import { acknowledged, byJane, key, press, resolved, seenAt, timedOut, withFinding } from "./testing/acts";
import { regions, responderWorld } from "./testing/responder-world";

describe("an incident that a person resolved", () => {
  it("archives its finding and shows who did it", async () => {
    const world = await withFinding();
    expect(await world.run(resolved)).toBe("done");
    expect({ archived: world.guardDuty.archived(), below: world.below(key) }).toEqual({
      archived: ["f-1"],
      below: [byJane.resolved, byJane.archived],
    });
  });

  it("acts once, however often it comes", async () => {
    const world = await withFinding();
    for (let time = 0; time < 3; time += 1) await world.run(resolved);
    // Somebody takes it out of the archive again: an old event must not undo that.
    world.guardDuty.put("us-west-2", { id: "f-1", archived: false, lastSeen: seenAt });
    await world.run(resolved);
    expect({
      archived: world.guardDuty.archived(),
      calls: world.guardDuty.archiveCalls(),
      edits: world.slack.messages().map(({ edits }) => edits),
    }).toEqual({ archived: [], calls: [1], edits: [1] });
  });

  it("shows an acknowledgement that comes afterwards before it, and the button stays away", async () => {
    const world = await withFinding();
    await world.run(resolved);
    await world.run(acknowledged);
    expect(world.below(key)).toEqual([byJane.acknowledged, byJane.resolved, byJane.archived]);
  });

  it("keeps a finding that was seen again since, with its button", async () => {
    const world = await withFinding({ lastSeen: "2030-01-07T09:00:01Z" });
    await world.run(resolved);
    expect({ archived: world.guardDuty.archived(), below: world.below(key) }).toEqual({
      archived: [],
      below: ["button", byJane.resolved, "*Finding not archived* by Jane in PagerDuty · seen again since"],
    });
  });

  it("keeps a finding when the incident was reopened before the news of its end arrived", async () => {
    const world = await withFinding();
    await world.run({ ...resolved, id: "e-3", type: "incident.reopened", at: "2030-01-07T09:00:01.000Z" });
    await world.run(resolved);
    expect({ archived: world.guardDuty.archived(), below: world.below(key) }).toEqual({
      archived: [],
      below: [
        "button",
        byJane.resolved,
        "*Reopened* by Jane in PagerDuty",
        "*Finding not archived* by Jane in PagerDuty · reopened since",
      ],
    });
    await world.run({ ...resolved, id: "e-4", at: "2030-01-07T09:00:02.000Z" });
    expect(world.guardDuty.archived()).toEqual(["f-1"]);
  });

  it("says that GuardDuty does not know the finding", async () => {
    const world = responderWorld();
    await world.post(key);
    await world.run(resolved);
    expect(world.below(key)).toEqual([
      "button",
      byJane.resolved,
      "*Finding not archived* by Jane in PagerDuty · GuardDuty does not know this finding any more",
    ]);
  });

  it("archives nothing when it happened more than a week ago", async () => {
    const world = await withFinding();
    expect(await world.run({ ...resolved, at: "2029-12-31T08:59:59.000Z" })).toBe("done");
    expect({ archived: world.guardDuty.archived(), below: world.below(key) }).toEqual({
      archived: [],
      below: ["button"],
    });
  });

  it("waits for GuardDuty, and then does all of it", async () => {
    const world = await withFinding();
    world.guardDuty.failNext("archive", 1);
    const first = await world.run(resolved);
    expect({ first, below: world.below(key) }).toEqual({ first: "later", below: ["button"] });
    expect(await world.run(resolved)).toBe("done");
    expect(world.below(key)).toEqual([byJane.resolved, byJane.archived]);
  });

  it("knows its own work again when it was cut off between acting and writing it down", async () => {
    const world = await withFinding();
    const cutOff = {
      tables: () => ({
        ...world.tables["us-west-2"],
        responses: { read: async () => [], add: () => Promise.reject(new Error("the lambda was ended")) },
      }),
    };
    expect(await world.run(resolved, cutOff)).toBe("unexpected");
    expect({ archived: world.guardDuty.archived(), below: world.below(key) }).toEqual({
      archived: ["f-1"],
      below: ["button"],
    });
    expect(await world.run(resolved)).toBe("done");
    expect({ calls: world.guardDuty.archiveCalls(), below: world.below(key) }).toEqual({
      calls: [1],
      below: [byJane.resolved, byJane.archived],
    });
  });

  it("archives while Slack is down, and shows it once Slack is back", async () => {
    const world = await withFinding();
    const down = world.faults.add({ service: "slack", operation: "*", kind: "error", share: 1 });
    const first = await world.run(resolved);
    expect({ first, archived: world.guardDuty.archived(), below: world.below(key) }).toEqual({
      first: "later",
      archived: ["f-1"],
      below: ["button"],
    });
    world.faults.remove(down);
    expect(await world.run(resolved)).toBe("done");
    expect(world.below(key)).toEqual([byJane.resolved, byJane.archived]);
  });

  it("shows below a message that is posted only later", async () => {
    const world = responderWorld();
    world.guardDuty.put("us-west-2", { id: "f-1", archived: false, lastSeen: seenAt });
    await world.run(resolved);
    await world.post(key);
    expect(world.below(key)).toEqual([byJane.resolved, byJane.archived]);
  });

  it("leaves a second run alone while the first is at it", async () => {
    const world = await withFinding();
    const at = world.time.now().toISOString();
    const leaseUntil = new Date(world.time.now().getTime() + 60_000).toISOString();
    const held = { state: "sending", version: at, band: "info", attemptedAt: at, leaseUntil } as const;
    await world.tables["us-west-2"].deliveries.save("webhook/e-2", held, undefined, world.time.now());
    const first = await world.run(resolved);
    await world.wait(60_000);
    expect({ first, second: await world.run(resolved) }).toEqual({ first: "later", second: "done" });
    expect(world.guardDuty.archived()).toEqual(["f-1"]);
  });
});

describe("an incident that nobody resolved", () => {
  it("keeps its finding and says so", async () => {
    const world = await withFinding();
    await world.run(timedOut);
    expect({ archived: world.guardDuty.archived(), below: world.below(key) }).toEqual({
      archived: [],
      below: [
        "button",
        "*Resolved* in PagerDuty",
        "*Finding not archived* in PagerDuty · no person resolved it, so it stays open in GuardDuty",
      ],
    });
  });

  it("is no news when it only followed the archived finding", async () => {
    const world = await withFinding();
    await world.run(press);
    await world.run(timedOut);
    expect(world.below(key)).toEqual(["*Finding archived* by alice in Slack"]);
  });
});

describe("an incident about something else than a finding", () => {
  it.each(regions)("is shown below its message, wherever that was sent (%s)", async (region) => {
    const world = responderWorld();
    await world.post("cloudtrail/c-1", region);
    await world.run({ ...resolved, incident: { id: "Q1", key: "cloudtrail/c-1" } });
    expect(world.below("cloudtrail/c-1")).toEqual(["button", byJane.resolved]);
  });

  it("is shown below a message that is posted only later", async () => {
    const world = responderWorld();
    await world.run({ ...acknowledged, incident: { id: "Q1", key: "cloudtrail/c-1" } });
    await world.post("cloudtrail/c-1", "eu-west-1");
    expect(world.below("cloudtrail/c-1")).toEqual(["button", byJane.acknowledged]);
  });

  it("is nothing to do when it names no alert", async () => {
    const world = responderWorld();
    expect(await world.run({ ...resolved, incident: { id: "Q1" } })).toBe("done");
  });
});
