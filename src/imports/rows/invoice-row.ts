import { addDays, type LocalDate } from '../../domain/local-date.js';
import type { CreditRow, InvoiceRow } from '../../ledger/imports/import-row.js';
import { refuse } from '../../ledger/imports/refusal.js';
import { BadCell, type CellReader } from './cell-reader.js';
import { numberKeyOf, projectOf, requiredClient } from './names.js';

const CREDIT = /credit|refund|gutschrift|红字|红冲|贷项|退款|退货/iu;
const INVOICE = /invoice|rechnung|factura|facture|receivable|accrec|debit|发票|应收|销售|蓝字|普票|专票|普通|专用/iu;
/** Documents of an invoice list that nobody owes. */
const NO_RECEIVABLE =
  /payment|receipt|deposit|journal|quote|estimate|order|bill\b|purchase|收款|付款|报价|订单|应付|采购/iu;
const NOT_POSTED =
  /^(draft|void(ed)?|deleted|cancell?ed|awaiting approval|rejected|草稿|暂存|作废|已作废|已取消|已删除|未审核|创建)$/iu;
const PAID = /^(paid|fully paid|paid in full|closed|settled|已收款|已结清|已付清|已核销|完全核销)$/iu;
const NET_DAYS = /(\d{1,3})/;

/** The due date: its own column, else the payment terms ("Net 30", "Due on receipt", 月结30天). Throws BadCell. */
function dueDateOf(cell: CellReader, issueDate: LocalDate): LocalDate {
  const due = cell.date('dueDate');
  if (due !== null) return due;
  const terms = cell.text('terms');
  const days = NET_DAYS.exec(terms)?.[1];
  if (days !== undefined) return addDays(issueDate, Number(days));
  if (/receipt|immediate|cod\b|现结|货到|立即/iu.test(terms)) return issueDate;
  throw new BadCell(cell.has('dueDate') ? 'dueDate' : 'terms', refuse('missing'));
}

/**
 * One row of an invoice file: an invoice, or a credit note where the amount is negative or the type says so. Throws
 * BadCell.
 * @param group the client's name where the report is in groups
 */
export function invoiceRow(
  cell: CellReader,
  group: string | null,
  today: LocalDate,
): { invoice: InvoiceRow } | { credit: CreditRow } {
  const type = cell.text('type');
  const creditType = CREDIT.test(type);
  if (type !== '' && !creditType && !INVOICE.test(type) && NO_RECEIVABLE.test(type)) {
    throw new BadCell('type', refuse('not_a_receivable', { text: type }));
  }
  const status = cell.text('status');
  if (NOT_POSTED.test(status)) throw new BadCell('status', refuse('not_a_receivable', { text: status }));
  const number = cell.required('number');
  const numberKey = numberKeyOf(number);
  const client = requiredClient(cell, group);
  const issueDate = cell.requiredDate('issueDate');
  const code = cell.currency();
  const amount = cell.amount('amount', code);
  const open = cell.amount('balance', code ?? amount?.currency ?? null);
  const said = amount ?? open;
  if (said === null) throw new BadCell(cell.has('amount') ? 'amount' : 'balance', refuse('missing'));
  const { currency } = said;
  const source = cell.optional('source');
  if (creditType || said.minor < 0) {
    const value = Math.abs(said.minor);
    const applied = cell.has('balance') && cell.has('amount');
    const appliesTo =
      cell.has('appliesTo') && cell.text('appliesTo') !== '' ? numberKeyOf(cell.text('appliesTo')) : null;
    return {
      credit: { client, number, numberKey, issuedOn: issueDate, currency, amount: value, appliesTo, applied, source },
    };
  }
  const paid = open === null ? cell.amount('paid', code ?? currency) : null;
  const settledOn = cell.date('settledOn');
  if (settledOn !== null && settledOn > today)
    throw new BadCell('settledOn', refuse('future_date', { date: settledOn }));
  let balance = open?.minor ?? null;
  if (balance === null && paid !== null && amount !== null) balance = amount.minor - paid.minor;
  if (balance === null && settledOn === null && PAID.test(status)) balance = 0;
  if (balance !== null) {
    // More open than was invoiced is interest or a mistake of the export; less than nothing is an overpayment.
    const most = amount?.minor ?? balance;
    balance = Math.max(0, Math.min(balance, most));
  }
  return {
    invoice: {
      client,
      number,
      numberKey,
      issueDate,
      dueDate: dueDateOf(cell, issueDate),
      currency,
      amount: amount?.minor ?? null,
      balance,
      settledOn,
      disputed: cell.yesNo('disputed'),
      project: projectOf(cell),
      source,
      externalId: cell.optional('externalId'),
      link: cell.optional('link'),
    },
  };
}
