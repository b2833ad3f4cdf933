import { createHash } from 'node:crypto';
import pg, { type ClientBase, type Pool } from 'pg';
import type { SqlTransaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';

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
    const prepares = this.#prepares;
    try {
      return (await this.pool.query(prepares ? { ...asked, name: nameOf(text) } : asked)).rows;
    } catch (error) {
      if (!prepares || !isUnprepared(error)) throw asDriverError(error);
      this.#prepares = false;
      return await this.rows(query);
    }
  }

  /**
   * @param first what is asked with the transaction's begin, in one trip
   */
  async transaction<T>(first: string, work: (tx: DirectTransaction) => Promise<T>): Promise<T> {
    const prepares = this.#prepares;
    try {
      return await this.#transaction(first, work, prepares);
    } catch (error) {
      if (!prepares || !(error instanceof Error) || !isUnprepared(error.cause)) throw error;
      this.#prepares = false;
      return await this.transaction(first, work);
    }
  }

  async #transaction<T>(first: string, work: (tx: DirectTransaction) => Promise<T>, prepares: boolean): Promise<T> {
    const client = await said(this.pool.connect());
    // What the connection suffers, the next question on it reports.
    const suffered = () => undefined;
    client.on('error', suffered);
    const tx = new DirectTransaction(client, prepares);
    let broken = false;
    try {
      await said(client.query(soon(`begin; ${first}`)));
      const result = await work(tx);
      tx.close();
      // Of a transaction in which something failed the server keeps nothing, and says so only here.
      const { command } = await said(client.query(soon('commit')));
      if (command !== 'COMMIT') throw new Error(`a transaction ended with ${command}`);
      return result;
    } catch (error) {
      tx.close();
      await client.query(soon('rollback')).catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      client.removeListener('error', suffered);
      client.release(broken);
    }
  }
}

/** A server that says nothing for so long, in ms, is taken to be gone: so long Prisma lets a transaction be open. */
const LONGEST_SILENCE = 60_000;
const soon = (text: string) => ({ text, query_timeout: LONGEST_SILENCE });

/** As Prisma gives them: a bigint as such, a date as the instant at which it begins in UTC. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => {
    if (format !== 'binary' && id === pg.types.builtins.INT8) return (text: string) => BigInt(text);
    if (format !== 'binary' && id === pg.types.builtins.DATE) return (text: string) => new Date(`${text}T00:00:00Z`);
    return pg.types.getTypeParser(id, format);
  },
};

/** A transaction on one connection of the driver: what is asked goes past Prisma and is prepared. */
class DirectTransaction implements SqlTransaction {
  #open = true;

  constructor(
    private readonly client: ClientBase,
    private readonly prepares: boolean,
  ) {}

  /** What is asked of it from now on fails: its connection is somebody else's. */
  close(): void {
    this.#open = false;
  }

  async $queryRaw<T = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T> {
    return (await this.#ask(query, values)).rows as T;
  }

  async $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number> {
    return (await this.#ask(query, values)).rowCount ?? 0;
  }

  async #ask(query: TemplateStringsArray | Prisma.Sql, inserted: readonly unknown[]): Promise<pg.QueryResult> {
    if (!this.#open) throw new Error('the transaction has ended');
    const { text, values } = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...inserted);
    const asked = { ...soon(text), values: [...values], types };
    return await said(this.client.query(this.prepares ? { ...asked, name: nameOf(text) } : asked));
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

/**
 * Runs work in a transaction of the driver's own: past Prisma, each statement prepared. What is thrown ends it without a
 * trace. Should the server turn out to keep nothing prepared, `work` is run again from the start. Null: the client is not
 * connected yet: ask Prisma.
 */
export function driverTransaction(client: object): TransactionOfDriver | null {
  const driver = drivers.get(client);
  return driver === undefined ? null : (first, work) => driver.transaction(first, work);
}

/**
 * @param first SQL without values that is asked with its begin, in one trip
 */
type TransactionOfDriver = <T>(first: string, work: (tx: SqlTransaction) => Promise<T>) => Promise<T>;

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
const isUnprepared = (error: unknown): boolean => UNPREPARED.has(codeOf(error));
const UNPREPARED = new Set(['26000', '42P05', '0A000']);

/** PostgreSQL's code for it, as the driver says it or as it was said on. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('originalCode' in error) return String(error.originalCode);
  return 'code' in error ? String(error.code) : '';
}

/** Two transactions waited for each other, and the driver's was ended: nothing of it was kept. */
export const isDriverDeadlock = (error: unknown): boolean =>
  error instanceof Error && error.name === 'DriverAdapterError' && /^(40P01|40001)$/.test(codeOf(error.cause));

/** What the driver was asked; its faults are said as Prisma's. */
async function said<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw asDriverError(error);
  }
}

/**
 * As what Prisma's adapter says of the same fault, so that who looks for the reason finds it there. pg has no code for a
 * connection that ended, or that none could be had.
 */
function asDriverError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  const originalCode = 'code' in error ? error.code : 'ECONNRESET';
  const fault = new Error(error.message, { cause: { originalCode, originalMessage: error.message } });
  fault.name = 'DriverAdapterError';
  return fault;
}
