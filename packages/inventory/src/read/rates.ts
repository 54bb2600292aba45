// How fast each service may be asked, per account and region: well below AWS's own limits, since the account's people and machines need theirs.
import type { Service } from "../../kinds/services";

/** `burst` calls at once, then `perSecond`. */
export type Rate = { readonly perSecond: number; readonly burst: number };

/** Where AWS documents no limit, or one far above this. */
const standard: Rate = { perSecond: 10, burst: 10 };

/** Limits of AWS, from the services' own pages of quotas; about half of each is taken. */
const rates: Partial<Record<Service, Rate>> = {
  /** Calls that describe: 100 at once, 20 a second, each operation by itself. */
  ec2: { perSecond: 15, burst: 40 },
  /** Thousands of calls a second; a bucket takes nine of them. */
  s3: { perSecond: 50, burst: 50 },
  dynamodb: { perSecond: 20, burst: 20 },
  sqs: { perSecond: 20, burst: 20 },
  sns: { perSecond: 15, burst: 15 },
  kms: { perSecond: 20, burst: 20 },
  "secrets-manager": { perSecond: 20, burst: 20 },
  /** All of API Gateway's control plane: 40 at once, 10 a second. */
  "api-gateway": { perSecond: 5, burst: 10 },
  apigatewayv2: { perSecond: 5, burst: 10 },
  /** 5 a second in the whole account. */
  "route-53": { perSecond: 3, burst: 3 },
  /** 15 a second for the whole control plane. */
  lambda: { perSecond: 8, burst: 10 },
  /** Undocumented and low: consoles and pipelines are throttled first. */
  organizations: { perSecond: 3, burst: 5 },
  "service-quotas": { perSecond: 3, burst: 3 },
  "elastic-beanstalk": { perSecond: 5, burst: 5 },
  "route-53-domains": { perSecond: 2, burst: 2 },
  support: { perSecond: 2, burst: 2 },
  cloudcontrol: { perSecond: 3, burst: 5 },
  /** Control plane calls such as ListStreams: 5 a second for each stream and account. */
  kinesis: { perSecond: 3, burst: 5 },
  firehose: { perSecond: 3, burst: 5 },
};

/** The rate of a service; `perSecond` of a kind wins. */
export function rateOf(service: Service, perSecond: number | undefined): Rate {
  if (perSecond !== undefined) return { perSecond, burst: Math.max(1, Math.floor(perSecond)) };
  return rates[service] ?? standard;
}
