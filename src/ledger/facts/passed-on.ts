import { z } from 'zod';
import { inPush, localDateFact, personFact } from './common.js';

/** By whom and when a line was run that was offered as a button, and the audit entry of what it recorded: its Undo. */
export const doneFact = z.object({ by: personFact, at: z.iso.datetime(), auditId: z.int() });
export type DoneFact = z.infer<typeof doneFact>;

/** A request of somebody without the role, passed on to one who has it ("Send it to @kim"). `on`: the day it was. */
export const passedOnNotice = z.object({
  ...inPush,
  by: personFact,
  typed: z.string(),
  on: localDateFact,
  /** Absent: nobody did it yet. */
  done: doneFact.nullable().optional(),
});
export type PassedOnNotice = z.infer<typeof passedOnNotice>;

/** To whoever asked for it: it was done; or what was done was taken back. */
export const passedOnDoneNotice = z.object({
  ...inPush,
  typed: z.string(),
  on: localDateFact,
  done: doneFact,
  undone: z.boolean(),
});
