import { localClock, localTime } from "./local-time";

it.each([
  ["2030-01-07T09:30:45Z", "Europe/Berlin", "2030-01-07 10:30 (09:30 UTC)"],
  ["2030-07-07T09:30:45Z", "Europe/Berlin", "2030-07-07 11:30 (09:30 UTC)"],
  ["2030-01-06T23:30:00Z", "Europe/Berlin", "2030-01-07 00:30 (23:30 UTC)"],
  ["2030-01-07T09:30:45Z", "UTC", "2030-01-07 09:30 UTC"],
  ["2030-01-07T09:30:45Z", "Atlantic/Reykjavik", "2030-01-07 09:30 UTC"],
  ["not a time", "UTC", "-"],
  [undefined, "UTC", "-"],
])("shows %s to a reader in %s with UTC beside", (iso, zone, shown) => {
  expect(localTime(iso, zone)).toBe(shown);
});

it("shows a moment of today to the second", () => {
  const clocks = ["Asia/Kolkata", "UTC"].map((zone) => localClock("2030-01-07T09:30:45.999Z", zone));
  expect(clocks).toEqual(["15:00:45 (09:30:45 UTC)", "09:30:45 UTC"]);
});
