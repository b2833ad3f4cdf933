import type { KnownBlock } from '@slack/types';
import type { DigestThreadNotice } from '../../ledger/facts/digest.js';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { digestRowBlock } from './digest-row.js';
import { bold } from './escape.js';
import { budget, rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';

/** Names give way before a row does. */
const NAME_LENGTHS = [80, 40, 24] as const;

/** One page of the rows that the digest had no room for: the same rows, and a word about those that do not fit. */
export function digestThread(facts: DigestThreadNotice, lang: Lang): SlackMessage {
  const { digest: say } = lang.t;
  const head = [section(bold(say.threadTitle(facts.page, facts.pages)))];
  const build =
    (nameMax: number) =>
    (row: DigestThreadNotice['rows'][number]): KnownBlock[] => [digestRowBlock(row, lang, null, nameMax)];
  let fit = rowsThatFit(facts.rows, build(NAME_LENGTHS[0]), head);
  for (const nameMax of NAME_LENGTHS.slice(1)) {
    if (fit.shown === facts.rows.length || fit.shown >= budget.blocks - 2) break;
    fit = rowsThatFit(facts.rows, build(nameMax), head);
  }
  const left = facts.rows.length - fit.shown;
  const blocks = [...head, ...fit.blocks, ...(left > 0 ? [context(say.threadLeftOut(left))] : [])];
  return { text: say.threadPush(facts.rows.length, facts.page, facts.pages), blocks };
}
