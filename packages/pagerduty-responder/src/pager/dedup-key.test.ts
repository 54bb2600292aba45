import { dedupKeyOf } from "./dedup-key";

it.each([
  "guardduty/us-west-2/1ab92989eaf0e742df4a014d5d8d58e2",
  "guardduty/us-west-2/f-1#for-payments",
  "alarm/arn:aws:cloudwatch:us-west-2:111122223333:alarm:orders-5xx",
  "a".repeat(255),
])("is the key itself: %s", (key) => {
  expect(dedupKeyOf(key)).toBe(key);
});

it("is the beginning and the hash of a key that PagerDuty could not hold", () => {
  const long = `alarm/${"x".repeat(300)}`;
  expect([long, `${long}y`, "alarm/zu heiß"].map(dedupKeyOf)).toEqual([
    `alarm/${"x".repeat(216)}#b235db837e8295e8aceef34d56681b70`,
    `alarm/${"x".repeat(216)}#4fbf3e874d608b5d5bc8ab3815ba1fc0`,
    "alarm/zu_hei_#e045c16a14a5bac2d36be6f8d25d20f2",
  ]);
  expect(dedupKeyOf(long)).toHaveLength(255);
});
