// Reads the parameters of a call, whose shape only the called service knows.
import type { AwsCall } from "../aws-call";

type Parameters = AwsCall["parameters"];

/** The text under `name`; REST services begin their names in lower case, so both forms count. */
export function textOf(parameters: Parameters, name: string): string | undefined {
  const value = parameterOf(parameters, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The texts in the list under `name`; undefined when it is no list of texts. */
export function textsOf(parameters: Parameters, name: string): readonly string[] | undefined {
  const value = parameterOf(parameters, name);
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item) => typeof item === "string");
  return texts.length === value.length ? texts : undefined;
}

/** The objects in the list under `name`; undefined when it is no list of objects. */
export function objectsOf(parameters: Parameters, name: string): readonly Parameters[] | undefined {
  const value = parameterOf(parameters, name);
  return Array.isArray(value) && value.every(isObject) ? value : undefined;
}

/** The object under `name`. */
export function objectOf(parameters: Parameters, name: string): Parameters | undefined {
  const value = parameterOf(parameters, name);
  return isObject(value) ? value : undefined;
}

function parameterOf(parameters: Parameters, name: string): unknown {
  return parameters[name] ?? parameters[name.charAt(0).toLowerCase() + name.slice(1)];
}

function isObject(value: unknown): value is Parameters {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
