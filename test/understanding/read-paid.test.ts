import { describe, expect, test } from 'vitest';
import type { CurrencySign } from '../../src/domain/currency-sign.js';
import type { PaidRequest } from '../../src/domain/request.js';
import { readPaid } from '../../src/understanding/read-paid.js';
import { monday, typedOn } from './reading-context.js';

const paid = (
  clientText: string | null,
  value: string,
  more: Partial<PaidRequest> & { currency?: string; sign?: CurrencySign } = {},
): PaidRequest => {
  const { currency = null, sign, ...rest } = more;
  return {
    clientText,
    amount: { kind: 'exact', value, currency, ...(sign === undefined ? {} : { sign }) },
    invoiceTexts: [],
    valueDate: monday.today,
    reference: null,
    ...rest,
  };
};
const on = (day: string): { valueDate: PaidRequest['valueDate'] } => ({
  valueDate: `2026-${day}` as PaidRequest['valueDate'],
});
const all = { amount: { kind: 'all' } } as const;

describe('what a line of /collect paid becomes, on Monday 23 Nov 2026', () => {
  test.each<[string, PaidRequest]>([
    ['ACME 12,000', paid('ACME', '12000')],
    ['ACME 12000', paid('ACME', '12000')],
    ['ACME 12,000 INV-104 yesterday', paid('ACME', '12000', { invoiceTexts: ['INV-104'], ...on('11-22') })],
    [
      'ACME $5k for INV-104 and INV-107 ref TT-9911',
      paid('ACME', '5000', { currency: 'USD', sign: '$', invoiceTexts: ['INV-104', 'INV-107'], reference: 'TT-9911' }),
    ],
    ['ACME paid 12,000 on Friday', paid('ACME', '12000', on('11-20'))],
    ['ACME 12,000 last Friday', paid('ACME', '12000', on('11-20'))],
    ['ACME 12,000 20 Nov', paid('ACME', '12000', on('11-20'))],
    ['ACME yesterday 5,000', paid('ACME', '5000', on('11-22'))],
    ['ACME INV-104', paid('ACME', '0', { ...all, invoiceTexts: ['INV-104'] })],
    ['ACME in full INV-104', paid('ACME', '0', { ...all, invoiceTexts: ['INV-104'] })],
    ['ACME half INV-104', paid('ACME', '0', { amount: { kind: 'percent', percent: 50 }, invoiceTexts: ['INV-104'] })],
    ['12,000', paid(null, '12000')],
    ['12,000 INV-104', paid(null, '12000', { invoiceTexts: ['INV-104'] })],
    ['from ACME 5,000', paid('ACME', '5000')],
    ['12,000 ACME', paid('ACME', '12000')],
    ['12000 from Globex Ltd yesterday', paid('Globex Ltd', '12000', on('11-22'))],
    ['12,000 ACME INV-104 ref TT-1', paid('ACME', '12000', { invoiceTexts: ['INV-104'], reference: 'TT-1' })],
    ['12,000 from "Smith, Jones & Co" INV-104', paid('Smith, Jones & Co', '12000', { invoiceTexts: ['INV-104'] })],
    ['5万 华瑞科技', paid('华瑞科技', '50000')],
    ['12,000 bank transfer', paid(null, '12000', { reference: 'bank transfer' })],
    ['12,000 ref 8812', paid(null, '12000', { reference: '8812' })],
    ['"Smith, Jones & Co" 5,000', paid('Smith, Jones & Co', '5000')],
    ['Smith &amp; Sons 5,000', paid('Smith & Sons', '5000')],
    ['Studio 54 500', paid('Studio 54', '500')],
    ['Studio 54 500 INV-104', paid('Studio 54', '500', { invoiceTexts: ['INV-104'] })],
    ['3M 5,000', paid('3M', '5000')],
    ['ACME 12,000 INV-104 wire 8812', paid('ACME', '12000', { invoiceTexts: ['INV-104'], reference: 'wire 8812' })],
    ['华瑞科技 5万', paid('华瑞科技', '50000')],
    ['华瑞科技付了5万 昨天', paid('华瑞科技', '50000', on('11-22'))],
    ['收到华瑞科技5万 INV-104 上周五', paid('华瑞科技', '50000', { invoiceTexts: ['INV-104'], ...on('11-20') })],
    ['华瑞科技 到账 5万 11月20日', paid('华瑞科技', '50000', on('11-20'))],
    ['华瑞科技 付清 INV-104', paid('华瑞科技', '0', { ...all, invoiceTexts: ['INV-104'] })],
    ['360科技 5万 流水号 20261120-8', paid('360科技', '50000', { reference: '20261120-8' })],
  ])('%s', (text, request) => {
    expect(readPaid(text, monday)).toEqual({ kind: 'understood', request });
  });

  test.each([
    ['ACME 5,000 03/04', 'which_date', ['ACME 5,000 2026-03-04', 'ACME 5,000 2026-04-03']],
    ['ACME 5,000 on Monday', 'which_date', ['ACME 5,000 on 2026-11-16', 'ACME 5,000 on 2026-11-23']],
    ['ACME 1.234', 'which_amount', ['ACME 1234', 'ACME 1.2340']],
  ])('%s is asked about', (text, kind, choices) => {
    expect(readPaid(text, monday)).toMatchObject({
      kind: 'question',
      question: { kind, choices: choices.map((choice) => ({ text: choice })) },
    });
    for (const choice of choices) expect(readPaid(choice, monday)).toMatchObject({ kind: 'understood' });
  });

  test.each([
    ['', 'empty', '', 'ACME 12,000 INV-104'],
    ['ACME', 'no_amount', 'ACME', 'ACME 12,000 INV-104'],
    ['ACME -5', 'bad_amount', '-5', 'ACME 12,000 INV-104'],
    ['ACME 5,000 tomorrow', 'future_date', 'tomorrow', 'ACME 12,000 INV-104'],
    ['ACME 5,000 15 Dec', 'future_date', '15 Dec', 'ACME 12,000 INV-104'],
    ['ACME 5,000 31 Feb', 'bad_date', '31 Feb', 'ACME 12,000 INV-104'],
    ['ACME 5,000 3,000', 'unexpected', '3,000', 'ACME 12,000 INV-104'],
    ['华瑞科技 明天 5万', 'future_date', '明天', '华瑞科技 5万 INV-104'],
  ])('%s cannot be used: %s', (text, kind, typed, example) => {
    expect(readPaid(text, monday)).toEqual({ kind: 'misunderstood', problem: { kind, typed, example } });
  });

  test('a payment of last December, typed in January', () => {
    expect(readPaid('ACME 5,000 15 Dec', typedOn('2027-01-10'))).toMatchObject({
      request: { valueDate: '2026-12-15' },
    });
  });
});
