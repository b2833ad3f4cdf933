import type { KnownBlock } from '@slack/types';
import { channelTroubleOf } from '../../ledger/channel-refusal.js';
import type { GivenUp } from '../../ledger/given-up.js';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { bold, escapeText } from './escape.js';
import { channelLink, instant, wordFor } from './wording.js';

/** For a manager's Home tab: what did not arrive, where, why, and what to do; nothing where all arrives. */
export function undelivered(groups: readonly GivenUp[], more: number, lang: Lang): KnownBlock[] {
  if (groups.length === 0) return [];
  const say = lang.t.answers.undelivered;
  const rows = groups.map((group) => section(lang.t.words.lines([whatOf(group, lang), whyOf(group, lang)])));
  return [
    { type: 'divider' },
    section(bold(say.title)),
    ...rows,
    context(more > 0 ? lang.t.words.lines([lang.t.words.andMore(more), say.all]) : say.all),
  ];
}

function whatOf({ kind, slackChannelId, name, messages, since }: GivenUp, lang: Lang): string {
  const say = lang.t.answers.undelivered;
  const { kinds, toChannel, toPerson } = lang.t.cli.doctor.givenUp;
  const place =
    slackChannelId === null
      ? toPerson(escapeText(name ?? '?', 60))
      : toChannel(channelLink(slackChannelId, name ?? slackChannelId, lang));
  return say.line(messages, bold(wordFor(kinds, kind)), place, instant(since));
}

function whyOf({ state, reason, slackChannelId }: GivenUp, lang: Lang): string {
  const say = lang.t.answers.undelivered;
  const code = escapeText(reason, 60);
  if (state === 'unknown') return say.why(say.unknown, code);
  const trouble = slackChannelId === null ? null : channelTroubleOf(reason);
  if (trouble !== null) return say.why(lang.t.answers.channelRefused.todo[trouble], code);
  return say.why(Object.hasOwn(say.todo, reason) ? (say.todo[reason] ?? say.refused) : say.refused, code);
}
