import { fitHistory } from "./fit-history";
import { type RuleHistory, withSighting } from "./rule-history";

const now = new Date("2030-01-07T09:00:00.000Z");
const since = (day: number) => `2030-01-0${day}T09:00:00.000Z`;
const version = (ruleId: string, day: number) => ({
  since: since(day),
  rule: {
    ruleId,
    direction: "ingress" as const,
    protocol: "tcp",
    fromPort: day,
    toPort: day,
    peer: { kind: "ipv4" as const, cidr: "10.0.0.0/8" },
    description: "d".repeat(255),
  },
});
const versions = (ruleId: string, ...days: number[]) => days.map((day) => version(ruleId, day));
const whole: RuleHistory = {
  a: { versions: versions("a", 1, 2, 3) },
  b: { versions: versions("b", 1, 2), goneSince: since(4) },
  c: { versions: versions("c", 1) },
};
const short: RuleHistory = {
  a: { versions: versions("a", 3) },
  b: { versions: versions("b", 2), goneSince: since(4) },
  c: { versions: versions("c", 1) },
};
const bytes = (history: RuleHistory) => JSON.stringify(history).length;

describe("what fits into an item", () => {
  it.each<readonly [string, number, RuleHistory]>([
    ["all, where there is room", bytes(whole), whole],
    [
      "two versions of each",
      bytes(whole) - 1,
      {
        a: { versions: versions("a", 2, 3) },
        b: whole.b ?? { versions: [] },
        c: whole.c ?? { versions: [] },
      },
    ],
    ["one version of each", bytes(short), short],
    [
      "none that are gone",
      bytes(short) - 1,
      { a: { versions: versions("a", 3) }, c: { versions: versions("c", 1) } },
    ],
    [
      "as many as there is room for",
      bytes({ a: { versions: versions("a", 3) } }),
      { a: { versions: versions("a", 3) } },
    ],
    ["nothing", 2, {}],
  ])("is %s (%i bytes)", (_, most, fitting) => {
    expect(fitHistory(whole, most)).toEqual(fitting);
  });

  it("is the same when the same is seen again, with a thousand rules and more", () => {
    const rules = Array.from({ length: 1500 }, (_, number) => version(`sgr-${number}`, 1).rule);
    const seen = { rules, at: since(5), isComplete: true };
    const first = fitHistory(withSighting({}, seen, now));
    const again = fitHistory(withSighting(first, { ...seen, at: since(6) }, now));
    expect(bytes(first)).toBeLessThanOrEqual(380_000);
    expect(Object.keys(first).length).toBeGreaterThan(800);
    expect(again).toEqual(first);
  });
});
