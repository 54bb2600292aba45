// Whether Terraform's states have a bucket that keeps and hides them.
import type { Owner, World } from "../check";
import { broken, type Found } from "../finding";

const bootstrap = "apply terraform/bootstrap there (orgwatch deploy apply does)";
/** A bucket that is there is not made again by `deploy apply`, and terraform/bootstrap would not find it in its own state. */
const keepVersions = (name: string) =>
  `aws s3api put-bucket-versioning --bucket ${name} --versioning-configuration Status=Enabled`;
const encrypt = (name: string) =>
  `aws s3api put-bucket-encryption --bucket ${name} --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"},"BucketKeyEnabled":true}]}'`;

/** The bucket of the account's stacks: there, in the home region, versioned, encrypted, the account's own. */
export function checkStateBucket(owner: Owner): (world: World) => Promise<readonly Found[]> {
  return async (world) => {
    const { accounts, stateBucket, homeRegion } = world.config;
    const id = accounts[owner];
    // The name that terraform/bootstrap gives, and cdktf/stacks/base-stack.ts expects.
    const name = stateBucket[owner] ?? `orgwatch-state-${id}`;
    const where = `${homeRegion} ${name}`;
    const bucket = await world.account(owner).bucket(name, id);
    if (bucket === undefined) return [broken(where, `the account ${id} has no bucket for states`, bootstrap)];
    if (bucket === "foreign")
      return [
        broken(
          where,
          `belongs to another account than ${id}, or these credentials may not list it (s3:ListBucket)`,
          `name a bucket of ${id} as stateBucket.${owner} in cdktf/org.config.ts`,
        ),
      ];
    if (bucket.region !== homeRegion)
      return [
        broken(where, `is in ${bucket.region}`, `name a bucket in the home region as stateBucket.${owner}`),
      ];
    return [
      ...(bucket.versioned
        ? []
        : [broken(where, "keeps no versions: a state that is lost stays lost", keepVersions(name))]),
      ...(bucket.encrypted ? [] : [broken(where, "is not encrypted", encrypt(name))]),
    ];
  };
}
