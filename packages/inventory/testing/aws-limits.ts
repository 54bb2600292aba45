// AWS's own limits on calls, as the simulated AWS keeps them: token buckets for each account, region and operation or service.
import { globalRegion } from "@orgwatch/core/inventory/run-keys";
import type { Service } from "../kinds/services";
import type { Call } from "../src/read/reader";

/** `burst` at once, then `perSecond`. */
type Limit = { readonly burst: number; readonly perSecond: number };
type Bucket = { tokens: number; at: number };

/** STS in the security account's home region: all lambdas share it. */
export const stsLimit: Limit = { burst: 600, perSecond: 600 };

/** EC2 throttles each operation by itself; where a list is asked for without pages and filters, sooner. */
const ec2 = { described: { burst: 100, perSecond: 20 }, unfiltered: { burst: 50, perSecond: 10 } } as const;
/** What services say of themselves, or are known for; several are for the whole account, whatever the region. */
const limits: Partial<Record<Service, Limit & { readonly isOfAccount?: true }>> = {
  iam: { burst: 20, perSecond: 15, isOfAccount: true },
  "route-53": { burst: 5, perSecond: 5, isOfAccount: true },
  organizations: { burst: 8, perSecond: 4, isOfAccount: true },
  sesv2: { burst: 1, perSecond: 1 },
  "api-gateway": { burst: 40, perSecond: 10 },
  lambda: { burst: 15, perSecond: 15 },
  kinesis: { burst: 5, perSecond: 5 },
  firehose: { burst: 5, perSecond: 5 },
  wafv2: { burst: 5, perSecond: 5 },
  athena: { burst: 10, perSecond: 5 },
  sagemaker: { burst: 5, perSecond: 5 },
  "cloudwatch-logs": { burst: 10, perSecond: 10 },
  s3: { burst: 500, perSecond: 500 },
  kms: { burst: 100, perSecond: 50 },
  sqs: { burst: 100, perSecond: 50 },
  dynamodb: { burst: 100, perSecond: 50 },
  "secrets-manager": { burst: 50, perSecond: 50 },
};
const usual: Limit = { burst: 20, perSecond: 15 };
/** Buckets of accounts that nobody has called for long are full again, and forgotten. */
const accountsKept = 150;

export type AwsLimits = {
  /** Whether AWS takes the call now. */
  readonly takes: (account: string, call: Call, now: Date) => boolean;
  readonly takesSession: (now: Date) => boolean;
};

/** Limits of accounts whose buckets are all full. */
export function awsLimits(): AwsLimits {
  const accounts = new Map<string, Map<string, Bucket>>();
  const sts: Bucket = { tokens: stsLimit.burst, at: 0 };
  const bucketsOf = (account: string) => {
    const known = accounts.get(account) ?? new Map<string, Bucket>();
    if (accounts.has(account)) return known;
    accounts.set(account, known);
    const [oldest] = accounts.keys();
    if (accounts.size > accountsKept && oldest !== undefined) accounts.delete(oldest);
    return known;
  };
  return {
    takesSession: (now) => take(sts, stsLimit, now),
    takes: (account, call, now) => {
      const { key, limit } = limitOf(call);
      const buckets = bucketsOf(account);
      const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now.getTime() };
      buckets.set(key, bucket);
      return take(bucket, limit, now);
    },
  };
}

function take(bucket: Bucket, { burst, perSecond }: Limit, now: Date): boolean {
  const time = now.getTime();
  // A billionth more: a turn that comes exactly when the next token does must not depend on how a computer rounds.
  bucket.tokens = Math.min(burst, bucket.tokens + ((time - bucket.at) / 1000) * perSecond + 1e-9);
  bucket.at = time;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

function limitOf({ service, region, operation, input }: Call): { key: string; limit: Limit } {
  if (service === "ec2") {
    const isNarrow = "Filters" in input || "MaxResults" in input;
    return { key: `${region}/${operation}`, limit: isNarrow ? ec2.described : ec2.unfiltered };
  }
  const limit = limits[service];
  if (limit?.isOfAccount) return { key: `${globalRegion}/${service}`, limit };
  return { key: `${region}/${service}`, limit: limit ?? usual };
}
