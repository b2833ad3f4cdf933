import { crc32, deflateRawSync } from 'node:zlib';

/** A cell: text, a number as the workbook writes it, or the XML of the cell without its reference. */
export type Cell = string | number | null | { readonly xml: string };

export interface SheetOf {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly rows: readonly (readonly Cell[])[];
}

interface PartOf {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the zip says of its unpacked size, where that is a lie. */
  readonly saidSize?: number;
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Number formats of the cells that `styled` makes, by their style from 1 on. */
const FORMATS = ['yyyy\\-mm\\-dd', 'd/m/yyyy h:mm', '#,##0.00\\ [$€-407]', '"$"#,##0.00;[Red]-"$"#,##0.00'];

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** A number in one of FORMATS: 1 a date, 2 a date with its time, 3 euros, 4 dollars; 5 is the built-in date 14. */
export const styled = (style: 1 | 2 | 3 | 4 | 5, value: number | string): Cell => ({
  xml: `<c s="${style}"><v>${value}</v></c>`,
});

const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

/** The bytes of an .xlsx file, as spreadsheet programs write them: shared texts, styles, a sheet a part. */
export function aWorkbook(
  sheets: readonly SheetOf[],
  how: { date1904?: boolean; more?: readonly PartOf[] } = {},
): Buffer {
  const strings: string[] = [];
  const cellXml = (cell: Cell, at: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'object') return cell.xml.replace('<c', `<c r="${at}"`);
    strings.push(cell);
    return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`;
  };
  const sheetXml = ({ rows }: SheetOf): string => {
    const lines = rows.map((row, y) => {
      const cells = row.map((cell, x) => cellXml(cell, `${columnName(x)}${y + 1}`)).join('');
      return row.length === 0 ? '' : `<row r="${y + 1}" spans="1:${row.length}">${cells}</row>`;
    });
    return `${DECLARED}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData></worksheet>`;
  };
  const parts = sheets.map((sheet, n) => ({ name: `xl/worksheets/sheet${n + 1}.xml`, content: sheetXml(sheet) }));
  const listed = sheets.map(
    ({ name, state }, n) =>
      `<sheet name="${escaped(name)}" sheetId="${n + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${n + 1}"/>`,
  );
  const targets = [
    ...sheets.map(
      (_, n) => `<Relationship Id="rId${n + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
    ),
    `<Relationship Id="rIdS" Type="${RELATIONS}/styles" Target="styles.xml"/>`,
    `<Relationship Id="rIdT" Type="${RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>`,
  ];
  const formats = FORMATS.map((code, n) => `<numFmt numFmtId="${164 + n}" formatCode="${escaped(code)}"/>`).join('');
  const styles = [0, 164, 165, 166, 167, 14].map((id) => `<xf numFmtId="${id}"/>`).join('');
  return zipOf([
    {
      name: '_rels/.rels',
      content: `${DECLARED}<Relationships><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${DECLARED}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${how.date1904 === true ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `${DECLARED}<Relationships>${targets.join('')}</Relationships>` },
    {
      name: 'xl/styles.xml',
      content: `${DECLARED}<styleSheet xmlns="${MAIN}"><numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles}</cellXfs></styleSheet>`,
    },
    ...parts,
    {
      name: 'xl/sharedStrings.xml',
      content: `${DECLARED}<sst xmlns="${MAIN}">${strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    },
    ...(how.more ?? []),
  ]);
}

/** A zip of these files; of two of the same name the later one is there. */
export function zipOf(parts: readonly PartOf[]): Buffer {
  const files = [...new Map(parts.map((part) => [part.name, part])).values()];
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, saidSize } of files) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const size = saidSize ?? bytes.length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const entry = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), common, Buffer.alloc(14), Buffer.from(name)]);
    entry.writeUInt32LE(offset, 42);
    locals.push(local);
    directory.push(entry);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
