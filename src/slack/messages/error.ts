import { UserError } from '../../domain/user-error.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export interface ErrorFacts {
  /** A UserError; a fault of ours with the id it was logged under; or the database could not be reached. */
  readonly error: UserError | { readonly id: string } | { readonly unreachable: true };
  /** The whole line without "/collect"; null: nothing was typed (a button, a form). */
  readonly typed: string | null;
  /** For role_required: people who can, for the button "Send it to @kim". */
  readonly passOnTo?: readonly { readonly personId: number; readonly name: string }[];
}

export function errorMessage(facts: ErrorFacts, lang: Lang): SlackMessage {
  void [facts, lang];
  return simpleAnswer('…');
}

export function staleButton(lang: Lang): SlackMessage {
  void [lang];
  return simpleAnswer('…');
}

export const isUserError = (error: unknown): error is UserError => error instanceof UserError;
