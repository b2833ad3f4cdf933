import { z } from 'zod';
import { localDateFact, moneyFact, personFact } from './common.js';

/** A typed payment that a file of the accounting program has too, as the one who typed it reads of it. */
const paymentMet = z.object({
  auditId: z.int(),
  clientName: z.string(),
  amount: moneyFact,
  /** As it was typed. */
  valueDate: localDateFact,
  /** Who said that these are two payments; null: they count once. */
  apart: personFact.nullable(),
  /** The file has it for other invoices: both count, until somebody says that they are one. */
  doubt: z
    .object({ typedFor: z.array(z.string()), bookedFor: z.array(z.string()), bookedOn: localDateFact })
    .optional(),
});
export type PaymentMet = z.infer<typeof paymentMet>;

export const paymentsMetNotice = z.object({
  fileName: z.string(),
  payments: z.array(paymentMet),
  /** It was asked whether they are the same; absent: they were taken for that. */
  asked: z.literal(true).optional(),
  /** Who typed them, where somebody else is told because they may not say any more what they are; absent: the reader. */
  typedBy: personFact.optional(),
});
