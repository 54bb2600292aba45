// Makes a flat, readable list of whatever details an alert carries.

export type DetailRow = { readonly name: string; readonly value: string };

/** The rest of a very long list is counted instead. */
const longestList = 200;

/**
 * A row for each value, named by its way through the details (`resource › tags 2 › key`); lists of plain values are one row. What is
 * empty says so.
 */
export function detailRows(details: Readonly<Record<string, unknown>>): DetailRow[] {
  const rows = Object.entries(details).flatMap(([name, value]) => rowsOf(name, value));
  if (rows.length <= longestList) return rows;
  return [...rows.slice(0, longestList), { name: "…", value: `${rows.length - longestList} more` }];
}

function rowsOf(name: string, value: unknown): DetailRow[] {
  if (typeof value !== "object" || value === null) return [{ name, value: wordsFor(value) }];
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ name, value: "none" }];
    if (value.every((item) => typeof item !== "object" || item === null))
      return [{ name, value: value.map(wordsFor).join(", ") }];
    return value.flatMap((item, index) => rowsOf(`${name} ${index + 1}`, item));
  }
  const inner = Object.entries(value);
  if (inner.length === 0) return [{ name, value: "none" }];
  return inner.flatMap(([key, item]) => rowsOf(`${name} › ${key}`, item));
}

function wordsFor(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
