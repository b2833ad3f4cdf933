import { basename } from 'node:path';
import { dateIn } from '../domain/local-date.js';
import type { ImportContext } from '../ledger/imports/import-row.js';
import { clientsWithPromises, closeRun, openRun, revalueTouched, runImport } from '../ledger/imports/import-run.js';
import type { Ledger } from '../ledger/ledger.js';
import type { WorkspaceInfo } from '../ledger/workspaces.js';
import { headingKey } from './columns/heading.js';
import { type ColumnIndex, columnsFor, fieldsOf, kindOf, missingFields, nearestKind } from './columns/recognise.js';
import { FileWriter } from './file-writer.js';
import {
  type DateOrder,
  type DecimalSign,
  type ImportKind,
  type ImportQuestion,
  type ImportReport,
  importKinds,
} from './import-report.js';
import { type OpenFile, OtherEncoding, openFile, recordsOf, unreadable } from './open-file.js';
import { type Conventions, survey } from './survey.js';

/** A dry run of a smaller file, in bytes, is one transaction: it is over before anybody has waited for it. */
const SMALL = 512 * 1024;

export interface ImportOptions {
  /** What the file holds; absent: its columns say. */
  readonly as?: ImportKind | undefined;
  /** Heading of the file → field of the kind (fieldsOf), for headings that are not recognised. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  /** Order of numeric dates; absent: the rows decide, or a question comes back. */
  readonly dates?: DateOrder | undefined;
  /** The sign before the cents; absent: the rows decide, or a question comes back. */
  readonly decimal?: DecimalSign | undefined;
  /** Does everything and undoes it: the report says what would happen. */
  readonly dryRun?: boolean | undefined;
  /**
   * Others use the books meanwhile and never wait for the whole file: nothing is loaded in one go, and a dry run undoes
   * batch by batch, unless the file is a small one. What an earlier batch would have written a later one does not see
   * then.
   */
  readonly amongOthers?: boolean | undefined;
  /** What the file is called where it came from; absent: as on the disk. */
  readonly fileName?: string | undefined;
  /** Person who imports; null or absent: the operator. */
  readonly byId?: number | null | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export interface ImportProgress {
  /** The file is read twice: once to see how its dates and amounts are written, once to take its rows. */
  readonly phase: 'reading' | 'writing';
  /** Rows taken so far. */
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What is known of a file before its rows are read. */
interface Table {
  readonly file: OpenFile;
  readonly kind: ImportKind;
  readonly columns: ColumnIndex;
  readonly conventions: Conventions;
}

/**
 * Imports a file of invoices, payments, clients, projects or promises into a workspace's books. The file is read as a
 * stream, its rows are checked one by one and written in batches; a bad row is reported and stops nothing. The same
 * file again changes nothing. Where only a person can decide (order of dates, decimal sign, columns) nothing is written
 * and `question` says what to ask. Database errors are thrown: what was committed before stays, and importing the file
 * again completes it.
 */
export async function importFile(
  ledger: Ledger,
  workspace: WorkspaceInfo,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const fileName = options.fileName ?? basename(path);
  const dryRun = options.dryRun ?? false;
  const opened = await openTable(path, workspace, options);
  if ('question' in opened) return unread(fileName, dryRun, opened.kind, opened.question);
  const { file, kind, columns, conventions } = opened;
  const now = ledger.clock.now();
  const context: ImportContext = {
    workspaceId: workspace.id,
    today: dateIn(now, workspace.timezone),
    now,
    byId: options.byId ?? null,
    fileName,
  };
  const amongOthers = options.amongOthers === true && (!dryRun || file.size > SMALL);
  return await runImport(ledger, dryRun ? (amongOthers ? 'dry_in_pieces' : 'dry') : 'for_good', async (session) => {
    const runId = session.forgets ? null : await session.batch((tx) => openRun(tx, context, kind));
    const writer = new FileWriter(session, context, workspace, opened, amongOthers);
    if (!amongOthers) await writer.begin();
    let bytes = 0;
    const read = recordsOf(file, (sofar) => {
      bytes = sofar;
    });
    for await (const records of read) {
      await writer.take(records);
      options.onProgress?.({ phase: 'writing', rows: writer.read, bytes, totalBytes: file.size });
    }
    await writer.finish();
    const result = writer.result();
    await writer.statistics.refreshAtEnd(session, result.new + result.changed);
    // Where every batch is forgotten there is nothing new to value.
    const touched = session.forgets
      ? []
      : await session.batch((tx) => clientsWithPromises(tx, context, writer.touchedClientIds));
    for (let from = 0; from < touched.length; from += 500) {
      await session.batch((tx) => revalueTouched(tx, context, touched.slice(from, from + 500)));
    }
    const counts = {
      read: result.read,
      new: result.new,
      changed: result.changed,
      unchanged: result.unchanged,
      refused: result.refused,
    };
    if (runId !== null) await session.batch((tx) => closeRun(tx, context, runId, ledger.clock.now(), counts));
    const used = [...columns].sort(([, a], [, b]) => a - b);
    return {
      kind,
      fileName,
      dryRun,
      reading: {
        encoding: file.encoding,
        delimiter: file.delimiter,
        sheet: file.sheet === null ? null : { name: file.sheet.name, others: file.sheet.others },
        dates: conventions.dates,
        decimal: conventions.decimal,
        columns: used.map(([field, index]) => ({ column: file.headings[index] ?? '', field })),
      },
      ...result,
    };
  });
}

async function openTable(
  path: string,
  workspace: WorkspaceInfo,
  options: ImportOptions,
): Promise<Table | { kind: ImportKind | null; question: ImportQuestion }> {
  const mapped = new Map(Object.entries(options.map ?? {}).map(([column, field]) => [headingKey(column), field]));
  const file = await openFile(path, mapped, options.as);
  if ('why' in file) return { kind: options.as ?? null, question: file };
  const kind = options.as ?? kindOf(file.headings, mapped, file.grouped);
  const nearest = kind ?? nearestKind(file.headings, mapped, file.grouped);
  const wrong = wrongMapping(file, nearest, options.map ?? {});
  if (wrong !== null) return { kind, question: wrong };
  const headings = file.headings.filter((heading) => heading !== '');
  const line = file.headerLine;
  if (nearest === null) {
    const [text = ''] = headings;
    if (file.headings.length === 1) return { kind, question: { kind: 'one_column', line, text: text.slice(0, 120) } };
    return { kind, question: { kind: 'columns', as: null, missing: [], headings, line } };
  }
  const columns = columnsFor(nearest, file.headings, mapped);
  const missing = missingFields(nearest, columns, file.grouped);
  if (kind === null || missing.length > 0) {
    return { kind, question: { kind: 'columns', as: nearest, missing, headings, line, allowed: fieldsOf(nearest) } };
  }
  const said = { dates: options.dates, decimal: options.decimal };
  const onBytes = (bytes: number): void =>
    options.onProgress?.({ phase: 'reading', rows: 0, bytes, totalBytes: file.size });
  try {
    const conventions = await survey(file, columns, said, workspace.currency, onBytes);
    return 'kind' in conventions ? { kind, question: conventions } : { file, kind, columns, conventions };
  } catch (error) {
    if (!(error instanceof OtherEncoding)) return { kind, question: unreadable(error) };
    // The first bytes were plain ASCII, a later one is not UTF-8.
    const other = { ...file, encoding: error.encoding };
    const conventions = await survey(other, columns, said, workspace.currency, onBytes);
    return 'kind' in conventions ? { kind, question: conventions } : { file: other, kind, columns, conventions };
  }
}

/** A mapping that cannot be meant: a column that is not there, a field that no such file has. */
function wrongMapping(
  file: OpenFile,
  kind: ImportKind | null,
  map: Readonly<Record<string, string>>,
): ImportQuestion | null {
  const headings = new Set(file.headings.map(headingKey));
  const kinds = kind === null ? importKinds : [kind];
  const allowed = [...new Set(kinds.flatMap(fieldsOf))];
  for (const [column, field] of Object.entries(map)) {
    if (!headings.has(headingKey(column))) {
      return { kind: 'map', column, field, allowed: file.headings.filter((heading) => heading !== '') };
    }
    if (!allowed.includes(field)) return { kind: 'map', column, field, allowed };
  }
  return null;
}

function unread(fileName: string, dryRun: boolean, kind: ImportKind | null, question: ImportQuestion): ImportReport {
  return {
    kind,
    fileName,
    dryRun,
    reading: null,
    read: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    sums: [],
    refusals: [],
    skipped: 0,
    skippedBy: {},
    skippedLines: [],
    assumed: { currency: null, issueDates: false },
    typedToo: 0,
    question,
  };
}
