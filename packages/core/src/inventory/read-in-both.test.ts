import { type ReadRecord, readInBoth, unreadIn } from "./read-in-both";
import type { AccountResult } from "./run-manifest";

const place = (region: string, kind: string) => ({ region, kind });
const failure = (region: string, kind?: string): AccountResult["failures"][number] => ({
  account: "111111111111",
  region,
  ...(kind === undefined ? {} : { kind }),
  type: "denied",
  words: "not authorized",
  hides: "what is there",
});

const whole: ReadRecord = {
  regions: { global: "read", "eu-central-1": "read", "us-east-1": "read" },
  counts: { "ec2/instance": 3, "iam/role": 2, "rds/db": 0 },
  failures: [],
};

it("compares what both runs read to its end, also where one counted nothing", () => {
  const both = readInBoth(whole, { ...whole, counts: { ...whole.counts, "ec2/instance": 0 } });
  expect([both(place("us-east-1", "ec2/instance")), both(place("global", "iam/role"))]).toEqual([true, true]);
  expect(unreadIn(whole, whole)).toEqual([]);
});

it.each<[string, ReadRecord, string[]]>([
  ["a region was not asked for", { ...whole, regions: { global: "read" } }, ["global iam/role"]],
  [
    "a region could not be read",
    { ...whole, regions: { ...whole.regions, "us-east-1": "failed" } },
    ["global iam/role", "eu-central-1 ec2/instance", "eu-central-1 rds/db"],
  ],
  [
    "the account has not opted in",
    { ...whole, regions: { ...whole.regions, "us-east-1": "skipped" } },
    ["global iam/role", "eu-central-1 ec2/instance", "eu-central-1 rds/db"],
  ],
  [
    "time ran out",
    { ...whole, regions: { ...whole.regions, "us-east-1": "unfinished" } },
    ["global iam/role", "eu-central-1 ec2/instance", "eu-central-1 rds/db"],
  ],
  [
    "a kind was denied in a region",
    {
      ...whole,
      regions: { ...whole.regions, "us-east-1": "partial" },
      failures: [failure("us-east-1", "ec2/instance")],
    },
    ["global iam/role", "eu-central-1 ec2/instance", "eu-central-1 rds/db", "us-east-1 rds/db"],
  ],
  [
    "a kind was denied everywhere",
    { ...whole, failures: [failure("*", "ec2/instance")] },
    ["global iam/role", "eu-central-1 rds/db", "us-east-1 rds/db"],
  ],
  [
    "a failure hides a region",
    { ...whole, failures: [failure("us-east-1")] },
    ["global iam/role", "eu-central-1 ec2/instance", "eu-central-1 rds/db"],
  ],
  ["a failure hides the account", { ...whole, failures: [failure("*")] }, []],
  [
    "a kind was not in the table then",
    { ...whole, counts: { "ec2/instance": 3, "iam/role": 2 } },
    ["global iam/role", "eu-central-1 ec2/instance", "us-east-1 ec2/instance"],
  ],
])("compares nothing of what one run does not know: %s", (_, other, expected) => {
  const places = [
    place("global", "iam/role"),
    ...["eu-central-1", "us-east-1"].flatMap((region) =>
      ["ec2/instance", "rds/db"].map((kind) => place(region, kind)),
    ),
  ];
  for (const both of [readInBoth(whole, other), readInBoth(other, whole)])
    expect(places.filter(both).map(({ region, kind }) => `${region} ${kind}`)).toEqual(expected);
});

it("compares whether resources are there, though one run lacks details of some, and all where both lack them", () => {
  const lacking = { ...whole, failures: [{ ...failure("us-east-1", "ec2/instance"), isDetail: true }] };
  const [here, elsewhere] = [place("us-east-1", "ec2/instance"), place("eu-central-1", "ec2/instance")];
  const compared = [readInBoth(whole, lacking), readInBoth(lacking, whole), readInBoth(lacking, lacking)];
  expect(compared.map((both) => [both(here), both(elsewhere)])).toEqual([
    ["presence", true],
    ["presence", true],
    [true, true],
  ]);
  expect([unreadIn(lacking, whole), unreadIn(whole, lacking), unreadIn(lacking, lacking)]).toEqual([
    [{ ...here, why: "details" }],
    [],
    [],
  ]);
});

it("names what a run does not know, regions first, each once", () => {
  const less: ReadRecord = {
    regions: { global: "read", "eu-central-1": "partial", "us-east-1": "failed" },
    counts: { "iam/role": 2 },
    failures: [
      failure("us-east-1"),
      failure("us-east-1", "rds/db"),
      failure("eu-central-1", "ec2/instance"),
      failure("eu-central-1", "ec2/instance"),
      { ...failure("global", "shield/protection"), type: "not-opted-in" },
    ],
  };
  const more = { ...whole, regions: { ...whole.regions, "ap-east-1": "skipped" as const } };
  expect([unreadIn(less, more), unreadIn(more, less)]).toEqual([
    [
      { region: "ap-east-1", why: "not-asked" },
      { region: "us-east-1", why: "not-read" },
      { region: "*", kind: "rds/db", why: "not-asked" },
      { region: "eu-central-1", kind: "ec2/instance", why: "not-read" },
      { region: "global", kind: "shield/protection", why: "not-opted-in" },
    ],
    [{ region: "ap-east-1", why: "not-opted-in" }],
  ]);
});

it("does not take kinds for not asked for where all regions that may have them could not be read", () => {
  const without = (...gone: readonly string[]): ReadRecord => ({
    regions: Object.fromEntries(
      Object.keys(whole.regions).map((region) => [region, gone.includes(region) ? "failed" : "read"]),
    ),
    counts: gone.includes("global") ? { "ec2/instance": 3 } : { "iam/role": 2 },
    failures: [],
  });
  const lost = (region: string) => ({ region, why: "not-read" });
  const regional = ["eu-central-1", "us-east-1"];
  expect([unreadIn(without("global"), whole), unreadIn(without(...regional), whole)]).toEqual([
    [lost("global")],
    regional.map(lost),
  ]);
});

it("says of an account that nothing could be read of only that", () => {
  const nothing: ReadRecord = { regions: { global: "failed" }, counts: {}, failures: [failure("*")] };
  expect(unreadIn(nothing, { ...whole, regions: { global: "read" } })).toEqual([
    { region: "global", why: "not-read" },
  ]);
});
