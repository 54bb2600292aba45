import type { Rule } from "@orgwatch/core/security-groups/rule";
import { type StateTable, stateKeys } from "@orgwatch/core/security-groups/state-table";
import { memoryState } from "@orgwatch/core/testing/memory-changes";
import { knownRules } from "./known-rules-table";

const place = { accountId: "444444444444", region: "eu-west-1", groupId: "sg-1" };
const key = stateKeys.rules(place.accountId, place.region, place.groupId);
const start = Date.parse("2030-01-07T09:00:00.000Z");
const hourMs = 3600_000;
/** So many hours after the start (ISO), as CloudTrail writes it. */
const hour = (hours: number) => new Date(start + hours * hourMs).toISOString().replace(".000Z", "Z");
const full = (hours: number) => new Date(start + hours * hourMs).toISOString();

const rule = (ruleId: string, port: number, more: Partial<Rule> = {}): Rule => ({
  ruleId,
  direction: "ingress",
  protocol: "tcp",
  fromPort: port,
  toPort: port,
  peer: { kind: "ipv4", cidr: "10.0.0.0/8" },
  ...more,
});

function world(around: (state: StateTable) => StateTable = (state) => state) {
  const state = memoryState();
  const known = knownRules(around(state));
  const see = (hours: number, rules: readonly Rule[], isComplete = false, now = hours) =>
    known.remember(place, { rules, at: hour(hours), isComplete }, new Date(full(now)));
  return {
    state,
    see,
    read: (hours: number, ...rules: Rule[]) => see(hours, rules, true),
    before: async (hours: number) => Object.fromEntries(await known.before(place, hour(hours))),
    stored: () => state.entries().get(key),
  };
}

describe("the rules as they were", () => {
  it("are none for a group that nobody saw, or not by then", async () => {
    const { before, read } = world();
    expect(await before(1)).toEqual({});
    await read(2, rule("r", 80));
    expect([await before(1), await before(2), await before(3)]).toEqual([{}, {}, { r: rule("r", 80) }]);
  });

  it("are those of just before, whatever was seen afterwards", async () => {
    const { before, read, see } = world();
    await read(1, rule("r", 80), rule("s", 81));
    await see(2, [rule("r", 82)]);
    await see(3, [rule("r", 83, { description: "now" })]);
    expect([await before(2), await before(3), await before(4)]).toEqual([
      { r: rule("r", 80), s: rule("s", 81) },
      { r: rule("r", 82), s: rule("s", 81) },
      { r: rule("r", 83, { description: "now" }), s: rule("s", 81) },
    ]);
  });

  it("find their order when events come in another one", async () => {
    const { before, read, see } = world();
    await read(1, rule("r", 80));
    await see(4, [rule("r", 83)]);
    await see(3, [rule("r", 83)]);
    await see(2, [rule("r", 82)]);
    expect([await before(2), await before(3), await before(3.5)]).toEqual([
      { r: rule("r", 80) },
      { r: rule("r", 82) },
      { r: rule("r", 83) },
    ]);
  });

  it("are compared as times, with parts of a second or without", async () => {
    const { before, state } = world();
    const known = knownRules(state);
    const at = "2030-01-07T09:00:00.500Z";
    await known.remember(place, { rules: [rule("r", 80)], at, isComplete: true }, new Date(at));
    expect([await before(0), await before(1 / 3600)]).toEqual([{}, { r: rule("r", 80) }]);
    const odd = { rules: [rule("r", 81)], at: "soon", isComplete: false };
    await known.remember(place, odd, new Date(full(2)));
    expect([await before(2), await before(3)]).toEqual([{ r: rule("r", 80) }, { r: rule("r", 81) }]);
  });

  it("are at most three versions of each", async () => {
    const { see, before, stored } = world();
    for (const hours of [1, 2, 3, 4, 5]) await see(hours, [rule("r", 80 + hours)]);
    await see(0, [rule("r", 80)]);
    expect([await before(3), await before(4)]).toEqual([{}, { r: rule("r", 83) }]);
    expect(stored()?.value).toEqual({
      rules: {
        r: { versions: [3, 4, 5].map((hours) => ({ since: full(hours), rule: rule("r", 80 + hours) })) },
      },
      writtenAt: full(5),
    });
  });

  it("are not written again when the same is seen, until they would be forgotten", async () => {
    const { read, see, stored } = world();
    const odd = { ...rule("s", 81), description: undefined };
    await read(1, rule("r", 80), odd);
    await read(24, odd, rule("r", 80, { description: "" }));
    await see(25, []);
    expect(stored()?.revision).toBe(1);
    await read(31 * 24, rule("r", 80), odd);
    expect(stored()).toMatchObject({ revision: 2, value: { writtenAt: full(31 * 24) } });
  });

  it("write nothing about a group without rules", async () => {
    const { read, stored } = world();
    await read(1);
    expect(stored()).toBe(undefined);
  });

  it("keep what EC2 tells of a group that a rule names", async () => {
    const { see, before } = world();
    const brief = rule("r", 80, { peer: { kind: "group", groupId: "sg-2" } });
    const whole = rule("r", 80, { peer: { kind: "group", groupId: "sg-2", accountId: "555555555555" } });
    await see(1, [brief]);
    await see(2, [whole]);
    await see(3, [brief]);
    expect(await before(2)).toEqual({ r: whole });
  });

  it("are known for a week after they are gone", async () => {
    const { read, see, before, stored } = world();
    await read(1, rule("r", 80), rule("s", 81));
    await see(2, [rule("s", 82)]);
    expect(await before(3)).toEqual({ r: rule("r", 80), s: rule("s", 82) });
    await read(24, rule("s", 82));
    await read(48, rule("s", 82));
    expect([await before(49), stored()?.revision]).toEqual([{ r: rule("r", 80), s: rule("s", 82) }, 3]);
    await read(24 * 8 + 1, rule("s", 82));
    expect(await before(24 * 9)).toEqual({ s: rule("s", 82) });
  });

  it("are not gone when they were learnt of after the read, or are seen again", async () => {
    const { read, see, stored } = world();
    await read(1, rule("r", 80), rule("s", 81));
    await see(3, [rule("new", 90)]);
    await read(2, rule("s", 81));
    expect(stored()?.value).toMatchObject({
      rules: { r: { goneSince: full(2) }, s: {}, new: { versions: [{ since: full(3) }] } },
    });
    expect(JSON.stringify(stored()?.value).split("goneSince").length).toBe(2);
    await read(4, rule("r", 80), rule("s", 81), rule("new", 90));
    expect(stored()?.value).toEqual({
      rules: {
        r: { versions: [{ since: full(1), rule: rule("r", 80) }] },
        s: { versions: [{ since: full(1), rule: rule("s", 81) }] },
        new: { versions: [{ since: full(3), rule: rule("new", 90) }] },
      },
      writtenAt: full(4),
    });
  });

  it("lose nothing when several write at the same time", async () => {
    const { see, before } = world();
    const ids = ["a", "b", "c", "d", "e", "f"];
    await Promise.all(ids.map((id, index) => see(1, [rule(id, index)])));
    expect(await before(2)).toEqual(Object.fromEntries(ids.map((id, index) => [id, rule(id, index)])));
  });

  it("are tried again later when others never stop writing", async () => {
    const { see } = world((state) => ({ ...state, save: async () => false }));
    await expect(see(1, [rule("r", 80)])).rejects.toMatchObject({ name: "TryLater" });
  });

  it("begin anew where the table holds something else", async () => {
    const { state, read, before } = world();
    await state.save(key, { rules: "?" }, undefined, { now: new Date(start), keepDays: 1 });
    expect(await before(1)).toEqual({});
    await read(1, rule("r", 80));
    expect(await before(2)).toEqual({ r: rule("r", 80) });
  });
});
