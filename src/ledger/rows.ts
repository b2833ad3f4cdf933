import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import { askDriver } from './database/prepared.js';
import { inPieces } from './in-pieces.js';
import type { Ledger, SqlTransaction, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';

/** A whole number as PostgreSQL gives it: int4 comes as number, int8 as bigint. Beyond 2^53 throws (R1). */
export const integerColumn = z.union([z.bigint(), z.number()]).transform((value, context) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) context.addIssue({ code: 'custom', message: `not an exact integer: ${value}` });
  return number;
});

/** A DATE that the query casts to text. Checked as such; that it is a LocalDate then costs nothing more. */
export const dateColumn = z.iso.date() as unknown as z.ZodType<LocalDate, string>;

/**
 * JSON that the query casts to text. Where it is large: Prisma would go through all of a JSON column, value by value,
 * before it is checked here.
 */
export const jsonColumn = <S extends z.ZodType>(json: S) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(json);

const anyRows = z.array(z.unknown());

/** Each row by the shape as it is: a shape that is made anew has its check made anew, which costs more than the check. */
function checked<S extends z.ZodType>(row: S, rows: unknown): z.output<S>[] {
  return anyRows.parse(rows).map((one) => row.parse(one));
}

/** The rows of a raw query, each checked. Throws if the query and its row shape have drifted apart. */
export async function selectRows<S extends z.ZodType>(
  db: SqlTransaction,
  row: S,
  query: Prisma.Sql,
): Promise<z.output<S>[]> {
  return checked(row, await db.$queryRaw(query));
}

/** The same for what comes in thousands of rows or in large ones: they are checked in pieces. */
export async function selectManyRows<S extends z.ZodType>(
  db: SqlTransaction,
  row: S,
  query: Prisma.Sql,
): Promise<z.output<S>[]> {
  return await inPieces(z.array(z.unknown()).parse(await db.$queryRaw(query)), (found) => row.parse(found));
}

/**
 * As selectRows for the statements of the way that every typed line takes: outside of a transaction they go past Prisma and are
 * prepared. They give whole numbers (int), text, JSON and instants, and few texts of them exist.
 */
export async function selectPrepared<S extends z.ZodType>(
  db: SqlTransaction,
  row: S,
  query: Prisma.Sql,
): Promise<z.output<S>[]> {
  return checked(row, (await askDriver(db, query)) ?? (await db.$queryRaw(query)));
}

/** Reads may run inside the caller's transaction or by themselves. */
export function connection(books: Ledger | Transaction): Transaction {
  return 'clock' in books ? (books as Ledger).prisma : (books as Transaction);
}

/** A question, and the shape of its rows as JSON has them: dates and instants as text. */
export interface Question<S extends z.ZodType = z.ZodType> {
  readonly row: S;
  readonly query: Prisma.Sql;
}

const answersRow = z.record(z.string(), z.array(z.unknown()));

/** Questions that do not depend on one another, in one trip to the database. */
export async function askTogether<Q extends Readonly<Record<string, Question>>>(
  db: SqlTransaction,
  questions: Q,
): Promise<{ readonly [Key in keyof Q]: z.output<Q[Key]['row']>[] }> {
  const parts = Object.entries(questions).map(
    ([name, { query }]) =>
      Prisma.sql`(select coalesce(json_agg(q), '[]'::json) from (${query}) q) as ${Prisma.raw(`"${name}"`)}`,
  );
  const [found] = await selectPrepared(db, answersRow, Prisma.sql`select ${Prisma.join(parts)}`);
  if (found === undefined) throw new Error('a query without a row');
  const answers = Object.entries(questions).map(([name, { row }]) => [name, checked(row, found[name])]);
  return Object.fromEntries(answers) as { readonly [Key in keyof Q]: z.output<Q[Key]['row']>[] };
}
