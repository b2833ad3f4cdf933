import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { type GivenUp, givenUp } from '../given-up.js';
import { addressOf, type Connection, pgConfig } from './connection.js';
import { openEmbedded } from './embedded.js';
import { pendingMigrations } from './migrate.js';
import { prismaOn } from './prisma-on.js';

/** What a look at the database found; nothing was changed. */
export interface Inspection {
  /** A directory, or a server without its password. */
  readonly address: string;
  /** The process that has the embedded database open; null: none but this one. */
  readonly sharedWith: number | null;
  /** Migrations that the next start applies. */
  readonly pending: readonly string[];
  /** Messages that wait to be sent, and those that Slack refused for good or whose fate is unknown. */
  readonly outbox: {
    readonly waiting: number;
    readonly failed: number;
    /** The newest of those that failed, by kind, place and reason. */
    readonly givenUp: readonly GivenUp[];
  };
  /** What people asked for: what is unfinished, and what was given up. */
  readonly inbox: {
    readonly waiting: number;
    readonly givenUp: readonly GivenUpRequests[];
  };
}

const requestsRow = z.object({
  kind: z.enum(['command', 'press', 'form', 'event']),
  reason: z.string(),
  requests: z.coerce.number(),
  since: z.date(),
});
/** Requests of one kind that were given up for one reason. */
export type GivenUpRequests = z.infer<typeof requestsRow>;

/** Groups of given-up messages that are told of. */
const MOST_GROUPS = 20;

const outboxRow = z.object({ waiting: z.coerce.number(), failed: z.coerce.number() });

async function outboxOf(connection: Connection): Promise<Inspection['outbox']> {
  const db = new pg.Client(pgConfig(connection));
  await db.connect();
  try {
    const { rows: tables } = await db.query(`select to_regclass('outbox_message') is not null as there`);
    if (tables[0]?.there !== true) return { waiting: 0, failed: 0, givenUp: [] };
    const { rows } = await db.query(`
      select count(*) filter (where state in ('pending', 'sending')) as waiting,
             count(*) filter (where state in ('failed', 'unknown')) as failed
      from outbox_message`);
    const counts = outboxRow.parse(rows[0]);
    return { ...counts, givenUp: counts.failed === 0 ? [] : await newestGivenUp(connection) };
  } finally {
    await db.end();
  }
}

async function inboxOf(connection: Connection): Promise<Inspection['inbox']> {
  const db = new pg.Client(pgConfig(connection));
  await db.connect();
  try {
    const { rows: tables } = await db.query(`select to_regclass('inbox_request') is not null as there`);
    if (tables[0]?.there !== true) return { waiting: 0, givenUp: [] };
    const { rows: waiting } = await db.query(
      `select count(*)::int as n from inbox_request where done_at is null and body is not null`,
    );
    const { rows } = await db.query(`
      select kind, last_error as reason, count(*) as requests, min(received_at) as since
      from inbox_request where done_at is not null and last_error is not null
      group by 1, 2 order by 4 desc`);
    return { waiting: Number(waiting[0]?.n), givenUp: z.array(requestsRow).parse(rows) };
  } finally {
    await db.end();
  }
}

async function newestGivenUp(connection: Connection): Promise<GivenUp[]> {
  const prisma = prismaOn(connection);
  try {
    return await givenUp(prisma, MOST_GROUPS);
  } finally {
    await prisma.$disconnect();
  }
}

/**
 * Looks at the database without changing anything; null: there is no embedded database yet.
 *
 * @throws DatabaseFault
 */
export async function inspectDatabase(where: { url: string | null; directory: string }): Promise<Inspection | null> {
  if (where.url !== null) {
    const connection: Connection = { kind: 'url', url: where.url };
    const pending = await pendingMigrations(connection);
    const outbox = await outboxOf(connection);
    return { address: addressOf(connection), sharedWith: null, pending, outbox, inbox: await inboxOf(connection) };
  }
  const directory = resolve(where.directory);
  if (!existsSync(join(directory, 'database'))) return null;
  const embedded = await openEmbedded({ directory, purpose: 'task' });
  try {
    const pending = await pendingMigrations(embedded.connection);
    const outbox = await outboxOf(embedded.connection);
    const inbox = await inboxOf(embedded.connection);
    return { address: directory, sharedWith: embedded.sharedWith, pending, outbox, inbox };
  } finally {
    await embedded.close();
  }
}
