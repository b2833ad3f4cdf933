import type { Lang } from '../../text/language.js';
import type { Misunderstanding, Question } from '../../understanding/reading.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

/** `verb`: the command's name; `typed`: all that stood behind it. */
export interface Asked {
  readonly verb: string;
  readonly typed: string;
}

export function questionMessage(asked: Asked & { readonly question: Question }, lang: Lang): SlackMessage {
  void [asked, lang];
  return simpleAnswer('…');
}

export function misunderstood(asked: Asked & { readonly problem: Misunderstanding }, lang: Lang): SlackMessage {
  void [asked, lang];
  return simpleAnswer('…');
}
