import type { DataTableBlock, KnownBlock } from '@slack/types';
import { type DigestRow, type DigestThreadNotice, rowAmounts } from '../../ledger/facts/digest.js';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { doneText } from './digest-deed.js';
import { digestRowBlock, reasonOf } from './digest-row.js';
import { bold, plainText } from './escape.js';
import { budget, rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';
import { moneyList } from './wording.js';

/** Names give way before a row does. */
const NAME_LENGTHS = [80, 40, 24] as const;
/** So many rows the reader of a table sees at once. */
const TABLE_PAGE = 20;

/**
 * The list in a digest's thread: a table that the reader sorts and filters; where Slack takes none, the rows that the
 * digest has no room for, as it shows its own.
 */
export function digestThread(facts: DigestThreadNotice, lang: Lang): SlackMessage {
  const { digest: say } = lang.t;
  const { page, pages } = facts;
  const plainer = plainRows(facts, lang);
  const table = tableOf(facts, lang);
  if (table === null) return plainer;
  return {
    text: say.tablePush(facts.rows.length, page, pages),
    blocks: [section(bold(say.tableTitle(page, pages))), table],
    plainer,
  };
}

/** Null where there is nothing but a few rows, or more than a table holds. */
function tableOf(facts: DigestThreadNotice, lang: Lang): DataTableBlock | null {
  if (facts.rows.length === 0) return null;
  for (const nameMax of NAME_LENGTHS) {
    const table = tableWith(facts, lang, nameMax);
    const length = table.rows.flat().reduce((sum, cell) => sum + ('text' in cell ? cell.text.length : 0), 0);
    if (length + table.caption.length <= budget.characters - 500) return table;
  }
  return null;
}

type Cell = DataTableBlock['rows'][number][number];

function tableWith(facts: DigestThreadNotice, lang: Lang, nameMax: number): DataTableBlock {
  const { table: say } = lang.t.digest;
  const { amountsShown, deeds, today } = facts;
  const text = (words: string): Cell => ({ type: 'raw_text', text: words === '' ? say.none : words });
  const anyDone = facts.rows.some((row) => deeds.some((deed) => deed.clientId === row.clientId));
  const name = ({ name: whole }: { readonly name: string }): string => plainText(whole, Math.min(nameMax, 40));
  const cells = (row: DigestRow): Cell[] => [
    text(plainText(row.clientName, nameMax)),
    ...(amountsShown ? [amountCell(row, facts.rows, lang, text)] : []),
    row.daysOverdue === null ? text('') : { type: 'raw_number', value: row.daysOverdue, text: String(row.daysOverdue) },
    text(reasonOf(row, lang, today)),
    text(row.owner === null ? lang.t.words.nobody : name(row.owner)),
    ...(anyDone
      ? [
          text(
            doneText(
              deeds.filter((deed) => deed.clientId === row.clientId),
              lang,
              { today, amountsShown, name },
            ) ?? '',
          ),
        ]
      : []),
  ];
  const head = [
    say.client,
    ...(amountsShown ? [say.toCollect] : []),
    say.daysOverdue,
    say.why,
    say.owner,
    ...(anyDone ? [say.done] : []),
  ];
  return {
    type: 'data_table',
    caption: lang.t.digest.tableTitle(facts.page, facts.pages),
    rows: [head.map(text), ...facts.rows.map(cells)],
    page_size: TABLE_PAGE,
    row_header_column_index: 0,
  };
}

/** A number, so that the column sorts by it, where all rows are in one currency. */
function amountCell(row: DigestRow, rows: readonly DigestRow[], lang: Lang, text: (words: string) => Cell): Cell {
  const [only, more] = rowAmounts(row);
  const currencies = new Set(rows.flatMap((one) => rowAmounts(one).map((amount) => amount.currency)));
  if (only === undefined || more !== undefined || currencies.size > 1) return text(moneyList(rowAmounts(row), lang, 2));
  return { type: 'raw_number', value: only.minor, text: moneyList([only], lang) };
}

function plainRows(facts: DigestThreadNotice, lang: Lang): SlackMessage {
  const { digest: say } = lang.t;
  const { page, pages, today, amountsShown, deeds } = facts;
  const rows = facts.rows.slice(facts.above);
  const head = [section(bold(say.threadTitle(page, pages)))];
  const build =
    (nameMax: number) =>
    (row: DigestRow): KnownBlock[] => [digestRowBlock(row, lang, { today, amountsShown, deeds, nameMax })];
  let fit = rowsThatFit(rows, build(NAME_LENGTHS[0]), head);
  for (const nameMax of NAME_LENGTHS.slice(1)) {
    if (fit.shown === rows.length || fit.shown >= budget.blocks - 2) break;
    fit = rowsThatFit(rows, build(nameMax), head);
  }
  const left = rows.length - fit.shown;
  const blocks = [...head, ...fit.blocks, ...(left > 0 ? [context(say.threadLeftOut(left))] : [])];
  return { text: say.threadPush(rows.length, page, pages), blocks };
}
