// What every measurement uses: times of two ways to do the same, taken in turns, and the lines of the table.

/** What a bound of the issue is about. */
export interface Bound {
  /** Product by floor (or by another time of the product) may be at most this. */
  readonly atMost?: number;
  /** So much memory may be added, in MB. */
  readonly atMostMB?: number;
  /** A rate that is to be reached, a second. */
  readonly atLeast?: number;
}

/** One line of the table. */
export interface Line {
  readonly work: string;
  /** What it is compared with, and what was measured of it: "hand-written SQL 13.1 ms". */
  readonly floor: string;
  readonly product: string;
  /** Product by floor, or the rate; null: shown without a verdict. */
  readonly value: number | null;
  readonly bound: Bound | null;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** How long it took, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begun) / 1e6;
}

/** Medians of both ways, in ms: warmed up once, then in turns, so that what else the machine does hits both. */
export async function inTurns(
  rounds: number,
  floor: () => Promise<unknown>,
  product: () => Promise<unknown>,
): Promise<{ floor: number; product: number }> {
  await floor();
  await product();
  const times = { floor: [] as number[], product: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.floor.push(await timed(floor));
    times.product.push(await timed(product));
  }
  return { floor: median(times.floor), product: median(times.product) };
}

export const ms = (time: number): string => `${time < 10 ? time.toFixed(2) : time.toFixed(time < 100 ? 1 : 0)} ms`;

/** A line for a time beside its floor. */
export function ratioLine(
  work: string,
  times: { readonly floor: number; readonly product: number },
  floorName: string,
  bound: Bound | null,
): Line {
  const { floor, product } = times;
  return { work, floor: `${floorName} ${ms(floor)}`, product: ms(product), value: product / floor, bound };
}

function verdict({ value, bound }: Line): string {
  if (value === null || bound === null) return '';
  const { atLeast } = bound;
  const atMost = bound.atMost ?? bound.atMostMB;
  if (atMost !== undefined) {
    return value <= atMost ? 'reached' : `not reached: ${(value / atMost).toFixed(2)} times the bound`;
  }
  if (atLeast === undefined) return '';
  return value >= atLeast ? 'reached' : `not reached: ${((100 * value) / atLeast).toFixed(0)} % of the bound`;
}

function boundWords(bound: Bound | null): string {
  if (bound?.atMost !== undefined) return `≤ ${Number(bound.atMost.toFixed(3))} ×`;
  if (bound?.atMostMB !== undefined) return `≤ ${bound.atMostMB} MB`;
  if (bound?.atLeast !== undefined) return `≥ ${bound.atLeast.toLocaleString('en')}/s`;
  return '';
}

function valueWords({ value, bound }: Line): string {
  if (value === null) return '';
  if (bound?.atMostMB !== undefined) return `${value.toFixed(0)} MB`;
  if (bound?.atLeast !== undefined) return `${Math.round(value).toLocaleString('en')}/s`;
  return `${value < 1 ? value.toFixed(3) : value.toFixed(2)} ×`;
}

/** The lines as a table, its columns as wide as they need be. */
export function table(lines: readonly Line[]): string {
  const rows = [
    ['work', 'floor', 'product', 'value', 'bound', ''],
    ...lines.map((line) => [
      line.work,
      line.floor,
      line.product,
      valueWords(line),
      boundWords(line.bound),
      verdict(line),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
