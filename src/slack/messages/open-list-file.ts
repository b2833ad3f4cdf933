import { money, toDecimal } from '../../domain/money.js';
import type { OpenList, OpenRow } from '../../ledger/open-list.js';
import { type CsvCell, csvText } from '../../text/csv.js';
import type { Lang } from '../../text/language.js';

/** The open invoices of a channel as a CSV file, one row each; amounts are plain decimals in their currency. */
export function openListFile(list: OpenList, today: string, lang: Lang): { readonly name: string; content: string } {
  const { csv: say } = lang.t.digest;
  const head = [
    say.project,
    say.client,
    say.invoice,
    say.due,
    say.daysOverdue,
    say.currency,
    say.outstanding,
    say.toCollect,
    say.promised,
    say.promisedBy,
    say.disputed,
    say.owner,
  ];
  const channel = list.channelName.replace(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 60);
  return { name: `collect-${channel}-${today}.csv`, content: csvText([head, ...list.rows.map(cellsOf)]) };
}

function cellsOf(row: OpenRow): CsvCell[] {
  const amount = (minor: number): CsvCell => ({ figure: toDecimal(money(minor, row.currency)) });
  return [
    row.projectName,
    row.clientName,
    row.number,
    { figure: row.dueDate },
    { figure: String(row.daysOverdue) },
    row.currency,
    amount(row.open),
    amount(row.toCollect),
    amount(row.promised),
    { figure: row.promisedDate ?? '' },
    amount(row.disputed),
    row.ownerName ?? '',
  ];
}
