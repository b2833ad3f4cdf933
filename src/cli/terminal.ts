/** Where a command writes: `out` is its answer, `tell` what a person should know besides (stderr). */
export interface Terminal {
  out(line: string): void;
  tell(line: string): void;
  json(value: unknown): void;
}

/** How a command ended; cli.ts gives each its exit code. */
export type Ending = 'done' | 'failed' | 'needsYou';

/** The signs that take two cells of a terminal (East Asian Wide and Fullwidth); "–" and "€" take one. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : 1), 0);

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
