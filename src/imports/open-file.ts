import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { headingScore } from './columns/recognise.js';
import { type Encoding, encodingOf, encodingOfRest } from './encoding.js';
import type { FileTrouble, ImportQuestion } from './import-report.js';
import { RecordSplitter, type TableRecord } from './records.js';

/** A delimited file whose form is known. */
export interface OpenFile {
  readonly path: string;
  readonly size: number;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly headings: readonly string[];
  /** Line of the header; what stands above it is a title. */
  readonly headerLine: number;
  /** A report in groups: the client's name stands alone in the first cell, above its rows. */
  readonly grouped: boolean;
}

const HEAD = 256 * 1024;
/** Small, so that between two of them the database hears of the next batch in time. */
const CHUNK = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];
const WORD = /[\p{L}\p{N}]/u;
/** A header stands within the first lines of a file or nowhere. */
const HEADER_WITHIN = 60;

type Unopened = Extract<ImportQuestion, { kind: 'file' }>;
const trouble = (why: FileTrouble): Unopened => ({ kind: 'file', why });

/** The first four bytes of binary files, in hexadecimal. */
const BINARY: Readonly<Record<string, FileTrouble>> = {
  // The older .xls; and any Office file with a password.
  d0cf11e0: 'spreadsheet',
  '504b0304': 'archive',
  '504b0506': 'archive',
};
/** How other files begin that are no delimited text. */
const WRITTEN: readonly (readonly [RegExp, FileTrouble])[] = [
  [/^%PDF-/, 'not_text'],
  [/^\{\\rtf/, 'not_text'],
  // What some programs export as .xls.
  [/^(ï»¿)?\s*<(!doctype|html|head|body|table|meta|\?xml)\b/i, 'web_page'],
];

/** Reads the beginning of a file and finds out its encoding, delimiter and header line. */
export async function openFile(path: string, mapped: ReadonlyMap<string, string>): Promise<OpenFile | Unopened> {
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
  const other = BINARY[head.toString('hex', 0, 4)] ?? WRITTEN.find(([signature]) => signature.test(beginning))?.[1];
  if (other !== undefined) return trouble(other);
  const encoding = encodingOf(head);
  const text = plainLines(new TextDecoder(encoding).decode(head, { stream: true }));
  if (text.trim() === '') return trouble('empty');
  if (hasControlCharacters(text)) return trouble('not_text');
  const header = findHeader(text, head.length < HEAD, mapped);
  return header === null ? trouble('empty') : { path, size, encoding, ...header };
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

/** Null: no line has anything in it but delimiters. */
function findHeader(
  text: string,
  whole: boolean,
  mapped: ReadonlyMap<string, string>,
): Pick<OpenFile, 'delimiter' | 'headings' | 'headerLine' | 'grouped'> | null {
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1];
  let best: { delimiter: string; cells: readonly string[]; line: number; score: number } | null = null;
  for (const delimiter of said === undefined ? DELIMITERS : [said]) {
    const splitter = new RecordSplitter(delimiter);
    const records = splitter.push(text);
    if (whole) records.push(...splitter.end());
    for (const { cells, line } of records.slice(0, HEADER_WITHIN)) {
      if (!cells.some((cell) => WORD.test(cell))) continue;
      // A lone cell above a table is its title; where there is nothing else the best of them is the heading.
      const lone = cells.length < 2 && mapped.size === 0;
      const score = lone ? headingScore(cells, mapped) / 4 : headingScore(cells, mapped) + (cells.length > 1 ? 0.5 : 0);
      if (best === null || score > best.score) best = { delimiter, cells, line, score };
    }
  }
  if (best === null) return null;
  const headings = best.cells.map((cell) => cell.trim());
  return { delimiter: best.delimiter, headings, headerLine: best.line, grouped: headings[0] === '' };
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
  const decoder = new TextDecoder(file.encoding, { fatal: file.encoding === 'utf-8' });
  const splitter = new RecordSplitter(file.delimiter);
  let bytes = 0;
  let macintosh: boolean | null = null;
  const belowHeader = (records: TableRecord[]): TableRecord[] =>
    (records[0]?.line ?? Number.POSITIVE_INFINITY) <= file.headerLine
      ? records.filter((record) => record.line > file.headerLine)
      : records;
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
