// Before the first deployment: `orgwatch doctor --before` on an organization that nobody has prepared, and again when what it said is mended.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { lambdas } from "@orgwatch/lambdas/all";
import { adminOf } from "../src/admin";
import { putSecrets } from "../src/put-secrets";
import { type Sandbox, startSandbox } from "../src/sandbox";
import { sandboxSecrets } from "../src/sandbox-secrets";
import { fullConfig } from "./full-config";
import { personAt, vendorOptions } from "./person";

jest.setTimeout(90_000);

const folder = mkdtempSync(join(tmpdir(), "orgwatch-doctor-"));
const config = join(folder, "org.config.json");

let sandbox: Sandbox;
beforeAll(async () => {
  // No lambda runs: before a deployment there is none.
  sandbox = await startSandbox({ bundles: "" });
  writeFileSync(config, JSON.stringify(fullConfig(sandbox)));
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
});

/** What it answers to somebody who is signed in to both accounts. */
async function doctor() {
  const args = [
    "--before",
    "--config",
    config,
    "--management-profile",
    "management",
    ...vendorOptions(sandbox),
  ];
  const { code, out, err } = await personAt(sandbox, folder).orgwatch("security", "doctor", ...args);
  return { code, err, lines: out.trimEnd().split("\n") };
}

/** As terraform/bootstrap does. */
async function makeStateBucket(accountId: string): Promise<void> {
  const { homeRegion } = sandbox.organization;
  const s3 = new S3Client({ ...adminOf(sandbox.url, accountId, homeRegion), forcePathStyle: true });
  const Bucket = `orgwatch-state-${accountId}`;
  const LocationConstraint = homeRegion as BucketLocationConstraint;
  const byKey = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const } };
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  await s3.send(
    new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [byKey] } }),
  );
  s3.destroy();
}

it("names the state buckets and secrets that nobody has made yet, and nothing once they are there", async () => {
  const { managementAccountId, infrasecAccountId, homeRegion, regions } = sandbox.organization;
  const bucket = (check: string, id: string) =>
    `broken  ${check}  ${homeRegion} orgwatch-state-${id}: the account ${id} has no bucket for states. apply terraform/bootstrap there (orgwatch deploy apply does)`;
  const secret = (check: string, region: string, name: string, id: string) =>
    `broken  ${check}  ${region} ${name}: is not there. store it with aws ssm put-parameter --type SecureString (docs/manual-operations.md, ${id})`;
  const homeFirst = [homeRegion, ...regions.filter((region) => region !== homeRegion)];
  const everywhere = (name: string, id: string) =>
    homeFirst.map((region) => secret("slack", region, `/infrasec-admin-global/slack/${name}`, id));
  const atHome = "/infrasec-admin-global/slack/signing-secret";
  expect(await doctor()).toEqual({
    code: 1,
    err: "",
    lines: [
      bucket("management-state", managementAccountId),
      bucket("state", infrasecAccountId),
      ...everywhere("bot-token", "slack-bot-token"),
      ...everywhere("webhook-url", "slack-webhook-url"),
      secret("slack", homeRegion, atHome, "slack-signing-secret"),
      secret("pagerduty-key", homeRegion, "/pagerduty/api-token", "pagerduty-api-key"),
      "",
      `${4 + 2 * regions.length} broken, 0 unknown; 13 checks were made.`,
    ],
  });
  await Promise.all([managementAccountId, infrasecAccountId].map(makeStateBucket));
  await putSecrets(sandbox.url, sandbox.organization, lambdas, sandboxSecrets(sandbox.url));
  expect(await doctor()).toEqual({
    code: 0,
    err: "",
    lines: ["0 broken, 0 unknown; 13 checks were made."],
  });
});
