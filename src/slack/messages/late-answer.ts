import type { KnownBlock } from '@slack/types';
import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { clipMrkdwn, codeText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';

/** An answer that could not be given where it was asked for: the same, below why it comes here. */
export function lateAnswer(facts: NoticeFacts<'late_answer'>, lang: Lang): SlackMessage {
  const { late } = lang.t.answers.interrupted;
  const blocks = facts.blocks.slice(0, limits.blocksPerMessage - 1) as unknown as KnownBlock[];
  return { text: clipMrkdwn(facts.text, limits.messageText), blocks: [context(late), ...blocks] };
}

/** A request that never came to its end, and whether something of it was recorded. */
export function requestGivenUp(facts: NoticeFacts<'request_given_up'>, lang: Lang): SlackMessage {
  const { interrupted } = lang.t.answers;
  const text = lang.t.words.sentences([interrupted.givenUp, facts.recorded ? interrupted.partly : interrupted.nothing]);
  const typed =
    facts.typed === null || facts.typed === '' ? [] : [context(lang.t.errors.kept(codeText(facts.typed, 2500)))];
  return { text: clipMrkdwn(text, limits.messageText), blocks: [section(text), ...typed] };
}
