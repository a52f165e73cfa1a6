/** Columns of text, separated by two spaces. `mark` colors a cell after its width is known. */
export function table(
  rows: readonly (readonly string[])[],
  mark: (cell: string, column: number) => string = (cell) => cell,
): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  const line = (row: readonly string[]) =>
    row
      .map(
        (cell, column) =>
          mark(cell, column) +
          ' '.repeat(column === row.length - 1 ? 0 : (widths[column] ?? 0) - cell.length),
      )
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}
