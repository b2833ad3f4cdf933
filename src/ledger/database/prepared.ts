import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Prisma } from '../prisma/client.js';

// The statements of the way that every typed line takes are asked of the driver, past Prisma: it would hand them on as they
// are, for two to three times the processor time. A server plans each of them once a connection.

/** What a client of Prisma asks, by that client; a transaction of one is none of them. */
const drivers = new WeakMap<object, Driver>();

class Driver {
  /** A pooler that gives each transaction another connection loses what was prepared; then nothing is any more. */
  #prepares = true;

  constructor(private readonly pool: Pool) {}

  async rows(query: Prisma.Sql): Promise<unknown[]> {
    const { text, values } = query;
    const asked = { text, values: [...values] };
    try {
      return (await this.pool.query(this.#prepares ? { ...asked, name: nameOf(text) } : asked)).rows;
    } catch (error) {
      if (!this.#prepares || !isUnprepared(error)) throw asDriverError(error);
      this.#prepares = false;
      return await this.rows(query);
    }
  }
}

/** The client's statements can be asked of this pool. */
export function driveBy(client: object, pool: Pool): void {
  drivers.set(client, new Driver(pool));
}

/**
 * The rows as the driver gives them (a bigint is text, JSON is parsed); null: it is a transaction, or not connected yet: ask Prisma.
 */
export async function askDriver(db: object, query: Prisma.Sql): Promise<unknown[] | null> {
  const driver = drivers.get(db);
  return driver === undefined ? null : await driver.rows(query);
}

const names = new Map<string, string>();

/** There are few such statements, so the names are kept. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `collect_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
  }
  return name;
}

/**
 * No such prepared statement, or there is one already, or what it gives is no longer what it gave (a newer version has
 * migrated the books under this one): said before anything was done.
 */
const isUnprepared = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && UNPREPARED.has(String(error.code));
const UNPREPARED = new Set(['26000', '42P05', '0A000']);

/**
 * As what Prisma's adapter says of the same fault, so that who looks for the reason finds it there. pg has no code for a
 * connection that ended, or that none could be had.
 */
function asDriverError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  const originalCode = 'code' in error ? error.code : 'ECONNRESET';
  const said = new Error(error.message, { cause: { originalCode, originalMessage: error.message } });
  said.name = 'DriverAdapterError';
  return said;
}
