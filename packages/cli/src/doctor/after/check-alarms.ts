// Whether each alarm is there and wired, and which ones ring now.
import { z } from "zod";
import { inEachRegion, type World } from "../check";
import { endOf, ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";

const shape = z.object({
  alarm_name: z.string(),
  alarm_description: z.string().default(""),
  alarm_actions: z.array(z.string()).default([]),
});

/** Alarms by what the stacks hold. One that rings tells what it means by its own words. */
export async function checkAlarms(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_cloudwatch_metric_alarm", shape, region);
    const there = new Map(
      (await world.account("infrasec").in(region).alarms()).map((one) => [one.name, one]),
    );
    return wanted.flatMap(({ stack, is }): readonly Found[] => {
      const where = `${region} ${is.alarm_name}`;
      const found = there.get(is.alarm_name);
      if (found === undefined) return [broken(where, "there is no such alarm", apply(stack))];
      const missing = is.alarm_actions.map(endOf).filter((topic) => !found.actions.includes(topic));
      return [
        ...(found.actionsEnabled
          ? []
          : [
              broken(
                where,
                "is muted: its actions are switched off",
                `aws cloudwatch enable-alarm-actions --region ${region} --alarm-names ${is.alarm_name}`,
              ),
            ]),
        ...(missing.length === 0 ? [] : [broken(where, `does not tell ${missing.join(", ")}`, apply(stack))]),
        ...(found.state === "ALARM"
          ? [
              broken(
                where,
                `rings: ${is.alarm_description.replace(/\.$/, "")}`,
                "docs/operate.md says what each alarm means",
              ),
            ]
          : []),
      ];
    });
  });
}
