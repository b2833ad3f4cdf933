import type { KnownBlock } from '@slack/types';
import type { MorningNotice } from '../../ledger/facts/notifications.js';
import { type Notice, readNotice } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { actionIds, morningValue } from './action-ids.js';
import { button, section } from './blocks.js';
import { bold, clipMrkdwn } from './escape.js';
import { limits, rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';
import { count } from './wording.js';

/** How one of them looks by itself. */
type Build = (notice: Notice, lang: Lang) => SlackMessage;

/** Several messages that waited for somebody, each with its buttons; those that do not fit are counted, behind a button. */
export function morning(facts: MorningNotice, lang: Lang, build: Build): SlackMessage {
  const messages = builtOf(facts, lang, build);
  const n = messages.length;
  const say = facts.waited || n === 0 ? lang.t.notifications.morning : lang.t.notifications.together;
  const total = count(n, lang);
  const first = messages[0]?.text;
  return {
    text: clipMrkdwn(first === undefined ? say.title(n, total) : say.push(n, total, first), limits.messageText),
    blocks: page(section(bold(say.title(n, total))), facts, messages, 0, lang),
  };
}

/** The same from one of them on, for whoever asked for the rest. Null: there is none. */
export function restOfMorning(facts: MorningNotice, from: number, lang: Lang, build: Build): SlackMessage | null {
  const say = lang.t.notifications.morning;
  const messages = builtOf(facts, lang, build);
  const left = messages.length - from;
  if (left <= 0) return null;
  const title = say.rest(left, count(left, lang));
  return { text: title, blocks: page(section(bold(title)), facts, messages, from, lang) };
}

function page(
  title: KnownBlock,
  { batchId }: MorningNotice,
  messages: readonly SlackMessage[],
  from: number,
  lang: Lang,
): KnownBlock[] {
  const here = messages.slice(from);
  const fitting = rowsThatFit(here, (message) => [{ type: 'divider' }, ...message.blocks], [title]);
  // One that fills a message by itself comes by itself: it is within what Slack takes.
  const [alone] = here;
  const shown = fitting.shown === 0 && alone !== undefined && from > 0 ? 1 : fitting.shown;
  const blocks = shown === fitting.shown ? fitting.blocks : (alone?.blocks ?? []);
  const left = here.length - shown;
  return [title, ...blocks, ...(left > 0 ? [more(batchId, from + shown, left, lang)] : [])];
}

function more(batchId: number, from: number, left: number, lang: Lang): KnownBlock {
  const say = lang.t.notifications.morning;
  const text = say.more(left, count(left, lang));
  return section(
    text,
    button({
      text: say.showMore,
      label: say.showMoreLabel,
      action: actionIds.morningRest,
      value: morningValue.encode({ batchId, from }),
    }),
  );
}

/** One that this version cannot read is left out: the others are said all the same. */
function builtOf(facts: MorningNotice, lang: Lang, build: Build): SlackMessage[] {
  return facts.items.flatMap((item) => {
    try {
      return [build(readNotice(item.kind, item.facts), lang)];
    } catch {
      return [];
    }
  });
}
