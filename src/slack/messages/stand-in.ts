import type { InsteadFact } from '../../ledger/facts/common.js';
import type { Lang } from '../../text/language.js';
import { channelName, fullDate, mention, personName } from './wording.js';

/** Why somebody gets what is another's: whom they stand in for, and why that one does not get it. */
export function standIn(
  as: 'backup' | 'manager',
  { person, reason, until, channelName: elsewhere }: InsteadFact,
  client: string,
  channel: string | null,
  lang: Lang,
): string {
  const say = lang.t.notifications.standIn[as];
  if (reason === 'away' && until !== null) return say.away(mention(person), fullDate(until, lang), client, channel);
  // Nobody is called who is no longer there.
  if (reason === 'deactivated') return say.deactivated(personName(person), client, channel);
  if (reason === 'not_in_channel' && elsewhere !== undefined) {
    return say.notInChannel(mention(person), channelName(elsewhere, lang) ?? '', client);
  }
  return say.unreachable(mention(person), client, channel);
}
