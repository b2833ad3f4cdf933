import { z } from 'zod';
import { setupSteps } from '../../domain/setup.js';

/** Where setting up stands, for the person who does it. */
export const setupNotice = z.object({
  steps: z.array(z.object({ step: z.enum(setupSteps), state: z.enum(['done', 'later', 'open']) })),
  timezone: z.string(),
  currency: z.string(),
  /** The zone in which this person lives, as Slack has it; null: not known. */
  ownZone: z.string().nullable(),
  /** Names of the first few. */
  projects: z.array(z.string()),
  /** Those of the first few projects whose receivables nobody looks after. */
  ownerless: z.array(z.string()).default([]),
  /** What is on the books. */
  invoices: z.int(),
  /** Names of people with a role, the first few. */
  finance: z.array(z.string()),
  managers: z.array(z.string()),
  admins: z.array(z.string()).default([]),
  /** They are an admin: time zone, currency and who manages are theirs to say. */
  decides: z.boolean().default(true),
  /** It comes by itself, and only once. */
  offered: z.boolean(),
});
