// The bucket of each account's states, which must be there before anything else: terraform/bootstrap, applied where there is none.
import { join } from "node:path";
import type { DeployDependencies, StateBucket } from "./deploy-world";
import type { ProfileOf } from "./profiles";
import type { Stack } from "./stacks";
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
 * @throws DeployStopped when Terraform fails.
 */
export async function bootstrap(
  bucket: StateBucket,
  what: "plan" | "apply",
  { profileOf, out }: Omit<Buckets, "stacks">,
  dependencies: Pick<DeployDependencies, "terminal" | "deploy" | "signal">,
): Promise<void> {
  const { deploy, terminal } = dependencies;
  terminal.out(`\n== state bucket ${bucket.name} (account ${bucket.accountId}, ${bucket.region})\n`);
  const folder = join(out, "bootstrap", bucket.accountId);
  await deploy.files.copyBootstrap(folder);
  const call = {
    folder,
    profile: profileOf(bucket.accountId),
    // The module has no provider of its own: its bucket is made where the environment says.
    environment: { AWS_REGION: bucket.region },
  };
  await terraform({ ...call, args: ["init", "-input=false"] }, dependencies);
  const approved = what === "apply" ? ["-auto-approve"] : [];
  const args = [what, "-input=false", ...approved, `-var=bucket_name=${bucket.name}`];
  await terraform({ ...call, args }, dependencies);
}
