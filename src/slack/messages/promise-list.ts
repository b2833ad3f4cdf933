import type { LocalDate } from '../../domain/local-date.js';
import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { Lang } from '../../text/language.js';
import { context, rowMenu, section } from './blocks.js';
import { bold, escapeText } from './escape.js';
import { rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { count, menuWords, money, named, shortDate } from './wording.js';

export interface PromiseListFacts {
  readonly today: LocalDate;
  /** Open promises, nearest date first. */
  readonly promises: readonly PromiseFact[];
  /** Of how many. */
  readonly total: number;
  /** The client, project or person that was asked for; null: all. */
  readonly whose: string | null;
}

/** /collect promises: what is promised and still to come. */
export function promiseList(facts: PromiseListFacts, lang: Lang): SlackMessage {
  const { list } = lang.t.promises;
  const whose = facts.whose === null ? null : escapeText(facts.whose);
  if (facts.total === 0) return simpleAnswer(whose === null ? list.none : list.noneOf(whose));
  const total = count(facts.total, lang);
  const title = whose === null ? list.title(facts.total, total) : list.titleOf(facts.total, total, whose);
  const head = [section(bold(title))];
  const { blocks, shown } = rowsThatFit(facts.promises, (promise) => [promiseRow(promise, facts.today, lang)], head);
  const left = facts.total - shown;
  return {
    text: title,
    blocks: [...head, ...blocks, ...(left > 0 ? [context(lang.t.words.andMore(left))] : [])],
  };
}

function promiseRow(promise: PromiseFact, today: LocalDate, lang: Lang) {
  const { list } = lang.t.promises;
  const date = shortDate(promise.promisedDate, lang, today);
  const parts = [list.row(bold(named(promise.clientName)), money(promise.amount, lang), date)];
  if (promise.received.minor > 0) parts.push(list.received(money(promise.received, lang)));
  if (promise.level > 1) parts.push(list.level(promise.level, shortDate(promise.firstPromisedDate, lang, today)));
  if (promise.deadline < today) parts.push(list.overdue(shortDate(promise.deadline, lang, today)));
  const menu = rowMenu({ clientId: promise.clientId, promiseId: promise.id }, menuWords(promise.id, lang));
  return section(parts.join(' · '), menu);
}
