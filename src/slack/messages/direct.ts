import type { Notice } from '../../ledger/notice.js';
import { urgencies } from '../../ledger/urgency.js';
import type { Lang } from '../../text/language.js';
import { context } from './blocks.js';
import type { SlackMessage } from './message.js';
import { noticeMessage } from './notice.js';

/**
 * A notice as a direct message: below what nobody asked for stands when such messages come, and where one changes that.
 * Why this person gets it, the notice itself says.
 */
export function directMessage(notice: Notice, lang: Lang): SlackMessage {
  const message = noticeMessage(notice, lang);
  if (urgencies[notice.kind] === 'answer') return message;
  return { ...message, blocks: [...message.blocks, context(lang.t.notifications.footer)] };
}
