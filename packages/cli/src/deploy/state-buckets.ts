// The bucket of each account's states, which must be there before anything else: terraform/bootstrap, applied where there is none.
import { join } from "node:path";
import type { DeployDependencies, StateBucket, TerraformCall } from "./deploy-world";
import type { ProfileOf } from "./profiles";
import type { Stack } from "./stacks";
import { DeployStopped } from "./stopped";
import { terraform } from "./terraform-command";

export type Buckets = {
  readonly stacks: readonly Stack[];
  readonly profileOf: ProfileOf;
  readonly out: string;
};

/** Those of the stacks' buckets that do not exist, each once. Rejects when one is another account's, or in another region. */
export async function missingBuckets(
  { stacks, profileOf }: Omit<Buckets, "out">,
  { deploy }: Pick<DeployDependencies, "deploy">,
): Promise<readonly StateBucket[]> {
  const all = new Map(stacks.map(({ bucket }) => [bucket.name, bucket]));
  const missing: StateBucket[] = [];
  for (const bucket of all.values())
    if (!(await deploy.bucketExists(profileOf(bucket.accountId), bucket))) missing.push(bucket);
  return missing;
}

/**
 * Plans or applies terraform/bootstrap for a bucket. Its own small state stays in `out`, and is safe to lose.
 * @throws DeployStopped when Terraform fails, or the person says no.
 */
export async function bootstrap(
  bucket: StateBucket,
  what: "plan" | "apply",
  { profileOf, out }: Omit<Buckets, "stacks">,
  run: BootstrapRun,
): Promise<void> {
  const { deploy, terminal, autoApprove } = run;
  terminal.out(`\n== state bucket ${bucket.name} (account ${bucket.accountId}, ${bucket.region})\n`);
  const folder = join(out, "bootstrap", bucket.accountId);
  await deploy.files.copyBootstrap(folder);
  const call = {
    folder,
    profile: profileOf(bucket.accountId),
    // The module has no provider of its own: its bucket is made where the environment says.
    environment: { AWS_REGION: bucket.region },
  };
  const name = `-var=bucket_name=${bucket.name}`;
  await terraform({ ...call, args: ["init", "-input=false"] }, run);
  if (what === "plan") await terraform({ ...call, args: ["plan", "-input=false", name] }, run);
  else if (autoApprove)
    await terraform({ ...call, args: ["apply", "-input=false", "-auto-approve", name] }, run);
  else await applyShown(bucket, { ...call, args: [name] }, run);
}

type BootstrapRun = Pick<DeployDependencies, "terminal" | "deploy" | "signal" | "ask"> & {
  readonly autoApprove: boolean;
};

/** Nothing is made that nobody saw. */
async function applyShown({ name }: StateBucket, call: TerraformCall, run: BootstrapRun): Promise<void> {
  const file = "bucket.tfplan";
  try {
    await terraform({ ...call, args: ["plan", "-input=false", `-out=${file}`, ...call.args] }, run);
    if (run.ask === undefined || !(await run.ask(`Make the state bucket ${name}?`)))
      throw new DeployStopped(`the state bucket ${name}: nobody said yes`);
    await terraform({ ...call, args: ["apply", "-input=false", file] }, run);
  } finally {
    await run.deploy.files.remove(join(call.folder, file));
  }
}
