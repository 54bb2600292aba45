// Before the first deployment: `orgwatch doctor --before` on an organization that nobody has prepared, and again when what it said is mended.
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
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
import { orgConfigOf } from "./apply-stacks";

jest.setTimeout(90_000);

const root = join(import.meta.dirname, "../../..");

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  // No lambda runs: before a deployment there is none.
  sandbox = await startSandbox({ bundles: "" });
  folder = mkdtempSync(join(tmpdir(), "orgwatch-doctor-"));
  const { managementAccountId, infrasecAccountId } = sandbox.organization;
  const profile = (name: string, id: string) =>
    `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = sandbox\n`;
  const profiles = profile("root", managementAccountId) + profile("security", infrasecAccountId);
  writeFileSync(join(folder, "credentials"), profiles);
  writeFileSync(join(folder, "org.json"), JSON.stringify(configOf(sandbox, orgConfigOf(sandbox))));
});
afterAll(() => sandbox.stop());

/** With the names of the schedules that the sandbox's PagerDuty has. */
function configOf({ request }: Sandbox, config: unknown): unknown {
  if (typeof config !== "object") throw new Error("the sandbox has no configuration");
  const onCall = request.teams.map((team) => [team, { schedule: `${team} on-call` }] as const);
  return { ...config, pagerduty: { onCall: Object.fromEntries(onCall) } };
}

/** Runs the program as a person does, signed in to both accounts. */
function doctor() {
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    AWS_CONFIG_FILE: join(folder, "none"),
    AWS_PROFILE: "security",
    AWS_REGION: sandbox.organization.homeRegion,
  };
  const args = ["doctor", "--before", "--config", join(folder, "org.json"), "--management-profile", "root"];
  const vendors = [
    "--slack-api",
    `${sandbox.url}/_slack/api`,
    "--pagerduty-api",
    `${sandbox.url}/_pagerduty/api`,
  ];
  const command = [join(root, "packages/cli/src/main.ts"), ...args, ...vendors];
  return new Promise<{ code: number | string; lines: string[]; err: string }>((resolve) => {
    execFile(join(root, "node_modules/.bin/tsx"), command, { env, timeout: 60_000 }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, lines: out.trimEnd().split("\n"), err }),
    );
  });
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
      `${4 + 2 * regions.length} broken, 0 unknown; 12 checks were made.`,
    ],
  });
  await Promise.all([managementAccountId, infrasecAccountId].map(makeStateBucket));
  await putSecrets(sandbox.url, sandbox.organization, lambdas, sandboxSecrets(sandbox.url));
  expect(await doctor()).toEqual({
    code: 0,
    err: "",
    lines: ["0 broken, 0 unknown; 12 checks were made."],
  });
});
