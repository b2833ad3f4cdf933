import { addWorkingDays, type WorkingCalendar } from './calendar.js';
import { daysBetween, type LocalDate } from './local-date.js';
import type { Money } from './money.js';
import type { Policy } from './policy.js';

/**
 * R31: why a client stands on the managers' list, each with its numbers and its share of the rank (R22). `Person` is
 * whatever names a person to the reader.
 */
export type EscalationTrigger<Person> =
  | { readonly kind: 'broken_in_row'; readonly points: number; readonly count: number }
  | { readonly kind: 'final_date_broken'; readonly points: number; readonly promisedDate: LocalDate }
  | { readonly kind: 'days_overdue'; readonly points: number; readonly days: number; readonly limit: number }
  | { readonly kind: 'amount'; readonly points: number; readonly overdue: Money; readonly limit: Money }
  | {
      readonly kind: 'no_contact';
      readonly points: number;
      /** Null: never. */
      readonly days: number | null;
      readonly limit: number;
    }
  | {
      readonly kind: 'dispute_past_revisit';
      readonly points: number;
      readonly revisitOn: LocalDate;
      readonly amount: Money;
    }
  | {
      readonly kind: 'owner_silent';
      readonly points: number;
      readonly sentOn: LocalDate;
      readonly owner: Person | null;
    }
  | { readonly kind: 'requested'; readonly points: number; readonly by: Person | null; readonly on: LocalDate };

/** What is known of one client, as of today. */
export interface EscalationFacts<Person> {
  /** Open and overdue (R2) by currency; a currency with nothing overdue may be left out. */
  readonly overdue: readonly {
    readonly currency: string;
    /** Minor units; disputed and promised are parts of it. */
    readonly overdue: number;
    readonly disputed: number;
    /** Under an open promise. */
    readonly promised: number;
  }[];
  /** Age of the oldest overdue invoice that is not disputed in full; 0 or less: none. */
  readonly oldestDaysOverdue: number;
  /** R10: promises in a row not kept, up to today. */
  readonly notKeptInRow: number;
  /** The promised date of a final promise that was not kept and has not been made good since; null: none. */
  readonly finalDateBroken: LocalDate | null;
  /** The last conversation (not retracted); null: never. */
  readonly lastContactOn: LocalDate | null;
  /** Open disputes whose invoice is still open. */
  readonly disputes: readonly { readonly revisitOn: LocalDate | null; readonly amount: Money }[];
  /** The oldest message to the owner that they have done nothing about; null: none. */
  readonly ownerMessage: { readonly sentOn: LocalDate; readonly owner: Person | null } | null;
  /** The owner asked for escalation and no manager has decided since; null: no. */
  readonly request: { readonly by: Person | null; readonly on: LocalDate } | null;
  /** A manager decided "keep with owner until" this day; null: no, or retracted. */
  readonly keepUntil: LocalDate | null;
}

/** Points of the triggers (R22): see `assessEscalation`. */
export const escalationPoints = {
  requested: 50,
  finalDateBroken: 40,
  brokenInRow: { first: 30, eachMore: 10, most: 60 },
  daysOverdue: { first: 20, eachTenDaysMore: 1, most: 40 },
  amount: { first: 20, eachTimesTheLimitMore: 5, most: 40 },
  ownerSilent: 20,
  noContact: { spoke: 15, never: 20 },
  disputePastRevisit: 15,
} as const;

/**
 * R31: the reasons for which a client is an escalation candidate, most points first, and their sum (R22: additive,
 * shown, sorted by). No reasons: no candidate. Thresholds are the policy's.
 *
 * | reason | holds when | points |
 * | --- | --- | --- |
 * | requested | the owner asked, and nobody decided since | 50 |
 * | final_date_broken | a promise marked as final was not kept | 40 |
 * | broken_in_row | notKeptInRow promises not kept in a row | 30, +10 for each more, at most 60 |
 * | days_overdue | the oldest undisputed invoice is daysOverdue late | 20, +1 for each 10 days more, at most 40 |
 * | amount | overdue and undisputed at least the currency's limit | 20, +5 for each times the limit more, at most 40 |
 * | owner_silent | ownerSilentWorkingDays since a message the owner left | 20 |
 * | no_contact | overdue, and silent, for noContactDays | 15; never any contact 20 |
 * | dispute_past_revisit | a dispute's revisit date is past | 15 |
 *
 * Who is off the list: whoever owes nothing that is overdue; whoever a manager left with the owner, up to and
 * including that day; whoever has promised all of it and has broken no promise since the last kept one (a plan that is
 * being kept); and what is disputed in full, for which only its own reason (past the revisit date) and the owner's
 * request count. The owner's request, which is later than the last decision, also ends "keep" and "promised".
 * Silence is no fault while everything overdue is promised or disputed (waiting is right, R4), nor before the client
 * has been overdue for that long.
 */
export function assessEscalation<Person>(
  facts: EscalationFacts<Person>,
  policy: Policy,
  today: LocalDate,
  calendar: WorkingCalendar,
): { reasons: EscalationTrigger<Person>[]; points: number } {
  const reasons = triggers(facts, policy.escalation, today, calendar).sort((a, b) => b.points - a.points);
  return { reasons, points: reasons.reduce((sum, reason) => sum + reason.points, 0) };
}

function triggers<Person>(
  facts: EscalationFacts<Person>,
  policy: Policy['escalation'],
  today: LocalDate,
  calendar: WorkingCalendar,
): EscalationTrigger<Person>[] {
  const overdue = facts.overdue.filter((sums) => sums.overdue > 0);
  const undisputed = overdue.filter((sums) => sums.overdue > sums.disputed);
  const chaseable = undisputed.filter((sums) => sums.overdue > sums.disputed + sums.promised);
  if (overdue.length === 0) return [];
  const requested = facts.request !== null;
  if (!requested && facts.keepUntil !== null && today <= facts.keepUntil) return [];

  const reasons: EscalationTrigger<Person>[] = [...requestTrigger(facts), ...disputeTriggers(facts, today)];
  const broken = facts.notKeptInRow > 0 || facts.finalDateBroken !== null;
  const planIsKept = chaseable.length === 0 && !broken;
  if (undisputed.length === 0 || (planIsKept && !requested)) return reasons;

  reasons.push(...promiseTriggers(facts, policy));
  if (facts.oldestDaysOverdue >= policy.daysOverdue) {
    const { first, eachTenDaysMore, most } = escalationPoints.daysOverdue;
    const more = Math.floor((facts.oldestDaysOverdue - policy.daysOverdue) / 10) * eachTenDaysMore;
    reasons.push({
      kind: 'days_overdue',
      points: Math.min(most, first + more),
      days: facts.oldestDaysOverdue,
      limit: policy.daysOverdue,
    });
  }
  for (const { currency, overdue, disputed } of undisputed) {
    const limit = policy.amountLimits[currency];
    const amount = overdue - disputed;
    if (limit === undefined || amount < limit) continue;
    const { first, eachTimesTheLimitMore, most } = escalationPoints.amount;
    reasons.push({
      kind: 'amount',
      points: Math.min(most, first + (Math.floor(amount / limit) - 1) * eachTimesTheLimitMore),
      overdue: { minor: amount, currency },
      limit: { minor: limit, currency },
    });
  }
  if (facts.ownerMessage !== null) {
    const { sentOn, owner } = facts.ownerMessage;
    if (today >= addWorkingDays(sentOn, policy.ownerSilentWorkingDays, calendar)) {
      reasons.push({ kind: 'owner_silent', points: escalationPoints.ownerSilent, sentOn, owner });
    }
  }
  if (chaseable.length > 0 && facts.oldestDaysOverdue >= policy.noContactDays) {
    const days = facts.lastContactOn === null ? null : daysBetween(facts.lastContactOn, today);
    if (days === null || days >= policy.noContactDays) {
      const worth = days === null ? escalationPoints.noContact.never : escalationPoints.noContact.spoke;
      reasons.push({ kind: 'no_contact', points: worth, days, limit: policy.noContactDays });
    }
  }
  return reasons;
}

function requestTrigger<Person>(facts: EscalationFacts<Person>): EscalationTrigger<Person>[] {
  return facts.request === null ? [] : [{ kind: 'requested', points: escalationPoints.requested, ...facts.request }];
}

/** One reason, for the dispute that has waited longest: five old disputes are one thing to decide, not five. */
function disputeTriggers<Person>(facts: EscalationFacts<Person>, today: LocalDate): EscalationTrigger<Person>[] {
  const past = facts.disputes
    .flatMap(({ revisitOn, amount }) => (revisitOn !== null && revisitOn < today ? [{ revisitOn, amount }] : []))
    .sort((a, b) => (a.revisitOn < b.revisitOn ? -1 : a.revisitOn > b.revisitOn ? 1 : 0));
  return past
    .slice(0, 1)
    .map((dispute) => ({ kind: 'dispute_past_revisit', points: escalationPoints.disputePastRevisit, ...dispute }));
}

function promiseTriggers<Person>(
  facts: EscalationFacts<Person>,
  policy: Policy['escalation'],
): EscalationTrigger<Person>[] {
  const reasons: EscalationTrigger<Person>[] = [];
  if (facts.finalDateBroken !== null) {
    reasons.push({
      kind: 'final_date_broken',
      points: escalationPoints.finalDateBroken,
      promisedDate: facts.finalDateBroken,
    });
  }
  if (facts.notKeptInRow >= policy.notKeptInRow) {
    const { first, eachMore, most } = escalationPoints.brokenInRow;
    const more = (facts.notKeptInRow - policy.notKeptInRow) * eachMore;
    reasons.push({ kind: 'broken_in_row', points: Math.min(most, first + more), count: facts.notKeptInRow });
  }
  return reasons;
}

/** Order of the list: most points first, then the oldest, then by name so that it never shuffles. */
export function compareCandidates(
  a: { readonly points: number; readonly oldestDaysOverdue: number; readonly clientName: string },
  b: { readonly points: number; readonly oldestDaysOverdue: number; readonly clientName: string },
): number {
  return (
    b.points - a.points ||
    b.oldestDaysOverdue - a.oldestDaysOverdue ||
    (a.clientName < b.clientName ? -1 : a.clientName > b.clientName ? 1 : 0)
  );
}
