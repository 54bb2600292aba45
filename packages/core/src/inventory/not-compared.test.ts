import { notCompared } from "./not-compared";
import type { ReadRecord } from "./read-in-both";
import type { Failure } from "./run-manifest";

const whole: ReadRecord = {
  regions: { global: "read", "eu-central-1": "read", "us-east-1": "read" },
  counts: { "ec2/instance": 3, "iam/role": 2 },
  failures: [],
};
const failure = (region: string, kind?: string, part: Partial<Failure> = {}): Failure => ({
  ...{ account: "111111111111", region, type: "denied", words: "no", hides: "what is there" },
  ...(kind === undefined ? {} : { kind }),
  ...part,
});
const nothing: ReadRecord = {
  regions: { global: "failed", "eu-central-1": "failed", "us-east-1": "failed" },
  counts: {},
  failures: [failure("*")],
};
const closed: ReadRecord = { ...whole, regions: { ...whole.regions, "us-east-1": "failed" } };
const lacking: ReadRecord = { ...whole, failures: [failure("us-east-1", "ec2/instance")] };

it("has nothing to say of what both runs read", () => {
  expect(notCompared(whole, whole)).toEqual([]);
});

it.each<[string, ReadRecord, object]>([
  ["a region", closed, { region: "us-east-1" }],
  ["a kind of a region", lacking, { region: "us-east-1", kind: "ec2/instance" }],
  ["all of the account", nothing, { region: "*" }],
])("says which run could not read %s, or that none could", (_, part, what) => {
  const missing = { ...what, why: "not-read" };
  expect([notCompared(part, whole), notCompared(whole, part), notCompared(part, part)]).toEqual([
    [{ ...missing, by: "before" }],
    [{ ...missing, by: "now" }],
    [{ ...missing, by: "both" }],
  ]);
});

it("tells what the run before does not know first, and why", () => {
  const details = failure("global", "iam/role", { isDetail: true });
  const before = { ...lacking, regions: { ...whole.regions, "us-east-1": "skipped" as const } };
  const now = { ...whole, counts: { ...whole.counts, "rds/db": 0 }, failures: [details] };
  expect(notCompared(before, now)).toEqual([
    { region: "us-east-1", why: "not-opted-in", by: "before" },
    { region: "*", kind: "rds/db", why: "not-asked", by: "before" },
    { region: "global", kind: "iam/role", why: "details", by: "now" },
  ]);
});

it("tells of an account as a whole, though there is a region that it has never opted into", () => {
  const off = (record: ReadRecord) => ({
    ...record,
    regions: { ...record.regions, "me-south-1": "skipped" as const },
  });
  expect([notCompared(off(nothing), off(closed)), notCompared(off(whole), off(whole))]).toEqual([
    [
      { region: "*", why: "not-read", by: "before" },
      { region: "us-east-1", why: "not-read", by: "now" },
    ],
    [],
  ]);
});

it("names the regions of an account where the reasons differ", () => {
  const regions = { global: "failed", "eu-central-1": "failed" } as const;
  expect(notCompared({ ...nothing, regions }, whole)).toEqual([
    { region: "eu-central-1", why: "not-read", by: "before" },
    { region: "global", why: "not-read", by: "before" },
    { region: "us-east-1", why: "not-asked", by: "before" },
  ]);
});
