// Which SSM parameters a wiring's lambdas read, and with what values.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { parameterName } from "@orgwatch/manifest/names";
import type { SecretReference, SettingReference } from "@orgwatch/manifest/references";
import { ownerOf } from "@orgwatch/manifest/resolve-environment";

/** Values by the key of `secretKeyOf`. */
export type SecretValues = Readonly<Record<string, string>>;

/** A parameter's name, e.g. `/infrasec-admin-global/slack/bot-token`, and its value. */
export type ParameterValue = readonly [name: string, value: string];

/**
 * How a secret's value is called: by its name, `slack/bot-token`, when it is of the lambda's own stack, and by `<owner>/<name>`,
 * `pagerduty/routing-keys`, when it is another stack's.
 */
export function secretKeyOf(lambda: Pick<LambdaManifest, "stack">, secret: SecretReference): string {
  const owner = ownerOf(lambda, secret);
  return owner === lambda.stack ? secret.name : `${owner}/${secret.name}`;
}

/** The whole name of a setting's parameter: jobs have settings of the same name, each below its own stack. */
export function settingNameOf(lambda: Pick<LambdaManifest, "stack">, setting: SettingReference): string {
  return parameterName(ownerOf(lambda, setting), setting.name);
}

/** The secrets that the lambdas name and that have a value, each parameter once. */
export function secretParameters(
  lambdas: readonly LambdaManifest[],
  secrets: SecretValues,
): readonly ParameterValue[] {
  const parameters = new Map<string, string>();
  for (const lambda of lambdas)
    for (const variable of Object.values(lambda.env)) {
      const value = variable.kind === "secret" ? secrets[secretKeyOf(lambda, variable)] : undefined;
      if (variable.kind === "secret" && value !== undefined)
        parameters.set(parameterName(ownerOf(lambda, variable), variable.name), value);
    }
  return [...parameters];
}

/** The settings that the lambdas name, each parameter once; `settings` have the parameters' whole names, e.g. `/sg-chatops/policy`. */
export function settingParameters(
  lambdas: readonly LambdaManifest[],
  settings: Readonly<Record<string, unknown>>,
): readonly ParameterValue[] {
  const parameters = new Map<string, string>();
  for (const lambda of lambdas)
    for (const variable of Object.values(lambda.env))
      if (variable.kind === "setting") {
        const name = settingNameOf(lambda, variable);
        parameters.set(name, JSON.stringify(settings[name]));
      }
  return [...parameters];
}
