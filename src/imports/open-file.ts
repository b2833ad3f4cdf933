import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Encoding, encodingOf, encodingOfRest } from './encoding.js';
import { type Header, headerOf } from './header.js';
import type { FileTrouble, ImportKind, ImportQuestion } from './import-report.js';
import { RecordSplitter, type TableRecord } from './records.js';
import { type OpenSheet, openSheet } from './workbook/open-sheet.js';
import { sheetRows } from './workbook/sheet-rows.js';
import { UnreadableWorkbook } from './workbook/unreadable.js';

/** A delimited file, or a workbook, whose form is known. */
export interface OpenFile extends Omit<Header, 'score'> {
  readonly path: string;
  /** Of what is read of it, in bytes: a workbook is packed. */
  readonly size: number;
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Of a workbook; null: it is a delimited file. */
  readonly sheet: OpenSheet | null;
}

const HEAD = 256 * 1024;
/** Small, so that between two of them the database hears of the next batch in time. */
const CHUNK = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];

type Unopened = Extract<ImportQuestion, { kind: 'file' }>;
const trouble = (why: FileTrouble): Unopened => ({ kind: 'file', why });

/** The first four bytes of binary files, in hexadecimal. */
const BINARY: Readonly<Record<string, FileTrouble>> = {
  // The older .xls; and any Office file with a password.
  d0cf11e0: 'spreadsheet',
  '504b0506': 'archive',
};
const ZIP = '504b0304';
/** How other files begin that are no delimited text. */
const WRITTEN: readonly (readonly [RegExp, FileTrouble])[] = [
  [/^%PDF-/, 'not_text'],
  [/^\{\\rtf/, 'not_text'],
  // What some programs export as .xls.
  [/^(ï»¿)?\s*<(!doctype|html|head|body|table|meta|\?xml)\b/i, 'web_page'],
];

/**
 * Reads the beginning of a file and finds out its encoding, delimiter and header line, or the sheet of a workbook.
 *
 * @param as what the file is said to hold
 */
export async function openFile(
  path: string,
  mapped: ReadonlyMap<string, string>,
  as?: ImportKind,
): Promise<OpenFile | Unopened> {
  let head: Buffer;
  let size: number;
  try {
    const handle = await open(path, 'r');
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return trouble('not_readable');
      size = stat.size;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      head = buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return trouble(error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'not_found' : 'not_readable');
  }
  if (head.length === 0) return trouble('empty');
  const beginning = head.toString('latin1', 0, 200);
  const signature = head.toString('hex', 0, 4);
  if (signature === ZIP) return await openWorkbook(path, mapped, as);
  const other = BINARY[signature] ?? WRITTEN.find(([begins]) => begins.test(beginning))?.[1];
  if (other !== undefined) return trouble(other);
  const encoding = encodingOf(head);
  const text = plainLines(new TextDecoder(encoding).decode(head, { stream: true }));
  if (text.trim() === '') return trouble('empty');
  if (hasControlCharacters(text)) return trouble('not_text');
  const header = findHeader(text, head.length < HEAD, mapped);
  return header === null ? trouble('empty') : { path, size, encoding, sheet: null, ...header };
}

async function openWorkbook(
  path: string,
  mapped: ReadonlyMap<string, string>,
  as: ImportKind | undefined,
): Promise<OpenFile | Unopened> {
  try {
    const opened = await openSheet(path, mapped, as);
    if (opened === null) return trouble('empty');
    const { sheet, header, size } = opened;
    // What a person is given back of it is a delimited file.
    return { path, size, encoding: 'utf-8', delimiter: ',', sheet, ...header };
  } catch (error) {
    return unreadable(error);
  }
}

/** The question that a workbook asks which cannot be read, or not to its end. Throws every other error on. */
export function unreadable(error: unknown): Unopened {
  if (error instanceof UnreadableWorkbook) return trouble(error.why);
  throw error;
}

/** Bytes that no text has: a picture, a program, a PDF. */
function hasControlCharacters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 27 && (code < 9 || code > 13)) return true;
  }
  return false;
}

/** Old Macintosh programs end lines with CR alone; NUL has no place in a text and none in PostgreSQL. */
function plainLines(text: string): string {
  const clean = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return clean.includes('\r') && !clean.includes('\n') ? clean.replaceAll('\r', '\n') : clean;
}

/** The delimiter and the header that fit together best. */
function findHeader(
  text: string,
  whole: boolean,
  mapped: ReadonlyMap<string, string>,
): (Header & { readonly delimiter: string }) | null {
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1];
  let best: (Header & { readonly delimiter: string }) | null = null;
  for (const delimiter of said === undefined ? DELIMITERS : [said]) {
    const splitter = new RecordSplitter(delimiter);
    const records = splitter.push(text);
    if (whole) records.push(...splitter.end());
    const header = headerOf(records, mapped);
    if (header !== null && (best === null || header.score > best.score)) best = { ...header, delimiter };
  }
  return best;
}

/** Thrown when bytes are met that the encoding, judged by the head, cannot have. */
export class OtherEncoding extends Error {
  constructor(readonly encoding: Encoding) {
    super(`the file is ${encoding}`);
  }
}

/**
 * The records below the header, a chunk of the file at a time, so that memory does not grow with the file.
 * @param onBytes how far the file has been read
 */
export async function* recordsOf(file: OpenFile, onBytes?: (bytes: number) => void): AsyncGenerator<TableRecord[]> {
  const belowHeader = (records: TableRecord[]): TableRecord[] =>
    (records[0]?.line ?? Number.POSITIVE_INFINITY) <= file.headerLine
      ? records.filter((record) => record.line > file.headerLine)
      : records;
  if (file.sheet !== null) {
    const { workbook, part } = file.sheet;
    const width = file.headings.length;
    for await (const rows of sheetRows(file.path, workbook, part, onBytes)) {
      // Beside a table on a sheet there may be notes, and other tables.
      yield belowHeader(rows).map((row) =>
        row.cells.length > width ? { ...row, cells: row.cells.slice(0, width) } : row,
      );
    }
    return;
  }
  const decoder = new TextDecoder(file.encoding, { fatal: file.encoding === 'utf-8' });
  const splitter = new RecordSplitter(file.delimiter);
  let bytes = 0;
  let macintosh: boolean | null = null;
  for await (const chunk of createReadStream(file.path, { highWaterMark: CHUNK })) {
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    let text: string;
    try {
      text = decoder.decode(buffer, { stream: true });
    } catch {
      throw new OtherEncoding(encodingOfRest(buffer));
    }
    if (text.includes('\0')) text = text.replaceAll('\0', '');
    macintosh ??= text.includes('\r') && !text.includes('\n');
    if (macintosh) text = text.replaceAll('\r', '\n');
    onBytes?.(bytes);
    yield belowHeader(splitter.push(text));
  }
  try {
    const last = decoder.decode();
    yield belowHeader([...splitter.push(last), ...splitter.end()]);
  } catch {
    throw new OtherEncoding('gb18030');
  }
}
