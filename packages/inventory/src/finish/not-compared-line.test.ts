import type { NotComparedRow } from "@orgwatch/core/inventory/run-manifest";
import { notComparedLine } from "./not-compared-line";

const row = (part: Partial<NotComparedRow> = {}): NotComparedRow => ({
  ...{ regions: ["*"], why: "not-read", by: "before", accounts: 1, firstAccounts: ["1"] },
  ...part,
});
const names = new Map([
  ["1", "acme-dev"],
  ["2", "acme-data-lake <!channel>"],
]);
const lineOf = (first: readonly NotComparedRow[], count = first.length) =>
  notComparedLine(
    { notCompared: count, firstNotCompared: [...first] },
    (account) => names.get(account) ?? account,
  );

it("says nothing where everything was compared, or an older Orgwatch wrote the manifest", () => {
  expect([lineOf([]), notComparedLine({}, String)]).toEqual(["", ""]);
});

it("says what was not compared, reason by reason", () => {
  const rows = [
    row(),
    row({ regions: ["us-east-1"], kinds: ["ec2/instance"], firstAccounts: ["2"] }),
    row({ regions: ["global"], kinds: ["iam/role"], why: "details", by: "both" }),
  ];
  expect(lineOf(rows)).toBe(
    "*Not compared*: everything in acme-dev, ec2/instance in acme-data-lake &lt;!channel&gt; us-east-1 (not read last time); details of some iam/role in acme-dev global (not read either time)",
  );
});

it.each<[Partial<NotComparedRow>, string]>([
  [
    { accounts: 12, firstAccounts: ["1", "3", "4"] },
    "everything in 12 accounts: acme-dev, 3 and 10 more (not read last time)",
  ],
  [
    { regions: ["a", "b", "c"], kinds: ["k/1", "k/2", "k/3"], why: "not-asked", by: "now" },
    "3 kinds: k/1, k/2 and 1 more in acme-dev 3 regions: a, b and 1 more (not looked at this time)",
  ],
  [{ regions: ["*"], kinds: ["k/1"], why: "not-asked" }, "k/1 in acme-dev (not looked at last time)"],
  [
    { regions: ["me-south-1"], why: "not-opted-in" },
    "everything in acme-dev me-south-1 (not opted in last time)",
  ],
  [{ why: "file-gone" }, "everything in acme-dev (its file of last time is gone)"],
])("tells of %j", (part, words) => {
  expect(lineOf([row(part)])).toBe(`*Not compared*: ${words}`);
});

it("is one line with the first few, however much there is", () => {
  const rows = Array.from({ length: 50 }, (_, index) => row({ regions: [`region-${index}`] }));
  expect(lineOf(rows, 64)).toBe(
    "*Not compared*: everything in acme-dev region-0, everything in acme-dev region-1, everything in acme-dev region-2, everything in acme-dev region-3, everything in acme-dev region-4 (not read last time) and 59 more",
  );
});
