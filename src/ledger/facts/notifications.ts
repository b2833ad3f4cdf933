import { z } from 'zod';

/** Several messages that waited for somebody, in the order in which they are read: each as it would be by itself. */
export const morningNotice = z.object({
  /** The row of the outbox that says them; 0 where there is none yet. */
  batchId: z.int(),
  /** False: they came up together, in somebody's working hours. */
  waited: z.boolean().default(true),
  items: z.array(
    z.object({
      /** Its row in the outbox; missing where there is none. */
      id: z.int().optional(),
      kind: z.string(),
      facts: z.json(),
    }),
  ),
});
export type MorningNotice = z.infer<typeof morningNotice>;

/** To whoever switched their direct messages off, once: where everything is now, and the way back. */
export const notificationsOffNotice = z.object({
  /** They come again: there is nothing left to do about it. */
  onAgain: z.boolean().optional(),
});
