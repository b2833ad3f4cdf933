import type { LocalDate } from '../domain/local-date.js';
import { dataAge } from './data-age.js';
import { handOver } from './hand-over.js';
import { claimRuns, summariseRuns } from './job-run.js';
import type { Ledger } from './ledger.js';
import type { NewMessage } from './outbox.js';
import { evaluatePromises, type MoneyMarks, settledMoneyMarks, valuationDay } from './promise-check/evaluate.js';
import { remindOfPromises, tellOfBreaks } from './promise-check/tell.js';
import type { PromiseChange } from './promise-valuation.js';
import { committing, type UnitOfWork } from './unit-of-work.js';
import { type WorkspaceInfo, workspaceInfo } from './workspaces.js';

/** What one check found and said. */
export interface PromiseCheck {
  /** Promises whose state changed in this check. */
  readonly changes: readonly PromiseChange[];
  /**
   * The figures were too old to accuse anybody on: states are written and the digest's changes name them, but nobody
   * got a message. The first check on fresh figures sends it, if it is still true then.
   */
  readonly held: boolean;
  /** What was put into the outbox. */
  readonly messages: readonly NewMessage[];
}

/**
 * The daily check (R6-R11): values every promise as of `today`, then tells owners of breaks and reminds them of what is
 * due on the next working day. Short transactions, each complete in itself; whatever a stop leaves undone the next
 * check does, and nothing is said twice.
 * @param valuedOn the day as of which promises are valued; default the day (`valuationDay` for any other than today)
 * @param marks how far the money was written before this check began: what comes in meanwhile is the next one's
 * @param slot what this check is recorded as; default the day
 */
export async function checkPromisesBy(
  unit: UnitOfWork,
  workspace: WorkspaceInfo,
  {
    today,
    valuedOn = today,
    now,
    marks,
    slot = today,
  }: {
    readonly today: LocalDate;
    readonly valuedOn?: LocalDate;
    readonly now: Date;
    readonly marks: MoneyMarks;
    readonly slot?: string;
  },
): Promise<PromiseCheck> {
  const workspaceId = workspace.id;
  const changes = await evaluatePromises(unit, workspaceId, { today: valuedOn, now });
  // What waits for somebody who is gone meanwhile goes to whoever stands in, before anything new does.
  await unit(async (tx) => await handOver(tx, workspaceId, { today, now }));
  const { stale } = await unit(async (tx) => await dataAge(tx, workspace, today));
  const messages = stale
    ? []
    : [
        ...(await tellOfBreaks(unit, workspace, { today, now })),
        ...(await remindOfPromises(unit, workspace, { today, now })),
      ];
  // Last: a check that was interrupted is not done, and the next tick does the rest of it.
  await unit(async (tx) => {
    await claimRuns(tx, { workspaceId, job: 'promises', asOf: valuedOn, slots: [slot], now });
    const summary = { marks, changes: changes.length, messages: messages.length, held: stale };
    await summariseRuns(tx, workspaceId, 'promises', [{ slot, summary }]);
  });
  return { changes, held: stale, messages };
}

/** The check as of `today`, committed piece by piece; an older day than was valued already changes no state back. */
export async function checkPromises(ledger: Ledger, workspaceId: number, today: LocalDate): Promise<PromiseCheck> {
  const workspace = await workspaceInfo(ledger, workspaceId);
  const now = ledger.clock.now();
  const valuedOn = await valuationDay(ledger.prisma, workspace, { day: today, now });
  const marks = await settledMoneyMarks(ledger, workspaceId);
  return await checkPromisesBy(committing(ledger), workspace, { today, valuedOn, now, marks });
}
