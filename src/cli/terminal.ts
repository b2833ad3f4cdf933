/** Where a command writes: `out` is its answer, `tell` what a person should know besides (stderr). */
export interface Terminal {
  out(line: string): void;
  tell(line: string): void;
  json(value: unknown): void;
}

/** How a command ended; cli.ts gives each its exit code. */
export type Ending = 'done' | 'failed' | 'needsYou';

/** How many cells of a terminal a text takes: Chinese characters take two. */
const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (/[ᄀ-￠]/.test(sign) ? 2 : 1), 0);

/** Rows under each other: the first column to the left, numbers to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return column === 0 ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}
