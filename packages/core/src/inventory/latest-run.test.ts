import { isLater } from "./latest-run";

it.each<[string, unknown, boolean]>([
  ["there is none", undefined, true],
  ["it began earlier", { run: "2029-12-31T09:00:00.000Z" }, true],
  ["it is the same", { run: "2030-01-07T09:00:00.000Z" }, false],
  ["it began later, and this one took long", { run: "2030-01-14T09:00:00.000Z" }, false],
  ["nobody understands it", { run: 7 }, true],
])("takes the place of the latest run when %s: %j", (_, latest, expected) => {
  expect(isLater("2030-01-07T09:00:00.000Z", latest)).toBe(expected);
});
