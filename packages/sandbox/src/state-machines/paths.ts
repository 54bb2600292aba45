// Paths and payload templates: how states read from and write into the data that passes through them.
import { isRecord } from "../gateway/read-json";
import { StateFailed } from "./states-error";

/** What paths can see: `$` is the data, `$$` the context of the execution. */
export type Scope = { readonly data: unknown; readonly context: unknown };

/** The value at a path; `null` reads an empty object. @throws StateFailed (`error` unless another is named) when there is none. */
export function readPath(path: string | null, scope: Scope, error = "States.Runtime"): unknown {
  if (path === null) return {};
  const [root, ...names] = path.split(".");
  let value = root === "$$" ? scope.context : scope.data;
  for (const name of names) {
    if (!isRecord(value) || !Object.hasOwn(value, name))
      throw new StateFailed(error, `The path ${path} leads nowhere in the state's input`);
    value = value[name];
  }
  return value;
}

/**
 * The input with a result put where the path says; `null` throws the result away, and `$` the input.
 * @throws StateFailed States.ResultPathMatchFailure when something else than an object is on the way.
 */
export function writePath(path: string | null, input: unknown, result: unknown): unknown {
  if (path === null) return input;
  return put(path.split(".").slice(1), input, result, path);
}

function put(names: readonly string[], into: unknown, result: unknown, path: string): unknown {
  const [name, ...rest] = names;
  if (name === undefined) return result;
  if (!isRecord(into))
    throw new StateFailed("States.ResultPathMatchFailure", `${path} cannot be put into the state's input`);
  return { ...into, [name]: put(rest, rest.length > 0 ? (into[name] ?? {}) : undefined, result, path) };
}

/** A template with each `"name.$": "<path>"` replaced by `"name"` and the path's value. @throws StateFailed States.ParameterPathFailure. */
export function fillTemplate(template: unknown, scope: Scope): unknown {
  if (Array.isArray(template)) return template.map((one) => fillTemplate(one, scope));
  if (!isRecord(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => {
      if (!name.endsWith(".$")) return [name, fillTemplate(value, scope)];
      if (typeof value !== "string" || !value.startsWith("$"))
        throw new StateFailed("States.ParameterPathFailure", `${name} is no path that the sandbox knows`);
      return [name.slice(0, -2), readPath(value, scope, "States.ParameterPathFailure")];
    }),
  );
}
