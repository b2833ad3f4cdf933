import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordSplitter } from '../../src/imports/records.js';

/** Splits text that comes in pieces of the given length. */
function split(text: string, delimiter = ',', piece = text.length || 1) {
  const splitter = new RecordSplitter(delimiter);
  const records = [];
  for (let i = 0; i < text.length; i += piece) records.push(...splitter.push(text.slice(i, i + piece)));
  return [...records, ...splitter.end()];
}

describe('splitting records', () => {
  it('keeps delimiters, quotes and line ends inside quoted cells, and the line on which each record begins', () => {
    const text = 'a,b\r\n"x, ""y""","two\nlines"\r\nlast,"",end';
    expect(split(text)).toEqual([
      { line: 1, cells: ['a', 'b'], openQuote: false },
      { line: 2, cells: ['x, "y"', 'two\nlines'], openQuote: false },
      { line: 4, cells: ['last', '', 'end'], openQuote: false },
    ]);
  });

  it('reads the same whatever the pieces are that the file comes in', () => {
    const text = 'a;b\n"1;""x""";"y\r\nz"\r\n\n5" pipe;c\n';
    for (let piece = 1; piece <= text.length; piece++) expect(split(text, ';', piece)).toEqual(split(text, ';'));
  });

  it('reads lines alike whether a quotation mark stands anywhere near them or not', () => {
    const text = 'a,b\r\n\nc,\n,\r\nlast,d';
    const beside = split(`${text}\n"x",y`).slice(0, -1);
    for (let piece = 1; piece <= text.length; piece++) expect(split(text, ',', piece)).toEqual(beside);
  });

  it('takes a quotation mark inside a cell as text', () => {
    expect(split('5" pipe,6 "x" y\n')[0]?.cells).toEqual(['5" pipe', '6 "x" y']);
  });

  it('reports a mark that is never closed, and goes on with the next line', () => {
    const records = split('a,b\n"never closed,2\nc,d\n');
    expect(records.map((record) => [record.cells[0], record.openQuote])).toEqual([
      ['a', false],
      ['"never closed', true],
      ['c', false],
    ]);
  });

  it('does not keep a whole file in memory for one open mark', () => {
    const records = split(`"open,1\n${'row,2\n'.repeat(30_000)}`, ',', 4096);
    expect(records).toHaveLength(30_001);
    expect(records.filter((record) => record.openQuote)).toHaveLength(1);
  });

  it('agrees with csv-parse on every quoted table', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '1', ',', ';', '"', '\n', '\r\n', ' ', '.', '中', '\t'),
      maxLength: 6,
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, piece) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n');
        const expected: unknown = parse(text, { relax_column_count: true });
        expect(split(text, ',', piece).map((record) => record.cells)).toEqual(expected);
      }),
    );
  });
});
