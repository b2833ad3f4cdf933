import type { KnownBlock } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { Money } from '../../domain/money.js';
import type {
  EscalatedNotice,
  EscalationCandidate,
  EscalationDecisionFact,
  EscalationListNotice,
  EscalationReason,
  EscalationRequestedNotice,
  KeptNotice,
  PromisedSinceFact,
} from '../../ledger/facts/escalation.js';
import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { Lang } from '../../text/language.js';
import { actionIds, clientValue, undoValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { bold, clipMrkdwn, noteText, plainText } from './escape.js';
import { limits, rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { standIn } from './stand-in.js';
import {
  column,
  count,
  days,
  daysOverdue,
  fullDate,
  instant,
  listed,
  mention,
  money,
  moneyList,
  named,
  personName,
  shortDate,
  talkedAbout,
  wordFor,
} from './wording.js';

/** More than these nobody decides in one sitting. */
const MOST_CANDIDATES = 12;

/** The managers' list: each candidate with its reasons in words and numbers, and what can be decided (R31). */
export function escalationList(list: EscalationListNotice, lang: Lang): SlackMessage {
  const { escalations: say, words } = lang.t;
  const total = list.candidates.length;
  const [top] = list.candidates;
  if (top === undefined) return simpleAnswer(say.none(list.overdueClients));
  const title = say.title(total, list.overdueClients);
  const head: KnownBlock[] = [
    section(bold(title)),
    context(list.stale ? bold(say.stale) : say.asOf(fullDate(list.today, lang))),
  ];
  const tail = [context(say.why)];
  const { blocks, shown } = rowsThatFit(
    list.candidates,
    (candidate) => candidateBlocks(candidate, list.today, lang),
    [...head, ...tail],
    MOST_CANDIDATES,
  );
  const left = total - shown;
  const first = say.top(named(top.clientName), overdueOf(top, lang));
  return {
    text: clipMrkdwn(words.sentences([title, first]), limits.messageText),
    blocks: [...head, ...blocks, ...(left > 0 ? [context(say.more(left))] : []), ...tail],
  };
}

function overdueOf(candidate: EscalationCandidate, lang: Lang): string {
  return lang.t.escalations.overdue(
    moneyList(column(candidate.aging, 'overdue'), lang) || '0',
    days(candidate.oldestDaysOverdue, lang),
  );
}

/** The reasons behind the sum that is overdue and the age of its oldest invoice: what those say is not said again. */
function reasonsBeside(
  candidate: EscalationCandidate,
  reasons: readonly EscalationReason[],
  today: LocalDate,
  lang: Lang,
): string[] {
  const { reasons: say } = lang.t.escalations;
  const overdue = column(candidate.aging, 'overdue');
  const disputes = (less: Money): boolean =>
    overdue.some(({ minor, currency }) => minor > less.minor && currency === less.currency);
  return reasons.map((reason) => {
    if (reason.kind === 'days_overdue' && reason.days === candidate.oldestDaysOverdue)
      return say.overLimit(days(reason.limit, lang));
    // The rules do not count what is in dispute; the head of the row does.
    if (reason.kind === 'days_overdue' && reason.days < candidate.oldestDaysOverdue)
      return say.undisputedDays(days(reason.days, lang), days(reason.limit, lang));
    if (reason.kind === 'amount' && disputes(reason.overdue))
      return say.undisputedAmount(money(reason.overdue, lang), money(reason.limit, lang));
    if (
      reason.kind === 'amount' &&
      overdue.some(({ minor, currency }) => minor === reason.overdue.minor && currency === reason.overdue.currency)
    )
      return say.overLimit(money(reason.limit, lang));
    return reasonText(reason, today, lang);
  });
}

/** A candidate, the facts to decide by and the buttons that do. */
export function candidateBlocks(candidate: EscalationCandidate, today: LocalDate, lang: Lang): KnownBlock[] {
  const head = `${bold(`${count(candidate.rank, lang)} ${named(candidate.clientName)}`)} ${overdueOf(candidate, lang)}`;
  const reasons = reasonsBeside(candidate, candidate.reasons, today, lang);
  const lines = [[head, ...reasons].join(' · '), candidateFacts(candidate, today, lang)];
  return [
    section(lines.join('\n')),
    ...decidedOr(candidate.decision, today, lang, () => candidateButtons(candidate, lang)),
  ];
}

/** Who decided what and when, with Undo, in the place of the buttons; the buttons as long as nobody has. */
function decidedOr(
  decision: EscalationDecisionFact | null | undefined,
  today: LocalDate,
  lang: Lang,
  open: () => KnownBlock[],
): KnownBlock[] {
  if (decision == null) return open();
  const said = decidedText(decision, today, lang, instant(new Date(decision.at)));
  if (decision.kind === 'settled') return [section(said)];
  const { buttons } = lang.t;
  const value = undoValue.encode({ auditId: decision.auditId });
  return [section(said, button({ text: buttons.undo, label: buttons.labels.undo, action: actionIds.undo, value }))];
}

/** "Sam, today 09:14: escalated." `when` null: the push line goes without the time. */
function decidedText(decision: EscalationDecisionFact, today: LocalDate, lang: Lang, when: string | null): string {
  const { decided } = lang.t.escalations;
  const { kind, by, until } = decision;
  if (by === null) return decided.settledAt(when);
  const what =
    kind === 'keep' && until !== null
      ? decided.keep(shortDate(until, lang, today))
      : decided[kind === 'keep' ? 'escalate' : kind];
  return lang.t.promises.decidedBy(personName(by), when, what);
}

const MOST_PARTS = 5;

const byDate = (a: PromiseFact, b: PromiseFact): number => (a.promisedDate < b.promisedDate ? -1 : 1);

/** Last promise with all its parts, last contact, owner, the last decision: what a decision rests on. */
export function candidateFacts(candidate: EscalationCandidate, today: LocalDate, lang: Lang): string {
  const { escalations: say, words } = lang.t;
  const date = (day: LocalDate) => shortDate(day, lang, today);
  const { lastPromise: promise, lastConversation: talk, lastDecision: decision, owner } = candidate;
  const parts = promise === null ? [] : [...(candidate.otherParts ?? []), promise].sort(byDate);
  const sentences = [
    promise === null
      ? say.noPromise
      : parts.length > 1
        ? say.lastPromiseParts(
            listed(
              parts.map((part) =>
                say.lastPart(money(part.amount, lang), date(part.promisedDate), wordFor(words.states, part.state)),
              ),
              lang,
              MOST_PARTS,
            ),
          )
        : say.lastPromise(
            money(promise.amount, lang),
            date(promise.promisedDate),
            wordFor(words.states, promise.state),
            promise.level,
          ),
    talk === null ? say.noContact : say.lastContact(date(talk.happenedOn), talkedAbout(talk, lang, 120)),
    owner === null ? say.noOwner : say.owner(mention(owner)),
  ];
  if (decision !== null) {
    const by = decision.by === null ? say.reasons.somebody : personName(decision.by);
    if (decision.kind === 'keep')
      sentences.push(say.lastDecision.keep(by, date(decision.on), date(decision.until ?? decision.on)));
    else sentences.push(say.lastDecision[decision.kind](by, date(decision.on)));
  }
  return words.sentences(sentences);
}

export function candidateButtons(
  candidate: Pick<EscalationCandidate, 'clientId' | 'clientName' | 'owner'>,
  lang: Lang,
  withBrief = true,
): KnownBlock[] {
  const { buttons } = lang.t;
  const { labels } = buttons;
  const { clientName: client, owner } = candidate;
  const value = clientValue.encode({ clientId: candidate.clientId });
  return actions([
    button({
      text: buttons.keep(owner === null ? null : plainText(owner.name, 40)),
      label: labels.keep(plainText(client, 30), owner === null ? null : plainText(owner.name, 40)),
      action: actionIds.escalationKeep,
      value,
    }),
    button({
      text: buttons.escalate,
      label: labels.escalate(plainText(client, 50)),
      action: actionIds.escalationEscalate,
      value,
    }),
    withBrief
      ? button({
          text: buttons.brief,
          label: labels.brief(plainText(client, 50)),
          action: actionIds.escalationBrief,
          value,
        })
      : null,
  ]);
}

/** One trigger of R31 with its numbers. */
export function reasonText(reason: EscalationReason, today: LocalDate, lang: Lang, amountsShown = true): string {
  const { reasons } = lang.t.escalations;
  const date = (day: LocalDate) => shortDate(day, lang, today);
  switch (reason.kind) {
    case 'broken_in_row':
      return reasons.brokenInRow(reason.count);
    case 'final_date_broken':
      return reasons.finalDateBroken(date(reason.promisedDate));
    case 'days_overdue':
      return reasons.daysOverdue(days(reason.days, lang), days(reason.limit, lang));
    case 'amount':
      return amountsShown
        ? reasons.amount(money(reason.overdue, lang), money(reason.limit, lang))
        : reasons.amountOverLimit;
    case 'no_contact':
      return reason.days === null ? reasons.neverContacted : reasons.noContact(days(reason.days, lang));
    case 'dispute_past_revisit':
      return reasons.disputePastRevisit(amountsShown ? money(reason.amount, lang) : null, date(reason.revisitOn));
    case 'owner_silent':
      return reasons.ownerSilent(reason.owner === null ? reasons.theOwner : mention(reason.owner), date(reason.sentOn));
    case 'requested':
      return reasons.requested(reason.by === null ? reasons.somebody : personName(reason.by), date(reason.on));
  }
}

/** A day for dates that stand without another one: their year is always written. */
const NO_DAY = '0000-01-01' as LocalDate;

/** What may be an amount in somebody's own words. */
const NUMBERS = /\p{N}|[百千万亿]|[一二两三四五六七八九十](?:[一二三四五六七八九十]|元|块)/u;

/** After Escalate: to the owner and to the project's channel. */
export function escalated(facts: EscalatedNotice, lang: Lang): SlackMessage {
  const { escalations: say, words } = lang.t;
  const client = named(facts.clientName);
  const by = personName(facts.by);
  const amountsShown = facts.amountsShown !== false;
  const reasons = facts.reasons.map((reason) => reasonText(reason, NO_DAY, lang, amountsShown)).join(' · ');
  const lines = [say.escalatedBy(by)];
  if (reasons !== '') lines.push(say.because(reasons));
  if (facts.note !== null)
    lines.push(
      amountsShown || !NUMBERS.test(facts.note) ? say.note(by, noteText(facts.note, 1500)) : say.noteHidden(by),
    );
  if (facts.why === 'owner') lines.push(say.youOwn(by));
  else if (facts.owner !== null) lines.push(say.ownerIs(mention(facts.owner)));
  const { instead } = facts;
  const as = facts.why === 'manager' ? 'manager' : 'backup';
  const whyHere = facts.why === 'owner' ? say.escalatedWhyOwner : say.escalatedWhy;
  const why = instead == null ? whyHere : standIn(as, instead, client, null, lang);
  const push = reasons === '' ? say.escalatedPushBare(client, by) : say.escalatedPush(client, by, reasons);
  return {
    text: clipMrkdwn(push, limits.messageText),
    blocks: [section(bold(say.escalated(client))), section(words.lines(lines)), context(why)],
  };
}

/** The push line of `escalated` where it may name no amounts. */
export function escalatedPushBare({ clientName, by, reasons }: EscalatedNotice, lang: Lang): string {
  const { escalations: say } = lang.t;
  const bare = reasons.map((reason) => reasonText(reason, NO_DAY, lang, false)).join(' · ');
  const client = named(clientName);
  return bare === '' ? say.escalatedPushBare(client, personName(by)) : say.escalatedPush(client, personName(by), bare);
}

/** "Dana, today 09:14: new date Fri 27 Nov (3rd), $12,400.00." The push line goes without the time, or the amount. */
function promisedText(
  since: PromisedSinceFact,
  { withTime, withAmount }: { readonly withTime: boolean; readonly withAmount: boolean },
  lang: Lang,
): string {
  const { decisions, decidedBy, settledByBooks } = lang.t.promises;
  const sum = withAmount ? money(since.amount, lang) : null;
  const what = decisions.newDate(shortDate(since.date, lang, NO_DAY), since.level, sum);
  const when = withTime ? instant(new Date(since.at)) : null;
  return since.by === null ? settledByBooks(when, what) : decidedBy(personName(since.by), when, what);
}

/** The last date that the client named, where the question still stands. */
const sinceOf = ({ promisedSince, decision, takenBack }: EscalationRequestedNotice): PromisedSinceFact | null =>
  decision == null && takenBack == null ? (promisedSince ?? null) : null;

/** Why nothing is asked any more, for the push line; null: it still is. */
function overText({ takenBack, decision }: EscalationRequestedNotice, lang: Lang): string | null {
  if (takenBack != null) return lang.t.escalations.requestTakenBack(personName(takenBack.by));
  return decision == null ? null : decidedText(decision, NO_DAY, lang, null);
}

/** The same of `escalationRequested`. */
export function requestedPushBare(facts: EscalationRequestedNotice, lang: Lang): string {
  const { by, clientName, candidate } = facts;
  const since = sinceOf(facts);
  const { escalations: say, words } = lang.t;
  const over = overText(facts, lang);
  if (over !== null) return words.sentences([say.requested(personName(by), named(clientName)), over]);
  const oldest = candidate === null ? [] : [say.requestedPushBare(days(candidate.oldestDaysOverdue, lang))];
  const promised = since === null ? [] : [promisedText(since, { withTime: false, withAmount: false }, lang)];
  return words.sentences([say.requested(personName(by), named(clientName)), ...oldest, ...promised]);
}

/** The same of the managers' list. */
export function escalationListPushBare(list: EscalationListNotice, lang: Lang): string {
  const { escalations: say, words } = lang.t;
  const [top] = list.candidates;
  if (top === undefined) return say.none(list.overdueClients);
  const first = say.top(named(top.clientName), daysOverdue(top.oldestDaysOverdue, lang));
  return words.sentences([say.title(list.candidates.length, list.overdueClients), first]);
}

/** After "Keep with the owner": to the owner. */
export function keptWithOwner({ clientName, by, until, note }: KeptNotice, lang: Lang): SlackMessage {
  const { escalations: say, words } = lang.t;
  const headline = say.keptWithYou(named(clientName), fullDate(until, lang));
  const lines = [
    say.escalatedBy(personName(by)),
    ...(note === null ? [] : [say.note(personName(by), noteText(note, 1500))]),
  ];
  return {
    text: clipMrkdwn(headline, limits.messageText),
    blocks: [section(bold(headline)), section(words.lines(lines)), context(say.keptWhy)],
  };
}

/** After an owner pressed Escalate: to the managers, with the facts and what they can decide. */
export function escalationRequested(facts: EscalationRequestedNotice, lang: Lang): SlackMessage {
  const { escalations: say, words } = lang.t;
  const headline = say.requested(personName(facts.by), named(facts.clientName));
  const { candidate } = facts;
  const lines: string[] = [];
  if (facts.note !== null) lines.push(say.note(personName(facts.by), noteText(facts.note, 1500)));
  if (candidate !== null) {
    // That somebody asks is the headline; the reasons and the decisions before need not say it again.
    const others = candidate.reasons.filter(({ kind }) => kind !== 'requested');
    lines.push([overdueOf(candidate, lang), ...reasonsBeside(candidate, others, NO_DAY, lang)].join(' · '));
    const { lastDecision } = candidate;
    const decided = lastDecision?.kind === 'requested' ? null : lastDecision;
    lines.push(candidateFacts({ ...candidate, lastDecision: decided }, NO_DAY, lang));
  }
  const target = candidate ?? { clientId: facts.clientId, clientName: facts.clientName, owner: facts.by };
  const { takenBack } = facts;
  const push = candidate === null ? [] : [say.requestedPush(overdueOf(candidate, lang))];
  const over = overText(facts, lang);
  const since = sinceOf(facts);
  const promised = since === null ? [] : [promisedText(since, { withTime: false, withAmount: true }, lang)];
  const stands =
    since === null ? [] : [promisedText(since, { withTime: true, withAmount: true }, lang), say.requestStands];
  return {
    text: clipMrkdwn(
      words.sentences([headline, ...(over === null ? [...push, ...promised] : [over])]),
      limits.messageText,
    ),
    blocks: [
      section(bold(headline)),
      ...(lines.length === 0 ? [] : [section(words.lines(lines))]),
      ...(stands.length === 0 ? [] : [section(words.lines(stands))]),
      ...(takenBack == null
        ? decidedOr(facts.decision, NO_DAY, lang, () => candidateButtons(target, lang))
        : [section(say.requestTakenBackAt(personName(takenBack.by), instant(new Date(takenBack.at))))]),
      context(say.requestedWhy),
    ],
  };
}
