import { problemsLeft } from "./still-wrong";
import { instance, requirement, scheme, violation } from "./testing/samples";

const byPeople = scheme({
  require: [requirement(), requirement({ key: "created_by", principal: ["iam-user"] })],
});
const ghost = { key: "created_by", problem: "unknown-principal", words: "created_by is “ghost”" } as const;

function left(tags: Record<string, string>) {
  const before = violation({
    instance: { tags: { created_by: "ghost", department: "ops" } },
    problems: [ghost],
  });
  return problemsLeft(before, instance({ tags }), byPeople);
}

it.each([
  [
    "an unknown principal that nobody changed",
    { created_by: "ghost", department: "ops", more: "x" },
    [ghost],
  ],
  ["nothing when another principal was written", { created_by: "jane", department: "ops" }, []],
  [
    "what is wrong since",
    { department: "" },
    [
      { key: "department", problem: "empty", words: "department is empty" },
      { key: "created_by", problem: "missing", words: "created_by is missing" },
    ],
  ],
])("leaves %s", (_, tags, expected) => {
  expect(left(tags)).toEqual(expected);
});
