import { z } from 'zod';
import type { Ledger, Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { selectRows } from '../rows.js';

/** A load that waits for the table so long leaves it to the ordinary way; so long others wait behind it. */
const LOCK_WAIT = '500ms';
const LONGEST = 60 * 60_000;

const emptyRow = z.object({ empty: z.boolean() });
const parts = z.object({ name: z.string(), definition: z.string() });
type Part = z.infer<typeof parts>;

/**
 * Books that never had an invoice are filled as PostgreSQL's manual has it ("Populating a Database"): without the
 * indexes and foreign keys of the table, which are made anew when the rows are there. Looked up and checked row by row
 * they are three quarters of the work. It is one transaction, so that whoever else uses the books sees them as they
 * were before or complete, with every row checked; a failure leaves them empty. Until then others wait who ask for
 * invoices or clients: there are none to tell them of yet.
 */
export class FirstLoad {
  private constructor(
    readonly tx: Transaction,
    private readonly made: { readonly indexes: readonly Part[]; readonly keys: readonly Part[] },
    private readonly end: (how: 'commit' | 'rollback') => Promise<void>,
  ) {}

  /**
   * Begins one. Null: there are invoices already, somebody is at work on them, this role does not own the tables, or the
   * database has one connection for everybody, who would wait for it all; then the ordinary way is to be taken.
   */
  static async begin(ledger: Ledger): Promise<FirstLoad | null> {
    if ((await isAlone(ledger)) || !(await isEmpty(ledger.prisma))) return null;
    const { tx, end } = await openTransaction(ledger);
    try {
      await tx.$executeRaw`select set_config('lock_timeout', ${LOCK_WAIT}, true)`;
      await tx.$executeRaw`lock table client, project, invoice in access exclusive mode`;
      await tx.$executeRaw`set local lock_timeout to default`;
      if (await isEmpty(tx)) return new FirstLoad(tx, await takeOff(tx), end);
      await end('rollback');
      return null;
    } catch (error) {
      await end('rollback');
      if (isRefused(error)) return null;
      throw error;
    }
  }

  /** Puts indexes and foreign keys back and commits. Throws if a row breaks one of them: then nothing was loaded. */
  async finish(): Promise<void> {
    const { tx, made } = this;
    try {
      for (const { definition } of made.indexes) await tx.$executeRaw`${Prisma.raw(definition)}`;
      for (const { name, definition } of made.keys) {
        await tx.$executeRaw`alter table invoice add constraint ${identifier(name)} ${Prisma.raw(definition)}`;
      }
    } catch (error) {
      await this.abandon();
      throw error;
    }
    await this.end('commit');
  }

  /** Takes everything back. */
  async abandon(): Promise<void> {
    await this.end('rollback');
  }
}

/** Drops the table's foreign keys and all its indexes but the primary key, to which other tables' keys lead. */
async function takeOff(tx: Transaction): Promise<{ indexes: Part[]; keys: Part[] }> {
  const indexes = await selectRows(
    tx,
    parts,
    Prisma.sql`
      select c.relname::text as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = 'invoice'::regclass and not i.indisprimary
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
      order by c.relname`,
  );
  const keys = await selectRows(
    tx,
    parts,
    Prisma.sql`
      select conname::text as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = 'invoice'::regclass and contype = 'f' order by conname`,
  );
  for (const { name } of keys) await tx.$executeRaw`alter table invoice drop constraint ${identifier(name)}`;
  for (const { name } of indexes) await tx.$executeRaw`drop index ${identifier(name)}`;
  return { indexes, keys };
}

const identifier = (name: string): Prisma.Sql => Prisma.raw(`"${name.replaceAll('"', '""')}"`);

async function isEmpty(tx: Transaction): Promise<boolean> {
  const [row] = await selectRows(
    tx,
    emptyRow,
    Prisma.sql`select not exists (select 1 from invoice) and not exists (select 1 from credit_note) as empty`,
  );
  return row?.empty ?? false;
}

const aloneRow = z.object({ alone: z.boolean() });

/** The embedded database is one process without a server around it. */
async function isAlone({ prisma }: Ledger): Promise<boolean> {
  const [row] = await selectRows(
    prisma,
    aloneRow,
    Prisma.sql`
      select backend_type = 'standalone backend' as alone from pg_stat_activity where pid = pg_backend_pid()`,
  );
  return row?.alone ?? true;
}

/** PostgreSQL's lock_not_available, deadlock_detected and insufficient_privilege. */
const isRefused = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  /55P03|40P01|42501/.test(`${error.message} ${JSON.stringify(error.meta)}`);

class TakenBack extends Error {}

/** A transaction that stays open between calls, until it is told how to end. */
async function openTransaction(
  ledger: Ledger,
): Promise<{ tx: Transaction; end: (how: 'commit' | 'rollback') => Promise<void> }> {
  let decide: (how: 'commit' | 'rollback') => void = () => {};
  const decided = new Promise<'commit' | 'rollback'>((resolve) => {
    decide = resolve;
  });
  let running: Promise<void> = Promise.resolve();
  const tx = await new Promise<Transaction>((resolve, reject) => {
    running = ledger.prisma.$transaction(
      async (open) => {
        resolve(open);
        if ((await decided) === 'rollback') throw new TakenBack();
      },
      { timeout: LONGEST, maxWait: 60_000 },
    );
    running.catch(reject);
  });
  const end = async (how: 'commit' | 'rollback'): Promise<void> => {
    decide(how);
    await running.catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  };
  return { tx, end };
}
