import type { KnownBlock } from '@slack/types';
import type { ClientStatus } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { actionIds, changeValue, openFormValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { quotedName } from './command-line.js';
import { bold, clipMrkdwn, escapeText, linkTo } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import {
  agingLine,
  agingMoney,
  channelLink,
  count,
  dueWhen,
  firstDate,
  fullDate,
  instant,
  invoiceNumber,
  keptHow,
  listed,
  mention,
  money,
  moneyList,
  named,
  personName,
  promisedAndDisputed,
  shortDate,
  talkedAbout,
  wordFor,
} from './wording.js';

const MOST_CURRENCIES = 4;
const MOST_INVOICES = 15;
const MOST_PROMISES = 8;
const MOST_DISPUTES = 5;
const MOST_NAMES = 5;

/** R12: below this nobody can say a rate. */
const KEPT_MIN = 3;

/** /collect status: one client's figures, invoices, promises, last word, people. */
export function clientStatus(status: ClientStatus, lang: Lang): SlackMessage {
  const { t } = lang;
  const client = named(status.clientName);
  return {
    text: clipMrkdwn(t.status.push(client, pushSums(status, lang)), limits.messageText),
    blocks: [
      section(bold(t.status.title(client, fullDate(status.today, lang)))),
      ...statusBlocks(status, lang),
      ...statusButtons(status, lang),
      context(peopleLine(status, lang)),
    ],
  };
}

export function pushSums(status: ClientStatus, lang: Lang): string {
  const lines = status.aging.slice(0, MOST_CURRENCIES).map((aging) => sumsOf(aging, lang));
  return lines.length === 0 ? lang.t.status.nothing : lang.t.words.sentences(lines);
}

function sumsOf(aging: ClientStatus['aging'][number], lang: Lang): string {
  const amount = (minor: number) => agingMoney(aging, minor, lang);
  return lang.t.status.sums(amount(aging.outstanding), amount(aging.overdue), amount(aging.toCollect));
}

/** The facts of a client, without title and buttons: also the body of a brief. */
export function statusBlocks(status: ClientStatus, lang: Lang): KnownBlock[] {
  const { status: say, words } = lang.t;
  const blocks = [section(words.lines(sumLines(status, lang)))];
  if (status.invoices.length > 0) blocks.push(section(words.lines(invoiceLines(status, lang))));
  if (status.promises.length > 0) {
    const lines = status.promises.slice(0, MOST_PROMISES).map((promise) => promiseLine(promise, status, lang));
    const left = status.promises.length - lines.length;
    blocks.push(section(words.lines([bold(say.promises), ...lines, ...(left > 0 ? [words.andMore(left)] : [])])));
  }
  if (status.disputes.length > 0) blocks.push(section(words.lines(disputeLines(status, lang))));
  const talk = status.lastConversation;
  const last =
    talk === null
      ? say.noTalk
      : say.lastTalk(
          shortDate(talk.happenedOn, lang, status.today),
          talkedAbout(talk, lang, 600),
          talk.byName === null ? null : escapeText(talk.byName, 60),
        );
  const source = talk?.permalink == null ? [] : [say.talkMessage(linkTo(talk.permalink, say.theMessage))];
  const rest = status.snoozedUntil === null ? [] : [say.snoozed(fullDate(status.snoozedUntil, lang))];
  const said = words.sentences([last, ...source]);
  blocks.push(section(words.lines([said, keptRate(status, lang), ...rest, ...keptLine(status, lang)])));
  return blocks;
}

/** A manager's decision, with the reason that they gave. */
function keptLine({ keptWithOwner, owner, today }: ClientStatus, lang: Lang): string[] {
  if (keptWithOwner === null) return [];
  const { by, until, why } = keptWithOwner;
  const whose = owner === null ? null : mention(owner);
  const who = by === null ? null : personName(by);
  const reason = why === null || why.trim() === '' ? null : escapeText(why, 600);
  return [lang.t.status.kept(who, whose, shortDate(until, lang, today), reason)];
}

function sumLines(status: ClientStatus, lang: Lang): string[] {
  const { status: say, words } = lang.t;
  if (status.aging.length === 0) return [say.nothing, ...creditLine(status, lang)];
  const lines = status.aging.slice(0, MOST_CURRENCIES).flatMap((aging) => {
    const paused = promisedAndDisputed(aging, lang);
    const first = words.sentences([bold(sumsOf(aging, lang)), ...(paused === null ? [] : [paused])]);
    const ages = agingLine(aging, lang);
    return ages === null ? [first] : [first, ages];
  });
  const left = status.aging.length - MOST_CURRENCIES;
  return [...lines, ...(left > 0 ? [words.moreCurrencies(left)] : []), ...creditLine(status, lang)];
}

function creditLine(status: ClientStatus, lang: Lang): string[] {
  const credit = status.unallocated.filter((amount) => amount.minor !== 0);
  return credit.length === 0 ? [] : [lang.t.status.credit(moneyList(credit, lang))];
}

function invoiceLines(status: ClientStatus, lang: Lang): string[] {
  const { status: say, words } = lang.t;
  const lines = status.invoices.slice(0, MOST_INVOICES).map((invoice) => {
    const open = money(invoice.open, lang);
    const amount = invoice.open.minor === invoice.amount.minor ? open : words.partOf(open, money(invoice.amount, lang));
    const when = dueWhen(invoice, lang, status.today);
    const due = shortDate(invoice.dueDate, lang, status.today);
    return say.invoice(invoiceNumber(invoice), amount, invoice.daysOverdue > 0 ? say.dueOverdue(due, when) : when);
  });
  const left = status.invoiceCount - lines.length;
  const title = bold(say.invoices(status.invoiceCount, count(status.invoiceCount, lang)));
  return [title, ...lines, ...(left > 0 ? [say.moreInvoices(left)] : [])];
}

function promiseLine(promise: ClientStatus['promises'][number], status: ClientStatus, lang: Lang): string {
  const { status: say, words } = lang.t;
  const date = fullDate(promise.promisedDate, lang);
  const amount = money(promise.amount, lang);
  const line =
    promise.state === 'open'
      ? say.promiseOpen(amount, date, shortDate(promise.deadline, lang, promise.promisedDate))
      : keptHow(promise) === 'settled'
        ? say.promiseSettled(amount, date, money(promise.received, lang))
        : say.promiseEnded(amount, date, wordFor(words.states, promise.state), money(promise.received, lang));
  if (promise.level <= 1) return line;
  return `${line} · ${say.slipped(words.ordinal(promise.level), firstDate(promise, lang, status.today))}`;
}

function disputeLines(status: ClientStatus, lang: Lang): string[] {
  const { status: say, words } = lang.t;
  const lines = status.disputes
    .slice(0, MOST_DISPUTES)
    .map((dispute) =>
      say.dispute(
        money(dispute.amount, lang),
        escapeText(dispute.invoiceNumber, 40),
        wordFor(words.disputeReasons, dispute.reason),
        dispute.revisitOn === null ? null : shortDate(dispute.revisitOn, lang, status.today),
      ),
    );
  const left = status.disputes.length - lines.length;
  return [bold(say.disputes), ...lines, ...(left > 0 ? [words.andMore(left)] : [])];
}

function keptRate({ keptRate: { kept, n } }: ClientStatus, lang: Lang): string {
  const { status: say } = lang.t;
  return n < KEPT_MIN ? say.keptRateTooFew(n) : say.keptRate(kept, n, Math.round((kept / n) * 100));
}

export function statusButtons(status: ClientStatus, lang: Lang): KnownBlock[] {
  const { buttons } = lang.t;
  const name = quotedName(status.clientName);
  return actions([
    button({
      text: buttons.log,
      label: buttons.labels.log,
      action: actionIds.change,
      value: changeValue.encode({ text: `log ${name} ` }),
    }),
    button({
      text: buttons.recordPayment,
      label: buttons.labels.recordPayment,
      action: actionIds.change,
      n: 1,
      value: changeValue.encode({ text: `paid ${name} ` }),
    }),
    button({
      text: buttons.snoozeThis,
      label: buttons.labels.snoozeThis,
      action: actionIds.openForm,
      value: openFormValue.encode({ form: 'snooze', clientId: status.clientId }),
    }),
  ]);
}

/** Who is responsible, whom to talk to, where the figures come from. */
export function peopleLine(status: ClientStatus, lang: Lang): string {
  const { status: say } = lang.t;
  const parts = [status.owner === null ? say.noOwner : say.owner(mention(status.owner))];
  if (status.backup !== null) parts.push(say.backup(personName(status.backup)));
  if (status.projects.length > 0) {
    const projects = status.projects.map(({ name, slackChannelId }) =>
      slackChannelId === null ? named(name, 60) : `${named(name, 60)} ${channelLink(slackChannelId, name, lang)}`,
    );
    parts.push(say.projects(projects.length, listed(projects, lang, MOST_NAMES)));
  }
  if (status.contacts.length > 0) {
    const contacts = status.contacts.map((contact) =>
      [contact.name, contact.position, contact.phone, contact.email]
        .filter((part) => part !== null && part !== '')
        .map((part) => escapeText(part ?? '', 60))
        .join(' '),
    );
    parts.push(say.contacts(listed(contacts, lang, 3)));
  }
  if (status.aliases.length > 0)
    parts.push(
      say.aliases(
        listed(
          status.aliases.map((alias) => named(alias, 40)),
          lang,
          MOST_NAMES,
        ),
      ),
    );
  parts.push(
    status.dataAt === null ? say.noData : say.data(instant(status.dataAt.at), escapeText(status.dataAt.fileName, 80)),
    ...(status.dataAt?.most == null
      ? []
      : [say.mostData(instant(status.dataAt.most.at), escapeText(status.dataAt.most.fileName, 80))]),
    ...(status.dataAt?.payments == null
      ? []
      : [say.paymentData(instant(status.dataAt.payments.at), escapeText(status.dataAt.payments.fileName, 80))]),
  );
  return parts.join(' · ');
}
