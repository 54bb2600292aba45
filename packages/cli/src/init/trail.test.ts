import type { TrailFact } from "./caller-account";
import { configPath, type InitRun, memoryTrail, runInit } from "./testing/memory-organization";

const needed = [
  "--yes",
  "--team=security=#security:C0123ABCDEF",
  "--failover-email=security@example.com",
  "--out=/tmp/x.json",
] as const;
const withBucket = [...needed, "--job=support-cases", "--trail-bucket=444444444444"] as const;

const trails = (...found: readonly TrailFact[]): InitRun => ({
  organization: { organizationTrails: async () => found },
});

/** The lines about the trail. */
async function told(world: InitRun): Promise<readonly string[]> {
  const { out } = await runInit(needed, world);
  return out.split("\n").filter((line) => line.includes(" trail"));
}

const without =
  "Without one that records management events in all regions EventBridge hears neither of root use nor of findings that people archive.";

describe("the organization trail", () => {
  it("that serves is named, and nothing is left to do", async () => {
    const off = { ...memoryTrail, name: "old", logging: false };
    expect([await told(trails(memoryTrail)), await told(trails(off, memoryTrail))]).toEqual([
      ["Organization trail acme: management events of all regions, files in the bucket acme-org-trail."],
      ["Organization trail acme: management events of all regions, files in the bucket acme-org-trail."],
    ]);
  });

  it.each<[string, Partial<TrailFact>]>([
    ["it is switched off", { logging: false }],
    ["it is of one region only", { allRegions: false }],
    ["it leaves out management events (read)", { managementEvents: ["write"] }],
    [
      "it is switched off, it is of one region only, it leaves out management events (read and write)",
      { logging: false, allRegions: false, managementEvents: [] },
    ],
  ])("is not enough when %s", async (lacks, part) => {
    expect(await told(trails({ ...memoryTrail, ...part }))).toEqual([
      `- The organization trail acme is not enough: ${lacks}. ${without} Change it.`,
    ]);
  });

  it("may be hidden", async () => {
    expect(await told({ organization: { refused: ["cloudtrail:DescribeTrails"] } })).toEqual([
      `- These credentials may not look for an organization trail (cloudtrail:DescribeTrails, GetTrailStatus, GetEventSelectors). ${without} Management account: aws cloudtrail describe-trails --query 'trailList[?IsOrganizationTrail].[Name,IsMultiRegionTrail]'`,
    ]);
  });

  it("is looked for in the home region", async () => {
    const asked: string[] = [];
    const organizationTrails = async (region: string) => {
      asked.push(region);
      return [];
    };
    await runInit([...needed, "--home-region=us-east-1"], { organization: { organizationTrails } });
    expect(asked).toEqual(["us-east-1"]);
  });
});

describe("--trail-bucket", () => {
  it("fills in the bucket, its region and its key", async () => {
    const kmsKeyArn = "arn:aws:kms:us-west-2:444444444444:key/1";
    const { code, files } = await runInit(withBucket, trails({ ...memoryTrail, kmsKeyArn }));
    expect([code, JSON.parse(files["/tmp/x.json"] ?? "").supportCases]).toEqual([
      0,
      {
        trailBucket: {
          name: "acme-org-trail",
          accountId: "444444444444",
          region: "us-west-2",
          kmsKeyArn,
        },
      },
    ]);
  });

  it("stands in the TypeScript file, too", async () => {
    const { files } = await runInit([...withBucket.filter((flag) => !flag.startsWith("--out"))]);
    expect(files[configPath]).toContain(
      'trailBucket: { name: "acme-org-trail", accountId: "444444444444", region: "us-west-2" }',
    );
  });

  it.each<[string, readonly string[], InitRun]>([
    ["there is no organization trail", withBucket, trails()],
    [
      "these credentials may not look for the organization trail",
      withBucket,
      { organization: { refused: ["cloudtrail:DescribeTrails"] } },
    ],
    [
      "the trail acme names the bucket gone, which does not exist",
      withBucket,
      trails({ ...memoryTrail, bucket: "gone" }),
    ],
    ["only the job support-cases reads it", [...needed, "--trail-bucket=444444444444"], {}],
    [
      "no account of the organization is 999999999999",
      [...needed, "--job=support-cases", "--trail-bucket=999999999999"],
      {},
    ],
  ])("writes nothing when %s", async (words, args, world) => {
    const { code, err, files } = await runInit(args, world);
    expect([code, err, files]).toEqual([
      2,
      `orgwatch: nothing was written: 1 problem\n- supportCases.trailBucket: ${words} (--trail-bucket)\n`,
      {},
    ]);
  });

  it("is refused where S3 cannot tell a queue in the home region of the files", async () => {
    const { code, err } = await runInit(withBucket, {
      organization: { bucketRegion: async () => "eu-west-1" },
    });
    expect([code, err]).toEqual([
      2,
      "orgwatch: nothing was written: 1 problem\n- supportCases.trailBucket.region: S3 cannot tell a queue in us-west-2 of files in eu-west-1; leave trailBucket out (--trail-bucket)\n",
    ]);
  });
});
