import type { LocalDate } from '../domain/local-date.js';
import { dataAge } from './data-age.js';
import { claimRuns, summariseRuns } from './job-run.js';
import type { Ledger } from './ledger.js';
import type { NewMessage } from './outbox.js';
import { currentMoneyMarks, evaluatePromises } from './promise-check/evaluate.js';
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
 * @param slot what this check is recorded as; default the day
 */
export async function checkPromisesBy(
  unit: UnitOfWork,
  workspace: WorkspaceInfo,
  { today, now, slot = today }: { readonly today: LocalDate; readonly now: Date; readonly slot?: string },
): Promise<PromiseCheck> {
  const workspaceId = workspace.id;
  // Read before valuing: money that comes in meanwhile is looked at again next time.
  const marks = await unit(async (tx) => await currentMoneyMarks(tx, workspaceId));
  const changes = await evaluatePromises(unit, workspaceId, { today, now });
  const { stale } = await unit(async (tx) => await dataAge(tx, workspace, today));
  const messages = stale
    ? []
    : [
        ...(await tellOfBreaks(unit, workspace, { today, now })),
        ...(await remindOfPromises(unit, workspace, { today, now })),
      ];
  // Last: a check that was interrupted is not done, and the next tick does the rest of it.
  await unit(async (tx) => {
    await claimRuns(tx, { workspaceId, job: 'promises', asOf: today, slots: [slot], now });
    const summary = { marks, changes: changes.length, messages: messages.length, held: stale };
    await summariseRuns(tx, workspaceId, 'promises', [{ slot, summary }]);
  });
  return { changes, held: stale, messages };
}

/** The check as of `today`, committed piece by piece. */
export async function checkPromises(ledger: Ledger, workspaceId: number, today: LocalDate): Promise<PromiseCheck> {
  const workspace = await workspaceInfo(ledger, workspaceId);
  return await checkPromisesBy(committing(ledger), workspace, { today, now: ledger.clock.now() });
}
