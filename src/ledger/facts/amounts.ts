import { z } from 'zod';

/** Who reads what is posted in a channel: members alone, guests or other organisations too, or nobody knows. */
export type Readers = 'members' | 'guests' | 'unknown';

/** Why a channel that is set to show amounts does not: who reads there. Null: it does, or is not set so. */
export const amountsHidden = z.enum(['guests', 'unknown']).nullable();
export type AmountsHidden = z.infer<typeof amountsHidden>;

/** Of the facts of a message in a channel, those that say whether it names amounts, and why not. */
export const amountsFor = (
  wanted: boolean,
  readers: Readers,
): { readonly amountsShown: boolean; readonly amountsHidden: AmountsHidden } => ({
  amountsShown: wanted && readers === 'members',
  amountsHidden: wanted && readers !== 'members' ? readers : null,
});
