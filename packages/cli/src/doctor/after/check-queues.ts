// Whether each queue is there and gives up into its dead letters, and whether any wait there.
import { z } from "zod";
import { inEachRegion, type World } from "../check";
import { endOf, ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";

const shape = z.object({ name: z.string(), redrive_policy: z.string().optional() });
const redrive = z.object({ deadLetterTargetArn: z.string() });

/** Queues by what the stacks hold. Those without a redrive policy are where letters end. */
export async function checkQueues(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_sqs_queue", shape, region);
    const there = await world
      .account("infrasec")
      .in(region)
      .queues(wanted.map(({ is }) => is.name));
    return wanted.flatMap(({ stack, is }): readonly Found[] => {
      const where = `${region} ${is.name}`;
      const found = there.get(is.name);
      if (found === undefined) return [broken(where, "there is no such queue", apply(stack))];
      if (is.redrive_policy === undefined)
        return found.waiting > 0 ? [letters(where, found.waiting, region)] : [];
      const target = endOf(redrive.parse(JSON.parse(is.redrive_policy)).deadLetterTargetArn);
      return found.deadLetterQueue === target
        ? []
        : [broken(where, `has no redrive to ${target}: what fails is lost after some days`, apply(stack))];
    });
  });
}

function letters(where: string, waiting: number, region: string): Found {
  const what =
    waiting === 1
      ? "1 message waits here, which nobody handled"
      : `${waiting} messages wait here, which nobody handled`;
  return broken(where, what, `orgwatch redrive --region ${region} shows them`);
}
