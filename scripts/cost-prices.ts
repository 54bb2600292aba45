// Unit prices of US East (N. Virginia) in US dollars, as data with where they were read: AWS's price pages show most numbers by script
// only, so that other people's copies had to do. Look them up again before you rely on them.

export type Price = {
  readonly dollars: number;
  /** The unit that costs so much, and how many of it. */
  readonly per: number;
  readonly unit: string;
  readonly source: string;
  /** Whether AWS's own page said so; otherwise only others did. */
  readonly fromAws: boolean;
};

/** When the sources were read. */
export const pricesReadOn = "2026-11-21";

const signoz = "https://signoz.io/guides/cloudwatch-pricing (2026-02)";
const factual =
  "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/ (2026-06)";
const eventBridge = "https://cloudburn.io/blog/amazon-eventbridge-pricing (2026-03)";

export const prices = {
  lambdaRequests: {
    dollars: 0.2,
    per: 1_000_000,
    unit: "runs of lambdas",
    source: "https://cloudchipr.com/blog/aws-lambda-pricing (2024)",
    fromAws: false,
  },
  lambdaTime: {
    dollars: 0.0000133334,
    per: 1,
    unit: "GB-second of a lambda on arm64",
    source: "https://cloudchipr.com/blog/aws-lambda-pricing (2024)",
    fromAws: false,
  },
  alarms: {
    dollars: 0.1,
    per: 1,
    unit: "metric of an alarm, for a month",
    source: "https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm",
    fromAws: false,
  },
  metrics: { dollars: 0.3, per: 1, unit: "metric of our own, for a month", source: signoz, fromAws: false },
  dashboards: { dollars: 3, per: 1, unit: "dashboard, for a month", source: factual, fromAws: false },
  logs: { dollars: 0.5, per: 1, unit: "GB written to logs", source: factual, fromAws: false },
  busEvents: {
    dollars: 1,
    per: 1_000_000,
    unit: "events sent to another account's bus, or of our own",
    source: eventBridge,
    fromAws: false,
  },
  schedules: { dollars: 1, per: 1_000_000, unit: "scheduled starts", source: eventBridge, fromAws: false },
  queueRequests: {
    dollars: 0.4,
    per: 1_000_000,
    unit: "SQS requests",
    source: "https://cloudburn.io/blog/amazon-sqs-pricing (2026-03)",
    fromAws: false,
  },
  topicRequests: {
    dollars: 0.5,
    per: 1_000_000,
    unit: "SNS publishes",
    source: "https://awsnegotiations.com/sqs-sns-cost-optimization.html",
    fromAws: false,
  },
  tableWrites: {
    dollars: 0.625,
    per: 1_000_000,
    unit: "DynamoDB writes of 1 KB, on demand",
    source: "a copy of a LinkedIn article on DynamoDB's prices after November 2024",
    fromAws: false,
  },
  tableReads: {
    dollars: 0.125,
    per: 1_000_000,
    unit: "DynamoDB reads of 4 KB, on demand",
    source: "the same",
    fromAws: false,
  },
  transitions: {
    dollars: 0.025,
    per: 1_000,
    unit: "state transitions of Step Functions",
    source: "https://aws.amazon.com/step-functions/pricing/",
    fromAws: true,
  },
  keys: {
    dollars: 1,
    per: 1,
    unit: "KMS key, for a month",
    source: "https://aws.amazon.com/kms/pricing/",
    fromAws: true,
  },
  keyRequests: {
    dollars: 0.03,
    per: 10_000,
    unit: "KMS requests",
    source: "https://www.wring.co/blog/aws-kms-pricing-guide",
    fromAws: false,
  },
  httpRequests: {
    dollars: 1,
    per: 1_000_000,
    unit: "requests to the HTTP API",
    source: "https://www.apigatewaycost.com/aws",
    fromAws: false,
  },
} as const satisfies Readonly<Record<string, Price>>;

export type Priced = keyof typeof prices;

const isPriced = (key: string): key is Priced => key in prices;

/** All that has a price, in the order of the list above. */
export const pricedThings: readonly Priced[] = Object.keys(prices).filter(isPriced);

/** What so many units cost, in dollars. */
export function costOf(priced: Priced, quantity: number): number {
  const { dollars, per } = prices[priced];
  return (quantity * dollars) / per;
}
