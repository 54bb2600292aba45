// Rows as aligned columns.

/** Each row as one line; the last column is not filled up. `paint` may colour a cell after it has its width. */
export function columns(
  rows: readonly (readonly string[])[],
  paint: (cell: string, row: number, column: number) => string = (cell) => cell,
): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => [...(row[column] ?? "")].length)),
  );
  return rows.map((cells, row) =>
    cells
      .map((cell, column) => {
        const fill = column === cells.length - 1 ? 0 : (widths[column] ?? 0) - [...cell].length;
        return paint(cell, row, column) + " ".repeat(Math.max(0, fill));
      })
      .join("  "),
  );
}
