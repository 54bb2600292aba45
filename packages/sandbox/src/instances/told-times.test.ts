import { newToldTimes } from "./told-times";

const start = Date.parse("2030-01-07T09:00:00Z");
const hour = 3_600_000;

it("tells a time as the sandbox's clock showed it then, whatever was skipped afterwards", () => {
  let real = start;
  let skipped = 0;
  const times = newToldTimes(
    () => new Date(real + skipped),
    () => real,
  );
  times.note();
  const first = new Date(real);
  skipped += 5 * hour;
  real += 60_000;
  times.note();
  const second = new Date(real);
  skipped += 24 * hour;
  real += 60_000;
  times.note();
  expect([first, second, new Date(real)].map((at) => times.told(at).toISOString())).toEqual([
    "2030-01-07T09:00:00.000Z",
    "2030-01-07T14:01:00.000Z",
    "2030-01-08T14:02:00.000Z",
  ]);
});

it("takes a time before the first call for one of the first call", () => {
  const times = newToldTimes(
    () => new Date(start + hour + 700),
    () => start + 700,
  );
  times.note();
  // moto writes whole seconds.
  expect(times.told(new Date(start)).toISOString()).toBe("2030-01-07T10:00:00.000Z");
});
