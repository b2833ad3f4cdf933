import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey, numberKey } from '../../src/domain/name-key.js';

describe('names that are one', () => {
  it.each([
    ['ACME, Inc.', 'acme inc'],
    ['  ACME\t Inc ', 'Acme Inc'],
    ['ＡＣＭＥ　Inc', 'acme inc'],
    ['华瑞 科技', '华瑞科技'],
    ['华瑞科技（上海）', '华瑞科技(上海)'],
    ["O'Brien & Sons", 'O’Brien & Sons'],
    ['Coca-Cola', 'coca cola'],
    ['Straße 7', 'STRASSE 7'],
    ['Zero\u200bWidth', 'zerowidth'],
    ['Müller', 'Mu\u0308ller'],
    ['«Ромашка»', 'РОМАШКА'],
  ])('%s and %s', (a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  it.each([
    ['Müller', 'Muller'],
    ['ACME', 'ACME Ltd'],
    ['华瑞科技', '华锐科技'],
    ['C++ Works', 'C Works'],
    ['Apollo 11', 'Apollo 1 1'],
    ['!!!', '???'],
  ])('%s and %s are two', (a, b) => {
    expect(nameKey(a)).not.toBe(nameKey(b));
  });

  it('reads as the name does', () => {
    expect(nameKey('华瑞科技 ACME (Asia) Ltd.')).toBe('华瑞科技 acme asia ltd');
    expect(nameKey('!!!')).toBe('!!!');
    expect(nameKey('  ')).toBe('');
  });

  it('is its own key, and knows no case and no width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const key = nameKey(name);
        expect(nameKey(key)).toBe(key);
        expect(nameKey(`  ${name}  `)).toBe(key);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aBcÄéßЖ中文 .-,') }), (name) => {
        expect(nameKey(name.toUpperCase())).toBe(nameKey(name));
        expect(nameKey(name.toLowerCase())).toBe(nameKey(name));
      }),
    );
  });
});

describe('invoice numbers that are one', () => {
  it.each([
    ['INV-104', 'inv-104'],
    ['#INV-104', 'INV-104'],
    ['# INV - 104', 'INV-104'],
    ['INV–104', 'INV-104'],
    ['ＩＮＶ－１０４', 'INV-104'],
    ['2026/ 11', '2026/11'],
  ])('%s and %s', (a, b) => {
    expect(numberKey(a)).toBe(numberKey(b));
  });

  it.each([
    ['INV-104', 'INV104'],
    ['INV-104', 'INV-1O4'],
    ['007', '7'],
    ['A#1', 'A1'],
  ])('%s and %s are two', (a, b) => {
    expect(numberKey(a)).not.toBe(numberKey(b));
  });

  it('is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (number) => {
        expect(numberKey(numberKey(number))).toBe(numberKey(number));
      }),
      { numRuns: 1000 },
    );
  });
});
