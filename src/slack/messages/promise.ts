import type { KnownBlock } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { KeptRateFact, LastConversationFact } from '../../ledger/facts/common.js';
import type {
  PromiseBrokenNotice,
  PromiseDecisionFact,
  PromiseDueNotice,
  PromiseFact,
  PromiseLoggedNotice,
} from '../../ledger/facts/promise.js';
import type { Lang } from '../../text/language.js';
import { actionIds, openFormValue, promiseValue, undoValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { bold, clipMrkdwn, escapeText, noteText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { standIn } from './stand-in.js';
import {
  channelName,
  daysOverdue,
  dueWhen,
  firstDate,
  fullDate,
  instant,
  invoiceNumber,
  listed,
  money,
  named,
  personName,
  shortDate,
  talkedAbout,
  wordFor,
} from './wording.js';

/** One short line in the project's channel. Who logged it is named, not called: they know. */
export function promiseLogged(facts: PromiseLoggedNotice, lang: Lang): SlackMessage {
  const { promises } = lang.t;
  const [first] = facts.promises;
  const client = named(first?.clientName ?? '');
  const parts = facts.promises.map((promise) =>
    promises.part(
      facts.amountsShown === false ? null : money(promise.amount, lang),
      shortDate(promise.promisedDate, lang, first?.givenOn ?? promise.promisedDate),
      promise.level,
    ),
  );
  const said = listed(parts, lang, 5);
  const by = personName(facts.by);
  return simpleAnswer(facts.undone ? promises.takenBack(by, client, said) : promises.logged(by, client, said));
}

/** Below KEPT_MIN promises nobody can say how reliable a client is (R12). */
const KEPT_MIN = 3;

function recordOf(inRow: number, rate: KeptRateFact, lang: Lang): string {
  const { promises, words } = lang.t;
  if (rate.n >= KEPT_MIN)
    return inRow > 1 ? promises.record(inRow, rate.kept, rate.n) : promises.keptOf(rate.kept, rate.n);
  return inRow > 1 ? words.sentences([promises.inRow(inRow), promises.tooFew(rate.n)]) : promises.tooFew(rate.n);
}

function lastSaid(talk: LastConversationFact | null, lang: Lang, beside: LocalDate): string {
  const { promises } = lang.t;
  if (talk === null) return promises.neverTalked;
  const date = shortDate(talk.happenedOn, lang, beside);
  if (talk.note === null) return promises.lastTalk(date, talkedAbout(talk, lang));
  const who = talk.contactName === null ? promises.they : escapeText(talk.contactName, 60);
  return promises.said(who, date, noteText(talk.note, 600));
}

function why(facts: PromiseDueNotice | PromiseBrokenNotice, lang: Lang): string {
  const { promises } = lang.t;
  const client = named(facts.promise.clientName);
  const channel = channelName(facts.channelName, lang);
  const { why: reached, instead } = facts;
  const reason =
    reached === 'owner' || instead == null
      ? promises.why[reached](client, channel)
      : standIn(reached, instead, client, channel, lang);
  return `${reason} · ${promises.changeOwner}`;
}

/** What can be done about a promise that was not kept, or is due. */
export function promiseButtons(promise: PromiseFact, lang: Lang, withEscalate: boolean) {
  const { buttons } = lang.t;
  const value = promiseValue.encode({ promiseId: promise.id, clientId: promise.clientId });
  const { clientName: client } = promise;
  const { labels } = buttons;
  return actions([
    button({ text: buttons.paid, label: labels.paid(client), action: actionIds.promisePaid, value }),
    button({ text: buttons.newDate, label: labels.newDate(client), action: actionIds.promiseNewDate, value }),
    button({ text: buttons.called, label: labels.called(client), action: actionIds.promiseCalled, value }),
    withEscalate
      ? button({
          text: buttons.escalateAsk,
          label: labels.escalateAsk(client),
          action: actionIds.promiseEscalate,
          value,
        })
      : null,
  ]);
}

/** The working day before a promise is due (R7). */
export function promiseDue(facts: PromiseDueNotice, lang: Lang): SlackMessage {
  const { promises, receipts } = lang.t;
  const { promise } = facts;
  const beside = promise.promisedDate;
  const rest = { minor: Math.max(0, promise.amount.minor - promise.received.minor), currency: promise.amount.currency };
  const headline = promises.due(named(promise.clientName), money(promise.amount, lang), fullDate(beside, lang));
  const received = promises.dueReceived(money(promise.received, lang), money(rest, lang));
  const lines = [received];
  if (promise.covers.length > 0) {
    const covered = promise.covers.map((invoice) =>
      receipts.coveredInvoice(invoiceNumber(invoice), money(invoice.promised, lang), dueWhen(invoice, lang, beside)),
    );
    lines.push(receipts.covers(listed(covered, lang, 6)));
  }
  if (promise.level > 1) lines.push(promises.dueLevel(promise.level, firstDate(promise, lang, beside)));
  lines.push(lastSaid(facts.lastConversation, lang, beside));
  return {
    text: clipMrkdwn(
      lang.t.words.sentences([headline, decisionOf(facts.decision, beside, lang, false) ?? received]),
      limits.messageText,
    ),
    blocks: [
      section(bold(headline)),
      section(lines.join('\n')),
      ...decidedOr(facts, beside, lang, () => promiseButtons(promise, lang, false)),
      context(why(facts, lang)),
    ],
  };
}

/** The money is there: what had come in when the message was written is no longer so. */
const isPaid = (decision: PromiseBrokenNotice['decision']): boolean =>
  decision?.kind === 'paid' && decision.summary.outcome === null;

/**
 * B2: the DM about a promise not kept. While it is open it has its buttons; once somebody decided, who decided what
 * and when stands in their place, with Undo.
 */
export function promiseBroken(facts: PromiseBrokenNotice, lang: Lang): SlackMessage {
  const { promises, words } = lang.t;
  const { promise } = facts;
  const beside = facts.detectedOn;
  const headline = brokenHeadline(promise, beside, lang);
  const promised = money(promise.amount, lang);
  const received = money(promise.received, lang);
  const open = money(facts.openNow, lang);
  const oldest = facts.oldestDaysOverdue > 0 ? daysOverdue(facts.oldestDaysOverdue, lang) : null;
  const lines = [
    // Once it is decided, what was open when this was written is no longer what is open.
    facts.decision === null
      ? words.sentences([promises.promisedReceived(promised, received), promises.openNow(open, oldest)])
      : isPaid(facts.decision)
        ? promises.promisedOnly(promised)
        : promises.promisedReceived(promised, received),
    recordOf(facts.notKeptInRow, facts.keptRate, lang),
  ];
  if (promise.level > 1) lines.push(promises.dueLevel(promise.level, firstDate(promise, lang, beside)));
  if (promise.finalDate) lines.push(promises.finalDate);
  lines.push(lastSaid(facts.lastConversation, lang, beside));
  if (facts.detectedLate) lines.push(promises.detectedLate(shortDate(facts.detectedOn, lang, beside)));
  const short = decisionOf(facts.decision, beside, lang, false);
  const push = promises.brokenPush(headline, promised, received, open);
  return {
    text: clipMrkdwn(short === null ? push : words.sentences([headline, short]), limits.messageText),
    blocks: [
      section(bold(headline)),
      section(lines.join('\n')),
      ...decidedOr(facts, beside, lang, () => promiseButtons(promise, lang, true)),
      context(why(facts, lang)),
    ],
  };
}

/** The push line of `promiseDue` where it may name no amounts. */
export function duePushBare({ promise, decision }: PromiseDueNotice, lang: Lang): string {
  const { promises, words } = lang.t;
  const headline = promises.dueBare(named(promise.clientName), fullDate(promise.promisedDate, lang));
  const decided = decisionOf(withoutAmount(decision), promise.promisedDate, lang, false);
  return decided === null ? headline : words.sentences([headline, decided]);
}

/** The same of `promiseBroken`. */
export function brokenPushBare({ promise, detectedOn, decision }: PromiseBrokenNotice, lang: Lang): string {
  const headline = brokenHeadline(promise, detectedOn, lang);
  const decided = decisionOf(withoutAmount(decision), detectedOn, lang, false);
  return decided === null ? headline : lang.t.words.sentences([headline, decided]);
}

const withoutAmount = (decision: PromiseDueNotice['decision']): PromiseDueNotice['decision'] =>
  decision == null ? decision : { ...decision, summary: { ...decision.summary, amount: null } };

function brokenHeadline(promise: PromiseFact, beside: LocalDate, lang: Lang): string {
  const client = named(promise.clientName);
  const date = shortDate(promise.promisedDate, lang, beside);
  const { promises } = lang.t;
  return promise.state === 'partially_kept' ? promises.brokenPartly(client, date) : promises.broken(client, date);
}

/** Who decided what and when, with Undo, in the place of the buttons; the buttons as long as nobody has. */
function decidedOr(
  { decision }: PromiseDueNotice | PromiseBrokenNotice,
  beside: LocalDate,
  lang: Lang,
  open: () => KnownBlock[],
): KnownBlock[] {
  const said = decisionOf(decision, beside, lang, true);
  if (decision == null || said === null) return open();
  if (decision.elsewhere === true) return [section(said)];
  const { buttons } = lang.t;
  const value = undoValue.encode({ auditId: decision.auditId });
  return [section(said, button({ text: buttons.undo, label: buttons.labels.undo, action: actionIds.undo, value }))];
}

/** "Dana, today 09:14: new date Fri 27 Nov (3rd)." The push line, which is of that moment, goes without the time. */
function decisionOf(
  decision: PromiseDueNotice['decision'],
  beside: LocalDate,
  lang: Lang,
  withTime: boolean,
): string | null {
  if (decision == null) return null;
  const { decisions, decidedBy, settledByBooks } = lang.t.promises;
  const { amount, date, level, outcome } = decision.summary;
  const sum = amount === null ? null : money(amount, lang);
  const day = date === null ? null : shortDate(date, lang, beside);
  if (decision.kind === 'ended' && decision.by === null) return decisions.ended(outcome ?? '');
  const what = {
    paid: () => {
      // Only what the client says: the money is not here.
      if (outcome === 'payment_sent') return decisions.paymentSent;
      return sum !== null && day !== null ? decisions.paidOn(sum, day) : decisions.paid(sum);
    },
    new_date: () => (day === null ? decisions.called(null) : decisions.newDate(day, level, sum)),
    called: () => decisions.called(outcome === null ? null : wordFor(lang.t.words.outcomes, outcome)),
    logged: () => decisions.logged(wordFor(lang.t.words.outcomes, outcome ?? 'note')),
    escalated: () => decisions.escalated,
    taken_over: () => lang.t.escalations.decided.escalate,
    ended: () => decisions.tookBack,
  }[decision.kind]();
  const when = withTime ? instant(new Date(decision.at)) : null;
  return decision.by === null ? settledByBooks(when, what) : decidedBy(personName(decision.by), when, what);
}

/** To a press on a message that does not show yet what was decided since: what stands now, and the ways to go on. */
export function promiseStands(
  promise: PromiseFact,
  decision: PromiseDecisionFact,
  { mayRecordMoney, today }: { readonly mayRecordMoney: boolean; readonly today: LocalDate },
  lang: Lang,
): SlackMessage {
  const { promises, buttons } = lang.t;
  const said = decisionOf(decision, today, lang, true) ?? '';
  const lines = [bold(promises.stands(named(promise.clientName))), said, promises.standsNothing];
  const { clientId } = promise;
  const opening = (form: 'log' | 'payment', n: number, text: string, label: string) =>
    button({ text, label, action: actionIds.openForm, n, value: openFormValue.encode({ form, clientId }) });
  return {
    text: lang.t.words.sentences([
      promises.stands(named(promise.clientName)),
      decisionOf(decision, today, lang, false) ?? '',
    ]),
    blocks: [
      section(lines.join('\n')),
      ...actions([
        opening('log', 0, buttons.log, buttons.labels.log),
        mayRecordMoney ? opening('payment', 1, buttons.recordPayment, buttons.labels.recordPayment) : null,
      ]),
    ],
  };
}
