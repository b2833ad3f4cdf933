import type { HomeView, InputBlock, KnownBlock } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { FirstOf, HomeClient, PersonHome, WaitingClient } from '../../ledger/facts/home.js';
import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { GivenUp } from '../../ledger/given-up.js';
import { formatDate } from '../../text/format.js';
import type { Lang } from '../../text/language.js';
import { actionIds, homePageValue, openFormValue, rerunValue } from './action-ids.js';
import { actions, button, context, plain, rowMenu, section } from './blocks.js';
import { emptyBooks } from './empty-books.js';
import { candidateBlocks } from './escalation.js';
import { bold, escapeText } from './escape.js';
import { limits } from './limits.js';
import { promiseButtons } from './promise.js';
import { standInOfRow } from './stand-in.js';
import { undelivered } from './undelivered.js';
import {
  column,
  count,
  days,
  daysOverdue,
  fullDate,
  menuWords,
  money,
  moneyList,
  named,
  promisedIn,
  shortDate,
} from './wording.js';

/** What a Home tab is made of. */
export interface HomeFacts {
  readonly home: PersonHome;
  /** What did not arrive; nothing for whoever does not manage. */
  readonly undelivered: { readonly groups: readonly GivenUp[]; readonly more: number };
  /** Of Collect. */
  readonly version: string;
}

/** Candidates that the tab shows; all of them are a button away. */
const CANDIDATES_SHOWN = 5;

/** What can be done about a client from its row: as many as a menu takes. */
const ROW_ACTIONS = ['promise', 'called', 'paid', 'snooze', 'status'] as const;

const menuOf = (row: { readonly clientId: number; readonly promiseId: number | null }, lang: Lang) =>
  rowMenu(row, menuWords(row.promiseId, lang), ROW_ACTIONS);

const divider: KnownBlock = { type: 'divider' };

/** The Home tab: what waits for this person, their clients, and for a manager what waits to be decided. */
export function homeTab({ home, undelivered: lost, version }: HomeFacts, lang: Lang): HomeView {
  const { home: say } = lang.t;
  return {
    type: 'home',
    blocks: [
      section(bold(say.title(fullDate(home.today, lang)))),
      ...menu(home, lang),
      ...(home.empty
        ? [section(emptyBooks(home.role, lang))]
        : [...(home.newcomer ? firstTry(lang) : []), ...figures(home, lang)]),
      ...undelivered(lost.groups, lost.more, lang),
      ...foot(home, version, lang),
    ],
  };
}

/** For somebody whose tab could not be made: what stands there instead, and how to begin all the same. */
export function homeInstead(blocks: readonly KnownBlock[], lang: Lang): HomeView {
  const words = lang.t.commands.home;
  return { type: 'home', blocks: [...blocks, divider, section(words.first), context(words.help)] };
}

function figures(home: PersonHome, lang: Lang): KnownBlock[] {
  return [...waiting(home, lang), ...managing(home, lang), ...clients(home, lang)];
}

function menu(home: PersonHome, lang: Lang): KnownBlock[] {
  const { buttons, home: say } = lang.t;
  const { labels } = buttons;
  return actions([
    button({
      text: buttons.log,
      label: labels.log,
      action: actionIds.openForm,
      value: openFormValue.encode({ form: 'log' }),
      style: 'primary',
    }),
    home.role === 'member'
      ? null
      : button({
          text: buttons.recordPayment,
          label: labels.recordPayment,
          action: actionIds.openForm,
          n: 1,
          value: openFormValue.encode({ form: 'payment' }),
        }),
    home.setupOpen
      ? button({
          text: say.buttons.setup,
          label: say.buttons.setupLabel,
          action: actionIds.rerun,
          n: 1,
          value: rerunValue.encode({ text: 'setup' }),
        })
      : null,
    home.empty
      ? null
      : button({
          text: buttons.digest,
          label: labels.digest,
          action: actionIds.openForm,
          n: 2,
          value: openFormValue.encode({ form: 'digest' }),
        }),
    button({ text: say.buttons.settings, label: say.buttons.settingsLabel, action: actionIds.mySettings }),
    button({
      text: buttons.help,
      label: labels.help,
      action: actionIds.rerun,
      value: rerunValue.encode({ text: 'help' }),
    }),
  ]);
}

function firstTry(lang: Lang): KnownBlock[] {
  const { try: say } = lang.t.home;
  return [section(lang.t.words.lines([bold(say.title), say.text]))];
}

function waiting(home: PersonHome, lang: Lang): KnownBlock[] {
  const { home: say } = lang.t;
  const { broken, due, silent, noNextStep } = home;
  if ([broken, due, silent, noNextStep].every(({ total }) => total === 0)) {
    // What is to be decided waits for a manager too.
    return (home.managing?.queue.candidates.length ?? 0) > 0 ? [] : [section(say.calm)];
  }
  return [
    section(bold(say.waits)),
    ...list(broken, say.broken, (promise) => brokenBlocks(promise, home, lang), lang),
    ...list(due, say.due, (promise) => [promiseBlock(promise, home, lang)], lang),
    ...list(silent, say.silent, (client) => [silentBlock(client, home, lang)], lang),
    ...list(noNextStep, say.noNextStep, (client) => [noNextStepBlock(client, home, lang)], lang),
  ];
}

function list<Row>(
  { rows, total }: FirstOf<Row>,
  title: (n: number, counted: string) => string,
  build: (row: Row) => KnownBlock[],
  lang: Lang,
): KnownBlock[] {
  if (total === 0) return [];
  const left = total - rows.length;
  return [
    section(bold(title(total, count(total, lang)))),
    ...rows.flatMap(build),
    ...(left > 0 ? [context(lang.t.words.andMore(left))] : []),
  ];
}

/** A row, with whose client it is where they only stand in. */
function whose(
  text: string,
  { clientId }: { readonly clientId: number },
  { standIns, today }: PersonHome,
  lang: Lang,
): string {
  const instead = standInOfRow(clientId, standIns, today, lang);
  return instead === null ? text : `${text} · ${instead}`;
}

function brokenBlocks(promise: PromiseFact, home: PersonHome, lang: Lang): KnownBlock[] {
  const { home: say } = lang.t;
  const facts = [bold(named(promise.clientName)), money(promise.amount, lang)] as const;
  const date = shortDate(promise.promisedDate, lang, home.today);
  const text =
    promise.received.minor > 0
      ? say.brokenReceived(...facts, date, money(promise.received, lang))
      : say.brokenRow(...facts, date);
  return [section(whose(text, promise, home, lang)), ...promiseButtons(promise, lang, true)];
}

function promiseBlock(promise: PromiseFact, home: PersonHome, lang: Lang): KnownBlock {
  const date = shortDate(promise.promisedDate, lang, home.today);
  const text = lang.t.home.dueRow(bold(named(promise.clientName)), money(promise.amount, lang), date);
  const row = { clientId: promise.clientId, promiseId: promise.id };
  return section(whose(text, promise, home, lang), menuOf(row, lang));
}

function waitingBlock(client: WaitingClient, text: string, home: PersonHome, lang: Lang): KnownBlock {
  return section(whose(text, client, home, lang), menuOf(client, lang));
}

function silentBlock(client: WaitingClient, home: PersonHome, lang: Lang): KnownBlock {
  const { home: say } = lang.t;
  const facts = whoOwes(client, lang);
  const text =
    client.silentDays === null ? say.neverTalkedRow(...facts) : say.silentRow(...facts, days(client.silentDays, lang));
  return waitingBlock(client, text, home, lang);
}

function noNextStepBlock(client: WaitingClient, home: PersonHome, lang: Lang): KnownBlock {
  const { home: say } = lang.t;
  const facts = whoOwes(client, lang);
  const text =
    client.silentDays === null
      ? say.noContactRow(...facts)
      : client.silentDays === 0
        ? say.noNextStepToday(...facts)
        : say.noNextStepRow(...facts, days(client.silentDays, lang));
  return waitingBlock(client, text, home, lang);
}

const whoOwes = (client: WaitingClient, lang: Lang) =>
  [
    bold(named(client.clientName)),
    moneyList(client.toCollect, lang, 2),
    daysOverdue(client.daysOverdue, lang),
  ] as const;

function clients(home: PersonHome, lang: Lang): KnownBlock[] {
  const { clients: own } = home;
  const { home: say, buttons } = lang.t;
  const page = (n: number) => homePageValue.encode({ page: n });
  const counted = count(own.total, lang);
  const title =
    own.pages > 1
      ? say.clientsOnPage(own.total, counted, count(own.page, lang), count(own.pages, lang))
      : say.clients(own.total, counted);
  return [
    divider,
    ...(own.total === 0
      ? [section(say.noClients)]
      : [section(bold(title)), ...own.rows.map((client) => clientBlock(client, home, lang))]),
    ...actions([
      own.page > 1
        ? button({
            text: buttons.previous,
            label: buttons.labels.previous,
            action: actionIds.homePage,
            value: page(own.page - 1),
          })
        : null,
      own.page < own.pages
        ? button({
            text: buttons.next,
            label: buttons.labels.next,
            action: actionIds.homePage,
            n: 1,
            value: page(own.page + 1),
          })
        : null,
    ]),
    search(lang),
  ];
}

function clientBlock(client: HomeClient, home: PersonHome, lang: Lang): KnownBlock {
  const parts = [owes(client, lang)];
  const { promise, together } = client;
  if (promise !== null) parts.push(promisedIn(promise, together, home.today, lang));
  const text = whose(parts.join(' · '), client, home, lang);
  return section(text, menuOf({ clientId: client.clientId, promiseId: promise?.id ?? null }, lang));
}

function owes({ clientName, aging, daysOverdue: oldest }: HomeClient, lang: Lang): string {
  const { home: say } = lang.t;
  const client = bold(named(clientName));
  const amounts = (name: 'toCollect' | 'overdue' | 'outstanding') => moneyList(column(aging, name), lang, 2);
  const toCollect = amounts('toCollect');
  if (toCollect !== '') {
    return oldest === null
      ? say.toCollectToday(client, toCollect)
      : say.toCollectRow(client, toCollect, daysOverdue(oldest, lang));
  }
  if (oldest !== null) return say.overdueRow(client, amounts('overdue'), daysOverdue(oldest, lang));
  return say.notDueRow(client, amounts('outstanding'));
}

/** Acts when Enter is pressed: the answer opens over the tab. */
function search(lang: Lang): InputBlock {
  const { home: say } = lang.t;
  return {
    type: 'input',
    block_id: actionIds.homeSearch,
    dispatch_action: true,
    optional: true,
    label: plain(say.search, limits.inputLabel),
    hint: plain(say.searchHint, limits.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: actionIds.homeSearch,
      max_length: 100,
      placeholder: plain(say.searchPlaceholder, limits.placeholder),
    },
  };
}

function managing(home: PersonHome, lang: Lang): KnownBlock[] {
  const { managing: facts, today } = home;
  if (facts === null) return [];
  const { home: say, escalations, words } = lang.t;
  const { queue, week } = facts;
  const total = queue.candidates.length;
  const shown = queue.candidates.slice(0, CANDIDATES_SHOWN);
  const left = total - shown.length;
  const day = (date: LocalDate) => formatDate(date, lang.locale, { year: date.slice(0, 4) !== today.slice(0, 4) });
  const days = [day(week.from), day(week.to)] as const;
  return [
    divider,
    section(
      bold(total === 0 ? escalations.none(queue.overdueClients) : escalations.title(total, queue.overdueClients)),
    ),
    ...(queue.stale ? [context(escalations.stale)] : []),
    ...shown.flatMap((candidate) => candidateBlocks(candidate, today, lang)),
    ...(left > 0
      ? [
          section(
            say.moreCandidates(left),
            button({
              text: say.buttons.all,
              label: say.buttons.allLabel,
              action: actionIds.rerun,
              value: rerunValue.encode({ text: 'escalations' }),
            }),
          ),
        ]
      : []),
    divider,
    section(bold(week.total === 0 ? say.noWeek(...days) : say.week(week.total, count(week.total, lang), ...days))),
    ...week.rows.map((promise) => promiseBlock(promise, home, lang)),
    ...(week.total > week.rows.length ? [context(words.andMore(week.total - week.rows.length))] : []),
  ];
}

function foot(home: PersonHome, version: string, lang: Lang): KnownBlock[] {
  const { home: say } = lang.t;
  return [
    divider,
    section(lang.t.commands.home.first),
    context(lang.t.words.lines([say.role[home.role], say.language, say.version(escapeText(version, 30))])),
  ];
}
