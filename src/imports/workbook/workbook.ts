import { posix } from 'node:path';
import type { CellContext } from './cell-text.js';
import { plainText } from './cell-text.js';
import { type NumberFormat, numberFormat } from './number-format.js';
import type { Parts } from './parts.js';
import { UnreadableWorkbook } from './unreadable.js';
import { attribute, readXml, type XmlHandler } from './xml.js';

/** What is read as a whole, in bytes unpacked: the list of sheets and the like; the texts that sheets share. */
const MOST_SMALL = 16_000_000;
const MOST_STRINGS = 100_000_000;

export interface Sheet {
  readonly name: string;
  /** Where its rows are. */
  readonly part: string;
  /** Shown to whoever opens the workbook. */
  readonly visible: boolean;
}

export interface Workbook extends CellContext {
  readonly sheets: readonly Sheet[];
  /** By the style of a cell. */
  readonly formats: readonly NumberFormat[];
}

/** Everything of a workbook but its rows. Throws UnreadableWorkbook: `archive` where the zip is something else. */
export async function readWorkbook(parts: Parts): Promise<Workbook> {
  const root = await relationsOf(parts, '');
  const main = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  // The binary form (.xlsb) and documents of a word processor are zips of the same make.
  if (!parts.has(main) || !main.toLowerCase().endsWith('.xml')) throw new UnreadableWorkbook('archive');
  const listed: { name: string; id: string; visible: boolean }[] = [];
  let date1904 = false;
  let isWorkbook = false;
  await read(parts, main, MOST_SMALL, {
    open: (name, attributes) => {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const visible = (attributes.state ?? 'visible') === 'visible';
      listed.push({ name: plainText(attributes.name ?? ''), id: attribute(attributes, 'id') ?? '', visible });
    },
  });
  if (!isWorkbook) throw new UnreadableWorkbook('archive');
  const relations = await relationsOf(parts, main);
  // A chart has a sheet of its own and no rows.
  const sheets = listed.flatMap(({ name, id, visible }) => {
    const to = relations.find((relation) => relation.id === id);
    return to?.type.endsWith('/worksheet') === true && parts.has(to.target) ? [{ name, part: to.target, visible }] : [];
  });
  const partOf = (type: string): string | undefined =>
    relations.find((relation) => relation.type.endsWith(type) && parts.has(relation.target))?.target;
  return {
    sheets,
    date1904,
    formats: await formatsOf(parts, partOf('/styles')),
    strings: await stringsOf(parts, partOf('/sharedStrings')),
  };
}

async function read(parts: Parts, name: string, most: number, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(parts.text(name, most), handler));
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** Where a part leads to; '' is the whole. */
async function relationsOf(parts: Parts, of: string): Promise<Relation[]> {
  const folder = of === '' ? '' : posix.dirname(of);
  const name = posix.join(folder, '_rels', `${posix.basename(of)}.rels`);
  const relations: Relation[] = [];
  if (!parts.has(name)) return relations;
  await read(parts, name, MOST_SMALL, {
    open: (element, { Id = '', Type = '', Target = '' }) => {
      if (element !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.push({ id: Id, type: Type, target });
    },
  });
  return relations;
}

async function formatsOf(parts: Parts, part: string | undefined): Promise<NumberFormat[]> {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let ofCells = false;
  if (part === undefined) return formats;
  await read(parts, part, MOST_SMALL, {
    open: (name, { numFmtId = '', formatCode }) => {
      if (name === 'cellXfs') ofCells = true;
      if (name === 'numFmt' && formatCode !== undefined) codes.set(numFmtId, formatCode);
      if (name === 'xf' && ofCells) formats.push(numberFormat(Number(numFmtId), codes.get(numFmtId)));
    },
    close: (name) => {
      if (name === 'cellXfs') ofCells = false;
    },
  });
  return formats;
}

async function stringsOf(parts: Parts, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = false;
  if (part === undefined) return strings;
  await read(parts, part, MOST_STRINGS, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      if (name === 't') inText = !phonetic;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(plainText(text));
    },
  });
  return strings;
}
