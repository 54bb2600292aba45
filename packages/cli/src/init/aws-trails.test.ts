import { createServer } from "node:http";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { S3Client } from "@aws-sdk/client-s3";
import { type LocalAnswer, type LocalCall, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { bucketRegion, organizationTrails } from "./aws-trails";

const json = (body: object, status = 200): LocalAnswer => ({ status, body: JSON.stringify(body) });
const arn = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/acme";
const trail = {
  Name: "acme",
  TrailARN: arn,
  HomeRegion: "eu-west-1",
  S3BucketName: "acme-org-trail",
  IsMultiRegionTrail: true,
  IsOrganizationTrail: true,
};

/** What comes of it where CloudTrail answers so, and which regions were asked what. */
async function ask(answer: (call: LocalCall) => LocalAnswer) {
  const local = await startLocalAws(answer);
  const regions: string[] = [];
  try {
    const clientIn = (region: string) => {
      regions.push(region);
      return new CloudTrailClient({ ...local.client, region, maxAttempts: 1 });
    };
    const result = await organizationTrails("us-west-2", clientIn).catch(
      (error: Error) => `${error.name}: ${error.message}`,
    );
    return { result, regions, calls: local.calls.map(({ operation, body }) => `${operation} ${body}`) };
  } finally {
    await local.stop();
  }
}

/** CloudTrail with this trail, another account's own one, and these selectors. */
function withSelectors(selectors: object, more: object = {}) {
  return ({ operation }: LocalCall) => {
    const own = { Name: "own", TrailARN: `${arn}-own`, HomeRegion: "us-west-2", IsOrganizationTrail: false };
    if (operation === "DescribeTrails") return json({ trailList: [own, { ...trail, ...more }] });
    return json(operation === "GetTrailStatus" ? { IsLogging: true } : selectors);
  };
}

it("reads the organization's trails, each in its own region", async () => {
  const kms = { KmsKeyId: "arn:aws:kms:eu-west-1:111111111111:key/1" };
  expect(await ask(withSelectors({ EventSelectors: [{}] }, kms))).toEqual({
    result: [
      {
        name: "acme",
        homeRegion: "eu-west-1",
        allRegions: true,
        logging: true,
        managementEvents: ["read", "write"],
        bucket: "acme-org-trail",
        kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
      },
    ],
    regions: ["us-west-2", "eu-west-1"],
    calls: [
      "DescribeTrails {}",
      `GetTrailStatus {"Name":"${arn}"}`,
      `GetEventSelectors {"TrailName":"${arn}"}`,
    ],
  });
});

const field = (Field: string, ...Equals: readonly string[]) => ({ Field, Equals });
it.each([
  ["all", { EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] }, ["read", "write"]],
  ["all, where nobody chose", { EventSelectors: [] }, ["read", "write"]],
  ["those that write", { EventSelectors: [{ ReadWriteType: "WriteOnly" }] }, ["write"]],
  ["those that read", { EventSelectors: [{ ReadWriteType: "ReadOnly" }] }, ["read"]],
  ["none", { EventSelectors: [{ IncludeManagementEvents: false }] }, []],
  [
    "all, by advanced selectors",
    { AdvancedEventSelectors: [{ FieldSelectors: [field("eventCategory", "Management")] }] },
    ["read", "write"],
  ],
  [
    "those that write, by advanced selectors",
    {
      AdvancedEventSelectors: [
        { FieldSelectors: [field("eventCategory", "Management"), field("readOnly", "false")] },
        { FieldSelectors: [field("eventCategory", "Data"), field("readOnly", "true")] },
      ],
    },
    ["write"],
  ],
])("knows which management events it records: %s", async (_words, selectors, managementEvents) => {
  const { result } = await ask(withSelectors(selectors));
  expect(result).toEqual([expect.objectContaining({ managementEvents })]);
});

it.each(["DescribeTrails", "GetTrailStatus", "GetEventSelectors"])(
  "names the right that is missing: %s",
  async (refused) => {
    const answer = withSelectors({});
    const { result } = await ask((call) =>
      call.operation === refused
        ? json({ __type: "AccessDeniedException", Message: "no" }, 400)
        : answer(call),
    );
    expect(result).toBe(`MayNot: the right cloudtrail:${refused} is missing`);
  },
);

describe("bucketRegion", () => {
  /** What comes of it where S3 answers HEAD so. */
  async function region(status: number, headers: Readonly<Record<string, string>>) {
    const server = createServer((_request, response) => response.writeHead(status, headers).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-west-2",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
    try {
      return await bucketRegion(client, "acme-org-trail").catch((error: Error) => error.name);
    } finally {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  it("is said to those who may look, and to those who may not", async () => {
    const headers = { "x-amz-bucket-region": "eu-west-1" };
    expect([await region(200, headers), await region(403, headers), await region(404, {})]).toEqual([
      "eu-west-1",
      "eu-west-1",
      undefined,
    ]);
  });

  it("fails with S3's own error when it says none", async () => {
    expect(await region(403, {})).toBe("Unknown");
  });
});
