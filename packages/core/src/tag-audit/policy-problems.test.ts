import { problemsOfPolicy } from "./policy-problems";
import { policy, requirement, scheme } from "./testing/samples";

it("finds nothing wrong with the standard policy", () => {
  expect(problemsOfPolicy(policy())).toEqual([]);
});

it("names everything that could never be fulfilled or would act on everybody", () => {
  const schemes = [
    scheme({
      name: "one",
      require: [requirement({ pattern: "(?!x)y" }), requirement({ key: "department " })],
    }),
    scheme({ name: "two", require: [requirement({ key: " " }), requirement({ values: [] })] }),
    scheme({ name: "three", require: [], accounts: ["111111111111"] }),
    scheme({ name: "four", accounts: ["111111111111"], organizationalUnits: ["ou-1"] }),
  ];
  const canary = { kind: "instance", accountId: "111111111111", tags: {} } as const;
  const afterHours = { warn: 24, stop: 12, terminate: 48 };
  expect(problemsOfPolicy(policy({ schemes, canary, afterHours }))).toEqual([
    "The scheme one requires department twice",
    "The scheme one: the pattern of department is not one of RE2: (?!x)y",
    "The scheme two requires a tag without a key",
    "The scheme two: no value of department is allowed",
    "The scheme three requires no tag",
    "111111111111 is claimed by two schemes",
    "The schemes one, two all hold for everybody else",
    "afterHours must not fall: warn 24, stop 12, terminate 48",
    "The canary has no tags: every instance would be one",
  ]);
});
