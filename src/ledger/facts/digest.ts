import { z } from 'zod';
import type { Money } from '../../domain/money.js';
import { amountsHidden } from './amounts.js';
import { agingFact, localDateFact, moneyFact, personFact } from './common.js';

/** Why a client needs a person today. Exactly one is shown as the reason: the most urgent. */
export const digestReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('promise_broken'), promisedDate: localDateFact, inRow: z.int(), partial: z.boolean() }),
  z.object({ kind: z.literal('promise_due'), promisedDate: localDateFact, amount: moneyFact }),
  z.object({ kind: z.literal('dispute_revisit'), revisitOn: localDateFact, amount: moneyFact }),
  z.object({
    kind: z.literal('silent'),
    daysOverdue: z.int(),
    /** null: never talked to */ silentDays: z.int().nullable(),
  }),
  z.object({ kind: z.literal('newly_overdue'), daysOverdue: z.int() }),
  z.object({ kind: z.literal('no_owner'), daysOverdue: z.int() }),
]);
export type DigestReason = z.infer<typeof digestReason>;

/** One client, one row. */
export const digestRow = z.object({
  clientId: z.int(),
  clientName: z.string(),
  /** To collect by currency (R4), largest first. */
  toCollect: z.array(moneyFact),
  /** Age of the oldest overdue invoice of which something is to collect; null: none. */
  daysOverdue: z.int().nullable().default(null),
  reason: digestReason,
  /** null: nobody owns it (said in the row). */
  owner: personFact.nullable(),
  /** An open promise of this client, for the button "Paid"/"New date"; null if none. */
  promiseId: z.int().nullable(),
  priority: z.number(),
});
export type DigestRow = z.infer<typeof digestRow>;

/** What a row is about: money under a promise or in dispute is not "to collect" (R4), but it is what the row says. */
export function rowAmounts({ reason, toCollect }: DigestRow): readonly Money[] {
  return reason.kind === 'promise_due' || reason.kind === 'dispute_revisit' ? [reason.amount] : toCollect;
}

/** What changed since the last digest. */
export const digestChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paid'), clientName: z.string(), amount: moneyFact, promiseKept: z.boolean() }),
  z.object({ kind: z.literal('promise_kept'), clientName: z.string(), amount: moneyFact }),
  z.object({
    kind: z.literal('promise_broken'),
    clientName: z.string(),
    amount: moneyFact,
    promisedDate: localDateFact,
  }),
  z.object({ kind: z.literal('newly_overdue'), clientName: z.string(), amount: moneyFact }),
  z.object({ kind: z.literal('promised'), clientName: z.string(), amount: moneyFact, promisedDate: localDateFact }),
]);
export type DigestChange = z.infer<typeof digestChange>;

/** What somebody did about a client: what its row says from then on. */
export const deedFact = z.discriminatedUnion('kind', [
  /** `dates`: how many there are; `until` is the last of them. */
  z.object({ kind: z.literal('promised'), amounts: z.array(moneyFact), until: localDateFact, dates: z.int() }),
  z.object({ kind: z.literal('logged'), outcome: z.string(), medium: z.string() }),
  z.object({ kind: z.literal('disputed'), amount: moneyFact, revisitOn: localDateFact }),
  z.object({ kind: z.literal('paid'), amount: moneyFact }),
  z.object({ kind: z.literal('assigned'), owner: personFact }),
  z.object({ kind: z.literal('snoozed'), until: localDateFact }),
  z.object({ kind: z.literal('escalated') }),
]);
export type DeedFact = z.infer<typeof deedFact>;

/** A deed as a digest that stands in a channel shows it. */
export const shownDeed = z.object({
  clientId: z.int(),
  /** Null: nobody in Slack. */
  by: personFact.nullable(),
  /** In the channel's time zone, to be printed. */
  localTime: z.string(),
  what: deedFact,
});
export type ShownDeed = z.infer<typeof shownDeed>;

/** Facts that every message of a digest has. What was written before there were such is without them. */
const inDigest = {
  /** False: no amounts in what is posted and in push lines, because the channel is set so, or of who reads there. */
  amountsShown: z.boolean().default(true),
  amountsHidden: amountsHidden.optional(),
  /** What was done since it was posted, earliest first. */
  deeds: z.array(shownDeed).default([]),
};

/** The morning digest of one channel. Rows most urgent first; the message shows ten, the thread the rest. */
export const digestNotice = z.object({
  ...inDigest,
  channelName: z.string(),
  projectNames: z.array(z.string()),
  today: localDateFact,
  /** The day of the digest before this one; null: this is the first. */
  since: localDateFact.nullable(),
  aging: z.array(agingFact),
  /** To collect in the digest before, by currency. */
  toCollectBefore: z.array(moneyFact),
  rows: z.array(digestRow),
  /** Clients that would have a row but for the channel's minimum, and that minimum; null: none. */
  belowMinimum: z.object({ clients: z.int(), minimum: moneyFact }).nullable().default(null),
  changes: z.array(digestChange),
  /** Clients whose money is all promised, disputed or not due: folded into one line. */
  quietClients: z.int(),
  /** Clients of whom something is to collect and who need nobody today (spoken with, resting, overdue since lately). */
  waiting: z
    .object({ clients: z.int(), amounts: z.array(moneyFact) })
    .nullable()
    .default(null),
  nextPromise: z.object({ clientName: z.string(), amount: moneyFact, promisedDate: localDateFact }).nullable(),
  data: z.object({
    /** When the newest invoices came in, null: nothing was ever imported (all was typed). */
    at: z.iso.datetime().nullable(),
    /** The same in the channel's time zone, to be printed. */
    localDate: localDateFact.nullable(),
    localTime: z.string().nullable(),
    fileName: z.string().nullable(),
    /** The larger file that most of the figures are from, if the newest was a small one. */
    most: z.object({ localDate: localDateFact, fileName: z.string() }).nullable().default(null),
    /** A file of payments of a later day than the invoices. */
    payments: z.object({ localDate: localDateFact, fileName: z.string() }).nullable().default(null),
    /** Older than the policy allows: nobody is asked to chase on them. */
    stale: z.boolean(),
    importedBy: personFact.nullable(),
  }),
  setUpBy: personFact.nullable(),
});
export type DigestNotice = z.infer<typeof digestNotice>;

/** The list in the digest's thread: one page of it. */
export const digestThreadNotice = z.object({
  ...inDigest,
  page: z.int(),
  pages: z.int(),
  rows: z.array(digestRow),
  /** So many of these rows, the first ones, stand in the digest itself; where Slack takes no table they are left out. */
  above: z.int().default(0),
  today: localDateFact.nullable().default(null),
});
export type DigestThreadNotice = z.infer<typeof digestThreadNotice>;
