// Whether tables and settings are there as the configuration says.
import { z } from "zod";
import { manualOperations } from "../../manual-ops/operations";
import { inEachRegion, type World } from "../check";
import { ofType } from "../deployment";
import { broken, type Found } from "../finding";
import { apply } from "./apply";
import { enableKey } from "./enable-key";

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
            `within seven days: ${enableKey(region, "alias/orgwatch")}`,
          ),
        ];
      return [broken(where, `is ${state}`, "wait, and run doctor again")];
    });
  });
}

/** Settings must say what the configuration says; of secrets that Terraform makes it is enough that they are there. */
export async function checkSettings(world: World): Promise<readonly Found[]> {
  return inEachRegion(world.regions, async (region) => {
    const all = ofType(world.deployment, "aws_ssm_parameter", settingShape, region);
    const wanted = all.filter(({ is }) => is.type === "String");
    const facts = world.account("infrasec").in(region);
    const there = await facts.settings(wanted.map(({ is }) => is.name));
    const byHand = manualOperations(world.allLambdas).map(({ secret }) => secret?.parameter);
    const secrets = all.filter(({ is }) => is.type === "SecureString" && !byHand.includes(is.name));
    const held = await facts.parameters(secrets.map(({ is }) => is.name));
    const gone = secrets.flatMap(({ stack, is: { name } }): readonly Found[] =>
      held.has(name) ? [] : [broken(`${region} ${name}`, "there is no such secret", apply(stack))],
    );
    const differ = wanted.flatMap(({ stack, is }): readonly Found[] => {
      const value = there.get(is.name);
      const where = `${region} ${is.name}`;
      if (value === undefined) return [broken(where, "there is no such setting", apply(stack))];
      // What Terraform learns only when it applies cannot be compared.
      const known = is.insecure_value !== undefined && !is.insecure_value.includes("${");
      return known && value !== is.insecure_value
        ? [broken(where, "says something else than the configuration", apply(stack))]
        : [];
    });
    return [...differ, ...gone];
  });
}
