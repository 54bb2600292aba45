import { TryLater } from "@orgwatch/core/errors";
import { stateKeys } from "@orgwatch/core/security-groups/state-table";
import { seeded } from "@orgwatch/core/testing/seeded";
import { LakeRefused } from "./lake-api";
import { lakeWorld, main, minute, other } from "./testing/lake-world";
import { type LakeEvent, recordOf } from "./testing/memory-lake";

const tenth = (count: number) => Array.from({ length: count }, (_, number) => number * 10);
const ids = (events: readonly LakeEvent[]) => events.map(({ id }) => id);

/** One event each minute; most are seen after some minutes, some after almost half an hour. */
function eventsOf(seed: number, minutes: number): LakeEvent[] {
  const random = seeded(seed);
  return Array.from({ length: minutes }, (_, number) => ({
    id: `e-${number}`,
    at: minute(number + Math.floor(random() * 60) / 60),
    seenAfterMinutes: random() < 0.2 ? 10 + random() * 19 : 1 + random() * 5,
  }));
}

describe("reading CloudTrail Lake", () => {
  it("hands each event over once, as EventBridge would have, also those that appear after their window", async () => {
    const world = lakeWorld();
    const events = eventsOf(1, 100);
    world.happens(main, ...events);
    for (const at of tenth(20)) expect(await world.run(at)).toBe(undefined);
    const [first] = events;
    const one = world.bodies[world.handed.indexOf("e-0")];
    expect({ handed: world.handed.toSorted(), one }).toEqual({
      handed: ids(events).toSorted(),
      one: {
        id: "e-0",
        "detail-type": "AWS API Call via CloudTrail",
        source: "aws.ec2",
        account: "444444444444",
        region: "eu-west-1",
        time: first?.at,
        detail: first && recordOf(first),
      },
    });
  });

  it("asks for a new window at each run of a warm lambda, an hour back at first", async () => {
    const world = lakeWorld();
    for (const at of [0, 10, 20]) await world.run(at);
    const windows = world.asked.map((statement) => statement.replace(/.*eventTime >/, "eventTime >"));
    expect({ statement: world.asked[0], windows }).toEqual({
      statement: [
        "SELECT eventJson FROM 11111111-2222-3333-4444-555555555555",
        "WHERE eventSource = 'ec2.amazonaws.com' AND eventName IN ('AuthorizeSecurityGroupIngress',",
        "'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress',",
        "'ModifySecurityGroupRules', 'CreateSecurityGroup', 'DeleteSecurityGroup',",
        "'UpdateSecurityGroupRuleDescriptionsIngress', 'UpdateSecurityGroupRuleDescriptionsEgress')",
        "AND eventTime > '2030-01-07 08:00:00' AND eventTime <= '2030-01-07 09:00:00'",
      ].join(" "),
      windows: [
        "eventTime > '2030-01-07 08:00:00' AND eventTime <= '2030-01-07 09:00:00'",
        "eventTime > '2030-01-07 08:30:00' AND eventTime <= '2030-01-07 09:10:00'",
        "eventTime > '2030-01-07 08:40:00' AND eventTime <= '2030-01-07 09:20:00'",
      ],
    });
  });

  it("goes on after days away, day by day, and says what it will never look for", async () => {
    const world = lakeWorld();
    const day = 24 * 60;
    const events: LakeEvent[] = [
      { id: "too-old", at: minute(day) },
      { id: "second", at: minute(5 * day) },
      { id: "third", at: minute(8 * day) },
    ];
    world.happens(main, ...events);
    await world.run(0);
    await world.run(9 * day);
    expect({ handed: world.handed, queries: world.asked.length, warnings: world.warnings }).toEqual({
      handed: ["second", "third"],
      queries: 8,
      warnings: [
        [
          "CloudTrail Lake was not read for too long: changes in between stay unknown",
          { eventDataStore: main, since: "2030-01-07T09:00:00.000Z", until: "2030-01-09T09:00:00.000Z" },
        ],
      ],
    });
  });

  it("reads the others when one store fails, names it, and reads it from where it was", async () => {
    let isAway = true;
    const world = lakeWorld({ endsAs: ({ arn }) => (isAway && arn === main ? "TIMED_OUT" : "FINISHED") });
    world.happens(main, { id: "a", at: minute(-5) });
    world.happens(other, { id: "b", at: minute(-5) });
    const failed = await world.run(0, [main, other, "arn:of:something"]);
    const first = [...world.handed];
    isAway = false;
    expect({
      failed,
      first,
      mended: await world.run(10, [main, other]),
      handed: world.handed,
    }).toEqual({
      failed: `2 of 3 event data stores could not be read: ${main}: QueryFailed: its query ended as TIMED_OUT: no reason; arn:of:something: Error: this is no event data store's ARN`,
      first: ["b"],
      mended: undefined,
      handed: ["b", "a"],
    });
  });

  it("waits for throttles, and fails at once where somebody has to mend it", async () => {
    let throttles = 3;
    const slow = lakeWorld({
      fault: () => {
        throttles -= 1;
        if (throttles >= 0) throw new TryLater("slowly");
      },
    });
    slow.happens(main, { id: "a", at: minute(-5) });
    const refused = lakeWorld({
      fault: () => {
        throw new LakeRefused("no");
      },
    });
    expect([await slow.run(0), slow.handed, await refused.run(0)]).toEqual([
      undefined,
      ["a"],
      `1 of 1 event data stores could not be read: ${main}: LakeRefused: no`,
    ]);
  });

  it("cancels a query that does not come to its end in time", async () => {
    const world = lakeWorld({ endsAs: () => "RUNNING" });
    const failed = await world.run(0);
    const seconds = (world.time.now().getTime() - Date.parse(minute(0))) / 1000;
    expect({ failed, cancelled: world.cancelled, inTime: seconds <= 510 && seconds > 490 }).toEqual({
      failed: `1 of 1 event data stores could not be read: ${main}: OutOfTime: the lambda's time is over before its query is read`,
      cancelled: ["q-1"],
      inTime: true,
    });
  });

  it("counts rows that are no records, and hands the others over", async () => {
    const world = lakeWorld();
    world.oddRows.push("{", "[]", "null", '"text"');
    world.happens(main, { id: "a", at: minute(-5) }, { id: "b", at: minute(-4) });
    expect([await world.run(0), world.handed, world.warnings]).toEqual([
      undefined,
      ["a", "b"],
      [
        [
          "CloudTrail Lake read; some rows are no records",
          { eventDataStore: main, found: 2, new: 2, unreadable: 4, to: "2030-01-07T09:00:00.000Z" },
        ],
      ],
    ]);
  });

  it("hands over again what it was killed after, before it could write that down", async () => {
    let kills = 1;
    const world = lakeWorld({
      killed: () => {
        kills -= 1;
        return kills === 0;
      },
    });
    world.happens(main, { id: "a", at: minute(-5) });
    expect([typeof (await world.run(0)), await world.run(10), await world.run(20), world.handed]).toEqual([
      "string",
      undefined,
      undefined,
      ["a", "a"],
    ]);
  });

  it.each([2, 3, 4, 5, 6, 7])("loses nothing, whatever fails on the way (seed %i)", async (seed) => {
    const random = seeded(seed);
    let isCalm = false;
    const fails = (chance: number) => !isCalm && random() < chance;
    const world = lakeWorld({
      fault: () => {
        if (fails(0.1)) throw new TryLater("slowly");
      },
      endsAs: () => (fails(0.1) ? "FAILED" : "FINISHED"),
      handFails: () => fails(0.1),
      killed: () => fails(0.2),
    });
    const events = eventsOf(seed, 100);
    world.happens(main, ...events);
    world.happens(other, ...events.map((event) => ({ ...event, id: `other-${event.id}` })));
    for (const at of tenth(14)) await world.run(at, [main, other]);
    isCalm = true;
    for (const at of [140, 150]) await world.run(at, [main, other]);
    const all = ids(events).flatMap((id) => [id, `other-${id}`]);
    expect([...new Set(world.handed)].toSorted()).toEqual(all.toSorted());
  });

  it("leaves the watermark of a run that came further, and remembers a bounded number of ids", async () => {
    const world = lakeWorld();
    const many = Array.from({ length: 5010 }, (_, number) => ({ id: `e-${number}`, at: minute(-5) }));
    world.happens(main, ...many);
    await world.run(0);
    const saved = world.state.entries().get(stateKeys.lake(main));
    expect(saved).toEqual({
      value: { readTo: "2030-01-07T09:00:00.000Z", sent: ids(many).slice(10) },
      revision: 1,
    });
    const later = { readTo: "2030-01-07T10:00:00.000Z", sent: [] };
    await world.state.save(stateKeys.lake(main), later, saved, { now: new Date(), keepDays: 1 });
    await world.run(10);
    expect(world.state.entries().get(stateKeys.lake(main))?.value).toEqual(later);
  });
});
