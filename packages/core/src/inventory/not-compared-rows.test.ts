import { notComparedRows } from "./not-compared-rows";
import type { NotComparedPlace } from "./run-manifest";

const unread = (region: string, kind?: string, part: Partial<NotComparedPlace> = {}): NotComparedPlace => ({
  ...{ region, why: "not-read", by: "before" },
  ...(kind === undefined ? {} : { kind }),
  ...part,
});

it("has nothing to tell where everything was compared", () => {
  const rows = notComparedRows();
  rows.add("a", []);
  expect(rows.told()).toEqual({});
});

it("brings kinds, regions and accounts together, what hides most first, and what this run could not read last", () => {
  const rows = notComparedRows();
  rows.add("a", [unread("us-east-1", "ec2/vpc", { why: "details" }), unread("*", undefined, { by: "now" })]);
  for (const account of ["b", "c"])
    rows.add(
      account,
      ["eu-west-1", "us-east-1"].flatMap((region) =>
        ["ec2/vpc", "ec2/subnet"].map((kind) => unread(region, kind)),
      ),
    );
  rows.add("d", [unread("us-east-1"), unread("eu-west-1", "ec2/vpc", { by: "both" })]);
  rows.add("e", [unread("*")]);
  const why = "not-read";
  expect(rows.told()).toEqual({
    notCompared: 6,
    firstNotCompared: [
      { regions: ["*"], why, by: "before", accounts: 1, firstAccounts: ["e"] },
      { regions: ["us-east-1"], why, by: "before", accounts: 1, firstAccounts: ["d"] },
      {
        ...{ regions: ["eu-west-1", "us-east-1"], kinds: ["ec2/vpc", "ec2/subnet"] },
        ...{ why, by: "before", accounts: 2, firstAccounts: ["b", "c"] },
      },
      { regions: ["eu-west-1"], kinds: ["ec2/vpc"], why, by: "both", accounts: 1, firstAccounts: ["d"] },
      {
        ...{ regions: ["us-east-1"], kinds: ["ec2/vpc"], why: "details", by: "before" },
        ...{ accounts: 1, firstAccounts: ["a"] },
      },
      { regions: ["*"], why, by: "now", accounts: 1, firstAccounts: ["a"] },
    ],
  });
});

it("stays small whatever happens: fifty rows, each with ten accounts", () => {
  const rows = notComparedRows();
  for (let account = 0; account < 500; account += 1)
    rows.add(
      `account-${account}`,
      Array.from({ length: 60 }, (_, kind) =>
        unread("us-east-1", `ec2/${kind}`, { why: kind % 2 ? "details" : "not-read" }),
      ).flatMap((one, kind) => [
        one,
        unread(`region-${kind}`, "s3/bucket", { by: kind % 2 ? "both" : "before" }),
        unread(`r-${kind}`, `x/${kind}`),
      ]),
    );
  const { notCompared, firstNotCompared = [] } = rows.told();
  expect([
    notCompared,
    firstNotCompared.length,
    new Set(firstNotCompared.map(({ accounts }) => accounts)),
    new Set(firstNotCompared.map(({ firstAccounts }) => firstAccounts.length)),
  ]).toEqual([64, 50, new Set([500]), new Set([10])]);
});
