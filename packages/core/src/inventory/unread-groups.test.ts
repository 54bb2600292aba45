import type { Failure, RunManifest } from "./run-manifest";
import { kindsWords, unreadGroups } from "./unread-groups";

const failure = (account: string, region: string, part: Partial<Failure> = {}): Failure => ({
  ...{ account, region, type: "denied", words: `${account} ${region}: no`, hides: `things of ${region}` },
  ...part,
});
const account = (id: string, regions: RunManifest["accounts"][number]["regions"]) => ({
  account: id,
  regions,
  resources: 0,
});

it("tells of whole accounts first, then of regions, then of kinds, each once", () => {
  const accounts = [
    account("a", { global: "failed", "eu-west-1": "failed", "me-south-1": "skipped" }),
    account("b", { global: "read", "eu-west-1": "failed", "us-east-1": "failed" }),
    account("c", { global: "partial", "eu-west-1": "partial" }),
  ];
  const bucket = { kind: "s3/bucket" };
  const failures = [
    failure("b", "global", bucket),
    failure("c", "global", bucket),
    failure("c", "eu-west-1", { kind: "ec2/vpc" }),
    failure("b", "eu-west-1", { type: "unavailable" }),
    failure("b", "us-east-1", { type: "unavailable" }),
    failure("a", "global"),
    failure("a", "eu-west-1"),
    failure("a", "me-south-1", { type: "not-opted-in" }),
  ];
  expect(unreadGroups({ accounts, failures })).toEqual([
    {
      type: "denied",
      kinds: [],
      accounts: ["a"],
      regions: ["*"],
      words: "a global: no",
      hides: "things of global",
      failures: 2,
    },
    {
      ...{ type: "unavailable", kinds: [], accounts: ["b"], regions: ["eu-west-1", "us-east-1"] },
      ...{ words: "b eu-west-1: no", hides: "things of eu-west-1", failures: 2 },
    },
    {
      ...{ type: "denied", kinds: ["s3/bucket"], accounts: ["b", "c"], regions: ["global"] },
      ...{ words: "b global: no", hides: "things of global", failures: 2 },
    },
    {
      ...{ type: "denied", kinds: ["ec2/vpc"], accounts: ["c"], regions: ["eu-west-1"] },
      ...{ words: "c eu-west-1: no", hides: "things of eu-west-1", failures: 1 },
    },
  ]);
});

it("tells of a service that fails with many kinds in the same places once", () => {
  const accounts = [account("a", { global: "read", "eu-west-1": "partial" })];
  const kinds = ["ec2/vpc", "ec2/subnet", "ec2/volume", "ec2/image"];
  const failures = [...kinds, "sqs/queue"].map((kind) => failure("a", "eu-west-1", { kind }));
  const groups = unreadGroups({ accounts, failures });
  expect(groups.map((group) => [kindsWords(group.kinds), group.failures])).toEqual([
    ["4 kinds of ec2 (ec2/vpc, ec2/subnet, ec2/volume, …)", 4],
    ["every sqs/queue", 1],
  ]);
});

it("tells details of some resources apart from what is not known at all, and last", () => {
  const accounts = [account("a", { global: "read", "eu-west-1": "partial" })];
  const [bucket, key] = ["s3/bucket", "kms/key"].map((kind) => ({ kind }));
  const failures = [
    failure("a", "eu-west-1", { ...bucket, isDetail: true }),
    failure("a", "eu-west-1", { ...bucket, isDetail: true }),
    failure("a", "eu-west-1", key),
  ];
  const groups = unreadGroups({ accounts, failures });
  expect(groups.map(({ kinds, isDetail, failures: count }) => [kindsWords(kinds, isDetail), count])).toEqual([
    ["every kms/key", 1],
    ["details of some s3/bucket", 2],
  ]);
});

it("says why a region failed in which no service is subscribed to", () => {
  const accounts = [account("a", { global: "failed" })];
  const failures = [failure("a", "global", { type: "not-opted-in" })];
  expect(unreadGroups({ accounts, failures }).map(({ type }) => type)).toEqual(["not-opted-in"]);
});

it("takes a failure of all regions for what it says", () => {
  const accounts = [account("a", { global: "failed", "eu-west-1": "failed" })];
  expect(unreadGroups({ accounts, failures: [failure("a", "*")] })[0]?.regions).toEqual(["*"]);
});
