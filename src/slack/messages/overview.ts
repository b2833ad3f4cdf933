import type { KnownBlock } from '@slack/types';
import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { PersonOverview } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { actionIds, type OpenableForm, openFormValue, rerunValue } from './action-ids.js';
import { actions, type ButtonFacts, button, context, rowMenu, section } from './blocks.js';
import { emptyBooks } from './empty-books.js';
import { bold } from './escape.js';
import type { SlackMessage } from './message.js';
import { overdueRow } from './overdue.js';
import { standInOfRow } from './stand-in.js';
import { fullDate, menuWords, money, named, shortDate } from './wording.js';

/** Of each list; the rest is counted. */
const MOST_ROWS = 5;

/** Bare /collect: what matters to this person now. */
export function overview(facts: PersonOverview, lang: Lang): SlackMessage {
  const { overview: say } = lang.t.status;
  const title = say.title(fullDate(facts.today, lang));
  const head = [section(bold(title))];
  if (facts.empty) {
    const text = emptyBooks(facts.role, lang);
    return {
      text,
      blocks: [...head, section(text), ...menu(facts, lang)],
    };
  }
  const { escalations } = facts;
  const ownCalm = facts.broken.length === 0 && facts.due.length === 0 && facts.ownOverdueCount === 0;
  // Decisions are what waits for a manager.
  const decides = escalations !== null && escalations > 0;
  const calm = ownCalm && !decides;
  const body: KnownBlock[] = [
    ...promiseRows(say.broken, facts.broken, facts, lang),
    ...promiseRows(say.due, facts.due, facts, lang),
  ];
  if (facts.ownOverdue.length > 0) {
    const rows = facts.ownOverdue.slice(0, MOST_ROWS);
    body.push(section(bold(say.own(rows.length, facts.ownOverdueCount))));
    body.push(...rows.map((row) => overdueRow(row, facts, lang)));
  }
  if (calm) body.push(section(say.calm));
  if (escalations !== null) body.push(section(say.escalations(escalations)));
  const push = () => say.push(facts.broken.length, facts.due.length, facts.ownOverdueCount);
  return {
    text: calm
      ? say.calm
      : lang.t.words.sentences([...(ownCalm ? [] : [push()]), ...(decides ? [say.escalations(escalations)] : [])]),
    blocks: [...head, ...body, ...menu(facts, lang), context(say.hint)],
  };
}

function promiseRows(
  title: string,
  promises: readonly PromiseFact[],
  { today, standIns }: PersonOverview,
  lang: Lang,
): KnownBlock[] {
  if (promises.length === 0) return [];
  const rows = promises.slice(0, MOST_ROWS).map((promise) => {
    const date = shortDate(promise.promisedDate, lang, today);
    const text = lang.t.status.overview.brokenRow(bold(named(promise.clientName)), money(promise.amount, lang), date);
    const row = { clientId: promise.clientId, promiseId: promise.id };
    const parts = [text, standInOfRow(promise.clientId, standIns, today, lang) ?? ''].filter((part) => part !== '');
    return section(parts.join(' · '), rowMenu(row, menuWords(promise.id, lang)));
  });
  const left = promises.length - rows.length;
  return [section(bold(title)), ...rows, ...(left > 0 ? [context(lang.t.words.andMore(left))] : [])];
}

function menu(facts: PersonOverview, lang: Lang): KnownBlock[] {
  const { buttons } = lang.t;
  const { labels } = buttons;
  const run = (text: string) => rerunValue.encode({ text });
  const action = actionIds.rerun;
  const opening = (form: OpenableForm, n: number, says: Pick<ButtonFacts, 'text' | 'label' | 'style'>) =>
    button({ ...says, action: actionIds.openForm, n, value: openFormValue.encode({ form }) });
  const money = facts.role !== 'member';
  return actions([
    opening('log', 0, { text: buttons.log, label: labels.log, style: 'primary' }),
    money ? opening('payment', 1, { text: buttons.recordPayment, label: labels.recordPayment }) : null,
    money ? opening('client', 3, { text: buttons.client, label: labels.client }) : null,
    money ? opening('project', 4, { text: buttons.project, label: labels.project }) : null,
    opening('digest', 5, { text: buttons.digest, label: labels.digest }),
    opening('snooze', 2, { text: buttons.snooze, label: labels.snooze }),
    button({ text: buttons.overdue, label: labels.overdue, action, value: run('overdue') }),
    facts.escalations === null
      ? null
      : button({ text: buttons.escalations, label: labels.escalations, action, n: 1, value: run('escalations') }),
    button({ text: buttons.help, label: labels.help, action, n: 2, value: run('help') }),
  ]);
}
