import { inject } from 'vitest';
import type { Connection } from '../../src/ledger/database/connection.js';
import { prismaOn } from '../../src/ledger/database/prisma-on.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { PrismaClient } from '../../src/ledger/prisma/client.js';
import { type WorkspaceInfo, workspaceInfo } from '../../src/ledger/workspaces.js';
import { TestClock } from './clock.js';

export interface TestLedgerOptions {
  /** An instant in ISO form; Monday 2026-11-23, 08:00 UTC unless said. */
  readonly now?: string;
  readonly timezone?: string;
  readonly currency?: string;
  readonly locale?: string;
}

export interface TestLedger {
  readonly ledger: Ledger;
  readonly prisma: PrismaClient;
  readonly clock: TestClock;
  readonly workspace: WorkspaceInfo;
  readonly workspaceId: number;
}

let prisma: PrismaClient | undefined;

/** The database of this test worker (global-*.ts started it): one a worker, so that files do not meet. */
export function testConnection(): Connection {
  const databases = inject('databases');
  const mine = databases[Number(process.env.VITEST_POOL_ID ?? '1') - 1];
  if (mine === undefined) throw new Error(`no database for test worker ${process.env.VITEST_POOL_ID}`);
  return mine;
}

function connectedPrisma(): PrismaClient {
  prisma ??= prismaOn(testConnection());
  return prisma;
}

/**
 * Deleting a handful of rows takes 4 ms, truncating every table 300 ms; but the embedded database never vacuums, so
 * after a large import everything is truncated.
 */
const EMPTY = `
  do $$
  declare
    tables text[] := array(select quote_ident(tablename) from pg_tables
                           where schemaname = 'public' and tablename <> '_prisma_migrations');
    name text;
  begin
    if (select sum(pg_relation_size(t::regclass)) from unnest(tables) t) > 4000000 then
      execute 'truncate ' || array_to_string(tables, ', ') || ' restart identity';
    else
      set local session_replication_role = replica;
      foreach name in array tables loop execute 'delete from ' || name; end loop;
      perform setval(oid::regclass, 1, false) from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace;
    end if;
  end $$`;

/** Books with one workspace and nothing else, on the engine of the running project (embedded, postgres). */
export async function testLedger(options: TestLedgerOptions = {}): Promise<TestLedger> {
  const prisma = connectedPrisma();
  await prisma.$executeRawUnsafe(EMPTY);
  const clock = new TestClock(options.now ?? '2026-11-23T08:00:00Z');
  const ledger: Ledger = { prisma, clock };
  const { id } = await prisma.workspace.create({
    data: {
      slackTeamId: 'T0001',
      name: 'Test',
      timezone: options.timezone ?? 'UTC',
      currency: options.currency ?? 'USD',
      locale: options.locale ?? 'en',
    },
  });
  const workspace = await workspaceInfo(ledger, id);
  return { ledger, prisma, clock, workspace, workspaceId: id };
}
