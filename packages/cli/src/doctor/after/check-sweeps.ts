// Whether the sweeps over the organization run, and how the last one ended.
import { z } from "zod";
import { localTime } from "../../local-time";
import { inEachRegion, type World } from "../check";
import { ofType } from "../deployment";
import { broken, type Found } from "../finding";
import type { RunFact } from "../region-facts";
import { apply } from "./apply";

const machineShape = z.object({ name: z.string() });
const scheduleShape = z.object({ name: z.string(), schedule_expression: z.string() });
const hour = 3_600_000;

/** State machines by what the stacks hold; a schedule of the same name starts each. */
export async function checkSweeps(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_sfn_state_machine", machineShape, region);
    const schedules = ofType(world.deployment, "aws_scheduler_schedule", scheduleShape, region);
    if (wanted.length === 0) return [];
    const runs = await world
      .account("infrasec")
      .in(region)
      .lastRuns(wanted.map(({ is }) => is.name));
    return wanted.flatMap(({ stack, is: { name } }): readonly Found[] => {
      const where = `${region} ${name}`;
      if (!runs.has(name)) return [broken(where, "there is no such sweep", apply(stack))];
      const run = runs.get(name);
      const every = periodOf(schedules.find(({ is }) => is.name === name)?.is.schedule_expression);
      return run === undefined ? [] : ofRun(where, run, every, world);
    });
  });
}

/** One that runs now says nothing yet of how it ends. A run that never came is told by the schedule's alarms. */
function ofRun(
  where: string,
  run: RunFact,
  every: number | undefined,
  { now, timeZone }: Pick<World, "now" | "timeZone">,
): readonly Found[] {
  const again = "see to the reason; it starts again by its schedule";
  const started = localTime(run.startedAt.toISOString(), timeZone);
  if (every !== undefined && now.getTime() - run.startedAt.getTime() > 2 * every)
    return [
      broken(
        where,
        `has not run since ${started}, and should have twice`,
        "look whether its schedule is switched on (EventBridge Scheduler)",
      ),
    ];
  if (run.status === "succeeded" || run.status === "running") return [];
  return [
    broken(where, `the last run, ${started}, ${run.status}${run.reason ? `: ${run.reason}` : ""}`, again),
  ];
}

/** `rate(6 hours)` in milliseconds; undefined for what is no rate. */
function periodOf(expression = ""): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined) return undefined;
  return Number(count) * (unit === "minute" ? hour / 60 : unit === "hour" ? hour : 24 * hour);
}
