// A part of the tour: what exists in every account and region, while one account is closed and a region of another fails.
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { bucketName, stateMachineName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { adminOf } from "./admin";
import { createSampleResources } from "./inventory/sample-resources";
import type { LambdaHost } from "./lambda-host/lambda-host";
import type { Sandbox } from "./sandbox";

const closed = "acme-dev";
const failing = { account: "acme-data-lake", region: "us-east-1" };

/** What the tour shows of a run's manifest. */
const manifestShape = z.object({
  result: z.string(),
  accounts: z.array(
    z.object({
      name: z.string().optional(),
      account: z.string(),
      resources: z.number(),
      regions: z.record(z.string(), z.string()),
    }),
  ),
  failures: z.array(
    z.object({
      account: z.string(),
      region: z.string(),
      kind: z.string().optional(),
      type: z.string(),
      words: z.string(),
    }),
  ),
});
type Manifest = z.output<typeof manifestShape>;

/**
 * Makes resources, runs an inventory, and tells a line for each account and what Slack says. False when it does not say what was broken, or says
 * that anything else was.
 */
export async function inventoryAll(
  sandbox: Sandbox,
  host: LambdaHost,
  say: (line: string) => void,
): Promise<boolean> {
  const made = await createSampleResources(sandbox.url, sandbox.organization);
  const { faults } = sandbox.gateway;
  const whole = { operation: "*", share: 1 } as const;
  say("");
  say(
    `Everything is inventoried, ${made.length} new resources among it. An SCP closes ${closed}, and EC2 fails`,
  );
  say(`in ${failing.region} for ${failing.account} …`);
  const broken = [
    faults.add({ ...whole, service: "*", accountId: idOf(sandbox, closed), kind: "deny" }),
    faults.add({
      ...{ ...whole, service: "ec2", accountId: idOf(sandbox, failing.account), region: failing.region },
      kind: "error",
    }),
  ];
  const before = sandbox.slack.messages().length;
  const manifest = await runInventory(sandbox, host);
  for (const id of broken) faults.remove(id);
  if (manifest === undefined) {
    say("  The run did not end well.");
    return false;
  }
  for (const line of accountLines(manifest)) say(`  ${line}`);
  const told = sandbox.slack.messages().slice(before);
  for (const { text } of told.filter((message) => /inventory/i.test(message.text)))
    say(`    ${text.split("\n")[0] ?? ""}`);
  const others = othersOf(manifest, sandbox);
  for (const { account, region, kind = "", words } of others)
    say(`  Not read besides: ${kind} of ${account}, ${region}: ${words}`);
  const types = new Set(manifest.failures.map(({ type }) => type));
  return (
    manifest.result === "partial" && types.has("denied") && types.has("unavailable") && others.length === 0
  );
}

/** What could not be read though nothing was broken there. */
function othersOf({ failures }: Manifest, sandbox: Sandbox): Manifest["failures"] {
  return failures.filter(
    ({ account, region }) =>
      account !== idOf(sandbox, closed) &&
      !(account === idOf(sandbox, failing.account) && region === failing.region),
  );
}

/** `acme-build  63 resources  global read, us-west-2 read, us-east-1 read` */
function accountLines({ accounts }: Manifest): readonly string[] {
  return accounts
    .toSorted((one, other) => (one.name ?? "").localeCompare(other.name ?? ""))
    .map(({ name = "", resources, regions }) => {
      const states = Object.entries(regions).map(([region, state]) => `${region} ${state}`);
      return `${name.padEnd(22)} ${String(resources).padStart(4)} resources   ${states.join(", ")}`;
    });
}

/** The manifest; undefined when the run fails. */
async function runInventory(
  { url, organization }: Sandbox,
  { idle }: Pick<LambdaHost, "idle">,
): Promise<Manifest | undefined> {
  const { infrasecAccountId, homeRegion } = organization;
  const place = adminOf(url, infrasecAccountId, homeRegion);
  const sfn = new SFNClient(place);
  const s3 = new S3Client({ ...place, forcePathStyle: true });
  const read = async (Key: string): Promise<unknown> => {
    const Bucket = bucketName("inventory", infrasecAccountId);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? "");
  };
  try {
    const machine = `arn:aws:states:${homeRegion}:${infrasecAccountId}:stateMachine:${stateMachineName("inventory")}`;
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: machine, input: "{}" }),
    );
    await idle();
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== "SUCCEEDED") return undefined;
    const { run } = z.object({ run: z.string() }).parse(await read("runs/latest.json"));
    return manifestShape.parse(await read(`runs/${run}/manifest.json`));
  } finally {
    sfn.destroy();
    s3.destroy();
  }
}

function idOf({ organization }: Sandbox, name: string): string {
  const account = organization.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`there is no account ${name}`);
  return account.id;
}
