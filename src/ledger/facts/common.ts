import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';

/** Facts are what a message is made of: plain JSON, so that the outbox can keep them. */
export const localDateFact = z.iso.date().transform((text) => text as LocalDate);
export const moneyFact = z.object({ minor: z.int(), currency: z.string().length(3) });

/** A person as a message names them: `slackUserId` becomes a mention where the message should reach them. */
export const personFact = z.object({ id: z.int(), name: z.string(), slackUserId: z.string().nullable() });
export type PersonFact = z.infer<typeof personFact>;

/** In whose place somebody is told something, and why not that one. `until`: the last day of an absence; `channelName`: where they are not. */
export const insteadFact = z.object({
  person: personFact,
  reason: z.enum(['away', 'deactivated', 'unreachable', 'not_in_channel']),
  until: localDateFact.nullable(),
  channelName: z.string().optional(),
});
export type InsteadFact = z.infer<typeof insteadFact>;

/** One invoice as messages show it. daysOverdue <= 0: not overdue (0: due today). */
export const invoiceFact = z.object({
  id: z.int(),
  number: z.string(),
  dueDate: localDateFact,
  daysOverdue: z.int(),
  amount: moneyFact,
  open: moneyFact,
  link: z.string().nullable(),
});
export type InvoiceFact = z.infer<typeof invoiceFact>;

/** Kept rate of R12; n < 3: too few to say. */
export const keptRateFact = z.object({ kept: z.int(), n: z.int() });
export type KeptRateFact = z.infer<typeof keptRateFact>;

/** Sums of one currency (R2-R4). Buckets hold what is outstanding by age of its due date. */
export const agingFact = z.object({
  currency: z.string().length(3),
  outstanding: z.int(),
  notDue: z.int(),
  days1to30: z.int(),
  days31to60: z.int(),
  days61to90: z.int(),
  days91plus: z.int(),
  overdue: z.int(),
  /** Of the due and overdue: under an open promise, and in dispute. */
  promised: z.int(),
  disputed: z.int(),
  /** R4. */
  toCollect: z.int(),
  openInvoices: z.int(),
  overdueInvoices: z.int(),
});
export type AgingFact = z.infer<typeof agingFact>;

/** What was said last with a client. */
export const lastConversationFact = z.object({
  happenedOn: localDateFact,
  outcome: z.string(),
  medium: z.string(),
  note: z.string().nullable(),
  contactName: z.string().nullable(),
  byName: z.string().nullable(),
  /** The Slack message that it was logged from; null or missing: it was not logged from one. */
  permalink: z.string().nullable().optional(),
});
export type LastConversationFact = z.infer<typeof lastConversationFact>;

/** Of a direct message whose push line can name amounts: the outbox adds it (push-amounts.ts). False: it names none. */
export const inPush = { pushAmounts: z.boolean().optional() };
