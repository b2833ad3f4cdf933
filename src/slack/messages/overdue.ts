import type { LocalDate } from '../../domain/local-date.js';
import type { OverdueList, StandIn } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { actionIds, overduePageValue } from './action-ids.js';
import { actions, button, context, rowMenu, section } from './blocks.js';
import { bold, clipMrkdwn, escapeText } from './escape.js';
import { limits, rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { standInOfRow } from './stand-in.js';
import {
  agingLine,
  agingMoney,
  column,
  count,
  daysOverdue,
  fullDate,
  mention,
  menuWords,
  moneyList,
  named,
  promisedIn,
} from './wording.js';

const MOST_CURRENCIES = 4;

/**
 * /collect overdue: one row a client, a page of them. `typed`: what stood behind "overdue", so that the page buttons
 * ask for the same; without it, the filter's own name.
 */
export function overdueList(list: OverdueList, lang: Lang, typed?: string): SlackMessage {
  const { status, words, buttons } = lang.t;
  if (list.total === 0) return simpleAnswer(noneText(list, lang));
  const title = titleOf(list, lang);
  const position = list.pages > 1 ? [status.overdue.page(list.page, list.pages)] : [];
  const sums = list.aging.slice(0, MOST_CURRENCIES).map((aging) => sumsOf(aging, lang));
  const leftCurrencies = list.aging.length - sums.length;
  const head = [
    section([bold(title), fullDate(list.today, lang), ...position].join(' · ')),
    ...(list.aging.length === 0
      ? []
      : [
          section(
            words.lines([
              ...list.aging.slice(0, MOST_CURRENCIES).flatMap((aging, at) => {
                const ages = agingLine(aging, lang);
                return [sums[at] ?? '', ...(ages === null ? [] : [ages])];
              }),
              ...(leftCurrencies > 0 ? [words.moreCurrencies(leftCurrencies)] : []),
            ]),
          ),
        ]),
  ];
  const filter = typed ?? filterText(list.filter);
  const page = (n: number) => overduePageValue.encode({ filter, page: n });
  const tail = [
    ...actions([
      list.page > 1
        ? button({
            text: buttons.previous,
            label: buttons.labels.previous,
            action: actionIds.overduePage,
            value: page(list.page - 1),
          })
        : null,
      list.page < list.pages
        ? button({
            text: buttons.next,
            label: buttons.labels.next,
            action: actionIds.overduePage,
            n: 1,
            value: page(list.page + 1),
          })
        : null,
    ]),
    context(status.overdue.what(list.aging.length)),
  ];
  const { blocks, shown } = rowsThatFit(list.rows, (row) => [overdueRow(row, list, lang)], [...head, ...tail]);
  const left = list.rows.length - shown;
  return {
    text: clipMrkdwn(words.sentences([words.label(title, sums[0] ?? ''), ...sums.slice(1)]), limits.messageText),
    blocks: [...head, ...blocks, ...(left > 0 ? [context(words.andMore(left))] : []), ...tail],
  };
}

/** One overdue client with its menu; also a row of the overview. */
export function overdueRow(
  row: OverdueList['rows'][number],
  { today, standIns }: { readonly today: LocalDate; readonly standIns?: readonly StandIn[] },
  lang: Lang,
) {
  const { overdue } = lang.t.status;
  const amounts = moneyList(column(row.aging, 'overdue'), lang, 2);
  const parts = [`${bold(named(row.clientName))} ${overdue.row(amounts, daysOverdue(row.oldestDaysOverdue, lang))}`];
  if (row.promise !== null) parts.push(promisedIn(row.promise, row.together, today, lang));
  const owner = row.owner === null ? lang.t.words.nobody : mention(row.owner);
  parts.push(standInOfRow(row.clientId, standIns, today, lang) ?? owner);
  const promiseId = row.promise?.id ?? null;
  return section(parts.join(' · '), rowMenu({ clientId: row.clientId, promiseId }, menuWords(promiseId, lang)));
}

function sumsOf(aging: OverdueList['aging'][number], lang: Lang): string {
  return lang.t.status.overdue.sums(agingMoney(aging, aging.overdue, lang), agingMoney(aging, aging.toCollect, lang));
}

function filterText(filter: OverdueList['filter']): string {
  if (!('name' in filter)) return filter.kind === 'mine' ? 'mine' : '';
  return filter.kind === 'owner' ? `@${filter.name}` : filter.name;
}

function titleOf(list: OverdueList, lang: Lang): string {
  const { overdue } = lang.t.status;
  const total = count(list.total, lang);
  switch (list.filter.kind) {
    case 'all':
      return overdue.title(list.total, total);
    case 'mine':
      return overdue.mine(list.total, total);
    case 'owner':
      return overdue.ofOwner(list.total, total, escapeText(list.filter.name));
    case 'project':
      return overdue.inProject(list.total, total, escapeText(list.filter.name));
    case 'client':
      return overdue.named(list.total, total, escapeText(list.filter.name));
  }
}

function noneText(list: OverdueList, lang: Lang): string {
  const { overdue } = lang.t.status;
  switch (list.filter.kind) {
    case 'all':
      return overdue.none;
    case 'mine':
      return overdue.noneMine;
    case 'owner':
      return overdue.noneOfOwner(escapeText(list.filter.name));
    case 'project':
      return overdue.noneInProject(escapeText(list.filter.name));
    case 'client':
      return overdue.noneNamed(escapeText(list.filter.name));
  }
}
