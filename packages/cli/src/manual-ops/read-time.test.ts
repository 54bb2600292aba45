import { readTime } from "./read-time";

it.each([
  ["2030-01-07", "2030-01-07T00:00:00.000Z"],
  ["2030-01-07 09:30", "2030-01-07T09:30:00.000Z"],
  [" 2030-01-07T09:30:59Z ", "2030-01-07T09:30:00.000Z"],
  ["2028-02-29", "2028-02-29T00:00:00.000Z"],
])("reads %s as UTC", (text, time) => {
  expect(readTime(text)?.toISOString()).toBe(time);
});

it.each([
  "yesterday",
  "2030-02-30",
  "2030-13-01",
  "2030-01-07T24:30",
  "7.1.2030",
  "2030-01-07T09:30+02:00",
  "",
])("does not take %j for a time", (text) => {
  expect(readTime(text)).toBeUndefined();
});
