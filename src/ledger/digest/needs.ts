import { addWorkingDays, type WorkingCalendar } from '../../domain/calendar.js';
import type { LocalDate } from '../../domain/local-date.js';
import type { Money } from '../../domain/money.js';
import { nextActionOf, type Outcome, outcomes } from '../../domain/outcome.js';
import { type DigestReasonKind, digestPriority, mostUrgent } from '../../domain/priority.js';
import { type DigestReason, type DigestRow, rowAmounts } from '../facts/digest.js';
import type { Need } from './figures.js';

/** More rows than this no channel reads; the rest is found by /collect overdue. */
const MOST_ROWS = 1_000;

/**
 * True while a break needs nobody today: somebody has spoken with the client since the deadline, and what came of it
 * asks for nothing more yet (R14).
 */
function isBeingHandled(need: Need, deadline: LocalDate, today: LocalDate, calendar: WorkingCalendar): boolean {
  const { contactOn, contactOutcome } = need;
  if (contactOn === null || contactOn <= deadline) return false;
  const outcome = outcomes.find((known) => known === contactOutcome) satisfies Outcome | undefined;
  const next = outcome === undefined ? null : nextActionOf(outcome);
  return next === null || today < addWorkingDays(contactOn, next.workingDays, calendar);
}

/** Every reason that holds, by kind. */
function reasonsOf(need: Need, today: LocalDate, calendar: WorkingCalendar): Map<DigestReasonKind, DigestReason> {
  const reasons = new Map<DigestReasonKind, DigestReason>();
  const { broken, due, revisit, daysOverdue } = need;
  if (broken !== null && !isBeingHandled(need, broken.deadline, today, calendar)) {
    const { promisedDate, partial } = broken;
    const inRow = Math.max(1, need.notKeptInRow);
    reasons.set('promise_broken', { kind: 'promise_broken', promisedDate, partial, inRow });
  }
  if (due !== null) {
    reasons.set('promise_due', { kind: 'promise_due', promisedDate: due.promisedDate, amount: due.amount });
  }
  if (revisit !== null) reasons.set('dispute_revisit', { kind: 'dispute_revisit', ...revisit });
  if (daysOverdue === null) return reasons;
  const { silentDays, silentLimit } = need;
  if (daysOverdue >= silentLimit && (silentDays === null || silentDays >= silentLimit)) {
    reasons.set('silent', { kind: 'silent', daysOverdue, silentDays });
  }
  if (need.newlyOverdue) reasons.set('newly_overdue', { kind: 'newly_overdue', daysOverdue });
  if (need.owner === null) reasons.set('no_owner', { kind: 'no_owner', daysOverdue });
  return reasons;
}

/** While a client rests only a promise that it has not kept since is a reason. */
function whileResting(reasons: Map<DigestReasonKind, DigestReason>, { restsSince, broken }: Need): typeof reasons {
  const told = reasons.get('promise_broken');
  if (restsSince === null) return reasons;
  return told !== undefined && broken !== null && broken.deadline >= restsSince
    ? new Map([['promise_broken', told]])
    : new Map();
}

function rowOf(need: Need, today: LocalDate, calendar: WorkingCalendar): DigestRow | null {
  const reasons = whileResting(reasonsOf(need, today, calendar), need);
  const kind = mostUrgent(reasons.keys());
  const reason = kind === undefined ? undefined : reasons.get(kind);
  if (kind === undefined || reason === undefined) return null;
  const { clientId, clientName, toCollect, owner, broken, daysOverdue } = need;
  const promiseId = (kind === 'promise_broken' ? broken?.id : undefined) ?? need.openPromiseId;
  const priority = digestPriority({
    reasonKind: kind,
    toCollectMinor: toCollect[0]?.minor ?? 0,
    daysOverdue: need.daysOverdue ?? 0,
    inRow: need.notKeptInRow,
  });
  return { clientId, clientName, toCollect, daysOverdue, reason, owner, promiseId, priority };
}

/** The rows of one channel's digest and how many of its clients with nothing to collect are among them. */
export interface ChannelRows {
  readonly rows: DigestRow[];
  /** Clients that need somebody for less than the channel's minimum. */
  readonly below: number;
  readonly listedWithoutToCollect: number;
  /** Of the others, those with a row or below the minimum, and what of theirs is to collect, by currency. */
  readonly listedWithToCollect: number;
  readonly toCollect: ReadonlyMap<string, number>;
}

/** Amounts of another currency are not compared (R1): such a client keeps its row. */
function isBelow(row: DigestRow, minimum: Money): boolean {
  const amounts = [...rowAmounts(row), ...row.toCollect];
  return (
    amounts.length > 0 && amounts.every(({ minor, currency }) => currency === minimum.currency && minor < minimum.minor)
  );
}

/**
 * One row a client, the most urgent reason on it, most urgent first (B3, R22).
 * @param minimum of the channel: clients with less get no row
 */
export function digestRows(
  needs: readonly Need[],
  today: LocalDate,
  calendar: WorkingCalendar,
  minimum: Money,
): ChannelRows {
  const listed = needs.flatMap((need) => {
    const row = rowOf(need, today, calendar);
    return row === null ? [] : [{ need, row }];
  });
  const large = listed.filter(({ row }) => !isBelow(row, minimum));
  const toCollect = new Map<string, number>();
  for (const { minor, currency } of listed.flatMap(({ need }) => need.toCollect)) {
    toCollect.set(currency, (toCollect.get(currency) ?? 0) + minor);
  }
  return {
    toCollect,
    listedWithToCollect: listed.filter(({ need }) => need.toCollect.length > 0).length,
    below: listed.length - large.length,
    rows: large
      .map(({ row }) => row)
      .sort((a, b) => b.priority - a.priority || (a.clientName < b.clientName ? -1 : 1))
      .slice(0, MOST_ROWS),
    listedWithoutToCollect: listed.filter(({ need }) => need.owes && need.toCollect.length === 0).length,
  };
}
