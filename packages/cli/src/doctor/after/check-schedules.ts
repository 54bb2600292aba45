// Whether what starts by the clock is switched on, and the keys that everything is encrypted with work.
import { z } from "zod";
import { inEachRegion, type World } from "../check";
import { ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";
import { enableKey } from "./enable-key";

const scheduleShape = z.object({ name: z.string(), group_name: z.string().default("default") });
const aliasShape = z.object({ name: z.string() });

/** Schedules by what the stacks hold. */
export async function checkSchedules(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_scheduler_schedule", scheduleShape, region);
    const states = await world.account("infrasec").in(region).schedules();
    return wanted.flatMap(({ stack, is }): readonly Found[] => {
      const state = states.get(`${is.group_name}/${is.name}`);
      const where = `${region} ${is.name}`;
      if (state === undefined) return [broken(where, "there is no such schedule", apply(stack))];
      return state === "ENABLED" ? [] : [broken(where, `the schedule is ${state}`, apply(stack))];
    });
  });
}

/** Keys by their aliases in the stacks. */
export async function checkKeys(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_kms_alias", aliasShape, region);
    const states = await world
      .account("infrasec")
      .in(region)
      .keys(wanted.map(({ is }) => is.name));
    return wanted.flatMap(({ stack, is: { name } }): readonly Found[] => {
      const state = states.get(name);
      const where = `${region} ${name}`;
      if (state === undefined) return [broken(where, "there is no such key", apply(stack))];
      if (state === "Enabled") return [];
      return [
        broken(
          where,
          `the key is ${state}: nothing under it can be read or sent`,
          enableKey(region, name, state),
        ),
      ];
    });
  });
}
