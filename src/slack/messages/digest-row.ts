import type { Button, KnownBlock } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import { type DigestRow, rowAmounts, type ShownDeed } from '../../ledger/facts/digest.js';
import type { Lang } from '../../text/language.js';
import { actionIds, digestActions, type RowAction, rowValue } from './action-ids.js';
import { actions, button, rowMenu, section } from './blocks.js';
import { doneText } from './digest-deed.js';
import { bold, plainText } from './escape.js';
import { days, daysOverdue, mention, menuWords, moneyList, named, shortDate } from './wording.js';

/** How a digest shows its rows. */
export interface RowStyle {
  /** Null where it is not known. */
  readonly today: LocalDate | null;
  /** False: the channel's setting wants no amounts. */
  readonly amountsShown: boolean;
  /** What was done about any of the digest's clients since it was posted. */
  readonly deeds: readonly ShownDeed[];
  readonly nameMax?: number;
}

/**
 * One client, one row: who, how much, why today, whose, and what can be done: the most likely act as a button, the
 * others in a menu. Once something was done the row says what and by whom, and keeps the menu only.
 */
export function digestRowBlocks(row: DigestRow, lang: Lang, style: RowStyle): KnownBlock[] {
  const done = doneOf(row, lang, style);
  const menu = rowMenu(row, menuWords(row.promiseId, lang), digestActions);
  const said = saidOf(row, lang, style);
  if (done !== null) return [section(lang.t.words.lines([said, done]), menu)];
  return [section(said), ...actions([likelyButton(row, lang), menu])];
}

/** The same in one block, without the button: for a long list. */
export function digestRowBlock(row: DigestRow, lang: Lang, style: RowStyle): KnownBlock {
  const done = doneOf(row, lang, style);
  const said = saidOf(row, lang, style);
  const text = done === null ? said : lang.t.words.lines([said, done]);
  return section(text, rowMenu(row, menuWords(row.promiseId, lang), digestActions));
}

const doneOf = (row: DigestRow, lang: Lang, style: RowStyle): string | null =>
  doneText(
    style.deeds.filter((deed) => deed.clientId === row.clientId),
    lang,
    style,
  );

function saidOf(row: DigestRow, lang: Lang, { today, amountsShown, nameMax = 80 }: RowStyle): string {
  const amounts = amountsShown ? moneyList(rowAmounts(row), lang, 2) : '';
  const head = [bold(named(row.clientName, nameMax)), amounts].filter((part) => part !== '').join(' ');
  const owner = row.owner === null ? lang.t.words.nobody : mention(row.owner);
  return [head, reasonOf(row, lang, today), owner].join(' · ');
}

/** What is most likely to be done about a client that is there for this reason. */
function likelyAct({ reason, promiseId }: DigestRow): RowAction {
  switch (reason.kind) {
    case 'promise_broken':
      return 'promise';
    case 'promise_due':
      return 'paid';
    case 'dispute_revisit':
      return 'log';
    case 'silent':
      return 'called';
    case 'newly_overdue':
      return promiseId === null ? 'promise' : 'paid';
    case 'no_owner':
      return 'assign';
  }
}

function likelyButton(row: DigestRow, lang: Lang): Button | null {
  const { buttons } = lang.t;
  const { labels } = buttons;
  const { clientId, promiseId } = row;
  const client = plainText(row.clientName, 40);
  const act = likelyAct(row);
  const words = ((): { text: string; label: string } => {
    switch (act) {
      case 'paid':
        return { text: buttons.paid, label: labels.paid(client) };
      case 'called':
        return { text: buttons.called, label: labels.called(client) };
      case 'assign':
        return { text: buttons.assign, label: labels.assign(client) };
      case 'promise':
        return promiseId === null
          ? { text: buttons.rowPromiseFirst, label: labels.logPromise(client) }
          : { text: buttons.newDate, label: labels.newDate(client) };
      default:
        return { text: buttons.logIt, label: labels.logIt(client) };
    }
  })();
  const value = rowValue.encode({ clientId, promiseId, do: act });
  // The menu beside it bears the plain id.
  return button({ ...words, action: actionIds.digestRow, value, n: 1 });
}

/** Why the client needs somebody today. No text from outside is in it. */
export function reasonOf(row: DigestRow, lang: Lang, today: LocalDate | null): string {
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
      if (reason.revisitOn === today) return reasons.disputeRevisitToday;
      return today !== null && reason.revisitOn < today
        ? reasons.disputeRevisitPast(date(reason.revisitOn))
        : reasons.disputeRevisit(date(reason.revisitOn));
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
