import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmountEvidence, readAmountCell } from '../../src/imports/amount-cell.js';
import type { DecimalSign } from '../../src/imports/import-report.js';

describe('an amount cell', () => {
  it.each<[string, DecimalSign, number, string]>([
    ['1234.5', '.', 123_450, 'USD'],
    ['1,234.56', '.', 123_456, 'USD'],
    ['1.234,56', ',', 123_456, 'USD'],
    ['1 234,56', ',', 123_456, 'USD'],
    ['1\u202f234,56 €', ',', 123_456, 'EUR'],
    ["1'234.50", '.', 123_450, 'USD'],
    ['12,34,567.00', '.', 123_456_700, 'USD'],
    ['1,234', '.', 123_400, 'USD'],
    ['$1,234.56', '.', 123_456, 'USD'],
    ['-$5.00', '.', -500, 'USD'],
    ['$-5.00', '.', -500, 'USD'],
    ['($5.00)', '.', -500, 'USD'],
    ['(1,234.56)', '.', -123_456, 'USD'],
    ['5.00-', '.', -500, 'USD'],
    ['5.00 CR', '.', -500, 'USD'],
    ['EUR 12.00', '.', 1200, 'EUR'],
    ['12.00 GBP', '.', 1200, 'GBP'],
    ['JPY 1,200', '.', 1200, 'JPY'],
    ['5万元', '.', Number.NaN, ''],
    ['500元', '.', 50_000, 'CNY'],
    ['人民币500.00', '.', 50_000, 'CNY'],
    ['１２３．４５', '.', 12_345, 'USD'],
    ['55.9400', '.', 5594, 'USD'],
    ['.5', '.', 50, 'USD'],
    ['0', '.', 0, 'USD'],
    ['-0.00', '.', 0, 'USD'],
  ])('%s (%s) is %i %s', (text, decimal, minor, currency) => {
    const amount = readAmountCell(text, decimal, null, 'USD');
    if (Number.isNaN(minor)) expect(amount).toHaveProperty('key', 'bad_amount');
    else expect(amount).toEqual({ minor, currency });
  });

  it.each([
    ['1.234', '.', 'too_precise'],
    ['1,23', '.', 'bad_amount'],
    ['1.23.4', ',', 'bad_amount'],
    ['12.34.56', '.', 'bad_amount'],
    ['--5', '.', 'bad_amount'],
    ['(5', '.', 'bad_amount'],
    ['-(5)-', '.', 'bad_amount'],
    ['n/a', '.', 'bad_amount'],
    ['99999999999999999', '.', 'bad_amount'],
    ['5 XXQ', '.', 'bad_amount'],
    ['¥500', '.', 'unclear_currency'],
  ] as const)('%s (%s) is refused: %s', (text, decimal, key) => {
    expect(readAmountCell(text, decimal, null, 'USD')).toHaveProperty('key', key);
  });

  it('reads ¥ and $ as the currency of a workspace that has one of that sign', () => {
    expect(readAmountCell('¥500', '.', null, 'CNY')).toEqual({ minor: 50_000, currency: 'CNY' });
    expect(readAmountCell('¥500', '.', null, 'JPY')).toEqual({ minor: 500, currency: 'JPY' });
    expect(readAmountCell('$5', '.', null, 'CAD')).toEqual({ minor: 500, currency: 'CAD' });
  });

  it('puts the currency column before the sign in the cell', () => {
    expect(readAmountCell('$5', '.', 'SGD', 'USD')).toEqual({ minor: 500, currency: 'SGD' });
  });

  it('reads back every amount however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom<DecimalSign>('.', ','), (minor, decimal) => {
        const locale = decimal === '.' ? 'en-US' : 'de-DE';
        const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(minor / 100);
        expect(readAmountCell(text, decimal, null, 'USD')).toEqual({ minor: minor === 0 ? 0 : minor, currency: 'USD' });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readAmountCell(text, '.', null, 'USD');
        new AmountEvidence().note(text, 1, 'Amount', 2);
      }),
    );
  });
});

describe('the decimal sign of a file', () => {
  const decide = (texts: string[], digits = 2) => {
    const evidence = new AmountEvidence();
    for (const text of texts) evidence.note(text, 2, 'Amount', digits);
    return evidence.decide();
  };

  it.each<[string[], DecimalSign]>([
    [['55.94', '61'], '.'],
    [['5,000', '1,234.56'], '.'],
    [['5.000', '1.234,56'], ','],
    [['12,5'], ','],
    [['1,234,567'], '.'],
    [['1.234.567'], ','],
    [['100', '2500'], '.'],
    [['$1,234', '500', '$12,345', '7,001'], '.'],
    [['1.234', '12.345', '7.001'], ','],
    [[], '.'],
  ])('%j is %s', (texts, expected) => {
    expect(decide(texts)).toBe(expected);
  });

  it('is asked where 5,000 could be five', () => {
    expect(decide(['5,000', '12,500'])).toMatchObject({ contradictory: false, examples: [{ text: '5,000' }, {}] });
    expect(decide(['1,234', '12,345', '7,001'], 3)).toMatchObject({ contradictory: false });
    expect(decide(['10.005', '12', '7'])).toMatchObject({ contradictory: false });
    // 1500 stands without a sign, so 1.234 may be an amount that was not rounded.
    expect(decide(['1.234', '12.345', '7.001', '1500'])).toMatchObject({ contradictory: false });
  });

  it('is known where the currency has no cents', () => {
    expect(decide(['5,000'], 0)).toBe('.');
  });

  it('is asked where amounts contradict each other', () => {
    expect(decide(['1,5', '1.5'])).toMatchObject({ contradictory: true });
  });
});
