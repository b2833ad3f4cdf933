import { z } from 'zod';
import { inPush } from './common.js';

/** To whoever asked: the answer to a request that could not be answered where it was made, as it was built then. */
export const lateAnswerNotice = z.object({
  ...inPush,
  text: z.string(),
  /** Blocks of Slack's: at most as many as an answer has. */
  blocks: z.array(z.record(z.string(), z.json())),
});

/** To whoever asked: a request that was tried several times and never came to its end. */
export const requestGivenUpNotice = z.object({
  /** The whole line without "/collect"; null: a button or a form. */
  typed: z.string().nullable(),
  /** Some of what was asked for is in the books. */
  recorded: z.boolean(),
});
