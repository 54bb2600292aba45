// The variables of a lambda as strings, for whoever sets them: Terraform and the sandbox resolve the same manifest alike.
import type { LambdaManifest } from "./define-lambda";
import type { NameOf } from "./environment";
import { bucketName, parameterName, queueName, tableName } from "./names";
import type { QueueReference, SecretReference, SettingReference } from "./references";

/** What a reader knows and the manifest does not. Region names come with the home region first. */
export type Place = {
  readonly regions: readonly string[];
  /** The ARN of a role of the management account. */
  readonly roleArn: (name: string) => string;
  /** The security account, whose buckets they are. */
  readonly accountId: string;
  /** The URL of a queue of the same account and region. */
  readonly queueUrl: (name: string) => string;
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
      resolved[name] = parameterName(ownerOf(lambda, variable), variable.name);
    else if (variable.kind === "regions") resolved[name] = place.regions.join(",");
    else if (variable.kind === "name") resolved[name] = nameIn(place, variable.of);
    else if (variable.kind === "queues")
      resolved[name] = JSON.stringify(
        Object.fromEntries(Object.entries(variable.of).map(([word, queue]) => [word, urlIn(place, queue)])),
      );
    else if (variable.fallback === undefined)
      throw new Error(`lambda ${lambda.name}: ${name} has no value and no fallback`);
  }
  return resolved;
}

/** The stack below whose prefix a parameter is kept. */
export function ownerOf(
  lambda: Pick<LambdaManifest, "stack">,
  parameter: SecretReference | SettingReference,
): string {
  return parameter.stack ?? lambda.stack;
}

function nameIn(place: Place, of: NameOf["of"]): string {
  if (of.kind === "queue") return urlIn(place, of);
  if (of.kind === "own-bucket") return bucketName(of.name, place.accountId);
  return of.kind === "table" ? tableName(of.name) : place.roleArn(of.name);
}

function urlIn(place: Place, { lambda, source }: QueueReference): string {
  return place.queueUrl(queueName(lambda, source));
}
