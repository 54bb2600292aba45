// Starts lambdas by the clock, as EventBridge Scheduler does.
import type { DeployedLambda, ScheduleSource } from "../wiring/deployment";

const unitMilliseconds: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
/** A longer timer would fire at once. No sandbox lives for 24 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * The period of a `rate(…)` expression in milliseconds.
 * @throws Error for `cron(…)` and `at(…)`, which the sandbox does not honour yet.
 */
export function periodOf({ name, expression }: ScheduleSource): number {
  const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const milliseconds = Number(count) * (unitMilliseconds[unit] ?? 0);
  if (!(milliseconds > 0))
    throw new Error(`The schedule ${name} is ${expression}; the sandbox honours rate(…) schedules only`);
  return Math.min(milliseconds, longestTimer);
}

/** What Scheduler sends to a target without an input of its own. */
export function scheduledEvent(lambda: DeployedLambda, schedule: ScheduleSource, id: string, now: Date) {
  return {
    version: "0",
    id,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: lambda.accountId,
    time: now.toISOString().replace(/\.\d+Z$/, "Z"),
    region: lambda.region,
    resources: [
      lambda.functionArn.replace(
        /:lambda:(.*):function:.*$/,
        `:scheduler:$1:schedule/default/${schedule.name}`,
      ),
    ],
    detail: "{}",
  };
}

/** Runs each schedule once now and then by its rate. The answer ends the timers, which do not keep the process alive. */
export function startSchedules(
  lambdas: readonly DeployedLambda[],
  run: (lambda: DeployedLambda, schedule: ScheduleSource) => void,
): () => void {
  const schedules = lambdas.flatMap((lambda) =>
    lambda.schedules.map((schedule) => ({ start: () => run(lambda, schedule), period: periodOf(schedule) })),
  );
  const timers = schedules.map(({ start, period }) => {
    start();
    return setInterval(start, period).unref();
  });
  return () => timers.forEach(clearInterval);
}
