import { type Money, money } from '../domain/money.js';
import { applyWaitingPayments } from '../ledger/imports/apply-waiting.js';
import { importClients } from '../ledger/imports/import-clients.js';
import { applyCreditNotes, importCreditNotes } from '../ledger/imports/import-credit-notes.js';
import { loadInvoices } from '../ledger/imports/import-invoices.js';
import { importPayments } from '../ledger/imports/import-payments.js';
import { importProjects } from '../ledger/imports/import-projects.js';
import { importPromises } from '../ledger/imports/import-promises.js';
import type {
  ClientRow,
  CreditRow,
  ImportContext,
  InvoiceRow,
  PaymentRow,
  ProjectRow,
  PromiseRow,
} from '../ledger/imports/import-row.js';
import { type ImportSession, Statistics } from '../ledger/imports/import-run.js';
import { withKnownCreditDates, withKnownIssueDates } from '../ledger/imports/known-issue-dates.js';
import { type MayCountTwice, mayCountTwice } from '../ledger/imports/may-count-twice.js';
import { meetReported } from '../ledger/imports/meet-reported.js';
import { type BatchOutcome, refuse } from '../ledger/imports/refusal.js';
import { importValidInvoices } from '../ledger/imports/restore-voided.js';
import { type VoidRow, voidInvoices } from '../ledger/imports/void-invoices.js';
import type { WorkspaceInfo } from '../ledger/workspaces.js';
import type { ColumnIndex } from './columns/recognise.js';
import { detached } from './detached.js';
import {
  type ImportKind,
  type ImportReport,
  KEPT_REFUSALS,
  KEPT_SKIPPED,
  type Refusal,
  type SkippedLine,
  type SkippedWhy,
} from './import-report.js';
import { lineKind, type RowShape } from './line-kind.js';
import type { OpenFile } from './open-file.js';
import type { TableRecord } from './records.js';
import { BadCell, CellReader } from './rows/cell-reader.js';
import { clientRow } from './rows/client-row.js';
import { invoiceRow } from './rows/invoice-row.js';
import { OtherDocument } from './rows/other-document.js';
import { naturalKey, paymentRow } from './rows/payment-row.js';
import { projectRow } from './rows/project-row.js';
import { promiseRow } from './rows/promise-row.js';
import { SeenNumbers } from './seen-numbers.js';
import { type Conventions, rowShape } from './survey.js';

/** Rows in one statement and one transaction. */
const BATCH = 5000;
/** So many where others use the books meanwhile: the embedded engine does one transaction at a time, and they wait for it. */
const BATCH_AMONG_OTHERS = 1000;

/** A smaller file is not worth a load: bytes. */
const SMALLEST_LOAD = 256 * 1024;
/** So many invoices are loaded at once; after that the books are free between batches: a load of these takes seconds. */
const LARGEST_LOAD = 1_000_000;

/** A checked row on its way into a batch. */
interface Waiting<Row> {
  readonly line: number;
  readonly row: Row;
  /** Line on which an earlier batch had the same number; 0: none. */
  readonly earlier: number;
}

/** A void invoice of the file; `again`: how many more of its rows say the same. */
interface Voided {
  readonly line: number;
  readonly row: VoidRow;
  readonly called: string;
  again: number;
}

type Counts = Pick<
  ImportReport,
  | 'read'
  | 'new'
  | 'changed'
  | 'unchanged'
  | 'refused'
  | 'sums'
  | 'newClients'
  | 'refusals'
  | 'skipped'
  | 'skippedBy'
  | 'skippedLines'
  | 'assumed'
  | 'typedToo'
  | 'mayCountTwice'
>;

/**
 * Takes the records of a file, checks them and hands them to the books in batches. While the database works on one
 * batch the next is read. Every row ends in exactly one count.
 */
export class FileWriter {
  read = 0;
  readonly statistics = new Statistics();
  private readonly counts = { new: 0, changed: 0, unchanged: 0, refused: 0 };
  private readonly refusals: Refusal[] = [];
  private readonly sums = new Map<string, bigint>();
  private readonly skippedBy: Partial<Record<SkippedWhy, number>> = {};
  private readonly skippedLines: SkippedLine[] = [];
  private readonly touched = new Set<number>();
  private readonly typed = new Set<number>();
  private readonly twice: MayCountTwice[] = [];
  private readonly cell: CellReader;
  private readonly shape: RowShape;
  private readonly lastColumn: number;
  private group: string | null = null;
  private readonly seen = new SeenNumbers();
  private readonly repeated = new Map<string, number>();

  private invoices: Waiting<InvoiceRow>[] = [];
  /** To the end of the file: a number that is void on one row and valid on another was issued anew. */
  private readonly voids = new Map<string, Voided>();
  private credits: Waiting<CreditRow>[] = [];
  private readonly creditsInBatch = new Map<string, CreditRow>();
  private payments: Waiting<PaymentRow>[] = [];
  private readonly paymentsInBatch = new Set<string>();
  private clients: Waiting<ClientRow>[] = [];
  private projects: Waiting<ProjectRow>[] = [];
  private promises: Waiting<PromiseRow>[] = [];
  private readonly promisesSeen = new Map<string, number>();
  private readonly toApply: { id: number; appliesTo: string | null }[] = [];
  private writing: Promise<void> = Promise.resolve();

  private readonly file: OpenFile;
  private readonly kind: ImportKind;
  private readonly columns: ColumnIndex;
  private readonly batchSize: number;

  constructor(
    private readonly session: ImportSession,
    private readonly context: ImportContext,
    private readonly workspace: WorkspaceInfo,
    table: { file: OpenFile; kind: ImportKind; columns: ColumnIndex; conventions: Conventions },
    amongOthers: boolean,
  ) {
    this.batchSize = amongOthers ? BATCH_AMONG_OTHERS : BATCH;
    this.file = table.file;
    this.kind = table.kind;
    this.columns = table.columns;
    this.cell = new CellReader(table.columns, table.conventions, workspace.currency);
    this.shape = rowShape(table.columns, table.file.grouped);
    this.lastColumn = table.file.headings.length;
  }

  get touchedClientIds(): number[] {
    return [...this.touched];
  }

  /** To be called before the first record. */
  async begin(): Promise<void> {
    if (this.kind === 'invoices' && this.file.size >= SMALLEST_LOAD) await this.session.beginLoad();
  }

  async take(records: readonly TableRecord[]): Promise<void> {
    for (const record of records) {
      this.takeRecord(record);
      const waiting =
        this.invoices.length +
        this.credits.length +
        this.payments.length +
        this.clients.length +
        this.projects.length +
        this.promises.length;
      if (waiting >= this.batchSize) await this.flush();
    }
  }

  /** Writes what is left; voids close invoices and credit notes are applied now that the whole file is there. */
  async finish(): Promise<void> {
    await this.flush();
    await this.writing;
    await this.endLoad();
    await this.closeVoids();
    for (let from = 0; from < this.toApply.length; from += this.batchSize) {
      const part = this.toApply.slice(from, from + this.batchSize);
      await this.session.batch((tx) => applyCreditNotes(tx, this.context, part));
    }
    if (this.kind !== 'invoices') return;
    const touched = this.touchedClientIds;
    for (let from = 0; from < touched.length; from += this.batchSize) {
      const part = touched.slice(from, from + this.batchSize);
      const { typedIds, twice } = await this.session.batch(async (tx) => {
        await applyWaitingPayments(tx, this.context, part);
        const typedIds = await meetReported(tx, this.context, part);
        return { typedIds, twice: await mayCountTwice(tx, this.context, part) };
      });
      for (const id of typedIds) this.typed.add(id);
      this.twice.push(...twice);
    }
  }

  result(): Counts {
    const { refusals, skippedBy, skippedLines, read } = this;
    refusals.sort((a, b) => a.line - b.line);
    skippedLines.sort((a, b) => a.line - b.line);
    return {
      read,
      ...this.counts,
      sums: sumsOf(this.sums),
      newClients: { count: this.session.known.added.count, first: this.session.known.added.first },
      refusals: refusals.slice(0, KEPT_REFUSALS),
      skipped: Object.values(skippedBy).reduce((sum, count) => sum + count, 0),
      skippedBy,
      skippedLines,
      assumed: {
        currency: this.cell.assumedCurrency ? this.workspace.currency : null,
        issueDates: this.issueDatesAssumed,
      },
      typedToo: this.typed.size,
      mayCountTwice: this.twice,
    };
  }

  private takeRecord(record: TableRecord): void {
    const kind = record.openQuote ? 'row' : lineKind(record, this.shape);
    if (kind === 'blank') return;
    if (kind !== 'row') {
      const text = detached(record.cells.find((cell) => cell.trim() !== '')?.trim() ?? '');
      if (kind === 'heading') this.group = text;
      this.skip(record.line, kind, text);
      return;
    }
    this.read++;
    try {
      if (record.openQuote) throw new BadCell(null, refuse('open_quote'));
      if (record.cells.length > this.lastColumn) this.refuseSurplus(record.cells);
      this.cell.row(record.cells);
      this.takeRow(record.line);
    } catch (error) {
      if (error instanceof OtherDocument) {
        this.read--;
        this.skip(record.line, error.why, detached(error.text));
        return;
      }
      if (!(error instanceof BadCell)) throw error;
      this.refuse(record.line, error.field, error.reason);
    }
  }

  private skip(line: number, why: SkippedWhy, text: string, times = 1): void {
    const before = this.skippedBy[why] ?? 0;
    this.skippedBy[why] = before + times;
    if (before === 0 || this.skippedLines.length < KEPT_SKIPPED) this.skippedLines.push({ line, why, text });
  }

  private get issueDatesAssumed(): boolean {
    return this.kind === 'invoices' && !this.columns.has('issueDate');
  }

  private refuseSurplus(cells: readonly string[]): void {
    if (cells.slice(this.lastColumn).every((cell) => cell.trim() === '')) return;
    throw new BadCell(null, refuse('too_many_cells', { found: cells.length, expected: this.lastColumn }));
  }

  private takeRow(line: number): void {
    const { cell, group } = this;
    const { today } = this.context;
    switch (this.kind) {
      case 'invoices': {
        const read = invoiceRow(cell, group, today);
        if ('invoice' in read) this.takeInvoice(line, read.invoice);
        else if ('credit' in read) this.takeCredit(line, read.credit);
        else this.takeVoid(line, read.voided, read.called);
        return;
      }
      case 'payments': {
        const read = paymentRow(cell, group, today);
        this.takePayment(line, { ...read, externalId: read.externalId ?? this.keyAmongEquals(read) });
        return;
      }
      case 'clients':
        this.clients.push({ line, row: clientRow(cell), earlier: 0 });
        return;
      case 'projects':
        this.projects.push({ line, row: projectRow(cell), earlier: 0 });
        return;
      case 'promises':
        this.promises.push({ line, row: promiseRow(cell, group, today), earlier: 0 });
    }
  }

  /** The same number twice: an export with a row a line item repeats the document, anything else is a fault. */
  private takeInvoice(line: number, row: InvoiceRow): void {
    const earlier = this.seen.add(row.numberKey, line);
    const twin = earlier === 0 ? undefined : this.inBatch(earlier, row.numberKey);
    if (twin !== undefined) {
      if (!sameDocument(twin, row)) throw new BadCell('number', refuse('duplicate', { line: earlier }));
      this.counts.unchanged++;
      return;
    }
    this.invoices.push({ line, row, earlier });
  }

  /** The row of the batch that began on this line, if it has this number; mostly one of the last. */
  private inBatch(line: number, numberKey: string): InvoiceRow | undefined {
    for (let at = this.invoices.length - 1; at >= 0; at--) {
      const waiting = this.invoices[at];
      if (waiting === undefined || waiting.line < line) return undefined;
      if (waiting.line === line) return waiting.row.numberKey === numberKey ? waiting.row : undefined;
    }
    return undefined;
  }

  private takeVoid(line: number, row: VoidRow, called: string): void {
    const twin = this.voids.get(row.numberKey);
    if (twin !== undefined) twin.again++;
    else this.voids.set(detached(row.numberKey), { line, row, called: detached(called), again: 0 });
  }

  /** Closes the void invoices; those that the file also has as valid, or the books never had, are left out. */
  private async closeVoids(): Promise<void> {
    const leaveOut = ({ line, called, again }: Voided): void => {
      this.read -= 1 + again;
      this.skip(line, 'void', called, 1 + again);
    };
    const voids = [...this.voids.values()];
    for (const anew of voids.filter(({ row }) => this.seen.has(row.numberKey))) leaveOut(anew);
    const closing = voids.filter(({ row }) => !this.seen.has(row.numberKey));
    for (let from = 0; from < closing.length; from += this.batchSize) {
      const part = closing.slice(from, from + this.batchSize);
      const waiting = part.map(({ line, row }) => ({ line, row, earlier: 0 }));
      const unknown = new Set<number>();
      await this.write(waiting, async (tx, rows) => {
        const outcome = await voidInvoices(tx, this.context, this.session.known, rows);
        for (const index of outcome.unknown) unknown.add(index);
        return outcome;
      });
      part.forEach((one, index) => {
        if (unknown.has(index)) leaveOut(one);
        else this.counts.unchanged += one.again;
      });
    }
  }

  private takeCredit(line: number, row: CreditRow): void {
    const key = `${row.source ?? ''} ${row.numberKey}`;
    const twin = this.creditsInBatch.get(key);
    if (twin !== undefined) {
      if (!sameDocument(twin, row)) throw new BadCell('number', refuse('duplicate', { line: 0 }));
      this.counts.unchanged++;
      return;
    }
    this.creditsInBatch.set(key, row);
    this.credits.push({ line, row, earlier: 0 });
  }

  private takePayment(line: number, row: PaymentRow): void {
    const earlier = this.seen.add(`id ${row.externalId}`, line);
    if (earlier !== 0 || this.paymentsInBatch.has(row.externalId)) {
      throw new BadCell('externalId', refuse('duplicate', { line: earlier }));
    }
    this.paymentsInBatch.add(row.externalId);
    this.payments.push({ line, row, earlier: 0 });
  }

  private keyAmongEquals(row: Parameters<typeof naturalKey>[0]): string {
    const first = naturalKey(row, 1);
    if (this.seen.add(first, 1) === 0) return first;
    const nth = (this.repeated.get(first) ?? 1) + 1;
    this.repeated.set(first, nth);
    return naturalKey(row, nth);
  }

  private refuse(line: number, field: string | null, reason: Refusal['reason']): void {
    this.counts.refused++;
    if (this.refusals.length >= KEPT_REFUSALS * 2) return;
    const index = field === null ? undefined : this.columns.get(field);
    const facts = Object.entries(reason.facts).map(([name, fact]) => [
      name,
      typeof fact === 'string' ? detached(fact) : fact,
    ]);
    this.refusals.push({
      line,
      column: index === undefined ? null : (this.file.headings[index] ?? null),
      reason: { key: reason.key, facts: Object.fromEntries(facts) },
    });
  }

  /** Hands the waiting rows to the books, after the batch before them is done; does not wait for them itself. */
  private async flush(): Promise<void> {
    await this.writing;
    const { invoices, credits, payments, clients, projects, promises, session, context, workspace } = this;
    this.invoices = [];
    this.credits = [];
    this.payments = [];
    this.clients = [];
    this.projects = [];
    this.promises = [];
    this.creditsInBatch.clear();
    this.paymentsInBatch.clear();
    // Asked for within the batch: a session that forgets has others for each.
    const settledKnown = this.columns.has('settledOn');
    const paymentFacts = { invoicesKnown: this.columns.has('invoices'), referenceKnown: this.columns.has('reference') };
    const promiseFacts = { invoicesKnown: this.columns.has('invoices'), seen: this.promisesSeen };
    this.writing = (async () => {
      // What the file had before is compared with the books, and a load cannot be looked into.
      if (this.counts.new >= LARGEST_LOAD || invoices.some(({ earlier }) => earlier > 0)) await this.endLoad();
      await this.write(invoices, async (tx, rows) => {
        if (session.loading) return await loadInvoices(tx, context, session.known, rows);
        const earlier = invoices.map((waiting) => waiting.earlier);
        const dated = this.issueDatesAssumed ? await withKnownIssueDates(tx, context, rows) : rows;
        return await importValidInvoices(tx, context, session.known, dated, earlier, { settledKnown });
      });
      await this.write(credits, async (tx, rows) => {
        const dated = this.issueDatesAssumed ? await withKnownCreditDates(tx, context, rows) : rows;
        const outcome = await importCreditNotes(tx, context, session.known, dated);
        this.toApply.push(...outcome.toApply);
        return outcome;
      });
      await this.write(payments, (tx, rows) => importPayments(tx, context, session.known, rows, paymentFacts));
      await this.write(clients, (tx, rows) => importClients(tx, context, session.known, rows));
      await this.write(projects, (tx, rows) => importProjects(tx, context, session.known, rows));
      await this.write(promises, (tx, rows) =>
        importPromises(tx, context, session.known, rows, workspace, promiseFacts),
      );
      await this.statistics.refreshIfGrown(session, this.counts.new + this.counts.changed);
    })();
    // Awaited by the next flush; until then a failure must not count as unhandled.
    this.writing.catch(() => undefined);
  }

  private addUp(row: unknown): void {
    const { currency, amount, balance, appliesTo } = row as Partial<InvoiceRow & CreditRow>;
    const minor = amount ?? balance;
    if (currency === undefined || minor === undefined || minor === null) return;
    // Only a credit note says what it corrects, and it takes away.
    const signed = appliesTo === undefined ? minor : -minor;
    this.sums.set(currency, (this.sums.get(currency) ?? 0n) + BigInt(signed));
  }

  private async endLoad(): Promise<void> {
    if (!this.session.loading) return;
    await this.statistics.refreshLoaded(this.session, this.counts.new);
    await this.session.endLoad();
  }

  private async write<Row>(
    waiting: readonly Waiting<Row>[],
    into: (tx: Parameters<Parameters<ImportSession['batch']>[0]>[0], rows: Row[]) => Promise<BatchOutcome>,
  ): Promise<void> {
    if (waiting.length === 0) return;
    const outcome = await this.session.batch((tx) =>
      into(
        tx,
        waiting.map(({ row }) => row),
      ),
    );
    this.counts.new += outcome.new;
    this.counts.changed += outcome.changed;
    this.counts.unchanged += outcome.unchanged;
    for (const { index, field, reason } of outcome.refused) this.refuse(waiting[index]?.line ?? 0, field, reason);
    const refused = new Set(outcome.refused.map(({ index }) => index));
    for (const [index, { row }] of waiting.entries()) if (!refused.has(index)) this.addUp(row);
    for (const clientId of outcome.touchedClientIds) this.touched.add(clientId);
    for (const id of outcome.typedIds ?? []) this.typed.add(id);
  }
}

/** Sums that are too large to be exact are left out: a file of such amounts is none of money. */
function sumsOf(sums: ReadonlyMap<string, bigint>): Money[] {
  return [...sums].flatMap(([currency, minor]) => {
    const exact = Number(minor);
    return Number.isSafeInteger(exact) ? [money(exact, currency)] : [];
  });
}

const sameDocument = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
