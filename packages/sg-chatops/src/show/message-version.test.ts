import { decideDelivery } from "@orgwatch/core/slack-delivery/decide-delivery";
import { drawnFollowers, isWorthDrawing, versionOf } from "./message-version";

const early = { updatedAt: "2030-01-07T09:00:00.000Z" };
const late = { updatedAt: "2030-01-07T09:00:00.001Z" };
const of = (count: number) => ({ count, worst: "low" as const });

it("is newer for a later state, and for more followers of the same state", () => {
  const versions = [
    versionOf(early, undefined),
    versionOf(early, of(1)),
    versionOf(early, of(9)),
    versionOf(early, of(10)),
    versionOf(late, undefined),
    versionOf(late, of(3)),
  ];
  const steps = versions.map((version) =>
    versions.map((before) => {
      const log = {
        state: "sent",
        version: before,
        band: "low",
        attemptedAt: early.updatedAt,
        channel: "C",
        ts: "1",
      } as const;
      return decideDelivery({ version, band: "low" }, log, new Date(early.updatedAt)).do === "update";
    }),
  );
  expect(steps).toEqual(versions.map((_, index) => versions.map((_before, before) => before < index)));
});

it("knows how many a message counts", () => {
  expect([versionOf(early, undefined), versionOf(early, of(12)), ""].map(drawnFollowers)).toEqual([0, 12, 0]);
});

it("is drawn again at 1, 2, 5, 10, 20, 50, 100 and so on", () => {
  const steps: number[] = [];
  for (let count = 1; count <= 2500; count += 1)
    if (isWorthDrawing({ ...of(count), worstAt: 1 }, steps.at(-1) ?? 0)) steps.push(count);
  expect(steps).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]);
});

it("is drawn again for a step that nobody drew, and for a graver one", () => {
  expect([
    isWorthDrawing({ ...of(3), worstAt: 1 }, 1),
    isWorthDrawing({ ...of(3), worstAt: 1 }, 2),
    isWorthDrawing({ ...of(4), worstAt: 4 }, 3),
  ]).toEqual([true, false, true]);
});
