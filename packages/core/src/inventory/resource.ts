// One line of an inventory file: something that exists in an account.
import * as z from "zod/mini";

/** A line of `AWSRecon/…/<account>_aws_recon_<epoch>.json.gz`. `raw` is what AWS answered, without values that may be secret. */
export const resourceShape = z.object({
  /** The run that saw it: when it began (ISO 8601, UTC). */
  run: z.string(),
  account: z.string(),
  /** `global` for what belongs to no region. */
  region: z.string(),
  /** As in IAM's actions, e.g. `ec2`. */
  service: z.string(),
  /** `<service>/<what>`, e.g. `ec2/instance`; of the Cloud Control API its type, e.g. `AWS::AppSync::GraphQLApi`. */
  kind: z.string(),
  /** Unique among its kind in its account and region. */
  id: z.string(),
  arn: z.optional(z.string()),
  name: z.optional(z.string()),
  tags: z.record(z.string(), z.string()),
  raw: z.unknown(),
});
export type Resource = z.output<typeof resourceShape>;

/** What makes a resource the same one in two runs. */
export function resourceKey({
  account,
  region,
  kind,
  id,
}: Pick<Resource, "account" | "region" | "kind" | "id">) {
  return `${account}/${region}/${kind}/${id}`;
}
