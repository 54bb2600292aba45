import { newEventRecords } from "./event-records";

it("shows records once the delay is over, and keeps only the newest", () => {
  const clock = { at: Date.parse("2030-01-07T09:00:00Z") };
  const records = newEventRecords(() => new Date(clock.at), 120_000, 2);
  const ids = () => records.arrived().map(({ detail }) => detail.eventID);
  for (const eventID of ["e-1", "e-2", "e-3"]) {
    records.add({ eventID }, { accountId: "111122223333", region: "us-west-2" });
    clock.at += 1000;
  }
  const seen = [ids()];
  clock.at += 118_000;
  seen.push(ids());
  clock.at += 1000;
  seen.push(ids());
  expect(seen).toEqual([[], ["e-2"], ["e-2", "e-3"]]);
});
