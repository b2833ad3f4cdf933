import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Money } from '../../domain/money.js';
import {
  inPush,
  insteadFact,
  invoiceFact,
  keptRateFact,
  lastConversationFact,
  localDateFact,
  moneyFact,
  personFact,
} from './common.js';

export const promiseStateFact = z.enum(['open', 'kept', 'partially_kept', 'broken', 'superseded', 'withdrawn']);

/** A promise to pay as messages show it. */
export const promiseFact = z.object({
  id: z.int(),
  clientId: z.int(),
  clientName: z.string(),
  amount: moneyFact,
  received: moneyFact,
  promisedDate: localDateFact,
  deadline: localDateFact,
  givenOn: localDateFact,
  state: promiseStateFact,
  /** R9: 1 first date, 2 second … */
  level: z.int(),
  /** The first date of the chain, and how many days it slipped since (0 at level 1). */
  firstPromisedDate: localDateFact,
  slipDays: z.int(),
  finalDate: z.boolean(),
  covers: z.array(invoiceFact.extend({ promised: moneyFact, level: z.int() })),
});
export type PromiseFact = z.infer<typeof promiseFact>;

/** One short line in the project's channel. */
export const promiseLoggedNotice = z.object({
  promises: z.array(promiseFact).min(1),
  by: personFact,
  /** False: the channel's setting wants no amounts; absent: they are shown. */
  amountsShown: z.boolean().optional(),
  undone: z.boolean(),
});
export type PromiseLoggedNotice = z.infer<typeof promiseLoggedNotice>;

/** What was decided about a promise: from the buttons of a message about it, or elsewhere. */
export const promiseDecision = z.object({
  /**
   * `escalated`: its owner asked the managers to decide; `taken_over`: a manager escalated the client; `ended`: the
   * promise itself is over, its state is the outcome.
   */
  kind: z.enum(['paid', 'new_date', 'called', 'logged', 'escalated', 'taken_over', 'ended']),
  /** Null: an import, or whoever runs Collect. */
  by: personFact.nullable(),
  at: z.iso.datetime(),
  auditId: z.int(),
  /** Not from the message's buttons: it shows no Undo. */
  elsewhere: z.boolean().optional(),
  summary: z.object({
    amount: moneyFact.nullable(),
    date: localDateFact.nullable(),
    level: z.int().nullable(),
    outcome: z.string().nullable(),
  }),
});

export type PromiseDecisionFact = z.infer<typeof promiseDecision>;

/** The working day before a promise is due: DM to the owner (R7). Rewritten in place when somebody decides. */
export const promiseDueNotice = z.object({
  ...inPush,
  promise: promiseFact,
  lastConversation: lastConversationFact.nullable(),
  channelName: z.string().nullable(),
  why: z.enum(['owner', 'backup', 'manager']),
  /** Whom they stand in for; missing in what earlier versions wrote. */
  instead: insteadFact.nullable().optional(),
  /** What was decided from the buttons; null, or missing in what earlier versions wrote, while it is open. */
  decision: promiseDecision.nullable().optional(),
});
export type PromiseDueNotice = z.infer<typeof promiseDueNotice>;

/** The DM about a promise not kept (R8). Sent once; rewritten in place when somebody decides. */
export const promiseBrokenNotice = z.object({
  ...inPush,
  promise: promiseFact,
  /** Open for this client now, in the promise's currency, and the age of the oldest overdue invoice of it; 0: none. */
  openNow: moneyFact,
  oldestDaysOverdue: z.int(),
  /** How many promises in a row were not kept, this one included. */
  notKeptInRow: z.int(),
  keptRate: keptRateFact,
  lastConversation: lastConversationFact.nullable(),
  /** The day the check ran; later than the day after the deadline: detected late (R11). */
  detectedOn: localDateFact,
  detectedLate: z.boolean(),
  channelName: z.string().nullable(),
  why: z.enum(['owner', 'backup', 'manager']),
  /** Whom they stand in for; missing in what earlier versions wrote. */
  instead: insteadFact.nullable().optional(),
  owner: personFact.nullable(),
  /** What was decided from the buttons; null while it is open. */
  decision: promiseDecision.nullable(),
});
export type PromiseBrokenNotice = z.infer<typeof promiseBrokenNotice>;

/** What a client's open promises come to. */
export interface PromisedTogether {
  readonly count: number;
  /** One a currency. */
  readonly amounts: readonly Money[];
  /** The last of their dates. */
  readonly until: LocalDate;
}
