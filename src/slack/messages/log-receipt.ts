import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { LogHint, LogReceipt } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { actionIds, changeValue, undoValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { bold, clipMrkdwn, escapeText, linkTo, noteText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import {
  channelLink,
  dueWhen,
  fullDate,
  invoiceNumber,
  listed,
  money,
  moneyList,
  named,
  shortDate,
  wordFor,
} from './wording.js';

const MOST_INVOICES = 6;
const MOST_PARTS = 5;

/**
 * The answer to /collect log: what was understood and recorded, with Undo. `typed`: the whole line without
 * "/collect", for the button Change (null: there is no such line, so no such button).
 */
export function logReceipt(receipt: LogReceipt, lang: Lang, typed: string | null = null): SlackMessage {
  const { t } = lang;
  const { headline, lines } = recordedLines(receipt, lang);
  const beside = [
    ...(receipt.told === null
      ? []
      : [t.receipts.alsoTold(channelLink(receipt.told.slackChannelId, receipt.told.name, lang))]),
    ...(receipt.permalink == null ? [] : [t.receipts.messageKept(linkTo(receipt.permalink, t.receipts.theMessage))]),
    t.words.onlyYou,
  ];
  return {
    text: clipMrkdwn(headline, limits.messageText),
    blocks: [
      section(bold(headline)),
      ...(lines.length === 0 ? [] : [section(lines.join('\n'))]),
      ...actions([
        button({
          text: t.buttons.undo,
          label: t.buttons.labels.undo,
          action: actionIds.undo,
          value: undoValue.encode({ auditId: receipt.auditId }),
        }),
        typed === null
          ? null
          : button({
              text: t.buttons.change,
              label: t.buttons.labels.change,
              action: actionIds.change,
              value: changeValue.encode({ text: typed, auditId: receipt.auditId }),
            }),
      ]),
      context(t.words.sentences(beside)),
    ],
  };
}

/** What was recorded, or would be: the sentence that says it, and what stands below it. */
export function recordedLines(
  receipt: LogReceipt,
  lang: Lang,
): { readonly headline: string; readonly lines: readonly string[] } {
  const hints = receipt.hints.map((hint) => hintText(hint, receipt, lang)).filter((hint) => hint !== null);
  return { headline: headlineOf(receipt, lang), lines: [...detailsOf(receipt, lang), ...new Set(hints)] };
}

function headlineOf(receipt: LogReceipt, lang: Lang): string {
  const { receipts, words } = lang.t;
  const client = named(receipt.clientName);
  const [first] = receipt.promises;
  if (first !== undefined && receipt.promises.length === 1)
    return receipts.promised(client, money(first.amount, lang), fullDate(first.promisedDate, lang));
  if (first !== undefined) {
    const parts = receipt.promises.map((promise) =>
      receipts.promisedPart(money(promise.amount, lang), fullDate(promise.promisedDate, lang)),
    );
    return receipts.promisedParts(client, listed(parts, lang, MOST_PARTS));
  }
  const what = [wordFor(words.media, receipt.medium), wordFor(words.outcomes, receipt.outcome)];
  return receipts.logged(client, words.clause(what.filter((part) => part !== '')));
}

function detailsOf(receipt: LogReceipt, lang: Lang): string[] {
  const { receipts, words } = lang.t;
  const beside = receipt.promises[0]?.promisedDate ?? receipt.happenedOn;
  const lines: string[] = [];
  if (receipt.clientIsNew) lines.push(receipts.newClient(named(receipt.clientName)));
  lines.push(...receipt.promises.slice(0, MOST_PARTS).flatMap((promise) => promiseLines(promise, receipt, lang)));
  const confirmed = receipt.superseded.filter((promise) => receipt.promises.some((said) => isSame(said, promise)));
  if (confirmed.length > 0) lines.push(receipts.confirmed(confirmed.length));
  const replaced = receipt.superseded.filter((promise) => !confirmed.includes(promise));
  if (replaced.length > 0) {
    const old = replaced.map((promise) =>
      receipts.promisedPart(money(promise.amount, lang), shortDate(promise.promisedDate, lang, beside)),
    );
    lines.push(receipts.replaces(listed(old, lang, MOST_PARTS)));
  }
  for (const promise of receipt.reduced.slice(0, MOST_PARTS)) {
    lines.push(receipts.reduces(shortDate(promise.promisedDate, lang, beside), money(promise.amount, lang)));
  }
  if (receipt.dispute !== null) {
    const { amount, invoiceNumber: number, revisitOn, instead = [] } = receipt.dispute;
    lines.push(
      receipts.dispute(
        money(amount, lang),
        escapeText(number, 40),
        fullDate(revisitOn, lang),
        named(receipt.clientName),
      ),
    );
    if (instead.length > 0)
      lines.push(
        receipts.disputeInstead(
          listed(
            instead.map((one) => money(one, lang)),
            lang,
            MOST_PARTS,
          ),
        ),
      );
  }
  const { settledDisputes: settled = [] } = receipt;
  if (settled.length > 0) {
    const parts = settled.map((one) =>
      receipts.disputedPart(money(one.amount, lang), escapeText(one.invoiceNumber, 40)),
    );
    lines.push(receipts.disputeSettled(listed(parts, lang, MOST_PARTS)));
  }
  const context_ = contextOf(receipt, lang);
  if (context_.length > 0) lines.push(words.sentences(context_));
  if (receipt.note !== null) lines.push(words.quoted(noteText(receipt.note, 600)));
  // A dispute has its day already: a second one would contradict it.
  if (receipt.nextAction !== null && receipt.dispute === null) {
    const what = wordFor(receipts.nextActions, receipt.nextAction.kind);
    lines.push(receipts.next(what, shortDate(receipt.nextAction.on, lang, beside)));
  }
  if (receipt.promises.length === 0)
    lines.push(
      receipt.outstanding.length === 0
        ? receipts.nothingOutstanding
        : receipts.outstanding(moneyList(receipt.outstanding, lang)),
    );
  return lines;
}

/** Said once more as it stood: the level of the books says that its invoices are the same too (R9). */
const isSame = (said: PromiseFact, before: PromiseFact): boolean =>
  said.promisedDate === before.promisedDate &&
  said.amount.minor === before.amount.minor &&
  said.amount.currency === before.amount.currency &&
  said.level === before.level;

function contextOf(receipt: LogReceipt, lang: Lang): string[] {
  const { receipts } = lang.t;
  const sentences: string[] = [];
  if (receipt.promises.length === 0) {
    sentences.push(receipts.happenedOn(fullDate(receipt.happenedOn, lang)));
    if (receipt.invoices.length > 0)
      sentences.push(receipts.about(listed(receipt.invoices.map(invoiceNumber), lang, MOST_INVOICES)));
  }
  if (receipt.direction === 'in') sentences.push(receipts.incoming);
  if (receipt.contactName !== null) sentences.push(receipts.spokeWith(escapeText(receipt.contactName, 60)));
  return sentences;
}

function promiseLines(promise: PromiseFact, receipt: LogReceipt, lang: Lang): string[] {
  const { receipts, words } = lang.t;
  const beside = promise.promisedDate;
  const covered = promise.covers.map((invoice) => {
    const part = money(invoice.promised, lang);
    const amount =
      invoice.promised.minor === invoice.open.minor ? part : receipts.partOf(part, money(invoice.open, lang));
    return receipts.coveredInvoice(invoiceNumber(invoice), amount, dueWhen(invoice, lang, beside));
  });
  const deadline = shortDate(promise.deadline, lang, beside);
  const only = receipt.promises.length === 1;
  const lines = [
    words.sentences([
      covered.length === 0 ? receipts.coversNothing : receipts.covers(listed(covered, lang, MOST_INVOICES)),
      only ? receipts.keptUntil(deadline) : receipts.keptUntilOf(shortDate(beside, lang, beside), deadline),
    ]),
  ];
  if (promise.level > 1) {
    // Where only some of the invoices were promised before, they are named (R9: the level is an invoice's).
    const again = promise.covers.filter((invoice) => invoice.level > 1);
    const some = again.length > 0 && again.length < promise.covers.length;
    const names = some ? listed(again.map(invoiceNumber), lang, MOST_INVOICES) : null;
    lines.push(
      receipts.laterDate(names, promise.level, shortDate(promise.firstPromisedDate, lang, beside), promise.slipDays),
    );
  }
  if (promise.finalDate) lines.push(receipts.finalDate);
  return lines;
}

function hintText(hint: LogHint, receipt: LogReceipt, lang: Lang): string | null {
  const { hints } = lang.t.receipts;
  const client = named(receipt.clientName);
  switch (hint.kind) {
    case 'not_working_day':
      return hints.notWorkingDay(
        shortDate(hint.date, lang, hint.date),
        client,
        shortDate(hint.deadline, lang, hint.date),
      );
    case 'intent_only':
      return hints.intentOnly(client);
    case 'below_overdue':
      return hints.belowOverdue(money(hint.promised, lang), money(hint.due, lang));
    case 'above_outstanding':
      return hints.aboveOutstanding(money(hint.promised, lang), money(hint.outstanding, lang));
    case 'other_currency':
      return hints.otherCurrency(client, money(hint.promised, lang), lang.t.words.list([...hint.currencies]));
    case 'nothing_left':
      return hints.nothingLeft(
        shortDate(hint.date, lang, receipt.promises[0]?.promisedDate ?? hint.date),
        hint.disputed.length === 0 ? null : moneyList(hint.disputed, lang),
      );
    case 'in_dispute':
      return hints.inDispute(money(hint.amount, lang));
    case 'no_dispute':
      return hints.noDispute(client);
    case 'nothing_outstanding':
      return hints.nothingOutstanding(client);
    case 'third_date':
      // Beside the line about the date itself; an earlier date than the first needs no advice.
      return hint.slipDays > 0 ? hints.manyDates(hint.level) : null;
  }
}
