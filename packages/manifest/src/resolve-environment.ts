// The variables of a lambda as strings, for whoever sets them: Terraform and the sandbox resolve the same manifest alike.
import type { LambdaManifest } from "./define-lambda";
import { parameterName, tableName } from "./names";

/** What a reader knows and the manifest does not. Region names come with the home region first. */
export type Place = {
  readonly regions: readonly string[];
  /** The ARN of a role of the management account. */
  readonly roleArn: (name: string) => string;
};

/**
 * The environment that a manifest asks for: names only, never a secret's value. Variables with a fallback are left out, so that the
 * code's own default holds unless `overrides` sets them.
 * @throws Error when `overrides` names a variable that the manifest does not have, or a variable stays without a value.
 */
export function resolveEnvironment(
  lambda: LambdaManifest,
  place: Place,
  overrides: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const unknown = Object.keys(overrides).filter((name) => !(name in lambda.env));
  if (unknown.length > 0) throw new Error(`lambda ${lambda.name} has no variable ${unknown.join(", ")}`);
  const resolved: Record<string, string> = {};
  for (const [name, variable] of Object.entries(lambda.env)) {
    const override = overrides[name];
    if (override !== undefined) resolved[name] = override;
    else if (variable.kind === "secret" || variable.kind === "setting")
      resolved[name] = parameterName(lambda.stack, variable.name);
    else if (variable.kind === "regions") resolved[name] = place.regions.join(",");
    else if (variable.kind === "name")
      resolved[name] =
        variable.of.kind === "table" ? tableName(variable.of.name) : place.roleArn(variable.of.name);
    else if (variable.fallback === undefined)
      throw new Error(`lambda ${lambda.name}: ${name} has no value and no fallback`);
  }
  return resolved;
}
