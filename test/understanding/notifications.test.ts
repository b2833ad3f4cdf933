import { describe, expect, test } from 'vitest';
import { localDate, weekday } from '../../src/domain/local-date.js';
import { readAway } from '../../src/understanding/read-away.js';
import { readNotifications } from '../../src/understanding/read-notifications.js';
import type { ReadingContext } from '../../src/understanding/reading.js';

/** Monday. */
const context: ReadingContext = {
  today: localDate('2026-11-23'),
  locale: 'en',
  isWorkingDay: (date) => weekday(date) <= 5,
};

const set = (change: unknown) => ({ kind: 'understood', request: { action: 'set', set: change } });

describe('notifications', () => {
  test.each([
    ['', { kind: 'understood', request: { action: 'show' } }],
    ['show', { kind: 'understood', request: { action: 'show' } }],
    ['设置', { kind: 'understood', request: { action: 'show' } }],
    ['at once', set({ notify: 'at_once' })],
    ['ON', set({ notify: 'at_once' })],
    ['立即', set({ notify: 'at_once' })],
    ['daily', set({ notify: 'daily' })],
    ['once a day', set({ notify: 'daily' })],
    ['每天', set({ notify: 'daily' })],
    ['off', set({ notify: 'escalations' })],
    ['escalations only', set({ notify: 'escalations' })],
    ['关', set({ notify: 'escalations' })],
    ['仅升级', set({ notify: 'escalations' })],
    ['hours 9:00-17:30', set({ hours: { from: '09:00', until: '17:30' } })],
    ['9-17', set({ hours: { from: '09:00', until: '17:00' } })],
    ['9 to 5', set({ hours: { from: '09:00', until: '17:00' } })],
    ['22:00-6:00', set({ hours: { from: '22:00', until: '06:00' } })],
    ['18:00-9:00', set({ hours: { from: '18:00', until: '09:00' } })],
    ['12:00 to 5', set({ hours: { from: '12:00', until: '17:00' } })],
    ['from 9am to 5:30 pm', set({ hours: { from: '09:00', until: '17:30' } })],
    ['0:00-24:00', set({ hours: { from: '00:00', until: '24:00' } })],
    ['hours 8:30-16:00 mon-thu', set({ hours: { from: '08:30', until: '16:00' }, weekdays: [1, 2, 3, 4] })],
    ['sun, mon and tue', set({ weekdays: [1, 2, 7] })],
    ['工作时间 9点-18点半 周一至周四', set({ hours: { from: '09:00', until: '18:30' }, weekdays: [1, 2, 3, 4] })],
    ['上班 9:00 到 18:00', set({ hours: { from: '09:00', until: '18:00' } })],
    ['hours default', set({ hours: null, weekdays: [] })],
    ['默认', set({ hours: null, weekdays: [] })],
  ])('%s', (text, reading) => {
    expect(readNotifications(text)).toEqual(reading);
  });

  test.each([
    ['sometimes', 'sometimes'],
    ['hours', 'hours'],
    ['hours 9', '9'],
    ['hours 25-30', '25-30'],
    ['daily unless Friday', 'unless'],
    ['hours 9-17 ACME', 'ACME'],
  ])('%s is not understood: %s', (text, typed) => {
    expect(readNotifications(text)).toMatchObject({ kind: 'misunderstood', problem: { typed } });
  });
});

describe('away', () => {
  test.each([
    ['until 30 Nov', '2026-11-23', '2026-11-30'],
    ['to Friday', '2026-11-23', '2026-11-27'],
    ['through 2026-12-04', '2026-11-23', '2026-12-04'],
    ['from Wednesday until 4 Dec', '2026-11-25', '2026-12-04'],
    ['from 2026-11-25 to 2026-12-04', '2026-11-25', '2026-12-04'],
    ['25 Nov - 4 Dec', '2026-11-25', '2026-12-04'],
    ['25 Nov to 4 Dec', '2026-11-25', '2026-12-04'],
    ['tomorrow', '2026-11-24', '2026-11-24'],
    ['on Friday', '2026-11-27', '2026-11-27'],
    ['到11月30日', '2026-11-23', '2026-11-30'],
    ['到 下周五', '2026-11-23', '2026-12-04'],
    ['从11月25日到12月4日', '2026-11-25', '2026-12-04'],
    ['11月25日起 至 12月4日', '2026-11-25', '2026-12-04'],
    ['明天', '2026-11-24', '2026-11-24'],
  ])('%s', (text, from, until) => {
    expect(readAway(text, context)).toEqual({ kind: 'understood', request: { from, until } });
  });

  test.each([
    ['', 'empty'],
    ['from Monday', 'no_date'],
    ['until soon', 'bad_date'],
    ['until 30 Feb', 'bad_date'],
    ['from whenever until Friday', 'bad_date'],
  ])('%s: %s', (text, kind) => {
    expect(readAway(text, context)).toMatchObject({ kind: 'misunderstood', problem: { kind } });
  });

  test('a day that can be read in two ways, or has been, is asked back with whole lines', () => {
    expect(readAway('from Wednesday until 03/04', context)).toMatchObject({
      kind: 'question',
      question: { kind: 'which_date', choices: [{ text: expect.stringContaining('from Wednesday until 20') }, {}] },
    });
    expect(readAway('until 2 Nov', context)).toMatchObject({ kind: 'question', question: { kind: 'past_date' } });
    const asked = readAway('03/04 to 6 Apr 2027', context);
    if (asked.kind !== 'question') throw new Error('it was to be asked');
    for (const { text } of asked.question.choices) expect(readAway(text, context).kind).toBe('understood');
  });
});
