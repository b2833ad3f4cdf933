import { addDays, type LocalDate } from '../../domain/local-date.js';
import type { CreditRow, InvoiceRow } from '../../ledger/imports/import-row.js';
import { refuse } from '../../ledger/imports/refusal.js';
import type { VoidRow } from '../../ledger/imports/void-invoices.js';
import { BadCell, type CellReader } from './cell-reader.js';
import { clientOf, numberKeyOf, projectOf, requiredClient } from './names.js';
import { OtherDocument } from './other-document.js';

const CREDIT = /credit|refund|gutschrift|红字|红冲|贷项|退款|退货/iu;
const INVOICE = /invoice|rechnung|factura|facture|receivable|accrec|debit|发票|应收|销售|蓝字|普票|专票|普通|专用/iu;
/** Documents of an invoice list that nobody owes, unless they are called an invoice besides … */
const NO_RECEIVABLE =
  /payment|receipt|deposit|journal|quote|estimate|order|bill\b|expense|cheque|check|transfer|报价|订单/iu;
/** … and those that are none whatever else they are called. 应收款 is a receivable, 收款 a payment. */
const NEVER_RECEIVABLE =
  /purchase|vendor|supplier|^in_|accpay|(invoice|bill) payment|^refund( receipt)?$|采购|应付|(?<!应)收款|付款/iu;
const DRAFT =
  /^(draft|awaiting approval|pending approval|to approve|rejected|草稿|暂存|未审核|待审核|审核中|重新审核|创建)$/iu;
const VOID = /^(void(ed)?|deleted?|cancell?ed|cancel)\b|^已?(作废|取消|删除|撤销|注销)/iu;
const VOID_TYPE = /\b(void(ed)?|deleted|cancell?ed)\b|作废|已取消|已删除/iu;
const PAID = /^(paid|fully paid|paid in full|closed|settled|已收款|已结清|已付清|已核销|完全核销)$/iu;
const NET_DAYS = /(\d{1,3})/;

/**
 * The due date: its own column, else the payment terms ("Net 30", "Due on receipt", 月结30天) from the issue date, where
 * the file has one. Throws BadCell.
 */
function dueDateOf(cell: CellReader, issueDate: LocalDate): LocalDate {
  const due = cell.date('dueDate');
  if (due !== null) return due;
  const terms = cell.has('issueDate') ? cell.text('terms') : '';
  const days = NET_DAYS.exec(terms)?.[1];
  if (days !== undefined) return addDays(issueDate, Number(days));
  if (/receipt|immediate|cod\b|现结|货到|立即/iu.test(terms)) return issueDate;
  throw new BadCell(cell.has('dueDate') ? 'dueDate' : 'terms', refuse('missing'));
}

/**
 * When the document was issued. A file without issue dates says nothing of it: then it is the day it is due, or today
 * where that is still to come or not said. Throws BadCell.
 */
function issueDateOf(cell: CellReader, today: LocalDate): LocalDate {
  if (cell.has('issueDate')) return cell.requiredDate('issueDate');
  const due = cell.date('dueDate');
  return due !== null && due < today ? due : today;
}

/** Is the row's invoice void? Throws OtherDocument for a row that is no invoice, and for a draft. */
function isVoided(cell: CellReader): boolean {
  if (!cell.has('type') && !cell.has('status') && !cell.has('docStatus')) return false;
  const type = cell.text('type');
  const status = cell.text('status');
  const docStatus = cell.text('docStatus');
  const number = cell.text('number');
  const credit = CREDIT.test(type);
  if (NEVER_RECEIVABLE.test(type) || (!credit && !INVOICE.test(type) && NO_RECEIVABLE.test(type))) {
    throw new OtherDocument('document', `${number} ${type}`.trim());
  }
  const called = `${number} ${status || type}`.trim();
  if (DRAFT.test(status) || docStatus === '0') throw new OtherDocument('draft', called);
  const voided = VOID.test(status) || docStatus === '2' || VOID_TYPE.test(type);
  // A draft that was cancelled never had a number (Odoo writes "/"); a void credit note is no invoice to close.
  if (voided && (credit || number === '' || number === '/')) throw new OtherDocument('void', called);
  return voided;
}

const saysPaid = (...statuses: readonly string[]): boolean => statuses.some((one) => one !== '' && PAID.test(one));

/**
 * One row of an invoice file: an invoice, one that is void (`called`: what the row says of itself), or a credit note
 * where the amount is negative or the type says so. Throws BadCell, and OtherDocument for a payment, a draft and what
 * else is no invoice.
 * @param group the client's name where the report is in groups
 */
export function invoiceRow(
  cell: CellReader,
  group: string | null,
  today: LocalDate,
): { invoice: InvoiceRow } | { credit: CreditRow } | { voided: VoidRow; called: string } {
  const type = cell.text('type');
  const status = cell.text('status');
  if (isVoided(cell)) {
    const number = cell.text('number');
    const voided = { numberKey: numberKeyOf(number), client: clientOf(cell, group), voidedOn: cell.date('voidedOn') };
    return { voided, called: `${number} ${status || type}`.trim() };
  }
  const number = cell.required('number');
  const numberKey = numberKeyOf(number);
  const client = requiredClient(cell, group);
  const issueDate = issueDateOf(cell, today);
  const code = cell.currency();
  const amount = cell.amount('amount', code);
  const open = cell.amount('balance', code ?? amount?.currency ?? null);
  const said = amount ?? open;
  if (said === null) throw new BadCell(cell.has('amount') ? 'amount' : 'balance', refuse('missing'));
  const { currency } = said;
  const source = cell.optional('source');
  // ERPNext lists a return on its own as nothing invoiced and less than nothing outstanding.
  const owed = said.minor === 0 && open !== null && open.minor < 0 ? open.minor : said.minor;
  if (owed < 0 || (type !== '' && CREDIT.test(type))) {
    const value = Math.abs(owed);
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
  if (balance === null && paid !== null && amount !== null) {
    balance = amount.minor - paid.minor - (cell.amount('credited', code ?? currency)?.minor ?? 0);
  }
  if (balance === null && settledOn === null && saysPaid(status, cell.text('paymentStatus'))) balance = 0;
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
