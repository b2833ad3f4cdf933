import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { dateColumn, selectRows } from './rows.js';

export const jobs = ['digest', 'promises', 'escalations'] as const;
export type Job = (typeof jobs)[number];

const slotRow = z.object({ slot: z.string() });

/**
 * Claims slots of a job by inserting them and returns those that were free. Whoever else claims one at the same
 * moment waits for this transaction's end and then finds it taken, so a slot is run once however many clocks tick.
 */
export async function claimRuns(
  tx: Transaction,
  claim: {
    readonly workspaceId: number;
    readonly job: Job;
    readonly asOf: LocalDate;
    readonly slots: readonly string[];
    readonly now: Date;
    /** What the runs found, slot by slot, where that is known already; else `summariseRuns` says it. */
    readonly summaries?: readonly unknown[];
  },
): Promise<Set<string>> {
  if (claim.slots.length === 0) return new Set();
  const summaries = claim.slots.map((_, place) => JSON.stringify(claim.summaries?.[place] ?? {}));
  const rows = await selectRows(
    tx,
    slotRow,
    Prisma.sql`
      INSERT INTO job_run (workspace_id, job, slot, as_of, claimed_at, summary)
      SELECT ${claim.workspaceId}, ${claim.job}, s.slot, ${claim.asOf}::date, ${claim.now}, s.summary::jsonb
      FROM unnest(${[...claim.slots]}::text[], ${summaries}::text[]) AS s(slot, summary)
      -- In one order everywhere, or two clocks could wait for each other.
      ORDER BY s.slot COLLATE "C"
      ON CONFLICT (workspace_id, job, slot) DO NOTHING
      RETURNING slot`,
  );
  return new Set(rows.map((row) => row.slot));
}

/** Keeps with each claimed slot what its run found. */
export async function summariseRuns(
  tx: Transaction,
  workspaceId: number,
  job: Job,
  runs: readonly { readonly slot: string; readonly summary: unknown }[],
): Promise<void> {
  if (runs.length === 0) return;
  await tx.$executeRaw`
    UPDATE job_run r SET summary = s.summary::jsonb
    FROM unnest(${runs.map((run) => run.slot)}::text[],
      ${runs.map((run) => JSON.stringify(run.summary))}::text[]) AS s(slot, summary)
    WHERE r.workspace_id = ${workspaceId} AND r.job = ${job} AND r.slot = s.slot`;
}

const lastRunRow = z.object({ asOf: dateColumn, slot: z.string(), summary: z.unknown() });

/** The newest run of a job; null: it never ran. */
export async function lastRun(
  db: Transaction,
  workspaceId: number,
  job: Job,
): Promise<z.output<typeof lastRunRow> | null> {
  const [run] = await selectRows(
    db,
    lastRunRow,
    Prisma.sql`
      SELECT r.as_of::text AS "asOf", r.slot, r.summary FROM job_run r
      WHERE r.workspace_id = ${workspaceId} AND r.job = ${job}
      ORDER BY r.id DESC LIMIT 1`,
  );
  return run ?? null;
}

/** Which of these slots of a job have been run. */
export async function takenSlots(
  db: Transaction,
  workspaceId: number,
  job: Job,
  slots: readonly string[],
): Promise<Set<string>> {
  const rows = await selectRows(
    db,
    slotRow,
    Prisma.sql`
      SELECT slot FROM job_run
      WHERE workspace_id = ${workspaceId} AND job = ${job} AND slot = ANY(${[...slots]}::text[])`,
  );
  return new Set(rows.map((row) => row.slot));
}
