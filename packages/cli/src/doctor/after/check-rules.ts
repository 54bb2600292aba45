// Whether the rules that pick events are there, switched on, and hand on what they pick.
import { z } from "zod";
import { inEachRegion, type World } from "../check";
import { ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";

const shape = z.object({
  name: z.string(),
  event_bus_name: z.string().default("default"),
  state: z.string().default("ENABLED"),
});

/** Rules by what the stacks hold. */
export async function checkRules(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_cloudwatch_event_rule", shape, region);
    const facts = world.account("infrasec").in(region);
    const buses = [...new Set(wanted.map(({ is }) => is.event_bus_name))];
    const byBus = new Map(
      await Promise.all(buses.map(async (bus) => [bus, await facts.rules(bus)] as const)),
    );
    const isThere = ({ is }: (typeof wanted)[number]) => byBus.get(is.event_bus_name)?.has(is.name) ?? false;
    const idle = await Promise.all(
      buses.map(async (bus) => {
        const here = wanted.filter((one) => one.is.event_bus_name === bus && isThere(one));
        const names = here.map(({ is }) => is.name);
        return (await facts.withoutTarget(bus, names)).map((name) => `${bus}/${name}`);
      }),
    );
    return wanted.flatMap(({ stack, is }): readonly Found[] => {
      const state = byBus.get(is.event_bus_name)?.get(is.name);
      const where = `${region} ${is.name}`;
      if (state === undefined)
        return [broken(where, `the bus ${is.event_bus_name} has no such rule`, apply(stack))];
      if (idle.flat().includes(`${is.event_bus_name}/${is.name}`))
        return [broken(where, "it has no target any more: what it picks is lost", apply(stack))];
      if (state === is.state) return [];
      return state === "DISABLED"
        ? [broken(where, "the rule is switched off", apply(stack))]
        : [broken(where, `the rule is ${state}, not ${is.state}`, apply(stack))];
    });
  });
}
