import { channelTroubleOf } from '../ledger/channel-refusal.js';
import type { GivenUp } from '../ledger/given-up.js';
import type { Lang } from '../text/language.js';

/** What was given up, in words: what, for whom, why, since when, and what to do where somebody can do something. */
export function givenUpWords(group: GivenUp, lang: Lang): string {
  const t = lang.t.cli.doctor.givenUp;
  const { kind, slackChannelId, name, messages, since, state, reason, worksAgain } = group;
  const place =
    slackChannelId === null
      ? t.toPerson(name ?? '?')
      : t.toChannel(name === null ? slackChannelId : `#${name.replace(/^#/, '')}`);
  const trouble = state === 'failed' && slackChannelId !== null ? channelTroubleOf(reason) : null;
  const why = state === 'unknown' ? t.unknown : trouble === null ? t.refused : t.todo[trouble];
  // To the minute, in no zone but UTC: the command line knows no reader's.
  const when = `${since.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const what = Object.hasOwn(t.kinds, kind) ? (t.kinds[kind] ?? kind) : kind;
  return [t.line(messages, what, place, when), t.why(why, reason), ...(worksAgain ? [t.worksAgain] : [])].join(' ');
}
