import { countGaps, countMistakes, isAnythingRead } from "./gaps";
import type { Failure, RunManifest } from "./run-manifest";

const account = (regions: RunManifest["accounts"][number]["regions"]) => ({
  account: "a",
  regions,
  resources: 0,
});
const failure = (region: string, type: Failure["type"] = "denied", kind?: string): Failure => ({
  ...{ account: "a", region, type, words: "no", hides: "things" },
  ...(kind === undefined ? {} : { kind }),
});

it.each<[string, RunManifest["accounts"][number]["regions"], Failure[], number]>([
  ["all was read", { global: "read", "eu-west-1": "read" }, [], 0],
  [
    "a region is not opted into",
    { global: "read", "me-south-1": "skipped" },
    [failure("me-south-1", "not-opted-in")],
    0,
  ],
  [
    "a kind was denied",
    { global: "read", "eu-west-1": "partial" },
    [failure("eu-west-1", "denied", "ec2/vpc")],
    1,
  ],
  [
    "two kinds were denied in one place",
    { global: "partial" },
    [failure("global", "denied", "a"), failure("global", "bug", "b")],
    1,
  ],
  [
    "a service is not subscribed to",
    { global: "partial" },
    [failure("global", "not-opted-in", "shield/protection")],
    0,
  ],
  ["nobody says why it is partial", { global: "partial" }, [], 1],
  ["time ran out", { global: "unfinished", "eu-west-1": "failed" }, [], 2],
  ["all of the account was denied", { global: "failed", "eu-west-1": "failed" }, [failure("*")], 2],
])("counts an account's regions that were not read to their end: %s", (_, regions, failures, expected) => {
  expect(
    countGaps({ accounts: [account(regions), { ...account({ global: "read" }), account: "b" }], failures }),
  ).toBe(expected);
});

it("counts what concerns all accounts alike apart from their regions", () => {
  const failures = [{ ...failure("*", "misconfigured", "AWS::Foo::Bar"), account: "*" }, failure("global")];
  const accounts = [account({ global: "partial", "eu-west-1": "read" })];
  expect([countGaps({ accounts, failures }), countMistakes({ failures })]).toEqual([1, 1]);
});

it("knows a run that read nothing by its files", () => {
  const one = account({ global: "failed" });
  expect([
    isAnythingRead({ accounts: [one] }),
    isAnythingRead({ accounts: [one, { ...one, file: "f" }] }),
  ]).toEqual([false, true]);
});
