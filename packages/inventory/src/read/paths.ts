// Dotted paths into what AWS answers, as the table of kinds writes them: `Reservations[].Instances[]`, `.` for the value itself.

/** All values at the path; `[]` flattens a list. What is not there gives none, and a single value at the end gives one. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  let found: readonly unknown[] = [value];
  for (const { name, isList } of stepsOf(path)) {
    found = found.flatMap((one) => {
      const next = name === "" ? one : fieldOf(one, name);
      return isList && Array.isArray(next) ? next : [next];
    });
  }
  return found.filter((one) => one !== undefined && one !== null);
}

/** The first value at the path; undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return valuesAt(value, path)[0];
}

/** The first value at the path as a text; numbers count as texts. */
export function textAt(value: unknown, path: string): string | undefined {
  const found = valueAt(value, path);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** A copy in which every value at the path is replaced; what is not there stays away. */
export function replacedAt(value: unknown, path: string, replacement: unknown): unknown {
  return replaced(value, stepsOf(path), replacement);
}

type Step = { readonly name: string; readonly isList: boolean };

function stepsOf(path: string): readonly Step[] {
  if (path === ".") return [];
  return path.split(".").map((step) => ({ name: step.replace(/\[\]$/, ""), isList: step.endsWith("[]") }));
}

function replaced(value: unknown, steps: readonly Step[], replacement: unknown): unknown {
  const [step, ...rest] = steps;
  if (value === undefined || value === null) return value;
  if (step === undefined) return replacement;
  const onward = (next: unknown) =>
    step.isList && Array.isArray(next)
      ? next.map((one) => replaced(one, rest, replacement))
      : replaced(next, rest, replacement);
  if (step.name === "") return onward(value);
  const next = fieldOf(value, step.name);
  return next === undefined ? value : { ...fieldsOf(value), [step.name]: onward(next) };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** The fields of an object; of anything else none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
