import type { LocalDate } from '../../domain/local-date.js';
import type { InsteadFact } from '../../ledger/facts/common.js';
import type { StandIn } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { channelName, fullDate, mention, personName, shortDate } from './wording.js';

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

/** In a row of a list of one's own clients: that it is another's, and why. Null: it is one's own. */
export function standInOfRow(
  clientId: number,
  standIns: readonly StandIn[] | undefined,
  today: LocalDate,
  lang: Lang,
): string | null {
  const instead = standIns?.find((standIn) => standIn.clientId === clientId)?.instead;
  if (instead === undefined) return null;
  const { person, reason, until } = instead;
  const say = lang.t.status.standIn;
  if (reason === 'away' && until !== null) return say.away(mention(person), shortDate(until, lang, today));
  return reason === 'deactivated' ? say.deactivated(personName(person)) : say.unreachable(mention(person));
}
