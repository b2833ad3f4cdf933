import type { LocalDate } from '../../domain/local-date.js';
import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { Lang } from '../../text/language.js';
import { context, rowMenu, section } from './blocks.js';
import { bold, escapeText } from './escape.js';
import { rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { count, firstDate, fullDate, menuWords, money, named, shortDate } from './wording.js';

export interface PromiseListFacts {
  readonly today: LocalDate;
  /** Promises that were not kept, the latest first, in place of open ones. */
  readonly broken?: boolean;
  /** Open promises, nearest date first. */
  readonly promises: readonly PromiseFact[];
  /** Of how many. */
  readonly total: number;
  /** What was asked for: those of the clients that the person looks after, all, or a client's or project's. */
  readonly whose: { readonly kind: 'mine' | 'all' } | { readonly kind: 'named'; readonly name: string };
  /** The days for which they were given, if that was asked for; `from` null: up to a day. */
  readonly due: { readonly from: LocalDate | null; readonly to: LocalDate } | null;
}

/** /collect promises: what is promised and still to come; or what was promised and did not come. */
export function promiseList(facts: PromiseListFacts, lang: Lang): SlackMessage {
  const days = facts.due === null ? null : daysText(facts.due, facts.today, lang);
  const { list } = lang.t.promises;
  if (facts.total === 0) return simpleAnswer(days === null ? none(facts, lang) : list.noneFor(days, none(facts, lang)));
  const title = days === null ? titleOf(facts, lang) : list.titleFor(titleOf(facts, lang), days);
  const head = [section(bold(title))];
  const { blocks, shown } = rowsThatFit(facts.promises, (promise) => [promiseRow(promise, facts.today, lang)], head);
  const left = facts.total - shown;
  return {
    text: pushLine(title, facts, lang),
    blocks: [...head, ...blocks, ...(left > 0 ? [context(lang.t.words.andMore(left))] : [])],
  };
}

/** The push line: how many, and the one that is due first. */
function pushLine(title: string, { promises, total, today, broken }: PromiseListFacts, lang: Lang): string {
  const { list } = lang.t.promises;
  const [first] = promises;
  if (first === undefined) return list.push(title);
  const date = shortDate(first.promisedDate, lang, today);
  const row = list.row(named(first.clientName), money(first.amount, lang), date);
  if (total === 1) return list.pushOne(title, row);
  return broken === true ? list.broken.pushLast(title, row) : list.pushFirst(title, row);
}

function none({ whose, broken }: PromiseListFacts, lang: Lang): string {
  const list = broken === true ? lang.t.promises.list.broken : lang.t.promises.list;
  if (whose.kind === 'named') return list.noneOf(escapeText(whose.name));
  return whose.kind === 'mine' ? list.none : list.noneOfAll;
}

function titleOf({ whose, total, broken }: PromiseListFacts, lang: Lang): string {
  const list = broken === true ? lang.t.promises.list.broken : lang.t.promises.list;
  const counted = count(total, lang);
  if (whose.kind === 'named') return list.titleOf(total, counted, escapeText(whose.name));
  return whose.kind === 'mine' ? list.title(total, counted) : list.titleOfAll(total, counted);
}

function daysText({ from, to }: NonNullable<PromiseListFacts['due']>, today: LocalDate, lang: Lang): string {
  const { list } = lang.t.promises;
  if (from === null) return list.until(shortDate(to, lang, today));
  return from === to ? fullDate(to, lang) : list.between(shortDate(from, lang, today), shortDate(to, lang, today));
}

function promiseRow(promise: PromiseFact, today: LocalDate, lang: Lang) {
  const { list } = lang.t.promises;
  const date = shortDate(promise.promisedDate, lang, today);
  const parts = [list.row(bold(named(promise.clientName)), money(promise.amount, lang), date)];
  if (promise.received.minor > 0) parts.push(list.received(money(promise.received, lang)));
  if (promise.level > 1) parts.push(list.level(promise.level, firstDate(promise, lang, today)));
  if (promise.deadline < today) parts.push(list.overdue(shortDate(promise.deadline, lang, today)));
  const menu = rowMenu({ clientId: promise.clientId, promiseId: promise.id }, menuWords(promise.id, lang));
  return section(parts.join(' · '), menu);
}
