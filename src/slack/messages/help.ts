import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

/** One command as help shows it, in the person's language already. */
export interface CommandHelp {
  readonly name: string;
  /** "log CLIENT promised DATE [AMOUNT] …" */
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  readonly aliases: readonly string[];
  readonly role: 'member' | 'finance' | 'manager';
}

export function helpMessage(commands: readonly CommandHelp[], topic: string | null, lang: Lang): SlackMessage {
  void [commands, topic, lang];
  return simpleAnswer('…');
}
