import type { KnownBlock } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { DigestRow } from '../../ledger/facts/digest.js';
import type { Lang } from '../../text/language.js';
import { rowMenu, section } from './blocks.js';
import { bold } from './escape.js';
import { days, daysOverdue, mention, menuWords, moneyList, named, shortDate } from './wording.js';

/** One client, one row: who, how much, why today, whose, and what can be done. `today`: null where it is not known. */
export function digestRowBlock(row: DigestRow, lang: Lang, today: LocalDate | null, nameMax = 80): KnownBlock {
  const amounts = amountsOf(row);
  const head = [bold(named(row.clientName, nameMax)), moneyList(amounts, lang, 2)]
    .filter((part) => part !== '')
    .join(' ');
  const owner = row.owner === null ? lang.t.words.nobody : mention(row.owner);
  return section([head, reasonOf(row, lang, today), owner].join(' · '), rowMenu(row, menuWords(row.promiseId, lang)));
}

/** What the reason is about: money under a promise or in dispute is not "to collect" (R4), but it is what the row says. */
function amountsOf(row: DigestRow) {
  const { reason } = row;
  return reason.kind === 'promise_due' || reason.kind === 'dispute_revisit' ? [reason.amount] : row.toCollect;
}

function reasonOf(row: DigestRow, lang: Lang, today: LocalDate | null): string {
  const { reasons } = lang.t.digest;
  const { reason } = row;
  const date = (day: LocalDate) => shortDate(day, lang, today ?? day);
  switch (reason.kind) {
    case 'promise_broken': {
      const said = (reason.partial ? reasons.promiseBrokenPartly : reasons.promiseBroken)(date(reason.promisedDate));
      return reason.inRow > 1 ? lang.t.words.clause([said, reasons.inRow(reason.inRow)]) : said;
    }
    case 'promise_due':
      return reason.promisedDate === today ? reasons.promiseDueToday : reasons.promiseDue(date(reason.promisedDate));
    case 'dispute_revisit':
      return reason.revisitOn === today ? reasons.disputeRevisitToday : reasons.disputeRevisit(date(reason.revisitOn));
    case 'silent': {
      const silence = reason.silentDays === null ? reasons.neverTalked : reasons.silent(days(reason.silentDays, lang));
      return lang.t.words.clause([daysOverdue(reason.daysOverdue, lang), silence]);
    }
    case 'newly_overdue':
      return reasons.newlyOverdue(daysOverdue(reason.daysOverdue, lang));
    case 'no_owner':
      return reasons.overdue(daysOverdue(reason.daysOverdue, lang));
  }
}
