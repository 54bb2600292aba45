import { matchesPattern } from "./match-pattern";

/** Whether a value of the field `x` passes a filter list. */
function passes(filters: readonly unknown[], x: unknown): boolean {
  return matchesPattern({ detail: { x: filters } }, { detail: x === undefined ? {} : { x } });
}

describe("matchesPattern", () => {
  it.each<[string, readonly unknown[], readonly unknown[], readonly unknown[]]>([
    ["exact", ["a", 1, true, null], ["a", 1, true, null], ["A", "1", 0, false, undefined]],
    ["prefix", [{ prefix: "ab" }], ["abc", "ab"], ["Abc", "xab", 1, undefined]],
    ["prefix in any case", [{ prefix: { "equals-ignore-case": "aB" } }], ["ABc"], ["xab"]],
    ["suffix", [{ suffix: ".png" }], ["a.png"], ["a.PNG", "png"]],
    ["suffix in any case", [{ suffix: { "equals-ignore-case": ".png" } }], ["a.PNG"], ["a.pn"]],
    ["equals-ignore-case", [{ "equals-ignore-case": "Root" }], ["root", "ROOT"], ["roots", 1]],
    ["wildcard", [{ wildcard: "a*b*" }], ["ab", "axxbyy"], ["ba", "xab"]],
    ["wildcard with a literal star", [{ wildcard: "a\\*b" }], ["a*b"], ["axb"]],
    ["wildcard with characters of regular expressions", [{ wildcard: "a.(*)" }], ["a.(x)"], ["axx)"]],
    ["anything-but a value", [{ "anything-but": "a" }], ["b", 1], ["a", undefined]],
    ["anything-but a number", [{ "anything-but": 1 }], [2, "1"], [1]],
    ["anything-but a list", [{ "anything-but": ["a", 1] }], ["b", 2], ["a", 1]],
    ["anything-but a prefix", [{ "anything-but": { prefix: "a" } }], ["ba"], ["ab"]],
    ["anything-but prefixes", [{ "anything-but": { prefix: ["a", "b"] } }], ["c"], ["ab", "bc"]],
    ["anything-but suffixes", [{ "anything-but": { suffix: [".a", ".b"] } }], ["x.c"], ["x.a", "x.b"]],
    ["anything-but in any case", [{ "anything-but": { "equals-ignore-case": ["a"] } }], ["b"], ["A", "a"]],
    ["anything-but a wildcard", [{ "anything-but": { wildcard: "*/lib/*" } }], ["a/src/b"], ["a/lib/b"]],
    ["numeric =", [{ numeric: ["=", 3] }], [3, 3.0], [4, "3"]],
    ["numeric range", [{ numeric: [">", 0, "<=", 5] }], [0.1, 5], [0, 5.1, undefined]],
    ["numeric >= and <", [{ numeric: [">=", 7] }, { numeric: ["<", 1] }], [7, 8.5, 0], [6.9, 1]],
    ["cidr", [{ cidr: "10.0.0.0/24" }], ["10.0.0.255"], ["10.0.1.0", "::1", "text", 1]],
    ["cidr of version 6", [{ cidr: "2001:db8::/32" }], ["2001:db8::1"], ["2001:db9::1", "10.0.0.1"]],
    ["exists", [{ exists: true }], ["a", null, 0, ["a"]], [undefined, [], { y: 1 }]],
    ["exists: false", [{ exists: false }], [undefined, []], ["a", null]],
    [
      "several filters are alternatives",
      ["a", { prefix: "b" }, { exists: false }],
      ["a", "bx", undefined],
      ["c"],
    ],
    ["an operator that there is not", [{ like: "a" }], [], ["a"]],
  ])("%s", (_, filters, good, bad) => {
    expect(good.map((value) => passes(filters, value))).toEqual(good.map(() => true));
    expect(bad.map((value) => passes(filters, value))).toEqual(bad.map(() => false));
  });

  it("matches an array in the event when one member does", () => {
    expect([["a", "b"], ["c"], []].map((x) => passes(["b"], x))).toEqual([true, false, false]);
  });

  it("matches objects in an array only when one of them has it all", () => {
    const pattern = { detail: { list: { a: [1], b: [2] } } };
    const together = { detail: { list: [{ a: 0 }, { a: 1, b: 2 }] } };
    const apart = { detail: { list: [{ a: 1 }, { b: 2 }] } };
    expect([matchesPattern(pattern, together), matchesPattern(pattern, apart)]).toEqual([true, false]);
  });

  it("takes any branch of $or, together with the other fields", () => {
    const pattern = { source: ["s"], $or: [{ detail: { a: [1] } }, { detail: { b: [{ exists: true }] } }] };
    const events = [{ a: 1 }, { b: 0 }, { a: 2 }];
    expect(events.map((detail) => matchesPattern(pattern, { source: "s", detail }))).toEqual([
      true,
      true,
      false,
    ]);
    expect(matchesPattern(pattern, { source: "other", detail: { a: 1 } })).toBe(false);
  });

  it("asks for every field", () => {
    const pattern = { source: ["aws.guardduty"], detail: { severity: [{ numeric: [">=", 7] }] } };
    expect(matchesPattern(pattern, { source: "aws.guardduty", detail: { severity: 8 } })).toBe(true);
    expect(matchesPattern(pattern, { source: "aws.guardduty", detail: { severity: 2 } })).toBe(false);
    expect(matchesPattern(pattern, { detail: { severity: 8 } })).toBe(false);
  });
});
