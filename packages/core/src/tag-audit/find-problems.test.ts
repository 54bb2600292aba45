import type { TagRequirement } from "@orgwatch/manifest/tag-policy";
import { judgeTags } from "./find-problems";
import type { Principals } from "./principals";
import { requirement, scheme } from "./testing/samples";

function judged(tags: Record<string, string>, part: Partial<TagRequirement>, principals: Principals = {}) {
  const verdict = judgeTags(
    { instanceId: "i-1", tags },
    scheme({ require: [requirement(part)] }),
    principals,
  );
  return [...verdict.problems.map(({ problem, words }) => [problem, words]), ...verdict.unproven];
}

describe("keys", () => {
  it.each<[string, Record<string, string>, Partial<TagRequirement>, unknown[]]>([
    ["a tag that is there", { department: "ops" }, {}, []],
    ["a tag that is not there", { name: "x" }, {}, [["missing", "department is missing"]]],
    // The seed lower-cased the instances' keys and not its own: with `-t Department` it terminated everything.
    ["a key of the scheme with a capital", { Department: "ops" }, { key: "Department" }, []],
    ["white space around the scheme's key", { department: "ops" }, { key: " department " }, []],
    [
      "a key in another case",
      { Department: "ops" },
      {},
      [["missing", "department is missing (there is Department)"]],
    ],
    [
      "a key with white space",
      { "department ": "ops", DEPARTMENT: "ops" },
      {},
      [["missing", "department is missing (there is DEPARTMENT, “department ” with white space)"]],
    ],
    ["any case, when it does not matter", { DePartment: "ops" }, { ignoreCase: true }, []],
    [
      "two keys that differ in case, of which one is good",
      { Department: "", DEPARTMENT: "ops" },
      { ignoreCase: true },
      [],
    ],
    [
      "two keys that differ in case, of which none is good: the exact one counts",
      { Department: "art", department: " " },
      { ignoreCase: true, values: ["ops"] },
      [["empty", "department is empty"]],
    ],
  ])("judges %s", (_, tags, part, expected) => {
    expect(judged(tags, part)).toEqual(expected);
  });
});

describe("values", () => {
  const many = ["a", "b", "c", "d", "e", "f", "g"];
  it.each<[string, string, Partial<TagRequirement>, unknown[]]>([
    ["empty", "", {}, [["empty", "department is empty"]]],
    ["white space", " \t", {}, [["empty", "department is empty"]]],
    ["allowed", " ops ", { values: ["ops "] }, []],
    [
      "not allowed",
      "Ops",
      { values: ["ops", "art"] },
      [["not-allowed", "department is “Ops”, not one of ops, art"]],
    ],
    [
      "not one of many",
      "z",
      { values: many },
      [["not-allowed", "department is “z”, not one of a, b, c, d, e (and 2 more)"]],
    ],
    ["matching the pattern", "cc-1234", { pattern: "cc-\\d{4}" }, []],
    [
      "matching a part of the pattern only",
      "cc-12345",
      { pattern: "cc-\\d{4}" },
      [["not-allowed", "department is “cc-12345”, which does not match cc-\\d{4}"]],
    ],
    ["a listed value beside a pattern", "shared", { values: ["shared"], pattern: "cc-\\d{4}" }, []],
    [
      "neither listed nor matching",
      "x",
      { values: ["shared"], pattern: "cc-.*" },
      [["not-allowed", "department is “x”, not one of shared, and does not match cc-.*"]],
    ],
    [
      "under a pattern that RE2 does not know",
      "x",
      { pattern: "(?=x)x" },
      [{ key: "department", words: "department cannot be judged: its pattern is not one of RE2" }],
    ],
  ])("judges one that is %s", (_, value, part, expected) => {
    expect(judged({ department: value }, part)).toEqual(expected);
  });

  it("takes linear time for a pattern that makes others explode", () => {
    const began = performance.now();
    expect(judged({ department: `${"a".repeat(250)}!` }, { pattern: "(a+)+" })).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("principals", () => {
  const sources: Principals = {
    iamUsers: new Set(["cody", "Jane@Example.com"]),
    roles: new Set(["deployer"]),
    people: new Set(["max@example.com", "erika"]),
    launcherOf: (id) =>
      id === "i-1"
        ? "arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Admin_1/Ann@example.com"
        : undefined,
  };
  const unknown = (value: string) => [["unknown-principal", `created_by is “${value}”, whom nobody knows`]];
  const unproven = (value: string) => [
    { key: "created_by", words: `whether created_by “${value}” exists could not be looked up` },
  ];

  it.each<[string, string, TagRequirement["principal"] & object, Principals, unknown[]]>([
    ["an IAM user", "cody", ["iam-user"], sources, []],
    ["an IAM user in another case", "Cody", ["iam-user"], sources, unknown("Cody")],
    ["an IAM user's e-mail address in another case", "jane@example.com", ["iam-user"], sources, []],
    ["a role", "deployer", ["iam-user"], sources, []],
    // The seed knew IAM users only: whoever came by Identity Center always violated.
    ["a person of Identity Center", "MAX@example.com", ["iam-user", "identity-center"], sources, []],
    ["a person's user name", "Erika", ["identity-center"], sources, []],
    ["whoever launched it, by the session's name", "ann@example.com", ["launcher"], sources, []],
    ["whoever launched it, by the role's name", "AWSReservedSSO_Admin_1", ["launcher"], sources, []],
    ["somebody else than the launcher", "cody", ["launcher"], sources, unknown("cody")],
    ["nobody", "ghost", ["iam-user", "identity-center"], sources, unknown("ghost")],
    ["a name when nobody could look", "ghost", ["iam-user"], {}, unproven("ghost")],
    [
      "a name when roles could not be read",
      "ghost",
      ["iam-user"],
      { iamUsers: new Set() },
      unproven("ghost"),
    ],
    ["a known name when roles could not be read", "cody", ["iam-user"], { iamUsers: new Set(["cody"]) }, []],
    [
      "a name when one of two places could not be read",
      "ghost",
      ["iam-user", "identity-center"],
      { ...sources, people: undefined },
      unproven("ghost"),
    ],
    [
      "a name when CloudTrail does not tell",
      "ghost",
      ["launcher"],
      { launcherOf: () => undefined },
      unproven("ghost"),
    ],
  ])("judges %s", (_, value, principal, principals, expected) => {
    expect(judged({ created_by: value }, { key: "created_by", principal }, principals)).toEqual(expected);
  });

  it("walks through the people once, however many instances name one", () => {
    let walks = 0;
    const names = new (class extends Set<string> {
      override [Symbol.iterator]() {
        walks += 1;
        return super[Symbol.iterator]();
      }
    })(["max@example.com", "erika"]);
    const part = { key: "created_by", principal: ["identity-center"] } as const;
    const judge = (value: string) => judged({ created_by: value }, part, { people: names });
    expect([judge("Erika"), judge("MAX@example.com"), judge("ghost"), walks]).toEqual([
      [],
      [],
      unknown("ghost"),
      1,
    ]);
  });

  it("takes the key that may be good where two differ only in case", () => {
    const tags = { created_by: "", Created_By: "ghost" };
    const part = { key: "created_by", ignoreCase: true, principal: ["iam-user"] } as const;
    expect(judged(tags, part)).toEqual([
      { key: "created_by", words: "whether Created_By “ghost” exists could not be looked up" },
    ]);
  });

  it.each([
    ["arn:aws:iam::111111111111:user/staff/jane", "jane"],
    ["arn:aws:iam::111111111111:root", "root"],
    ["jane", "jane"],
  ])("knows the launcher %s by name", (launcher, value) => {
    const principals = { launcherOf: () => launcher };
    expect(judged({ created_by: value }, { key: "created_by", principal: ["launcher"] }, principals)).toEqual(
      [],
    );
  });
});

it("tells the problems of all keys in the scheme's order", () => {
  const require = ["project", "created_by", "department"].map((key) => requirement({ key }));
  const tags = { created_by: "cody", department: "" };
  expect(judgeTags({ instanceId: "i-1", tags }, scheme({ require }), {}).problems).toEqual([
    { key: "project", problem: "missing", words: "project is missing" },
    { key: "department", problem: "empty", words: "department is empty" },
  ]);
});
