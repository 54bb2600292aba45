import { accountId, cell, policy } from "./testing/samples";
import { countCanariesMissing, trustedRegions } from "./trusted-regions";

const other = "222222222222";
const expected = [accountId, other].flatMap((id) =>
  ["eu-west-1", "us-east-1"].map((region) => ({ accountId: id, region })),
);
const all = expected.map((name) => cell(name));
const elsewhere = policy({ whenCanaryFails: "act-elsewhere" });

function told(cells: typeof all, rules = policy()) {
  const { whyNot, warnings } = trustedRegions(cells, expected, rules);
  return { ireland: whyNot("eu-west-1"), virginia: whyNot("us-east-1"), warnings };
}

const well = { ireland: undefined, virginia: undefined, warnings: [] };

it("trusts all regions when all were read", () => {
  expect(told(all)).toEqual(well);
});

it("takes regions for well that an account has not opted in to, and counts without a run before", () => {
  expect(told([...all.slice(0, 3), cell({ ...expected[3], result: "skipped", canary: "unproven" })])).toEqual(
    well,
  );
});

const denied = cell({ ...expected[3], result: "failed", reason: "access denied", canary: "unproven" });
const empty = cell({ ...expected[3], canary: "missing", canaryWords: "0 instances, 40 the last time" });

it.each([
  ["was not read", all.slice(0, 3), `account ${other} was not read`],
  ["failed", [...all.slice(0, 3), denied], `account ${other} could not be read (access denied)`],
  [
    "lacks its canary",
    [...all.slice(0, 3), empty],
    `account ${other} lacks its canary (0 instances, 40 the last time)`,
  ],
])("leaves a region alone when a cell %s, and only reports in the others", (_, cells, words) => {
  const virginia = `us-east-1 is left alone: ${words}`;
  expect(told(cells)).toEqual({
    ireland: "this run only reports, because of us-east-1",
    virginia,
    warnings: [virginia, "The other regions are only reported in this run"],
  });
  expect(told(cells, elsewhere)).toEqual({ ireland: undefined, virginia, warnings: [virginia] });
});

it("names three accounts of many", () => {
  const many = Array.from({ length: 5 }, (_, index) => ({ accountId: `${index}`, region: "eu-west-1" }));
  expect(trustedRegions([], many, policy()).warnings).toEqual([
    "eu-west-1 is left alone: account 0 was not read; account 1 was not read; account 2 was not read; and 2 more",
  ]);
});

it("asks for the canary instance in every region, also when its account is no part of the run", () => {
  const canary = { kind: "instance", accountId, tags: { Name: "canary" } } as const;
  const rules = policy({ canary, whenCanaryFails: "act-elsewhere" });
  const cells = all.map((one) => (one.accountId === other ? { ...one, canary: "unproven" as const } : one));
  expect(told(cells, rules)).toEqual(well);
  const words = (region: string) =>
    `${region} is left alone: the canary of account ${accountId} was not seen`;
  const optedOut = cells.map((one) =>
    one.accountId === accountId && one.region === "us-east-1"
      ? { ...one, result: "skipped" as const, canary: "unproven" as const }
      : one,
  );
  expect(told(optedOut, rules).warnings).toEqual([words("us-east-1")]);
  const foreign = expected.filter((name) => name.accountId === other);
  const read = cells.filter((one) => one.accountId === other);
  expect(trustedRegions(read, foreign, rules).warnings).toEqual([words("eu-west-1"), words("us-east-1")]);
});

it("counts the accounts and regions that lack their canary or could not be read, and none when all is well", () => {
  const canary = { kind: "instance", accountId: "333333333333", tags: { Name: "canary" } } as const;
  const skipped = cell({ ...expected[0], result: "skipped", canary: "unproven" });
  const several = [skipped, cell({ ...expected[1], canary: "missing" }), denied];
  const count = (cells: typeof all, rules = policy()) => countCanariesMissing(cells, expected, rules);
  // One that nobody came to, and a region in which the canary instance was not seen.
  expect([count(all), count(several), count(all, policy({ canary }))]).toEqual([0, 3, 2]);
});

it("trusts no region that the run is not about", () => {
  expect(trustedRegions(all, expected, policy()).whyNot("ap-south-1")).toBe(
    "ap-south-1 is no part of this run",
  );
});
