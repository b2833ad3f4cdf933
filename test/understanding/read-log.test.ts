import { describe, expect, test } from 'vitest';
import type { CurrencySign } from '../../src/domain/currency-sign.js';
import type { AmountSpec, LogRequest } from '../../src/domain/request.js';
import { readLog } from '../../src/understanding/read-log.js';
import { type LogLine, logLines } from './log-lines.js';
import { monday, typedOn } from './reading-context.js';

function amountOf(words: readonly string[]): AmountSpec {
  const [amount = '', said = ''] = words;
  const currency = /^[A-Z]{3}/.exec(said)?.[0] ?? null;
  const sign = said.slice(currency?.length ?? 0);
  if (amount === 'all' || amount === 'rest') return { kind: amount };
  return amount.endsWith('%')
    ? { kind: 'percent', percent: Number(amount.slice(0, -1)) }
    : { kind: 'exact', value: amount, currency, ...(sign === '' ? {} : { sign: sign as CurrencySign }) };
}

/** The whole request that a line of the table stands for. */
function requestOf({ client, promises = [], ...more }: NonNullable<LogLine['becomes']>): LogRequest {
  const parts = promises.map((promise) => {
    const words = promise.split(' ');
    return { amount: amountOf(words.slice(0, -1)), date: words.at(-1) as LogRequest['happenedOn'] };
  });
  return {
    clientText: client,
    outcome: more.outcome ?? 'promised',
    medium: more.medium ?? 'unknown',
    direction: more.direction ?? 'out',
    invoiceTexts: more.invoiceTexts ?? [],
    promises: parts,
    finalDate: more.finalDate ?? false,
    intent: more.intent ?? false,
    dispute: more.dispute ?? null,
    ...(more.settlesDispute === true ? { settlesDispute: true } : {}),
    contactText: more.contactText ?? null,
    note: more.note ?? null,
    happenedOn: more.happenedOn ?? monday.today,
  };
}

function expected(line: LogLine): unknown {
  if (line.becomes !== undefined) return { kind: 'understood', request: requestOf(line.becomes) };
  if (line.asks !== undefined) {
    const [kind, typed, ...choices] = line.asks;
    return { kind: 'question', question: { kind, typed, choices: choices.map((text) => ({ text })) } };
  }
  const [kind, typed, example] = line.fails ?? [];
  return { kind: 'misunderstood', problem: { kind, typed, example } };
}

describe('what a line of /collect log becomes', () => {
  for (const [about, lines] of Object.entries(logLines)) {
    describe(about, () => {
      test.each(lines)('$typed', (line) => {
        const reading = readLog(line.typed, monday);
        if (line.becomes !== undefined) expect(reading).toEqual(expected(line));
        else expect(reading).toMatchObject(expected(line) as object);
      });
    });
  }

  test('the table has at least 150 lines, in English and in Chinese', () => {
    const lines = Object.values(logLines).flat();
    const chinese = lines.filter((line) => /\p{sc=Han}/u.test(line.typed));
    expect(new Set(lines.map((line) => line.typed)).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThanOrEqual(150);
    expect(chinese.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a question carries what its buttons need', () => {
  test('the date behind each choice', () => {
    expect(readLog('ACME promised 03/04', monday)).toEqual({
      kind: 'question',
      question: {
        kind: 'which_date',
        typed: '03/04',
        choices: [
          { date: '2027-03-04', text: 'ACME promised 2027-03-04' },
          { date: '2027-04-03', text: 'ACME promised 2027-04-03' },
        ],
      },
    });
  });

  test('the amount behind each choice', () => {
    const reading = readLog('ACME promised 1.234 Friday', monday);
    expect(reading).toMatchObject({ question: { choices: [{ amount: '1234' }, { amount: '1.234' }] } });
  });

  test('the date that has been', () => {
    expect(readLog('ACME promised 22 Nov', monday)).toMatchObject({
      question: { kind: 'past_date', date: '2026-11-22' },
    });
  });

  test('of two doubts one is asked at a time, and answering both ends in a request', () => {
    const first = readLog('ACME promised 5,000 03/04 and 3,000 05/06', monday);
    expect(first).toMatchObject({ question: { typed: '03/04' } });
    const second = readLog('ACME promised 5,000 2027-03-04 and 3,000 05/06', monday);
    expect(second).toMatchObject({
      question: { typed: '05/06', choices: [{ text: 'ACME promised 5,000 2027-03-04 and 3,000 2027-05-06' }, {}] },
    });
    expect(readLog('ACME promised 5,000 2027-03-04 and 3,000 2027-05-06', monday)).toMatchObject({
      kind: 'understood',
    });
  });
});

describe('the day of typing', () => {
  const dateTyped = (text: string, today: string) => {
    const reading = readLog(text, typedOn(today));
    if (reading.kind === 'understood') return reading.request.promises[0]?.date;
    return reading.kind === 'question'
      ? `${reading.question.kind}: ${reading.question.choices.map((choice) => choice.date).join(' ')}`
      : reading.problem.kind;
  };

  test.each([
    // Friday 27 November
    ['ACME promised Friday', '2026-11-27', '2026-12-04'],
    ['ACME promised this Friday', '2026-11-27', '2026-11-27'],
    ['ACME promised next Friday', '2026-11-27', '2026-12-04'],
    ['华瑞科技承诺周五付', '2026-11-27', 'which_date: 2026-11-27 2026-12-04'],
    ['华瑞科技承诺本周五付', '2026-11-27', '2026-11-27'],
    // Saturday 28 November
    ['ACME promised Friday', '2026-11-28', '2026-12-04'],
    ['ACME promised this Friday', '2026-11-28', 'past_date: 2026-12-04'],
    ['华瑞科技承诺周五付', '2026-11-28', 'past_date: 2026-12-04'],
    ['华瑞科技承诺本周五付', '2026-11-28', 'past_date: 2026-12-04'],
    ['华瑞科技承诺下周五付', '2026-11-28', '2026-12-04'],
    // the last working day of the month, and the days around it
    ['ACME promised month end', '2026-10-29', '2026-10-30'],
    ['ACME promised month end', '2026-10-30', '2026-11-30'],
    ['ACME promised month end', '2026-10-31', '2026-11-30'],
    ['华瑞科技承诺月底付', '2026-11-30', '2026-12-31'],
    // a day of this year that has been
    ['ACME promised 15 Mar', '2026-03-16', 'past_date: 2026-04-15 2027-03-15'],
    ['ACME promised 15 Mar', '2026-03-15', '2026-03-15'],
    ['ACME promised 15 Mar', '2026-10-01', '2027-03-15'],
    ['ACME promised 12/11', '2026-11-23', '2026-12-11'],
    // 6 May is long past and 5 June lately: neither can be told from the other next year
    ['ACME promised 05/06', '2026-11-23', 'which_date: 2027-05-06 2027-06-05'],
    ['ACME promised 31st', '2026-11-23', '2026-12-31'],
    ['ACME promised 2028-11-23', '2026-11-23', '2028-11-23'],
    ['ACME promised 2028-11-24', '2026-11-23', 'too_far'],
  ])('%s on %s: %s', (text, today, becomes) => {
    expect(dateTyped(text, today)).toBe(becomes);
  });

  test('month end is the last working day of that calendar', () => {
    const reading = readLog('ACME promised month end', typedOn('2026-12-01', ['2026-12-31']));
    expect(reading).toMatchObject({ request: { promises: [{ date: '2026-12-30' }] } });
  });
});

test('a third written with a stroke is a third', () => {
  const third = { amount: { kind: 'percent', percent: 100 / 3 }, date: '2026-11-27' };
  expect(readLog('ACME promised 1/3 friday', monday)).toMatchObject({ request: { promises: [third] } });
});

test('a line of more than 4,000 characters is refused with what it began with', () => {
  const reading = readLog(`ACME promised Friday ${'x'.repeat(4000)}`, monday);
  expect(reading).toMatchObject({
    kind: 'misunderstood',
    problem: { kind: 'too_long', example: 'ACME promised Friday' },
  });
});
