import { compareRuns } from "./compare-runs";
import type { Comparable, Place } from "./read-in-both";
import type { Resource } from "./resource";
import { oneAccount, runBefore, sampleResource } from "./testing/sample-resource";

function compared(
  before: readonly Resource[],
  now: readonly Resource[],
  comparable: (place: Place) => Comparable = () => true,
) {
  const comparison = compareRuns(oneAccount, runBefore, comparable);
  for (const one of before) comparison.remember(one);
  for (const one of now) comparison.meet(one);
  const asked = comparison.vanished() > 0 ? before.findIndex((one) => !comparison.nameVanished(one)) + 1 : 0;
  return { ...comparison.result(), asked };
}
const many = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => sampleResource(`${prefix}-${index}`));
const nothing = {
  since: runBefore,
  appeared: 0,
  vanished: 0,
  changed: 0,
  firstAppeared: [],
  firstVanished: [],
  kinds: {},
};
const bucket = sampleResource("logs", { service: "s3", kind: "s3/bucket", region: "global", name: "logs" });

describe("an account against the run before", () => {
  it("tells what appeared, vanished and changed, by kind and by name", () => {
    const before = [sampleResource("i-1"), sampleResource("i-2"), sampleResource("i-3"), bucket];
    const now = [
      sampleResource("i-2"),
      sampleResource("i-3", { name: "web" }),
      sampleResource("i-4", { name: "new" }),
    ];
    const { changes, dropped } = compared(before, now);
    expect(changes).toEqual({
      ...{ since: runBefore, appeared: 1, vanished: 2, changed: 1 },
      firstAppeared: [{ region: "eu-west-1", kind: "ec2/instance", id: "i-4", name: "new" }],
      firstVanished: [
        { region: "eu-west-1", kind: "ec2/instance", id: "i-1" },
        { region: "global", kind: "s3/bucket", id: "logs", name: "logs" },
      ],
      kinds: {
        "ec2/instance": { appeared: 1, vanished: 1, changed: 1 },
        "s3/bucket": { appeared: 0, vanished: 1, changed: 0 },
      },
    });
    expect(dropped).toEqual([{ account: oneAccount, kind: "s3/bucket", before: 1 }]);
  });

  it("tells nothing of what stayed, though it was used meanwhile", () => {
    const role = (date: string) =>
      sampleResource("r", {
        service: "iam",
        kind: "iam/role",
        raw: { RoleLastUsed: { LastUsedDate: date } },
      });
    expect(compared([role("2029-12-30"), bucket], [bucket, role("2030-01-06")])).toEqual({
      ...{ changes: nothing, dropped: [], asked: 0 },
    });
  });

  it("tells nothing of what one of the runs could not read: a denied kind has neither vanished nor dropped to zero", () => {
    const isOther = ({ kind }: Place) => kind !== "s3/bucket";
    for (const [before, now] of [
      [[bucket], []],
      [[], [bucket]],
    ] as const)
      expect(compared(before, now, isOther)).toEqual({ changes: nothing, dropped: [], asked: 0 });
  });

  it("tells what appeared and vanished, and nothing of changes, where one run lacks details", () => {
    const before = [sampleResource("i-1"), sampleResource("i-2")];
    const now = [sampleResource("i-2", { name: "web" }), sampleResource("i-3")];
    const { appeared, vanished, changed } = compared(before, now, () => "presence").changes;
    expect([appeared, vanished, changed]).toEqual([1, 1, 0]);
  });

  it("names the first fifty, counts all, and looks for names no longer than it has to", () => {
    const { changes, dropped, asked } = compared(
      [...many(60, "old"), sampleResource("stays")],
      [sampleResource("stays"), ...many(70, "new")],
    );
    expect([changes.appeared, changes.vanished, dropped]).toEqual([70, 60, []]);
    expect([changes.firstAppeared.length, changes.firstVanished.length, asked]).toEqual([50, 50, 50]);
    expect(changes.firstVanished.at(-1)?.id).toBe("old-49");
  });

  it("puts the kinds that lost most first", () => {
    expect(compared([bucket, ...many(2, "i")], []).dropped.map(({ kind, before }) => [kind, before])).toEqual(
      [
        ["ec2/instance", 2],
        ["s3/bucket", 1],
      ],
    );
  });
});
