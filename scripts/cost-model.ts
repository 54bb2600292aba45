// How much of each billed thing an organization uses in a month: counted from what is deployed where that can be, assumed where it depends on
// what happens in the accounts.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { lambdasOfSweep, type SweepManifest } from "@orgwatch/manifest/define-sweep";
import type { Priced } from "./cost-prices";

/** What cannot be counted in the repository. */
export const assumed = {
  messagesPerAccount: 100,
  messageSeconds: 1,
  writesPerMessage: 4,
  readsPerMessage: 4,
  scheduledSeconds: 1,
  secondsPerAccountHourlyOrRarer: 0.015,
  sweepSecondsPerAccountAndRegion: 2,
  transitionsPerItem: 2,
  logKilobytesPerRun: 1.5,
  keyRequestsPerRun: 4,
  clicksPerAccount: 5,
} as const;

/** Lambda holds five requests of 20 seconds open for each queue: fewer only without the maximum concurrency that each queue here has. */
export const pollsPerQueue = (5 * 60 * 60 * 730) / 20;

export const hoursPerMonth = 730;

/** What is counted in the Terraform of an organization. */
export type Counted = {
  readonly alarmMetrics: number;
  readonly ownMetrics: number;
  readonly dashboards: number;
  readonly polledQueues: number;
  readonly keys: number;
};

export type Size = { readonly accounts: number; readonly regions: number };

/** Starts a month of a rate, or of a cron with one time of day; others are refused, so that none is counted as nothing. */
export function startsPerMonth(expression: string): number {
  const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const hours = { minute: 1 / 60, hour: 1, day: 24 }[unit];
  if (hours !== undefined) return hoursPerMonth / (Number(count) * hours);
  const [, monthdays, weekdays = ""] =
    /^cron\(\d+ \d+ (\*|\?|\d+) \* (\*|\?|[\w,]+) \*\)$/.exec(expression) ?? [];
  const days = hoursPerMonth / 24;
  if (monthdays === undefined) throw new Error(`cannot be counted: ${expression}`);
  if (/^[\w,]+$/.test(weekdays)) return (days * weekdays.split(",").length) / 7;
  return /^\d+$/.test(monthdays) ? 1 : days;
}

/** Runs of lambdas and the memory that they hold, in GB-seconds. */
type Work = { readonly runs: number; readonly gigabyteSeconds: number };

/** All units of a month, by price. */
export function quantities(
  lambdas: readonly LambdaManifest[],
  sweeps: readonly SweepManifest[],
  counted: Counted,
  { accounts, regions }: Size,
): Readonly<Record<Priced, number>> {
  const messages = accounts * assumed.messagesPerAccount;
  const clicks = accounts * assumed.clicksPerAccount;
  const timers = lambdas.flatMap((lambda) =>
    lambda.trigger.kind === "schedule"
      ? [scheduledWork(lambda, lambda.trigger.expression, { accounts, regions })]
      : [],
  );
  const sweeping = sweeps.map((sweep) => sweepWork(sweep, lambdas, { accounts, regions }));
  const talking: Work = {
    runs: messages + clicks,
    gigabyteSeconds: (messages + clicks) * assumed.messageSeconds * 0.25,
  };
  const work = [...timers, ...sweeping, talking];
  const runs = sum(work.map((one) => one.runs));
  const starts =
    sum(timers.map((one) => one.runs)) +
    sum(sweeps.map(({ schedule }) => startsPerMonth(schedule.expression)));
  const reached = sum(sweeping.map((one) => one.runs));
  return {
    alarms: counted.alarmMetrics,
    queueRequests: counted.polledQueues * pollsPerQueue + messages * 3,
    keys: counted.keys,
    metrics: counted.ownMetrics,
    dashboards: counted.dashboards,
    lambdaRequests: runs,
    lambdaTime: sum(work.map((one) => one.gigabyteSeconds)),
    transitions: sum(sweeping.map((one) => one.runs * assumed.transitionsPerItem)),
    logs: (runs * assumed.logKilobytesPerRun) / 1_000_000,
    keyRequests: runs * assumed.keyRequestsPerRun,
    busEvents: messages + sum(timers.map((one) => one.runs)),
    tableWrites: (messages + reached) * assumed.writesPerMessage,
    tableReads: (messages + reached) * assumed.readsPerMessage,
    schedules: starts,
    topicRequests: messages + starts,
    httpRequests: clicks,
  };
}

/** A scheduled lambda in each of its regions. Those that start hourly or more rarely go through all accounts. */
function scheduledWork(lambda: LambdaManifest, expression: string, { accounts, regions }: Size): Work {
  const starts = startsPerMonth(expression);
  const runs = starts * (lambda.runsIn === "each-region" ? regions : 1);
  const each = starts <= hoursPerMonth ? accounts * assumed.secondsPerAccountHourlyOrRarer : 0;
  return { runs, gigabyteSeconds: runs * (assumed.scheduledSeconds + each) * gigabytes(lambda) };
}

/** A sweep as if it took one item for each account, whatever its batches are; both passes look at every account. */
function sweepWork(
  sweep: SweepManifest,
  lambdas: readonly LambdaManifest[],
  { accounts, regions }: Size,
): Work {
  const starts = startsPerMonth(sweep.schedule.expression);
  const passes = sweep.second ? 2 : 1;
  const largest = Math.max(
    ...lambdas.filter(({ name }) => lambdasOfSweep(sweep).includes(name)).map(gigabytes),
  );
  const seconds = accounts * regions * passes * assumed.sweepSecondsPerAccountAndRegion;
  return {
    runs: starts * (accounts * passes + passes + 1),
    gigabyteSeconds: starts * seconds * largest,
  };
}

const gigabytes = ({ memoryMb }: LambdaManifest) => memoryMb / 1024;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
