import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { fractionDigits, toDecimal } from '../../src/domain/money.js';
import {
  englishOrdinal,
  formatDate,
  formatDays,
  formatDecimal,
  formatMoney,
  type Locale,
} from '../../src/text/format.js';

const shown = (minor: number, currency: string, locale: Locale = 'en') =>
  formatMoney({ minor, currency }, locale).replaceAll('\u00a0', ' ');

describe('money', () => {
  it.each([
    [1_240_000, 'USD', 'en', '$12,400.00'],
    [1_240_000, 'USD', 'zh-CN', 'US$12,400.00'],
    [12_400_000, 'CNY', 'zh-CN', '¥124,000.00'],
    [12_400_000, 'CNY', 'en', 'CN¥124,000.00'],
    [1200, 'JPY', 'en', 'JP¥1,200'],
    [1200, 'JPY', 'zh-CN', 'JP¥1,200'],
    [8000, 'CAD', 'en', 'CA$80.00'],
    [1250, 'KWD', 'en', 'KWD 1.250'],
    [1250, 'IQD', 'en', 'IQD 1.250'],
    [5, 'EUR', 'en', '€0.05'],
    [-310_000, 'USD', 'en', '-$3,100.00'],
    [0, 'USD', 'en', '$0.00'],
    [9_007_199_254_740_991, 'USD', 'en', '$90,071,992,547,409.91'],
    [9_007_199_254_740_991, 'JPY', 'zh-CN', 'JP¥9,007,199,254,740,991'],
  ] as const)('%d minor units of %s in %s: %s', (minor, currency, locale, text) => {
    expect(shown(minor, currency, locale)).toBe(text);
  });

  it('has every digit of the amount, to the minor unit, for any amount', () => {
    const currency = fc.constantFrom(
      'USD',
      'EUR',
      'CNY',
      'JPY',
      'KWD',
      'IQD',
      'HUF',
      'CLF',
      'VND',
      'UGX',
      'ISK',
      'AFN',
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, fc.constantFrom<Locale>('en', 'zh-CN'), (minor, code, locale) => {
        const text = shown(minor, code, locale);
        expect(text.replace(/[^\d.]/g, '')).toBe(toDecimal({ minor: Math.abs(minor), currency: code }));
        expect(text.startsWith('-')).toBe(minor < 0);
        expect((text.split('.')[1] ?? '').length).toBe(fractionDigits(code));
      }),
    );
  });

  it('never gives two currencies the same sign', () => {
    const codes = [
      'USD',
      'CAD',
      'AUD',
      'NZD',
      'HKD',
      'TWD',
      'SGD',
      'MXN',
      'BRL',
      'CNY',
      'JPY',
      'SEK',
      'NOK',
      'DKK',
      'XAF',
      'XOF',
    ];
    for (const locale of ['en', 'zh-CN'] as const) {
      const signs = codes.map((code) => shown(100, code, locale).replace(/[\d.,\s]/g, ''));
      expect(new Set(signs).size).toBe(codes.length);
    }
  });
});

describe('dates', () => {
  it('have their weekday and are absolute', () => {
    const date = localDate('2026-11-27');
    expect(formatDate(date, 'en')).toBe('Fri 27 Nov 2026');
    expect(formatDate(date, 'en', { year: false })).toBe('Fri 27 Nov');
    expect(formatDate(date, 'en', { weekday: false })).toBe('27 Nov 2026');
    expect(formatDate(date, 'zh-CN')).toBe('2026年11月27日 周五');
    expect(formatDate(date, 'zh-CN', { year: false })).toBe('11月27日（周五）');
    expect(formatDate(date, 'zh-CN', { weekday: false })).toBe('2026年11月27日');
    expect(formatDate(localDate('2026-03-01'), 'en')).toBe('Sun 1 Mar 2026');
  });
});

describe('counts', () => {
  it('agree with their noun', () => {
    expect(formatDays(1, 'en')).toBe('1 day');
    expect(formatDays(0, 'en')).toBe('0 days');
    expect(formatDays(1234, 'en')).toBe('1,234 days');
    expect(formatDays(18, 'zh-CN')).toBe('18 天');
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111].map(englishOrdinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 101st 111th',
    );
    expect(formatDecimal('1250.50', 'en')).toBe('1,250.50');
    expect(formatDecimal('123456789012345678901', 'en')).toBe('123,456,789,012,345,678,901');
    expect(formatDecimal('1.250,00', 'en')).toBe('1.250,00');
  });
});
