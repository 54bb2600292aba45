// The bucket of the organization trail, for who wants its files to be read too.
import type { Answers } from "./answers";
import type { CallerAccount, TrailFact } from "./caller-account";
import type { OrganizationFacts } from "./organization-facts";
import { bestTrail } from "./organization-trail";

/** As it stands in the configuration; whether it fits is for the configuration's own reader to say. */
export type TrailBucket = {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly kmsKeyArn?: string;
};

const setting = "supportCases.trailBucket";

/** `owner` is the account whose bucket it is; undefined asks for nothing. Rejects with what S3 answers besides. */
export async function trailBucketOf(
  owner: string | undefined,
  { jobs }: Pick<Answers, "jobs">,
  { accounts }: Pick<OrganizationFacts, "accounts">,
  trails: readonly TrailFact[] | undefined,
  account: Pick<CallerAccount, "bucketRegion">,
): Promise<{ readonly found: TrailBucket | undefined; readonly problems: readonly string[] }> {
  const problem = (words: string) => ({ found: undefined, problems: [`${setting}: ${words}`] });
  if (owner === undefined) return { found: undefined, problems: [] };
  if (!jobs.includes("support-cases")) return problem("only the job support-cases reads it");
  if (!accounts.some(({ id }) => id === owner)) return problem(`no account of the organization is ${owner}`);
  if (trails === undefined) return problem("these credentials may not look for the organization trail");
  const trail = bestTrail(trails);
  if (trail === undefined) return problem("there is no organization trail");
  const region = await account.bucketRegion(trail.bucket);
  if (region === undefined)
    return problem(`the trail ${trail.name} names the bucket ${trail.bucket}, which does not exist`);
  const { bucket: name, kmsKeyArn } = trail;
  return {
    found: { name, accountId: owner, region, ...(kmsKeyArn !== undefined && { kmsKeyArn }) },
    problems: [],
  };
}
