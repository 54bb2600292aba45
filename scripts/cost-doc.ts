// The tables of docs/cost.md: three organizations, what each is billed for, and the unit prices.
import { lambdas, sweeps } from "@orgwatch/lambdas/all";
import { assumed, type Counted, pollsPerQueue, quantities } from "./cost-model";
import { costOf, pricedThings, prices, pricesReadOn } from "./cost-prices";
import { type Deployed, deployedResources } from "./deployed-resources";
import { exampleOfSize } from "./example-words";

const sizes = [
  { accounts: 50, teams: 3, regions: ["us-west-2", "us-east-1"] },
  { accounts: 500, teams: 10, regions: ["us-west-2", "us-east-1", "eu-west-1", "eu-central-1"] },
  { accounts: 5_000, teams: 30, regions: ["us-west-2", "us-east-1", "eu-west-1", "eu-central-1"] },
] as const;

/** What is counted in the resources of all stacks. */
export function countedIn(resources: readonly Deployed[]): Counted {
  const ofType = (type: string) => resources.filter((one) => one.type === type);
  const alarms = ofType("aws_cloudwatch_metric_alarm");
  const metricsOf = alarms.map(({ attributes }) => metricsBehind(attributes));
  const own = alarms.flatMap((alarm, index) =>
    (metricsOf[index] ?? [])
      .filter(({ namespace }) => !String(namespace).startsWith("AWS/"))
      .map((metric) => JSON.stringify([alarm.region, metric.metric_name, metric.dimensions])),
  );
  return {
    alarmMetrics: metricsOf.flat().length,
    ownMetrics: new Set(own).size,
    dashboards: ofType("aws_cloudwatch_dashboard").length,
    polledQueues: ofType("aws_lambda_event_source_mapping").length,
    keys: ofType("aws_kms_key").length,
  };
}

/** The metrics that an alarm looks at: its own, or those of its expression. */
function metricsBehind(attributes: Record<string, unknown>): readonly Record<string, unknown>[] {
  const { metric_query: queries } = attributes;
  if (!Array.isArray(queries)) return [attributes];
  return queries.flatMap((query: { readonly metric?: Record<string, unknown> }) =>
    query.metric ? [query.metric] : [],
  );
}

/** Each billed thing with its quantity and cost at each size, the dearest first, and the sums. */
export function costTable(): string {
  const columns = sizes.map((size) => {
    const counted = countedIn(deployedResources(exampleOfSize(size.regions, size.teams)));
    return quantities(lambdas, sweeps, counted, { accounts: size.accounts, regions: size.regions.length });
  });
  const largest = columns.at(-1);
  const rows = [...pricedThings]
    .sort((a, b) => costOf(b, largest?.[b] ?? 0) - costOf(a, largest?.[a] ?? 0))
    .map((key) => {
      const { unit, dollars, per } = prices[key];
      const cells = columns.map((column) => `${count(column[key])} = ${money(costOf(key, column[key]))}`);
      return `| ${unit} | $${dollars} for ${count(per)} | ${cells.join(" | ")} |`;
    });
  const sums = columns.map((column) =>
    money(pricedThings.reduce((total, key) => total + costOf(key, column[key]), 0)),
  );
  const heads = sizes.map(
    ({ accounts, teams, regions }) =>
      `${count(accounts)} accounts, ${regions.length} regions, ${teams} teams`,
  );
  return [
    `| what is billed | price | ${heads.join(" | ")} |`,
    `|---|---|${"---|".repeat(heads.length)}`,
    ...rows,
    `| **a month** | | ${sums.map((one) => `**${one}**`).join(" | ")} |`,
  ].join("\n");
}

/** What the arithmetic takes for granted. */
export function assumptionTable(): string {
  const { messagesPerAccount, clicksPerAccount, messageSeconds, writesPerMessage, readsPerMessage } = assumed;
  const rows = [
    `an account sends ${messagesPerAccount} messages a month (security-group changes, findings, cases, root use), and people press ${clicksPerAccount} buttons for it`,
    `a message takes ${messageSeconds} s of a lambda of 256 MB, 3 SQS requests, ${writesPerMessage} writes and ${readsPerMessage} reads of tables`,
    `a scheduled run takes ${assumed.scheduledSeconds} s; one that starts hourly or more rarely ${assumed.secondsPerAccountHourlyOrRarer * 1000} ms more for each account`,
    `a sweep takes one item for each account, ${assumed.sweepSecondsPerAccountAndRegion} s for each of its regions, in each pass, and ${assumed.transitionsPerItem} state transitions for each item`,
    `a run writes ${assumed.logKilobytesPerRun} KB of logs and makes ${assumed.keyRequestsPerRun} requests to KMS`,
    `Lambda asks each of its queues ${count(pollsPerQueue)} times a month (five requests of 20 s held open), messages or not`,
  ];
  return rows.map((row) => `- ${row}`).join("\n");
}

/** Where each price was read. */
export function priceTable(): string {
  const rows = pricedThings.map((key) => {
    const { unit, source, fromAws } = prices[key];
    return `| ${unit} | ${source} | ${fromAws ? "yes" : "**no**"} |`;
  });
  return [
    `Read on ${pricesReadOn}.`,
    "",
    "| price of | read at | AWS's own page said so |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}

const count = (quantity: number) =>
  quantity.toLocaleString("en-US", { maximumFractionDigits: quantity < 10 ? 2 : 0 });
const money = (dollars: number) => `$${dollars < 10 ? dollars.toFixed(2) : count(dollars)}`;
