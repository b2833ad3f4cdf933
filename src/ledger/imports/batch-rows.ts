import { Prisma } from '../prisma/client.js';
import { booleanArray, numberArray, textArray } from './array-literal.js';

type ColumnType = 'int' | 'bigint' | 'text' | 'date' | 'boolean';
type Value = number | string | boolean | null;

/** A column of a batch: its type in the database, and what stands there row by row. */
export type BatchColumn = readonly [type: ColumnType, values: readonly Value[]];

/**
 * SQL: the rows of a batch as a subquery, to be inserted from. What is the same on every row (the currency, a column
 * that the file does not have) goes to the database once, and so does what two columns share. The first column may not
 * be one of those: its array says how many rows there are.
 */
export function batchRows(columns: Readonly<Record<string, BatchColumn>>): Prisma.Sql {
  const selected: Prisma.Sql[] = [];
  const arrays = new Map<string, { name: string; sql: Prisma.Sql }>();
  for (const [name, [type, values]] of Object.entries(columns)) {
    const [first = null] = values;
    if (arrays.size > 0 && values.every((value) => value === first)) {
      selected.push(Prisma.sql`${first}${Prisma.raw(`::${type} as ${name}`)}`);
      continue;
    }
    const literal = arrayOf(type, values);
    const shared = arrays.get(`${type} ${literal}`);
    selected.push(Prisma.raw(`r.${shared?.name ?? name} as ${name}`));
    if (shared === undefined) {
      arrays.set(`${type} ${literal}`, { name, sql: Prisma.sql`${literal}${Prisma.raw(`::${type}[]`)}` });
    }
  }
  const used = [...arrays.values()];
  return Prisma.sql`(select ${Prisma.join(selected)} from unnest(${Prisma.join(used.map(({ sql }) => sql))})
    as r(${Prisma.raw(used.map(({ name }) => name).join(', '))}))`;
}

function arrayOf(type: ColumnType, values: readonly Value[]): string {
  if (type === 'boolean') return booleanArray(values as readonly (boolean | null)[]);
  if (type === 'text' || type === 'date') return textArray(values as readonly (string | null)[]);
  return numberArray(values as readonly (number | null)[]);
}
