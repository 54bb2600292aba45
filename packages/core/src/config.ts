// A lambda's configuration: what its manifest declares, read from the environment once, all problems reported together.
import type {
  Environment,
  IntVariable,
  QueuesVariable,
  RegionsVariable,
  Variable,
} from "@orgwatch/manifest/environment";
import type { SecretReference, SettingReference } from "@orgwatch/manifest/references";
import * as z from "zod/mini";
import { NeverAgain } from "./errors";
import type { Parameters } from "./parameters";

/** The type a variable has in the code. Secrets and settings are functions: they are read when used, and stay fresh. */
export type ValueOf<V extends Variable> =
  V extends SecretReference<infer Optional>
    ? () => Promise<Optional extends true ? string | undefined : string>
    : V extends SettingReference
      ? () => Promise<unknown>
      : V extends IntVariable
        ? number
        : V extends RegionsVariable
          ? readonly string[]
          : V extends QueuesVariable
            ? Readonly<Record<string, string>>
            : string;

/** The configuration of a lambda, by its manifest's `env`. */
export type ConfigOf<E extends Environment> = { readonly [Name in keyof E]: ValueOf<E[Name]> };

/** Something is not set or not readable. The message names what, and never a value. */
export class ConfigurationProblem extends NeverAgain {
  override readonly name = "ConfigurationProblem";
}

/**
 * Reads the configuration.
 * @throws ConfigurationProblem naming every variable that is missing or malformed.
 */
export function readConfig<E extends Environment>(
  lambda: string,
  environment: E,
  values: Readonly<Record<string, string | undefined>>,
  parameters: Parameters,
): ConfigOf<E> {
  const problems: string[] = [];
  const read: [string, unknown][] = Object.entries(environment).map(([name, variable]) => {
    const value = values[name]?.trim() || undefined;
    const problem = problemOf(variable, value);
    if (problem) problems.push(`${name} ${problem}`);
    return [name, readValue(variable, value, parameters)];
  });
  if (problems.length > 0) throw new ConfigurationProblem(`${lambda}: ${problems.join("; ")}`);
  return typed<E>(Object.fromEntries(read));
}

function problemOf(variable: Variable, value: string | undefined): string | undefined {
  const hasFallback =
    (variable.kind === "int" || variable.kind === "text") && variable.fallback !== undefined;
  if (value === undefined) return hasFallback ? undefined : "is not set";
  if (variable.kind === "queues" && queuesOf(value) === undefined) return "does not hold queues by name";
  if (variable.kind === "int" && !/^-?\d{1,15}$/.test(value)) return "is not a whole number";
  return undefined;
}

function readValue(variable: Variable, value: string | undefined, parameters: Parameters): unknown {
  switch (variable.kind) {
    case "secret":
      return () => readSecret(value ?? "", variable.optional, parameters);
    case "setting":
      return () => readSetting(value ?? "", parameters);
    case "int":
      return value === undefined ? variable.fallback : Number(value);
    case "regions":
      return (value ?? "").split(",");
    case "text":
      return value ?? variable.fallback;
    case "queues":
      return queuesOf(value);
    case "name":
      return value;
  }
}

const queuesShape = z.record(z.string(), z.string());

function queuesOf(value: string | undefined): Readonly<Record<string, string>> | undefined {
  try {
    return queuesShape.safeParse(JSON.parse(value ?? "")).data;
  } catch {
    return undefined;
  }
}

async function readSecret(name: string, optional: boolean, parameters: Parameters) {
  const value = await parameters(name, "secret");
  if (value === undefined && !optional)
    throw new ConfigurationProblem(`the SSM parameter ${name} does not exist`);
  return value;
}

async function readSetting(name: string, parameters: Parameters): Promise<unknown> {
  const value = await parameters(name, "setting");
  if (value === undefined) throw new ConfigurationProblem(`the SSM parameter ${name} does not exist`);
  try {
    return JSON.parse(value);
  } catch {
    throw new ConfigurationProblem(`the SSM parameter ${name} does not hold JSON`);
  }
}

/** The one place where the values' types are said rather than inferred: `readValue` follows `ValueOf` case by case. */
function typed<E extends Environment>(values: unknown): ConfigOf<E>;
function typed(values: unknown): unknown {
  return values;
}
