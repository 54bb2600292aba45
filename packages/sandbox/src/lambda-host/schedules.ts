// Starts lambdas by the clock, as EventBridge Scheduler does.
import { type Clock, newClock } from "../clock";
import type { DeployedLambda, ScheduleSource } from "../wiring/deployment";

const unitMilliseconds: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
/** A longer timer would fire at once. */
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
  return milliseconds;
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

/** CloudWatch's periods and what comes every five minutes start together, so that each period sees one run. */
const gridMilliseconds = 300_000;

/**
 * When a schedule that was started at `start` is due for the first time after `now` (milliseconds since 1970): at its period's multiples
 * from the last whole five minutes before its start, or from the last multiple of a shorter period.
 */
export function nextDue(start: number, period: number, now: number): number {
  const anchor = start - (start % Math.min(period, gridMilliseconds));
  return anchor + (Math.floor((now - anchor) / period) + 1) * period;
}

/** What schedules start: a lambda, or a state machine. */
type Scheduled<S extends ScheduleSource> = { readonly schedules: readonly S[] };

/**
 * Runs each schedule once now and then by its rate on the clock; one that was due more than once while time was skipped runs once. The
 * answer ends it. The timers do not keep the process alive.
 */
export function startSchedules<S extends ScheduleSource, T extends Scheduled<S>>(
  all: readonly (T & Scheduled<S>)[],
  run: (one: T, schedule: S) => void,
  clock: Pick<Clock, "now" | "subscribe"> = newClock(),
): () => void {
  const schedules = all.flatMap((one) =>
    one.schedules.map((schedule) => ({ start: () => run(one, schedule), period: periodOf(schedule) })),
  );
  const ends = schedules.map(({ start, period }) => repeat(start, period, clock));
  return () => {
    for (const end of ends) end();
  };
}

function repeat(start: () => void, period: number, clock: Pick<Clock, "now" | "subscribe">): () => void {
  const begun = clock.now().getTime();
  let due = nextDue(begun, period, begun);
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    clearTimeout(timer);
    const now = clock.now().getTime();
    if (now >= due) {
      due = nextDue(begun, period, now);
      start();
    }
    timer = setTimeout(look, Math.min(due - now, longestTimer)).unref();
  };
  const unsubscribe = clock.subscribe(look);
  start();
  look();
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
