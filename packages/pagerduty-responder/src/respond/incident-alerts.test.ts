// An incident that holds many alerts: in calls of fifty, in each region, in as many runs as it takes.
import { byJane, resolved, seenAt } from "./testing/acts";
import { responderWorld } from "./testing/responder-world";

describe("an incident with many alerts", () => {
  const ids = Array.from({ length: 120 }, (_, index) => `f-${index}`);
  const incident = { id: "Q1", key: "guardduty/us-west-2/f-0" };

  it("archives 120 findings in calls of fifty, and shows each, in as many runs as Slack's pace needs", async () => {
    const world = responderWorld();
    world.alerts.set(
      "Q1",
      ids.map((id) => `guardduty/us-west-2/${id}`),
    );
    for (const id of ids) {
      world.guardDuty.put("us-west-2", { id, archived: false, lastSeen: seenAt });
      await world.post(`guardduty/us-west-2/${id}`);
    }
    let runs = 1;
    while ((await world.run({ ...resolved, incident })) === "later" && runs < 10) {
      runs += 1;
      await world.wait(30_000);
    }
    expect({
      runs: runs > 1 && runs < 10,
      calls: world.guardDuty.archiveCalls(),
      archived: world.guardDuty.archived().length,
      shown: ids.filter((id) => world.below(`guardduty/us-west-2/${id}`).length === 2).length,
      edits: new Set(world.slack.messages().map(({ edits }) => edits)),
    }).toEqual({ runs: true, calls: [50, 50, 20], archived: 120, shown: 120, edits: new Set([1]) });
  });

  it("archives nothing when people have moved all of its alerts to another incident", async () => {
    const world = responderWorld();
    world.alerts.set("Q1", []);
    world.guardDuty.put("us-west-2", { id: "f-0", archived: false, lastSeen: seenAt });
    await world.post("guardduty/us-west-2/f-0");
    expect(await world.run({ ...resolved, incident })).toBe("done");
    expect({
      archived: world.guardDuty.archived(),
      below: world.below("guardduty/us-west-2/f-0"),
    }).toEqual({ archived: [], below: ["button"] });
  });

  it("archives in each finding's own region, and is not stopped by an alert of something else", async () => {
    const world = responderWorld();
    const keys = [
      "guardduty/us-west-2/f-1",
      "guardduty/eu-west-1/f-2#for-payments",
      "guardduty/ap-south-1/f-3",
      "guardduty/us-west-2/malformed-4",
      "somebody else's",
    ];
    world.alerts.set("Q1", keys);
    world.guardDuty.put("us-west-2", { id: "f-1", archived: false, lastSeen: seenAt });
    world.guardDuty.put("eu-west-1", { id: "f-2", archived: false, lastSeen: seenAt });
    await world.post(keys[0] ?? "");
    await world.post(keys[1] ?? "", "eu-west-1");
    expect(await world.run(resolved)).toBe("done");
    expect({ archived: world.guardDuty.archived(), below: keys.map(world.below) }).toEqual({
      archived: ["f-1", "f-2"],
      below: [[byJane.resolved, byJane.archived], [byJane.resolved, byJane.archived], [], [], []],
    });
  });
});

it("stops before the lambda is ended, and goes on with the alerts that are left", async () => {
  const world = responderWorld();
  const keys = Array.from({ length: 40 }, (_, index) => `cloudtrail/c-${index}`);
  world.alerts.set("Q1", keys);
  const slowly = {
    tables: (region: string) => {
      const tables = world.tables[region === "eu-west-1" ? region : "us-west-2"];
      const read = async (each: string) => {
        await world.time.sleep(1500);
        return tables.deliveries.read(each);
      };
      return { ...tables, deliveries: { ...tables.deliveries, read } };
    },
  };
  const runs: { end: string; inTime: boolean }[] = [];
  do {
    const began = world.time.now().getTime();
    const end = await world.run(resolved, slowly);
    runs.push({ end, inTime: world.time.now().getTime() - began < 60_000 });
  } while (runs.at(-1)?.end === "later" && runs.length < 10);
  expect({
    last: runs.at(-1)?.end,
    many: runs.length > 1,
    late: runs.filter(({ inTime }) => !inTime),
  }).toEqual({
    last: "done",
    many: true,
    late: [],
  });
});
