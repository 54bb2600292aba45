import { subjectOfText } from "./subject-of";

it.each([
  ["a finding", '{"id":"e-1","detail":{"id":"f-1","severity":8}}', "f-1"],
  ["another event", '{"id":"e-1","detail":{"eventName":"ConsoleLogin"}}', "e-1"],
  ["an event without detail", '{"id":"e-1","detail":null}', "e-1"],
  ["other JSON", "[1]", undefined],
  ["no JSON", "ALARM: text", undefined],
])("%s belongs to its subject", (_, text, expected) => {
  expect(subjectOfText(text)).toBe(expected);
});
