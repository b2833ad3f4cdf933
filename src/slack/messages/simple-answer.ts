import { context, section } from './blocks.js';
import { clipMrkdwn, withoutBold } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';

/** One short answer. `text` is mrkdwn that is already harmless (a sentence of text/ with escaped names in it). */
export function simpleAnswer(text: string, beside?: string): SlackMessage {
  const blocks = [section(text)];
  return {
    text: clipMrkdwn(withoutBold(text), limits.messageText),
    blocks: beside === undefined ? blocks : [...blocks, context(beside)],
  };
}
