import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { PaidReceipt } from '../../ledger/facts/receipt.js';
import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { actionIds, changeValue, undoValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { bold } from './escape.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import {
  channelLink,
  fullDate,
  invoiceNumber,
  keptHow,
  listed,
  money,
  moneyList,
  named,
  personName,
  shortDate,
  wordFor,
} from './wording.js';

const MOST_INVOICES = 10;
const MOST_PROMISES = 5;

/** The answer to /collect paid: where the money went (R18), what it did to promises (R8). `typed`: see logReceipt. */
export function paidReceipt(receipt: PaidReceipt, lang: Lang, typed: string | null = null): SlackMessage {
  const { t } = lang;
  const { headline, lines } = paidLines(receipt, lang);
  const beside = [
    ...(receipt.told === null
      ? []
      : [t.receipts.alsoTold(channelLink(receipt.told.slackChannelId, receipt.told.name, lang))]),
    t.words.onlyYou,
  ];
  return {
    text: headline,
    blocks: [
      section(bold(headline)),
      section(t.words.lines(lines)),
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

/** The receipt's words: its first sentence, and where the money goes. */
export function paidLines(
  receipt: PaidReceipt,
  lang: Lang,
): { readonly headline: string; readonly lines: readonly string[] } {
  const client = named(receipt.clientName);
  const headline = lang.t.receipts.paid(client, money(receipt.amount, lang), fullDate(receipt.valueDate, lang));
  return { headline, lines: detailsOf(receipt, lang) };
}

function detailsOf(receipt: PaidReceipt, lang: Lang): string[] {
  const { receipts, words } = lang.t;
  const lines: string[] = [];
  if (receipt.allocations.length > 0) {
    const items = receipt.allocations.map(({ invoice, amount }) => {
      const rest = invoice.open.minor === 0 ? null : money(invoice.open, lang);
      return receipts.allocation(money(amount, lang), invoiceNumber(invoice), rest);
    });
    const rules = [...new Set(receipt.allocations.map(({ rule }) => rule))];
    const reasons = rules.map((rule) => wordFor(receipts.rules, rule));
    lines.push(words.sentences([receipts.settles(listed(items, lang, MOST_INVOICES)), ...reasons]));
  }
  if (receipt.unallocated.minor !== 0) lines.push(receipts.unallocated(money(receipt.unallocated, lang)));
  for (const promise of receipt.promises.slice(0, MOST_PROMISES)) lines.push(promiseNow(promise, receipt, lang));
  lines.push(
    receipt.outstanding.length === 0
      ? receipts.nothingOutstanding
      : receipts.outstanding(moneyList(receipt.outstanding, lang)),
  );
  return lines;
}

/** What became of a promise; where it is kept by less than was promised, also why; or by more. */
function promiseNow(promise: PromiseFact, receipt: PaidReceipt, lang: Lang): string {
  const { receipts, words } = lang.t;
  const date = shortDate(promise.promisedDate, lang, receipt.valueDate);
  const received = money(promise.received, lang);
  const promised = money(promise.amount, lang);
  switch (keptHow(promise)) {
    case 'settled':
      return receipts.promiseSettled(date, promise.received.minor <= 0 ? null : received, promised);
    case 'enough':
      return receipts.promiseEnough(date, received, promised);
    case 'more':
      return receipts.promiseMore(date, received, promised);
    default:
      return receipts.promiseNow(date, wordFor(words.states, promise.state), received, promised);
  }
}

/** One line in the project's channel about a payment. */
export function paymentRecorded(facts: NoticeFacts<'payment_recorded'>, lang: Lang): SlackMessage {
  const { payments } = lang.t;
  const by = personName(facts.by);
  const client = named(facts.clientName);
  const amount = facts.amountsShown === false ? null : money(facts.amount, lang);
  const kept = facts.promisesKept;
  if (facts.undone)
    return simpleAnswer(
      kept > 0 ? payments.takenBackKept(by, client, amount, kept) : payments.takenBack(by, client, amount),
    );
  return simpleAnswer(
    kept > 0 ? payments.recordedKept(by, client, amount, kept) : payments.recorded(by, client, amount),
  );
}
