// What the SDK answers as plain JSON: times as text, binary left out.

/** Dates become ISO 8601, sets lists, big numbers texts; bytes, streams and functions are left out, and `$metadata`. */
export function plainJson(value: unknown): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (value instanceof Set) return plainList([...value]);
  if (Array.isArray(value)) return plainList(value);
  return typeof value === "object" ? plainObject(value) : undefined;
}

function plainList(list: readonly unknown[]): unknown[] {
  return list.map(plainJson).filter((one) => one !== undefined);
}

function plainObject(value: object): unknown {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || "pipe" in value) return undefined;
  if (value instanceof String) return String(value);
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const plain = name === "$metadata" ? undefined : plainJson(field);
    return plain === undefined ? [] : [[name, plain] as const];
  });
  return Object.fromEntries(fields);
}
