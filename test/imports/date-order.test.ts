import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DateEvidence, readDateCell } from '../../src/imports/date-order.js';
import type { DateOrder } from '../../src/imports/import-report.js';

describe('a date cell', () => {
  it.each<[string, DateOrder | null, string | null]>([
    ['2026-03-05', null, '2026-03-05'],
    ['2026-03-05T00:00:00Z', null, '2026-03-05'],
    ['2026-03-05 14:30:00', null, '2026-03-05'],
    ['2026/3/5', null, '2026-03-05'],
    ['2026.3.5', null, '2026-03-05'],
    ['20260305', null, '2026-03-05'],
    ['2026年3月5日', null, '2026-03-05'],
    ['2026 年 3 月 5 日', null, '2026-03-05'],
    ['5 Mar 2026', null, '2026-03-05'],
    ['05-Mar-26', null, '2026-03-05'],
    ['March 5, 2026', null, '2026-03-05'],
    ['5th March 2026', null, '2026-03-05'],
    ['03/05/2026', 'mdy', '2026-03-05'],
    ['03/05/2026', 'dmy', '2026-05-03'],
    ['3/5/26 9:15 AM', 'mdy', '2026-03-05'],
    ['05.03.2026', 'dmy', '2026-03-05'],
    ['26/03/05', 'ymd', '2026-03-05'],
    ['03/05/2026', null, null],
    ['2026-02-30', null, null],
    ['31/04/2026', 'dmy', null],
    ['13/13/2026', 'dmy', null],
    ['5 Foo 2026', null, null],
    ['soon', 'dmy', null],
    ['44927', 'dmy', null],
    ['', 'dmy', null],
  ])('%s as %s is %s', (text, order, expected) => {
    expect(readDateCell(text, order)).toBe(expected);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom<DateOrder>('mdy', 'dmy', 'ymd'), (text, order) => {
        readDateCell(text, order);
      }),
    );
  });
});

describe('the order of dates in a file', () => {
  const decide = (...texts: string[]) => {
    const evidence = new DateEvidence();
    texts.forEach((text, index) => {
      evidence.note(text, index + 2, 'Date');
    });
    return evidence.decide();
  };

  it('is decided by one day above 12', () => {
    expect(decide('03/04/2026', '03/14/2026')).toBe('mdy');
    expect(decide('03/04/2026', '14/03/2026')).toBe('dmy');
  });

  it('needs no decision where every date says its own order, or reads the same in both', () => {
    expect(decide('2026-03-04', '2026年3月4日', '4 Mar 2026')).toBeNull();
    expect(decide('03/03/2026', '')).toBeNull();
  });

  it('is day first for dates with dots, unless a row says otherwise', () => {
    expect(decide('03.04.2026')).toBe('dmy');
    expect(decide('03.04.2026', '03.14.2026')).toBe('mdy');
  });

  it('is asked where no row decides', () => {
    expect(decide('03/04/2026', '05/06/2026')).toEqual({
      contradictory: false,
      examples: [
        { line: 2, column: 'Date', text: '03/04/2026' },
        { line: 3, column: 'Date', text: '05/06/2026' },
      ],
    });
  });

  it('is asked where rows contradict each other', () => {
    expect(decide('03/14/2026', '14/03/2026')).toMatchObject({ contradictory: true });
  });
});
