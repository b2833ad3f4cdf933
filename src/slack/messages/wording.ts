import type { LocalDate } from '../../domain/local-date.js';
import type { Money } from '../../domain/money.js';
import type { AgingFact, InvoiceFact, LastConversationFact, PersonFact } from '../../ledger/facts/common.js';
import type { PromisedTogether, PromiseFact } from '../../ledger/facts/promise.js';
import { formatCount, formatDate, formatMoney } from '../../text/format.js';
import type { Lang } from '../../text/language.js';
import type { RowAction } from './action-ids.js';
import { escapeText, linkTo, noteText } from './escape.js';

/** Facts in the words of a language: the small pieces that several messages are made of. All of it is mrkdwn. */

export const money = (amount: Money, lang: Lang): string => formatMoney(amount, lang.locale);

/**
 * How a promise was kept by another sum than it named (R8). By less: `settled`: nothing is left open of what it covered, as
 * earlier money or a credit paid it; `enough`: by the share that counts as kept. `more`: by more than it named. Null: there is nothing to explain.
 */
export function keptHow(promise: PromiseFact): 'settled' | 'enough' | 'more' | null {
  if (promise.state !== 'kept' || promise.received.minor === promise.amount.minor) return null;
  if (promise.received.minor > promise.amount.minor) return 'more';
  return promise.covers.every((invoice) => invoice.open.minor <= 0) ? 'settled' : 'enough';
}

/** Several currencies side by side, never summed (R1). At most `max`, the rest counted. */
export function moneyList(amounts: readonly Money[], lang: Lang, max = 3): string {
  const shown = amounts.slice(0, max).map((amount) => money(amount, lang));
  if (amounts.length <= max) return lang.t.words.list(shown);
  return lang.t.words.listAndMore(shown, amounts.length - max);
}

/** "Fri 27 Nov 2026" */
export const fullDate = (date: LocalDate, lang: Lang): string => formatDate(date, lang.locale);

/** "Fri 27 Nov"; with the year where it is not that of `beside`, the date that stands nearby in full. */
export function shortDate(date: LocalDate, lang: Lang, beside: LocalDate): string {
  return formatDate(date, lang.locale, { year: date.slice(0, 4) !== beside.slice(0, 4) });
}

/** The day that a promise was first for (R9); null: the same as now. */
export function firstDate({ firstPromisedDate, promisedDate }: PromiseFact, lang: Lang, beside: LocalDate) {
  return firstPromisedDate === promisedDate ? null : shortDate(firstPromisedDate, lang, beside);
}

export const count = (n: number, lang: Lang): string => formatCount(n, lang.locale);
export const days = (n: number, lang: Lang): string => lang.t.words.days(n, count(n, lang));
export const daysOverdue = (n: number, lang: Lang): string => lang.t.words.daysOverdue(n, count(n, lang));

/** A client's, project's or file's name. */
export const named = (name: string, max = 80): string => escapeText(name, max);

/** A mention, for a message that should reach them; the name for one without Slack. */
export function mention(person: PersonFact): string {
  if (person.slackUserId !== null && /^[UW][A-Z0-9]{1,30}$/.test(person.slackUserId)) return `<@${person.slackUserId}>`;
  return escapeText(person.name, 60);
}

/** The name alone: who did something need not be called. */
export const personName = (person: PersonFact): string => escapeText(person.name, 60);

export const channelName = (name: string | null, lang: Lang): string | null =>
  name === null ? null : lang.t.words.channel(escapeText(name.replace(/^#/, ''), 80));

/** A channel as a link, by its id. */
export function channelLink(slackChannelId: string, name: string, lang: Lang): string {
  if (/^[CGD][A-Z0-9]{1,30}$/.test(slackChannelId)) return `<#${slackChannelId}>`;
  return channelName(name, lang) ?? name;
}

export const invoiceNumber = (invoice: { readonly number: string; readonly link: string | null }): string =>
  linkTo(invoice.link, escapeText(invoice.number, 40));

/** "18 days overdue", "due today", "due Tue 24 Nov" */
export function dueWhen(invoice: InvoiceFact, lang: Lang, beside: LocalDate): string {
  if (invoice.daysOverdue > 0) return daysOverdue(invoice.daysOverdue, lang);
  if (invoice.daysOverdue === 0) return lang.t.words.dueToday;
  return lang.t.words.due(shortDate(invoice.dueDate, lang, beside));
}

/** The first `max` of a list, and how many were left out. */
export function listed(items: readonly string[], lang: Lang, max: number): string {
  if (items.length <= max) return lang.t.words.list(items);
  return lang.t.words.listAndMore(items.slice(0, max), items.length - max);
}

/** The word for a code from the books; the code itself, harmless, for one that this version does not know. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? '') : escapeText(code.replaceAll('_', ' '), 40);
}

/** "call, waiting for approval, Mia Wong" */
export function talkedAbout(talk: LastConversationFact, lang: Lang, noteMax = 300): string {
  const { words } = lang.t;
  const parts = [wordFor(words.media, talk.medium), wordFor(words.outcomes, talk.outcome)];
  if (talk.contactName !== null) parts.push(escapeText(talk.contactName, 60));
  if (talk.note !== null) parts.push(words.quoted(noteText(talk.note, noteMax)));
  return words.clause(parts.filter((part) => part !== ''));
}

/** What of a client's row is promised: one promise, or several together and the next of them. */
export function promisedIn(
  next: Pick<PromiseFact, 'amount' | 'promisedDate'>,
  together: PromisedTogether | null | undefined,
  today: LocalDate,
  lang: Lang,
): string {
  const { overdue } = lang.t.status;
  const amount = money(next.amount, lang);
  const date = shortDate(next.promisedDate, lang, today);
  if (together == null) return overdue.promised(amount, date);
  const { count: n, amounts, until } = together;
  const all = moneyList(amounts, lang, 2);
  if (until === next.promisedDate) return overdue.promised(all, date);
  return overdue.promisedParts(all, n, shortDate(until, lang, today), overdue.promisedNext(amount, date));
}

/** An amount of an aging line in its currency. */
export const agingMoney = (aging: AgingFact, minor: number, lang: Lang): string =>
  money({ minor, currency: aging.currency }, lang);

const BUCKETS = ['days1to30', 'days31to60', 'days61to90', 'days91plus'] as const;

/** What is overdue by age, without the ages that nothing has; null where nothing is overdue. */
export function agingLine(aging: AgingFact, lang: Lang): string | null {
  const held = BUCKETS.filter((name) => aging[name] !== 0);
  if (aging.overdue === 0 || held.length === 0) return null;
  return held
    .map((name, at) => lang.t.digest.bucket(lang.t.digest.ages[name], agingMoney(aging, aging[name], lang), at === 0))
    .join(' · ');
}

export function promisedAndDisputed(aging: AgingFact, lang: Lang): string | null {
  const { digest } = lang.t;
  const amount = (minor: number) => agingMoney(aging, minor, lang);
  if (aging.promised > 0 && aging.disputed > 0)
    return digest.promisedAndDisputed(amount(aging.promised), amount(aging.disputed));
  if (aging.promised > 0) return digest.promised(amount(aging.promised));
  return aging.disputed > 0 ? digest.disputed(amount(aging.disputed)) : null;
}

/** The amounts of one column, of every currency that has some. */
export function column(aging: readonly AgingFact[], name: 'overdue' | 'toCollect' | 'outstanding'): Money[] {
  return aging.filter((line) => line[name] !== 0).map((line) => ({ minor: line[name], currency: line.currency }));
}

/** The words of a row's menu: a client under a promise gets a new date, another a first one. */
export function menuWords(promiseId: number | null, lang: Lang): Record<RowAction, string> {
  const { buttons } = lang.t;
  return {
    promise: promiseId === null ? buttons.rowPromiseFirst : buttons.rowPromise,
    called: buttons.rowCalled,
    paid: buttons.rowPaid,
    status: buttons.rowStatus,
    log: buttons.rowLog,
    snooze: buttons.rowSnooze,
    dispute: buttons.rowDispute,
    assign: buttons.rowAssign,
  };
}

/**
 * An instant in the reader's own time zone, as Slack shows it; the fallback is in UTC. Only for instants: a promised
 * date is a calendar date and must not move with the reader (slack.md 1.7).
 */
export function instant(at: Date): string {
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${fallback}>`;
}
