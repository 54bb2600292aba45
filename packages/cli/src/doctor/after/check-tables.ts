// Whether tables and settings are there as the configuration says.
import { z } from "zod";
import { inEachRegion, type World } from "../check";
import { ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";

const tableShape = z.object({ name: z.string() });
const settingShape = z.object({ name: z.string(), type: z.string(), insecure_value: z.string().optional() });

/** Tables by what the stacks hold. DynamoDB says it here when their key is of no use any more. */
export async function checkTables(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_dynamodb_table", tableShape, region);
    const names = wanted.map(({ is }) => is.name);
    const there = await world.account("infrasec").in(region).tables(names);
    return wanted.flatMap(({ stack, is }): readonly Found[] => {
      const state = there.get(is.name);
      const where = `${region} ${is.name}`;
      if (state === undefined) return [broken(where, "there is no such table", apply(stack))];
      if (state === "ACTIVE" || state === "UPDATING") return [];
      if (state.startsWith("INACCESSIBLE") || state.startsWith("ARCHIV"))
        return [
          broken(
            where,
            "DynamoDB cannot use its key any more, and will archive the table",
            `aws kms enable-key --region ${region} for alias/orgwatch, within seven days`,
          ),
        ];
      return [broken(where, `is ${state}`, "wait, and run doctor again")];
    });
  });
}

/** Settings, which are no secrets: they must say what the configuration says. */
export async function checkSettings(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const wanted = ofType(world.deployment, "aws_ssm_parameter", settingShape, region).filter(
      ({ is }) => is.type === "String",
    );
    const there = await world
      .account("infrasec")
      .in(region)
      .settings(wanted.map(({ is }) => is.name));
    return wanted.flatMap(({ stack, is }): readonly Found[] => {
      const value = there.get(is.name);
      const where = `${region} ${is.name}`;
      if (value === undefined) return [broken(where, "there is no such setting", apply(stack))];
      // What Terraform learns only when it applies cannot be compared.
      const known = is.insecure_value !== undefined && !is.insecure_value.includes("${");
      return known && value !== is.insecure_value
        ? [broken(where, "says something else than the configuration", apply(stack))]
        : [];
    });
  });
}
