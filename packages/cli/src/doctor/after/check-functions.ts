// Whether each lambda is there, with the code that was built, and reads its queues.
import { z } from "zod";
import { inEachRegion, type World } from "../check";
import { ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";

const functionShape = z.object({ function_name: z.string(), source_code_hash: z.string() });
const mappingShape = z.object({ function_name: z.string(), event_source_arn: z.string() });

/** Lambdas by what the stacks hold. */
export async function checkFunctions(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_lambda_function", functionShape, region);
    const there = await world.account("infrasec").in(region).functions();
    return wanted.flatMap(({ stack, is }): readonly Found[] => {
      const where = `${region} ${is.function_name}`;
      const found = there.find(({ name }) => name === is.function_name);
      if (found === undefined) return [broken(where, "there is no such lambda", apply(stack))];
      if (found.state !== "Active")
        return [broken(where, `is not ready: ${found.state}`, "look at it in the Lambda console")];
      if (found.codeSha256 !== is.source_code_hash)
        return [broken(where, "runs other code than what was built here", apply(stack))];
      return [];
    });
  });
}

/** Event source mappings: a lambda whose mapping is off leaves its queue full. */
export async function checkMappings(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_lambda_event_source_mapping", mappingShape, region);
    const there = await world.account("infrasec").in(region).mappings();
    return wanted.flatMap(({ stack, is }): readonly Found[] => {
      const found = there.find(
        ({ functionName, queue }) => functionName === is.function_name && queue === is.event_source_arn,
      );
      const where = `${region} ${is.event_source_arn}`;
      if (found === undefined) return [broken(where, `${is.function_name} does not read it`, apply(stack))];
      return found.state === "Enabled"
        ? []
        : [broken(where, `reading it by ${is.function_name} is ${found.state}`, apply(stack))];
    });
  });
}
