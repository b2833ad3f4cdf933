import { describe, expect, it } from 'vitest';
import { readSnooze } from '../../src/understanding/read-snooze.js';
import { monday } from './reading-context.js';

const read = (text: string) => readSnooze(text, monday);

describe('snooze', () => {
  it.each([
    ['ACME until Friday', 'ACME', '2026-11-27', null],
    ['"Until Now Ltd" until 15 Dec', 'Until Now Ltd', '2026-12-15', null],
    ['ACME until next Friday, the CFO is away until Monday', 'ACME', '2026-12-04', 'the CFO is away until Monday'],
    ['until Friday', null, '2026-11-27', null],
    ['华瑞科技到下周五', '华瑞科技', '2026-12-04', null],
    ['华瑞科技 到 12月15日，财务总监休假', '华瑞科技', '2026-12-15', '财务总监休假'],
    ['ACME off', 'ACME', null, null],
    ['华瑞科技 结束', '华瑞科技', null, null],
  ])('%s', (text, clientText, until, note) => {
    expect(read(text)).toEqual({ kind: 'understood', request: { clientText, until, note } });
  });

  it('asks which day where two can be meant, with whole lines to choose from', () => {
    const reading = read('ACME until 03/04, waits');
    expect(reading).toMatchObject({ kind: 'question', question: { kind: 'which_date', typed: '03/04' } });
    if (reading.kind !== 'question') throw new Error('no question');
    for (const { text, date } of reading.question.choices) {
      expect(read(text)).toEqual({ kind: 'understood', request: { clientText: 'ACME', until: date, note: 'waits' } });
    }
  });

  it.each(['', 'ACME', 'ACME until', 'ACME until somewhen', '到'])('says what is missing in "%s"', (text) => {
    expect(read(text).kind).toBe('misunderstood');
  });
});
