import { answers } from './en/answers.js';
import { buttons } from './en/buttons.js';
import { cli } from './en/cli.js';
import { commands } from './en/commands.js';
import { digest } from './en/digest.js';
import { dropped } from './en/dropped.js';
import { enquiries } from './en/enquiries.js';
import { errors } from './en/errors.js';
import { escalations } from './en/escalations.js';
import { forms } from './en/forms.js';
import { home } from './en/home.js';
import { imports } from './en/imports.js';
import { notifications } from './en/notifications.js';
import { payments } from './en/payments.js';
import { promises } from './en/promises.js';
import { questions } from './en/questions.js';
import { receipts } from './en/receipts.js';
import { setup } from './en/setup.js';
import { status } from './en/status.js';
import { words } from './en/words.js';

/**
 * English. Functions get their arguments ready to print (amounts and dates formatted, names harmless: see
 * slack/messages/escape.ts), so that a sentence is only a sentence.
 */
export const en = {
  answers,
  buttons,
  cli,
  commands,
  digest,
  dropped,
  enquiries,
  errors,
  escalations,
  forms,
  home,
  imports,
  notifications,
  payments,
  promises,
  questions,
  receipts,
  setup,
  status,
  words,
};

/** Every sentence that a person reads, of one language: English is the shape, others must have the same keys. */
export type Text = typeof en;
