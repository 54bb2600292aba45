import { relativeWords } from "./relative-words";

const now = new Date("2030-01-07T09:00:00Z");
const second = 1000;
const hour = 3_600_000;

it.each([
  [0, "just now"],
  [4.9 * second, "just now"],
  [5 * second, "5 s ago"],
  [59.9 * second, "59 s ago"],
  [60 * second, "1 min ago"],
  [hour - second, "59 min ago"],
  [23.9 * hour, "23 h ago"],
  [24 * hour, "1 day ago"],
  [72 * hour, "3 days ago"],
  [-300 * second, "in 5 min"],
])("calls %d milliseconds ago %s", (milliseconds, words) => {
  expect(relativeWords(new Date(now.getTime() - milliseconds), now)).toBe(words);
});
