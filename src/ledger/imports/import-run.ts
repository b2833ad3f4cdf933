import { z } from 'zod';
import type { Ledger, Transaction } from '../ledger.js';
import type { Prisma } from '../prisma/client.js';
import { revaluePromises } from '../promise-valuation.js';
import { numberArray } from './array-literal.js';
import { FirstLoad } from './first-load.js';
import type { ImportContext } from './import-row.js';
import { KnownNames } from './known-names.js';

/** Minutes that one batch may take; a dry run is a single transaction and needs the time of the whole file. */
const TIMEOUT = 60 * 60_000;

/** Thrown to undo a dry run. */
class DryRun extends Error {}

/** One file on its way into the books: every batch a transaction of its own, or all of them one that is undone. */
export interface ImportSession {
  readonly known: KnownNames;
  batch<Result>(write: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** No batch sees what another wrote: each is undone by itself. */
  readonly forgets: boolean;
  /** Until endLoad the batches are parts of a first load, where that is possible: loadInvoices may be used. */
  beginLoad(): Promise<void>;
  readonly loading: boolean;
  /** Commits what was loaded. From here on batches are by themselves again. */
  endLoad(): Promise<void>;
}

/** Each batch committed by itself, but for a first load. */
class CommittingSession implements ImportSession {
  readonly forgets = false;
  readonly known = new KnownNames();
  private load: FirstLoad | null = null;

  constructor(private readonly ledger: Ledger) {}

  get loading(): boolean {
    return this.load !== null;
  }

  async batch<Result>(write: (tx: Transaction) => Promise<Result>): Promise<Result> {
    this.known.forgetIfMany();
    if (this.load !== null) return await write(this.load.tx);
    return await this.ledger.prisma.$transaction(write, { timeout: TIMEOUT, maxWait: 60_000 });
  }

  async beginLoad(): Promise<void> {
    this.load ??= await FirstLoad.begin(this.ledger);
  }

  async endLoad(): Promise<void> {
    const { load } = this;
    this.load = null;
    await load?.finish();
  }

  async abandonLoad(): Promise<void> {
    await this.load?.abandon();
  }
}

/**
 * Runs an import. Each batch is committed by itself, so that the books never wait long for an import; what was
 * committed before a failure stays, and importing the file again completes it. The first invoices of all may come as
 * one load (first-load.ts). `dry`: everything is done in one transaction and undone at the end. `dry_in_pieces`: each
 * batch is undone by itself, so that nobody waits for the whole file.
 */
export async function runImport<Result>(
  ledger: Ledger,
  how: 'for_good' | 'dry' | 'dry_in_pieces',
  work: (session: ImportSession) => Promise<Result>,
): Promise<Result> {
  if (how === 'dry_in_pieces') return await work(new ForgettingSession(ledger));
  if (how === 'for_good') {
    const session = new CommittingSession(ledger);
    try {
      const result = await work(session);
      await session.endLoad();
      return result;
    } catch (error) {
      await session.abandonLoad();
      throw error;
    }
  }
  return await undone(ledger, (tx) => work(rehearsal(tx)));
}

/** Does something in a transaction, takes it back and returns what came of it. */
async function undone<Result>(ledger: Ledger, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  let outcome: { result: Result } | null = null;
  try {
    await ledger.prisma.$transaction(
      async (tx) => {
        outcome = { result: await work(tx) };
        throw new DryRun();
      },
      { timeout: TIMEOUT, maxWait: 60_000 },
    );
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  if (outcome === null) throw new Error('the dry run ended without a result');
  return (outcome as { result: Result }).result;
}

/** Each batch undone by itself: its locks and its work last as long as those of a batch that is committed. */
class ForgettingSession implements ImportSession {
  /** Anew for each batch: what one of them made is gone. */
  known = new KnownNames();
  readonly forgets = true;
  readonly loading = false;

  constructor(private readonly ledger: Ledger) {}

  async batch<Result>(write: (tx: Transaction) => Promise<Result>): Promise<Result> {
    this.known = new KnownNames(this.known.added);
    return await undone(this.ledger, write);
  }

  async beginLoad(): Promise<void> {}
  async endLoad(): Promise<void> {}
}

const rehearsal = (tx: Transaction): ImportSession => ({
  forgets: false,
  known: new KnownNames(),
  batch: (write) => write(tx),
  beginLoad: async () => {},
  loading: false,
  endLoad: async () => {},
});

/** Opens the row that records the import; until closeRun it has no end. Returns its id. */
export async function openRun(tx: Transaction, context: ImportContext, kind: string): Promise<number> {
  const { workspaceId, fileName, byId, now } = context;
  const { id } = await tx.importRun.create({
    data: { workspaceId, kind, fileName, byId, startedAt: now },
    select: { id: true },
  });
  return id;
}

/** Records when the import ended and what became of its rows. */
export async function closeRun(
  tx: Transaction,
  context: ImportContext,
  runId: number,
  finishedAt: Date,
  counts: Prisma.InputJsonObject,
): Promise<void> {
  await tx.importRun.update({
    where: { workspaceId_id: { workspaceId: context.workspaceId, id: runId } },
    data: { finishedAt, counts },
  });
}

/** So many written rows change what the database should know of its tables. */
const MANY_ROWS = 1000;

/**
 * Has the database count its tables anew as a file grows: a server does so by itself after a while, the embedded one
 * never, and until then both plan for the tables as they were. Counted when they held a handful of rows, a table looks
 * as if every workspace had one, and each look at an invoice's number would read all that was written so far. On the
 * way a rough count will do, at a tenth of the price.
 */
export class Statistics {
  private counted = 0;

  /**
   * Call between batches; `rowsWritten` so far. Counts when that is four times what it was at the last count. What is
   * being loaded is not looked into before it is complete.
   */
  async refreshIfGrown(session: ImportSession, rowsWritten: number): Promise<void> {
    if (!session.loading && rowsWritten >= Math.max(MANY_ROWS, 4 * this.counted)) {
      await this.refresh(session, rowsWritten, 'roughly');
    }
  }

  /**
   * Call before a load ends. Counted in its own transaction, the rows of the load still are news to the server, which
   * counts them thoroughly when it has time.
   */
  async refreshLoaded(session: ImportSession, rowsWritten: number): Promise<void> {
    await this.refresh(session, rowsWritten, 'roughly');
  }

  /** Call at the end of the file: counts if many rows were written since. */
  async refreshAtEnd(session: ImportSession, rowsWritten: number): Promise<void> {
    if (rowsWritten - this.counted >= MANY_ROWS) await this.refresh(session, rowsWritten, 'thoroughly');
  }

  private async refresh(session: ImportSession, rowsWritten: number, how: 'roughly' | 'thoroughly'): Promise<void> {
    this.counted = rowsWritten;
    if (session.forgets) return;
    await session.batch(async (tx) => {
      if (how === 'roughly') await tx.$executeRaw`set local default_statistics_target = 10`;
      await tx.$executeRaw`analyze client, client_alias, contact, project, invoice, payment, allocation, credit_note, dispute, promise_to_pay`;
    });
  }
}

/** Of these clients, those with promises that money can still decide. */
export async function clientsWithPromises(
  tx: Transaction,
  context: ImportContext,
  clientIds: readonly number[],
): Promise<number[]> {
  if (clientIds.length === 0) return [];
  const rows = z.array(z.object({ client_id: z.int() })).parse(
    await tx.$queryRaw`
      select distinct p.client_id from promise_to_pay p
      where p.workspace_id = ${context.workspaceId} and p.state not in ('superseded', 'withdrawn')
        and p.client_id = any(${numberArray(clientIds)}::int[])`,
  );
  return rows.map((row) => row.client_id);
}

/** R30: payments, credits and invoices changed, so what was promised is valued again. */
export async function revalueTouched(
  tx: Transaction,
  context: ImportContext,
  clientIds: readonly number[],
): Promise<void> {
  await revaluePromises(tx, context.workspaceId, clientIds, {
    today: context.today,
    by: context.byId,
    at: context.now,
  });
}
