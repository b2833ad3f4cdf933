import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import type { LogRequest } from '../../src/domain/request.js';
import { readAmount } from '../../src/understanding/read-amount.js';
import { readAssign } from '../../src/understanding/read-assign.js';
import { readClient } from '../../src/understanding/read-client.js';
import { readDate } from '../../src/understanding/read-date.js';
import { readDeed } from '../../src/understanding/read-deed.js';
import { readDigest } from '../../src/understanding/read-digest.js';
import { readLog } from '../../src/understanding/read-log.js';
import { readOverdue } from '../../src/understanding/read-overdue.js';
import { readPaid } from '../../src/understanding/read-paid.js';
import { readProject } from '../../src/understanding/read-project.js';
import { readQuestion } from '../../src/understanding/read-question.js';
import { readRole } from '../../src/understanding/read-role.js';
import { splitCommand } from '../../src/understanding/split-command.js';
import { monday, typedOn } from './reading-context.js';

/** Words that mean something here, and some that do not, in both languages, with the signs that join them. */
const known =
  `ACME|"Smith, Jones"|华瑞科技|promised|will pay|said|called|they|emailed|spoke to|Mia Wong|no answer|left message|voicemail|
refused|disputes|quality|waiting for|payment sent|asked for|instalments|hopes to pay|not|did not|soon|asap|final|yesterday|today|tomorrow|
Friday|next Friday|last Friday|this week|next week|month end|end of next month|in 3 days|15 Mar|Mar 15|27/11|11/27|03/04|31 Feb|29 Feb|
2026-11-27|2020-01-01|2099-01-01|the 27th|Q1 end|or|and|then|to|by|on|before|after|until|between|5,000|5.000,00|1.234|€1.250,00|$5k|1.5 million|
5|0|-5|150%|50%|half|the rest|everything|in full|INV-104|#104|invoices 104, 105|every|week|at|with|for|:|,|-|—|;|(|)|"|'|.|&amp;|<@U123|\n|
承诺|答应|说|付|付清|已付款|未接|电话|微信|来电|王总|下周五|周五|本周五|月底|下月底|明天|昨天|3天后|11月27日|27号|5万|五万|三万五|一半|余款|全款|人民币|元|
有异议|质量|拒付|分期|尽快|争取|最后期限|没|不|和|前|后|，|。|：|发票|😀|\u0000|\ud800`.split(/\|\n?/);

const words = fc
  .array(fc.constantFrom(...known), { maxLength: 25 })
  .chain((picked) => fc.constantFrom(' ', '').map((joint) => picked.join(joint)));
const unicode = fc.string({ unit: 'binary', maxLength: 300 });
const days = fc
  .date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2031-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => typedOn(day.toISOString().slice(0, 10)));
const anyLine = fc.oneof({ weight: 3, arbitrary: words }, { weight: 1, arbitrary: unicode });

const readers: readonly ((text: string) => unknown)[] = [
  readAmount,
  readAssign,
  readClient,
  readDigest,
  readOverdue,
  readProject,
  readRole,
  splitCommand,
];

describe('any line', () => {
  test('is a question, something to record, or neither', () => {
    fc.assert(
      fc.property(anyLine, days, (text, context) => {
        readQuestion(text, context);
        readDeed(text, context);
      }),
      { numRuns: 300 },
    );
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(anyLine, days, (text, context) => {
        readLog(text, context);
        readPaid(text, context);
        readDate(text, context);
        for (const read of readers) read(text);
      }),
      { numRuns: 1500 },
    );
  });

  test('is read the same each time', () => {
    fc.assert(
      fc.property(anyLine, days, (text, context) => {
        expect(readLog(text, context)).toEqual(readLog(text, context));
        expect(readPaid(text, context)).toEqual(readPaid(text, context));
      }),
      { numRuns: 300 },
    );
  });

  test('becomes a request that holds together', () => {
    fc.assert(
      fc.property(words, days, (text, context) => {
        const reading = readLog(text, context);
        if (reading.kind === 'understood') holdsTogether(reading.request, context.today);
      }),
      { numRuns: 1500 },
    );
  });

  test('is asked about until nothing is in doubt: each choice has fewer doubts, the last is its date or amount', () => {
    fc.assert(
      fc.property(words, days, (text, context) => {
        let line = text;
        for (let asked = 0; asked < 12; asked++) {
          const reading = readLog(line, context);
          if (reading.kind !== 'question') return;
          const [choice] = reading.question.choices;
          if (choice === undefined) return;
          expect(choice.text).not.toBe(line);
          line = choice.text;
        }
        expect.unreachable(`still asking: ${line}`);
      }),
      { numRuns: 1500 },
    );
  });
});

function holdsTogether(request: LogRequest, today: string): void {
  expect(request.outcome === 'promised').toBe(request.promises.length > 0);
  if (request.outcome === 'intent') expect(request.intent).toBe(true);
  const dates = request.promises.map((promise) => promise.date);
  expect(dates).toEqual([...dates].sort());
  for (const date of dates) expect(localDate(date) >= today).toBe(true);
  expect(request.happenedOn <= today).toBe(true);
  expect(request.clientText?.trim()).not.toBe('');
  expect(request.note?.trim()).not.toBe('');
  const rests = request.promises.filter((promise) => promise.amount.kind === 'rest');
  expect(rests.length).toBeLessThanOrEqual(1);
  for (const { amount } of request.promises) {
    if (amount.kind === 'exact') expect(amount.value).toMatch(/^(?!0+(?:\.0+)?$)\d{1,13}(?:\.\d{1,3})?$/);
    if (amount.kind === 'percent') expect(amount.percent > 0 && amount.percent <= 100).toBe(true);
  }
}

describe('a choice, pressed, is understood as what it says', () => {
  const promise = fc.constantFrom(
    (date: string, amount: string) => `ACME promised ${amount} by ${date}`,
    (date: string, amount: string) => `ACME promised ${date}, ${amount}`,
    (date: string, amount: string) => `"Smith, Jones & Co" will pay ${amount} on ${date}, says approval is pending`,
    (date: string, amount: string) => `华瑞科技承诺${date}付${amount}`,
    (date: string, amount: string) => `华瑞科技 承诺 ${amount} ${date}`,
  );
  const two = (n: number): string => String(n).padStart(2, '0');
  const doubtfulDate = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).map(([a, b]) => `${two(a)}/${two(b)}`),
    fc.constantFrom(
      'next week',
      'next month',
      '下周',
      '下个月',
      'early December',
      'Friday or Monday',
      'Fri 28 Nov',
      '本周五',
      '22 Nov',
      'this weekend',
    ),
  );
  const doubtfulAmount = fc
    .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999 }), fc.constantFrom('', '¥'))
    .map(([a, b, sign]) => `${sign}${a}.${String(b).padStart(3, '0')}`);

  test('for dates', () => {
    fc.assert(
      fc.property(promise, doubtfulDate, days, (line, date, context) => {
        const reading = readLog(line(date, '5,000'), context);
        if (reading.kind !== 'question') return;
        for (const choice of reading.question.choices) {
          expect(readLog(choice.text, context)).toMatchObject({
            kind: 'understood',
            request: { promises: [{ date: choice.date, amount: { value: '5000' } }] },
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('for amounts', () => {
    fc.assert(
      fc.property(promise, doubtfulAmount, (line, amount) => {
        const reading = readLog(line('2026-12-04', amount), monday);
        if (reading.kind !== 'question') return;
        expect(reading.question.kind).toBe('which_amount');
        expect(reading.question.choices).toHaveLength(2);
        for (const choice of reading.question.choices) {
          expect(readLog(choice.text, monday)).toMatchObject({
            kind: 'understood',
            request: { promises: [{ date: '2026-12-04', amount: { value: choice.amount } }] },
          });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an amount written out is read back', () => {
  const cents = fc.integer({ min: 1, max: 99_999_999_99 });
  const grouped = (whole: number, sign: string): string => String(whole).replace(/\B(?=(\d{3})+$)/g, sign);

  test('in both conventions, with two decimals', () => {
    fc.assert(
      fc.property(cents, (minor) => {
        const [whole, fraction] = [Math.floor(minor / 100), String(minor % 100).padStart(2, '0')];
        const expected = { kind: 'exact', value: String(minor / 100), currency: null };
        expect(readAmount(`${grouped(whole, ',')}.${fraction}`)).toEqual(expected);
        expect(readAmount(`${grouped(whole, '.')},${fraction}`)).toEqual(expected);
        expect(readAmount(`${whole}.${fraction}`)).toEqual(expected);
        expect(readAmount(`EUR ${grouped(whole, "'")}.${fraction}`)).toEqual({ ...expected, currency: 'EUR' });
      }),
    );
  });

  test('in Chinese numerals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (value) => {
        expect(readAmount(`${chineseNumeral(value)}元`)).toEqual({
          kind: 'exact',
          value: String(value),
          currency: null,
          sign: '元',
        });
      }),
    );
  });
});

/** 12,030 is 一万二千零三十. */
function chineseNumeral(value: number): string {
  const digits = [...'零一二三四五六七八九'];
  const below = (n: number): string => {
    let text = '';
    let gap = false;
    for (const [unit, name] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const digit = Math.floor(n / unit) % 10;
      if (digit === 0) gap = text !== '';
      else {
        text += `${gap ? '零' : ''}${digits[digit]}${name}`;
        gap = false;
      }
    }
    return text;
  };
  const [high, low] = [Math.floor(value / 10_000), value % 10_000];
  if (high === 0) return below(low);
  return `${below(high)}万${low === 0 ? '' : `${low < 1000 ? '零' : ''}${below(low)}`}`;
}

test('a line of 4,000 characters costs no more than its length', () => {
  const seeds = [
    'they ',
    'not ',
    'promised ',
    '1 ',
    '1,',
    '1.',
    'a',
    '(',
    '没',
    '周',
    '五十',
    '5万',
    '付',
    '华瑞科技付',
    'INV-',
    '#1 ',
    'Friday or ',
    '"',
    "'",
    'the end of ',
    'in the next ',
    'Mia said ',
    '5 000 ',
    'invoices 1, ',
    '27/',
    '— ',
    '😀',
    '&amp;',
    '十',
    'a.b@c.d ',
    '<@U1',
    'called Mia Wong and ',
  ];
  const heads = ['', 'ACME promised ', '华瑞科技承诺', 'ACME called: '];
  for (const seed of seeds) {
    for (const head of heads) {
      const line = (head + seed.repeat(4000)).slice(0, 4000);
      // Of this process: what else the machine does is no fault of the line.
      const began = process.cpuUsage().user;
      readLog(line, monday);
      readPaid(line, monday);
      for (const read of readers) read(line);
      // some 20 ms on an idle machine; what grows with the square of the length takes many seconds
      expect((process.cpuUsage().user - began) / 1_000, JSON.stringify(head + seed)).toBeLessThan(2_000);
    }
  }
});
