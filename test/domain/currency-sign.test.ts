import { describe, expect, test } from 'vitest';
import {
  type CurrencySign,
  currenciesOf,
  currencySigns,
  mayBeIn,
  signMeaning,
} from '../../src/domain/currency-sign.js';
import { isCurrency } from '../../src/domain/money.js';

const doubt = (...choices: string[]) => ({ kind: 'doubt', choices });
const means = (currency: string) => ({ kind: 'means', currency });

describe('what a sign means beside what is owed', () => {
  test.each<[CurrencySign, readonly string[], object]>([
    ['¥', ['CNY'], means('CNY')],
    ['¥', ['JPY'], means('JPY')],
    ['¥', ['USD', 'JPY'], means('JPY')],
    ['¥', ['CNY', 'JPY'], doubt('CNY', 'JPY')],
    ['¥', ['USD'], doubt('CNY', 'JPY', 'USD')],
    ['元', ['HKD'], means('HKD')],
    ['元', ['USD'], doubt('CNY', 'USD')],
    ['yuan', ['USD'], doubt('CNY', 'USD')],
    ['yen', ['JPY'], means('JPY')],
    ['yen', ['CNY'], doubt('JPY', 'CNY')],
    ['$', ['USD'], means('USD')],
    ['$', ['AUD'], means('AUD')],
    ['$', ['CAD'], means('CAD')],
    ['$', ['SGD', 'EUR'], means('SGD')],
    ['$', ['USD', 'HKD'], doubt('USD', 'HKD')],
    ['$', ['EUR'], doubt('USD', 'EUR')],
    ['€', ['EUR', 'USD'], means('EUR')],
    ['€', ['USD'], doubt('EUR', 'USD')],
    ['£', ['EUR'], doubt('GBP', 'EUR')],
  ])('%s for what is owed in %j', (sign, owed, meaning) => {
    expect(signMeaning(sign, owed)).toEqual(meaning);
  });

  test('of an invoice, only its own currency is offered', () => {
    expect(signMeaning('¥', ['USD'], { only: true })).toEqual(doubt('USD'));
    expect(signMeaning('¥', ['JPY'], { only: true })).toEqual(means('JPY'));
  });

  test('for every sign and every currency: meant only where the sign may mean it', () => {
    for (const sign of currencySigns) {
      expect(currenciesOf(sign).every(isCurrency)).toBe(true);
      for (const owed of ['USD', 'EUR', 'GBP', 'CNY', 'JPY', 'AUD', 'INR', 'KRW']) {
        const meaning = signMeaning(sign, [owed]);
        expect(meaning.kind === 'means').toBe(currenciesOf(sign).includes(owed));
        if (meaning.kind === 'doubt') expect(new Set(meaning.choices).size).toBe(meaning.choices.length);
      }
    }
  });

  test('an amount may be in what was said of it', () => {
    expect(mayBeIn({ currency: null }, 'EUR')).toBe(true);
    expect(mayBeIn({ currency: 'USD' }, 'EUR')).toBe(false);
    expect(mayBeIn({ currency: 'USD', sign: '$' }, 'AUD')).toBe(true);
    expect(mayBeIn({ currency: null, sign: '¥' }, 'USD')).toBe(false);
  });
});
