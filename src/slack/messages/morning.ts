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
type Item = MorningNotice['items'][number];
/** A message that says several; `waited`: they came together because they had to wait, not because they are about one thing. */
interface Several {
  readonly batchId: number;
  readonly waited: boolean;
}
/** One of them, and its place among all. */
interface Built {
  readonly at: number;
  readonly message: SlackMessage;
}

/** Several messages that waited for somebody, each with its buttons; those that do not fit are counted, behind a button. */
export function morning(facts: MorningNotice, lang: Lang, build: Build): SlackMessage {
  const messages = builtOf(facts.items, lang, build);
  const n = messages.length;
  const waited = facts.waited || n === 0;
  const say = waited ? lang.t.notifications.morning : lang.t.notifications.together;
  const total = count(n, lang);
  const first = messages[0]?.message.text;
  return {
    text: clipMrkdwn(first === undefined ? say.title(n, total) : say.push(n, total, first), limits.messageText),
    blocks: page(section(bold(say.title(n, total))), { batchId: facts.batchId, waited }, messages, false, lang),
  };
}

/** The same from one of them on, for whoever asked for the rest; those that are not theirs any more are null. Null: there is none. */
export function restOfMorning(
  { batchId, items, waited }: Several & { readonly items: readonly (Item | null)[] },
  from: number,
  lang: Lang,
  build: Build,
): SlackMessage | null {
  const say = waited ? lang.t.notifications.morning : lang.t.notifications.together;
  const messages = builtOf(items, lang, build).filter(({ at }) => at >= from);
  const left = messages.length;
  if (left === 0) return null;
  const title = say.rest(left, count(left, lang));
  return { text: title, blocks: page(section(bold(title)), { batchId, waited }, messages, true, lang) };
}

/** @param answered it was asked for: one that fills a message by itself comes by itself */
function page(
  title: KnownBlock,
  several: Several,
  messages: readonly Built[],
  answered: boolean,
  lang: Lang,
): KnownBlock[] {
  const fitting = rowsThatFit(messages, ({ message }) => [{ type: 'divider' }, ...message.blocks], [title]);
  const [alone] = messages;
  // It is within what Slack takes.
  const shown = fitting.shown === 0 && alone !== undefined && answered ? 1 : fitting.shown;
  const blocks = shown === fitting.shown ? fitting.blocks : (alone?.message.blocks ?? []);
  const next = messages[shown];
  return [title, ...blocks, ...(next === undefined ? [] : [more(several, next.at, messages.length - shown, lang)])];
}

function more({ batchId, waited }: Several, from: number, left: number, lang: Lang): KnownBlock {
  const { morning: say, together } = lang.t.notifications;
  const text = say.more(left, count(left, lang));
  return section(
    text,
    button({
      text: say.showMore,
      label: waited ? say.showMoreLabel : together.showMoreLabel,
      action: actionIds.morningRest,
      value: morningValue.encode({ batchId, from }),
    }),
  );
}

/** Those that cannot be built, each with the reason: whoever sends the message gives them up. */
export function unbuildable(
  { items }: MorningNotice,
  lang: Lang,
  build: Build,
): { readonly id: number | null; readonly error: unknown }[] {
  return items.flatMap(({ id, kind, facts }) => {
    try {
      build(readNotice(kind, facts), lang);
      return [];
    } catch (error) {
      return [{ id: id ?? null, error }];
    }
  });
}

/** The others are said all the same. */
function builtOf(items: readonly (Item | null)[], lang: Lang, build: Build): Built[] {
  return items.flatMap((item, at) => {
    if (item === null) return [];
    try {
      return [{ at, message: build(readNotice(item.kind, item.facts), lang) }];
    } catch {
      return [];
    }
  });
}
