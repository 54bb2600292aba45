// Rows as CSV (RFC 4180): lines end with CRLF, cells with commas, quotes or line ends are quoted.

/** What makes a spreadsheet take a cell for a formula: a subject of a stranger must not run. An apostrophe makes it text. */
const formula = /^[=+\-@\t\r]/;

/** All rows, the head first, with a line end at the end. */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
