// What scenarios of the inventory do and look at: a run, its manifest, the files that it wrote.
import { gunzipSync } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { type Resource, resourceShape } from "@orgwatch/core/inventory/resource";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { manifestShape, type RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { bucketName, stateMachineName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { adminOf } from "../src/admin";
import type { Sandbox } from "../src/sandbox";
import type { Running } from "./scenario-steps";

function home({ url, organization }: Sandbox) {
  return adminOf(url, organization.infrasecAccountId, organization.homeRegion);
}

/** Runs the sweep as an operator does, with the time that its input says; answers how it ended and what became of the run. */
export async function takeInventory(
  { sandbox, host }: Running,
  input: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly status: string | undefined; readonly manifest: RunManifest }> {
  const { infrasecAccountId, homeRegion } = sandbox.organization;
  const sfn = new SFNClient(home(sandbox));
  try {
    const stateMachineArn = `arn:aws:states:${homeRegion}:${infrasecAccountId}:stateMachine:${stateMachineName("inventory")}`;
    const started = { stateMachineArn, input: JSON.stringify(input) };
    const { executionArn } = await sfn.send(new StartExecutionCommand(started));
    await host.idle();
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return { status, manifest: await latestManifest(sandbox) };
  } finally {
    sfn.destroy();
  }
}

/** The manifest of the run that ended last. */
async function latestManifest(sandbox: Sandbox): Promise<RunManifest> {
  const keys = (await keysIn(sandbox, "runs/")).filter((key) => key.endsWith("/manifest.json"));
  const text = await textOf(sandbox, keys.toSorted().at(-1) ?? "");
  return manifestShape.parse(JSON.parse(text));
}

/** The lines of an account's file. */
export async function linesOf(sandbox: Sandbox, run: string, account: string): Promise<readonly Resource[]> {
  const text = await textOf(sandbox, runKeys.file(run, account));
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => resourceShape.parse(JSON.parse(line)));
}

/** The keys of all objects below the prefix in the inventory's bucket. */
export async function keysIn(sandbox: Sandbox, Prefix: string): Promise<readonly string[]> {
  const client = new S3Client({ ...home(sandbox), forcePathStyle: true });
  const keys: string[] = [];
  const Bucket = bucketName("inventory", sandbox.organization.infrasecAccountId);
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
      keys.push(...Contents.map(({ Key }) => z.string().parse(Key)));
  } finally {
    client.destroy();
  }
  return keys;
}

/** An object's text, unpacked where its name ends with `.gz`. */
export async function textOf(sandbox: Sandbox, Key: string): Promise<string> {
  const client = new S3Client({ ...home(sandbox), forcePathStyle: true });
  const Bucket = bucketName("inventory", sandbox.organization.infrasecAccountId);
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return (Key.endsWith(".gz") ? gunzipSync(bytes) : Buffer.from(bytes)).toString();
  } finally {
    client.destroy();
  }
}

/** What says which resource a line is about, apart from what AWS says of it. */
export function identityOf({
  region,
  kind,
  id,
  arn,
  tags,
}: Pick<Resource, "region" | "kind" | "id" | "arn" | "tags">) {
  return { region, kind, id, arn, tags };
}

/** How many there are, as `<region> <kind>`. */
export function byKindAndRegion(lines: readonly Pick<Resource, "region" | "kind">[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { region, kind } of lines) counts[`${region} ${kind}`] = (counts[`${region} ${kind}`] ?? 0) + 1;
  return counts;
}

/** Where something could not be read, as `<account> <region>: <type>`, each once. */
export function unread({ failures }: RunManifest): readonly string[] {
  return [
    ...new Set(failures.map(({ account, region, type }) => `${account} ${region}: ${type}`)),
  ].toSorted();
}

/** What Slack shows of inventories: the text and the blocks of each summary, in order. */
export function summaries({ slack }: Sandbox): readonly string[] {
  return slack
    .messages()
    .filter(({ text }) => /inventory/i.test(text))
    .map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks)}`);
}
