import type { LocalDate } from '../../domain/local-date.js';
import type { PersonFact } from '../../ledger/facts/common.js';
import type { ShownDeed } from '../../ledger/facts/digest.js';
import type { Lang } from '../../text/language.js';
import { moneyList, personName, shortDate, wordFor } from './wording.js';

/** How what was done is written: in which digest, and how a person's name is. */
export interface DeedStyle {
  readonly today: LocalDate | null;
  readonly amountsShown: boolean;
  /** Names in mrkdwn (the default) or, in a table's cell, as they are. */
  readonly name?: (person: PersonFact) => string;
}

/** So many of what was done about one client are told, the last ones. */
const MOST_DEEDS = 2;

/** "Dana, 09:14: they promised $12,400.00 by Fri 27 Nov.", one line each; null: nothing was done. */
export function doneText(deeds: readonly ShownDeed[], lang: Lang, style: DeedStyle): string | null {
  if (deeds.length === 0) return null;
  const { digest: say, words } = lang.t;
  const { name = personName } = style;
  const lines = deeds
    .slice(-MOST_DEEDS)
    .map(({ by, localTime, what }) =>
      say.doneBy(by === null ? null : name(by), localTime, whatText(what, lang, style)),
    );
  const before = deeds.length - lines.length;
  return words.lines(before === 0 ? lines : [...lines, say.doneBefore(before)]);
}

function whatText(what: ShownDeed['what'], lang: Lang, { today, amountsShown, name = personName }: DeedStyle): string {
  const { deeds: say } = lang.t.digest;
  const { words } = lang.t;
  const date = (day: LocalDate) => shortDate(day, lang, today ?? day);
  switch (what.kind) {
    case 'promised': {
      const amounts = amountsShown ? moneyList(what.amounts, lang) : null;
      const last = date(what.until);
      return what.dates > 1 ? say.promisedDates(amounts, what.dates, last) : say.promised(amounts, last);
    }
    case 'logged': {
      const parts = [wordFor(words.media, what.medium), wordFor(words.outcomes, what.outcome)];
      return say.logged(words.clause(parts.filter((part) => part !== '')));
    }
    case 'disputed':
      return say.disputed(amountsShown ? moneyList([what.amount], lang) : null, date(what.revisitOn));
    case 'paid':
      return say.paid(amountsShown ? moneyList([what.amount], lang) : null);
    case 'assigned':
      return say.assigned(name(what.owner));
    case 'snoozed':
      return say.snoozed(date(what.until));
    case 'escalated':
      return say.escalated;
  }
}
