import type { Notice } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export function noticeMessage(notice: Notice, lang: Lang): SlackMessage {
  void [notice, lang];
  return simpleAnswer('…');
}
