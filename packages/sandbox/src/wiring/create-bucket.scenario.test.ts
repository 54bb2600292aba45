import { GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import { defineBucket } from "@orgwatch/manifest/define-bucket";
import { type Scenario, startScenario } from "../gateway/scenario";
import { createOwnBuckets, homeS3 } from "./create-bucket";
import { missingBuckets } from "./read-buckets";
import type { WiringRequest } from "./wiring-request";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await startScenario();
}, 60_000);

afterAll(() => scenario?.stop());

it("creates buckets of our own in the home region, versioned, and once", async () => {
  const { gateway, organization, region } = scenario;
  const ownBuckets = [defineBucket({ bucket: "dust", summary: "Keeps dust", stack: "tests" })];
  const request: WiringRequest = {
    ...{ endpoint: gateway.url, organization, ownBuckets },
    ...{ teams: [], defaultTeam: "", lambdas: [], tables: [], settings: {}, secrets: {} },
  };
  const place = { endpoint: gateway.url, accountId: organization.infrasecAccountId, region };
  const Bucket = `orgwatch-dust-${organization.infrasecAccountId}`;
  expect(await missingBuckets(ownBuckets, place)).toEqual([`the bucket ${Bucket} is not deployed`]);
  await createOwnBuckets(request);
  await createOwnBuckets(request);
  expect(await missingBuckets(ownBuckets, place)).toEqual([]);
  const s3 = homeS3(request);
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
  s3.destroy();
});
