// Whether the secrets that people store by hand are where lambdas read them. Their values are not asked for, but for one.
import { unknownSecret } from "@orgwatch/manifest/names";
import { regionsOf } from "../needed-secrets";
import type { Operation } from "../operations";
import { done, type Finding, notAnswered, open } from "./finding";
import type { SecurityAccount } from "./security-account";

/** One finding for each secret and region in which it is read. `regions` has the home region first. Never rejects. */
export async function checkSecrets(
  operations: readonly Operation[],
  regions: readonly string[],
  accountIn: (region: string) => SecurityAccount,
): Promise<readonly Finding[]> {
  const perRegion = await Promise.all(
    regions.map((region) => {
      const here = operations.filter(({ secret }) => secret && regionsOf(secret, regions).includes(region));
      return inRegion(here, region, accountIn(region));
    }),
  );
  return perRegion.flat();
}

async function inRegion(
  operations: readonly Operation[],
  region: string,
  account: SecurityAccount,
): Promise<readonly Finding[]> {
  const names = operations.flatMap(({ secret }) => (secret ? [secret.parameter] : []));
  try {
    const types = names.length === 0 ? new Map<string, string>() : await account.parameterTypes(names);
    return await Promise.all(operations.map((operation) => oneOf(operation, region, types, account)));
  } catch (error) {
    return operations.map(({ id, secret }) => notAnswered(id, placeOf(region, secret?.parameter), error));
  }
}

async function oneOf(
  { id, secret }: Operation,
  region: string,
  types: ReadonlyMap<string, string>,
  account: SecurityAccount,
): Promise<Finding> {
  const parameter = secret?.parameter ?? "";
  const where = placeOf(region, parameter);
  const type = types.get(parameter);
  const store = `store it with aws ssm put-parameter --type SecureString (docs/manual-operations.md, ${id})`;
  if (type === undefined) return open(id, where, "is not there", store);
  if (type !== "SecureString")
    return open(id, where, `is no SecureString but a ${type}`, `delete it, then ${store}`);
  if (id === "pagerduty-webhook-secret" && (await account.valueOf(parameter)) === unknownSecret)
    return open(id, where, "Terraform did not learn the secret, and every webhook is refused", store);
  return done(id, where, "is there");
}

function placeOf(region: string, parameter = ""): string {
  return `${region} ${parameter}`;
}
