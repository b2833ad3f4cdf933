import type { KnownBlock } from '@slack/types';
import type { AgingFact } from '../../ledger/facts/common.js';
import type { DigestChange, DigestNotice } from '../../ledger/facts/digest.js';
import type { Lang } from '../../text/language.js';
import { actionIds } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { digestRowBlocks } from './digest-row.js';
import { bold, clipMrkdwn, escapeText } from './escape.js';
import { limits, rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import {
  agingLine,
  agingMoney,
  channelName,
  column,
  fullDate,
  listed,
  mention,
  money,
  moneyList,
  named,
  personName,
  promisedAndDisputed,
  shortDate,
} from './wording.js';

/** What the channel reads at once; the rest is in the thread. */
const MOST_ROWS = 10;
const MOST_CURRENCIES = 6;
/** Up to here each change has its own words; beyond, changes of a kind share a line. */
const MOST_CHANGES = 6;
const MOST_OF_A_KIND = 3;

/** B3: the morning digest. What changed and who is needed, not all that is owed. */
export function digest(facts: DigestNotice, lang: Lang): SlackMessage {
  const { digest: say } = lang.t;
  const projects = projectsOf(facts, lang);
  const date = fullDate(facts.today, lang);
  const rows = facts.data.stale ? [] : facts.rows;
  const below = facts.data.stale ? null : facts.belowMinimum;
  if (rows.length === 0 && below === null && facts.changes.length === 0 && !facts.data.stale)
    return quiet(facts, projects, date, lang);

  const head = [
    section(
      bold(say.title(projects, date)),
      button({
        text: lang.t.buttons.settings,
        label: lang.t.buttons.labels.settings,
        action: actionIds.settings,
      }),
    ),
    ...(facts.data.stale ? [section(bold(staleText(facts, lang)))] : []),
    ...sums(facts, lang),
  ];
  const tail: KnownBlock[] = [];
  if (below !== null) {
    const minimum = facts.amountsShown ? money(below.minimum, lang) : null;
    tail.push(context(say.belowMinimum(below.clients, minimum)));
  }
  if (facts.waiting !== null && !facts.data.stale) {
    const { clients, amounts } = facts.waiting;
    tail.push(context(say.waiting(clients, facts.amountsShown ? moneyList(amounts, lang) : null)));
  }
  if (facts.quietClients > 0 && !facts.data.stale) tail.push(context(say.quietClients(facts.quietClients)));
  if (facts.changes.length > 0) tail.push(section(changes(facts, lang)));
  tail.push(...actions([listButton(lang)]), context(footer(facts, lang)));

  const title = facts.data.stale ? [] : [section(rows.length === 0 ? say.nobodyNeeded : bold(say.needsSomebody))];
  const fixed = [...head, ...title, ...tail];
  const { blocks, shown } = rowsThatFit(rows, (row) => digestRowBlocks(row, lang, facts), fixed, MOST_ROWS);
  const left = rows.length - shown;
  const more = left > 0 ? [context(say.moreInThread(left))] : [];
  const what = totalOf(facts, lang);
  const push = facts.data.stale ? say.pushStale(projects, date, what) : say.push(projects, date, what, rows.length);
  return {
    text: clipMrkdwn(push, limits.messageText),
    blocks: [...head, ...title, ...blocks, ...more, ...tail],
  };
}

function projectsOf(facts: DigestNotice, lang: Lang): string {
  if (facts.projectNames.length === 0) return channelName(facts.channelName, lang) ?? '';
  return listed(
    facts.projectNames.map((name) => named(name, 60)),
    lang,
    3,
  );
}

/** All of it for whoever wants to work with it elsewhere. */
function listButton(lang: Lang) {
  const { buttons } = lang.t;
  return button({ text: buttons.csv, label: buttons.labels.csv, action: actionIds.digestCsv, value: 'open' });
}

/** What all comes to, for the push line. */
function totalOf(facts: DigestNotice, lang: Lang): string {
  const { digest: say } = lang.t;
  if (!facts.amountsShown) {
    const { overdue, open } = invoicesOf(facts);
    return open === 0 ? say.pushNothing : say.counts(overdue, open);
  }
  const toCollect = column(facts.aging, 'toCollect');
  return toCollect.length === 0 ? say.pushNothing : say.toCollect(moneyList(toCollect, lang));
}

/** Of all currencies: invoices can be counted together, amounts cannot be added (R1). */
const invoicesOf = ({ aging }: DigestNotice): { readonly overdue: number; readonly open: number } => ({
  overdue: aging.reduce((sum, line) => sum + line.overdueInvoices, 0),
  open: aging.reduce((sum, line) => sum + line.openInvoices, 0),
});

/** Nothing to do and nothing new: one line. */
function quiet(facts: DigestNotice, projects: string, date: string, lang: Lang): SlackMessage {
  const { digest: say } = lang.t;
  const next = facts.nextPromise;
  if (!facts.amountsShown) return quietCounts(facts, projects, date, lang);
  const toCollect = column(facts.aging, 'toCollect');
  const amounts = toCollect.length === 0 ? null : moneyList(toCollect, lang);
  if (next === null)
    return simpleAnswer(amounts === null ? say.quietNothing(projects, date) : say.quiet(projects, date, amounts));
  const day = shortDate(next.promisedDate, lang, facts.today);
  const client = named(next.clientName);
  const promised = money(next.amount, lang);
  return simpleAnswer(
    amounts === null
      ? say.quietNothingNext(projects, date, day, client, promised)
      : say.quietNext(projects, date, amounts, day, client, promised),
  );
}

function quietCounts(facts: DigestNotice, projects: string, date: string, lang: Lang): SlackMessage {
  const { digest: say } = lang.t;
  const { overdue, open } = invoicesOf(facts);
  const next = facts.nextPromise;
  const hidden = hiddenText(facts, lang) ?? undefined;
  if (open === 0 && next === null) return simpleAnswer(say.quietNothing(projects, date));
  const counts = say.countsSentence(overdue, open);
  if (next === null) return simpleAnswer(say.quietCounts(projects, date, counts), hidden);
  const day = shortDate(next.promisedDate, lang, facts.today);
  return simpleAnswer(say.quietCountsNext(projects, date, counts, day, named(next.clientName)), hidden);
}

/** Each currency for itself (R1): never one sum of two. */
function sums(facts: DigestNotice, lang: Lang): KnownBlock[] {
  if (!facts.amountsShown) {
    const { overdue, open } = invoicesOf(facts);
    return [section(open === 0 ? lang.t.status.nothing : bold(lang.t.digest.countsSentence(overdue, open)))];
  }
  const lines = facts.aging.filter((aging) => aging.outstanding !== 0 || aging.toCollect !== 0);
  if (lines.length === 0) return [section(lang.t.status.nothing)];
  const blocks = lines.slice(0, MOST_CURRENCIES).map((aging) => section(sumsOf(aging, facts, lang).join('\n')));
  const left = lines.length - MOST_CURRENCIES;
  return left > 0 ? [...blocks, context(lang.t.words.moreCurrencies(left))] : blocks;
}

function sumsOf(aging: AgingFact, facts: DigestNotice, lang: Lang): string[] {
  const { digest: say, words } = lang.t;
  const amount = (minor: number) => agingMoney(aging, minor, lang);
  if (aging.toCollect === 0)
    return [
      aging.overdue === 0
        ? say.nothingAtAll(amount(aging.outstanding))
        : say.nothingOfOverdue(amount(aging.overdue), pausedBy(aging, lang)),
    ];
  const toCollect = say.toCollect(amount(aging.toCollect));
  const sentences = [say.headline(bold(toCollect), changeOf(aging, facts, lang))];
  sentences.push(
    aging.overdue === 0 ? say.nothingOverdue(amount(aging.outstanding)) : say.overdue(amount(aging.overdue)),
  );
  const paused = promisedAndDisputed(aging, lang);
  if (paused !== null) sentences.push(paused);
  const first = words.sentences(sentences);
  const ages = agingLine(aging, lang);
  return ages === null ? [first] : [first, ages];
}

/** Why nothing of what is overdue is to be collected. */
function pausedBy({ promised, disputed }: AgingFact, lang: Lang): string | null {
  const { paused } = lang.t.digest;
  if (promised > 0 && disputed > 0) return paused.both;
  if (promised > 0) return paused.promised;
  return disputed > 0 ? paused.disputed : null;
}

function changeOf(aging: AgingFact, facts: DigestNotice, lang: Lang): string | null {
  if (facts.since === null) return null;
  const { digest: say } = lang.t;
  const before = facts.toCollectBefore.find((sum) => sum.currency === aging.currency)?.minor ?? 0;
  const since = shortDate(facts.since, lang, facts.today);
  const difference = aging.toCollect - before;
  if (difference === 0 && before === 0) return null;
  if (difference === 0) return say.same(since);
  const amount = agingMoney(aging, Math.abs(difference), lang);
  return difference > 0 ? say.more(amount, since) : say.less(amount, since);
}

function staleText(facts: DigestNotice, lang: Lang): string {
  const { digest: say, words } = lang.t;
  const { localDate, importedBy } = facts.data;
  const who = importedBy ?? facts.setUpBy;
  return words.sentences([
    localDate === null ? say.staleNever : say.stale(fullDate(facts.data.payments?.localDate ?? localDate, lang)),
    who === null ? say.staleImportAnybody : say.staleImport(mention(who)),
  ]);
}

function changes(facts: DigestNotice, lang: Lang): string {
  const { digest: say, words } = lang.t;
  const title = bold(say.since(shortDate(facts.since ?? facts.today, lang, facts.today)));
  if (facts.changes.length <= MOST_CHANGES) {
    const all = facts.changes.map((change) => changeText(change, facts, lang));
    return words.label(title, all.join(' · '));
  }
  const kinds = [...new Set(facts.changes.map(({ kind }) => kind))];
  const lines = kinds.map((kind) => {
    const same = facts.changes.filter((change) => change.kind === kind);
    const shown = same.slice(0, MOST_OF_A_KIND).map((change) => changeText(change, facts, lang));
    const left = same.length - shown.length;
    return [...shown, ...(left > 0 ? [words.andMore(left)] : [])].join(' · ');
  });
  return [words.label(title, ''), ...lines.map((line) => `• ${line}`)].map((line) => line.trim()).join('\n');
}

function changeText(change: DigestChange, { today, amountsShown }: DigestNotice, lang: Lang): string {
  const { changes: say } = lang.t.digest;
  const client = named(change.clientName);
  const amount = amountsShown ? money(change.amount, lang) : null;
  switch (change.kind) {
    case 'paid':
      return change.promiseKept ? say.paidKept(client, amount) : say.paid(client, amount);
    case 'promise_kept':
      return say.promiseKept(client, amount);
    case 'promise_broken':
      return say.promiseBroken(client, amount, shortDate(change.promisedDate, lang, today));
    case 'newly_overdue':
      return say.newlyOverdue(client, amount);
    case 'promised':
      return say.promised(client, amount, shortDate(change.promisedDate, lang, today));
  }
}

/** Why amounts are hidden that are set to be shown, and where all of it comes from. */
function footer(facts: DigestNotice, lang: Lang): string {
  const hidden = hiddenText(facts, lang);
  return lang.t.words.lines([...(hidden === null ? [] : [hidden]), dataLine(facts, lang)]);
}

const hiddenText = ({ amountsHidden: why }: DigestNotice, lang: Lang): string | null =>
  why == null ? null : lang.t.digest.amountsHidden[why];

/** How old the figures are, where they come from, who wanted this, where to change it. */
function dataLine(facts: DigestNotice, lang: Lang): string {
  const { digest: say } = lang.t;
  const { localDate, localTime, fileName, most, payments } = facts.data;
  const parts: string[] = [];
  if (localDate === null) parts.push(say.typedOnly);
  else {
    const figures =
      localDate === facts.today && localTime !== null
        ? say.figuresToday(escapeText(localTime, 20))
        : say.figuresOf(shortDate(localDate, lang, facts.today), localTime === null ? null : escapeText(localTime, 20));
    parts.push(fileName === null ? figures : say.figuresFrom(figures, escapeText(fileName, 80)));
    if (most !== null)
      parts.push(say.mostFigures(shortDate(most.localDate, lang, facts.today), escapeText(most.fileName, 80)));
    if (payments !== null)
      parts.push(say.payments(shortDate(payments.localDate, lang, facts.today), escapeText(payments.fileName, 80)));
  }
  if (facts.setUpBy !== null) parts.push(say.setUpBy(personName(facts.setUpBy)));
  parts.push(say.change);
  return parts.join(' · ');
}
