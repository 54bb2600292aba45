// When a job starts by itself: EventBridge Scheduler's words, of which only those that make sense for a long run are taken.
import { z } from "zod";

const hoursOf: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: 24 };

/** A field of cron that says one time: the minute and the hour of one start a day at most. */
const oneOf = (field: string, most: number) => /^\d{1,2}$/.test(field) && Number(field) <= most;

/** What stands in the other fields; Scheduler knows more, and refuses what is not so. */
const dayField = /^(\?|\*|[0-9A-Z]+([,/#-][0-9A-Z]+)*|\*\/\d+)$/;

/**
 * Why an expression cannot be: undefined when it can. `rate(7 days)`, or `cron(0 6 ? * MON *)` in UTC with one minute and one hour, because `*`
 * there starts a run each minute.
 */
export function scheduleProblem(expression: string, leastHours: number): string | undefined {
  const [, count = "", unit = ""] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== "")
    return Number(count) * (hoursOf[unit] ?? 0) < leastHours
      ? `starts again before a run of ${leastHours} hours has ended`
      : pluralProblem(expression, Number(count));
  const [, cron = ""] = /^cron\((.+)\)$/.exec(expression) ?? [];
  return cron === "" ? 'is neither "rate(7 days)" nor "cron(0 6 ? * MON *)"' : cronProblem(cron.split(" "));
}

/** Scheduler takes `rate(1 day)` and `rate(7 days)`, and nothing between. */
function pluralProblem(expression: string, count: number): string | undefined {
  return expression.endsWith("s)") === count > 1 ? undefined : "must be written rate(1 day) or rate(7 days)";
}

function cronProblem(fields: readonly string[]): string | undefined {
  const [minute = "", hour = "", ...days] = fields;
  const [dayOfMonth, , dayOfWeek] = days;
  if (fields.length !== 6)
    return `has ${fields.length} fields; there are six: minute, hour, day of month, month, day of week, year`;
  if (!oneOf(minute, 59) || !oneOf(hour, 23))
    return "must start at one minute of one hour: anything else starts many runs a day";
  if ((dayOfMonth === "?") === (dayOfWeek === "?"))
    return "must have ? for the day of the month or for the day of the week, and not for both";
  return days.every((field) => dayField.test(field)) ? undefined : "has a field that Scheduler does not take";
}

/** An expression that starts nothing again within `leastHours`. */
export function schedule(leastHours: number) {
  return z
    .string({ error: "must be text: an expression of EventBridge Scheduler" })
    .superRefine((expression, { addIssue }) => {
      const problem = scheduleProblem(expression, leastHours);
      if (problem !== undefined)
        addIssue({
          code: "custom",
          message: `${JSON.stringify(expression)} ${problem}`,
          input: expression,
        });
    });
}
