import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateSetting, formatDate, secondsAt, wallClock } from '../../../src/sandbox/page/blocks/dates.js';
import { sandbox } from '../../../src/text/en/sandbox.js';

const setting: DateSetting = {
  locale: 'en-US',
  timezone: 'Europe/Berlin',
  now: new Date('2026-11-23T08:00:00Z'),
  words: sandbox.blocks,
};
const at = (iso: string) => Date.parse(iso) / 1000;
const narrow = (text: string | null) => text?.replaceAll('\u202f', ' ') ?? null;

describe('the tokens of <!date>', () => {
  it.each([
    ['{date_num}', '2014-02-18'],
    ['{date_slash}', '02/18/2014'],
    ['{date}', 'February 18th, 2014'],
    ['{date_long}', 'Tuesday, February 18th, 2014'],
    ['{date_long_full}', 'February 18th, 2014'],
    ['{date_long_pretty}', 'Tuesday, February 18th, 2014'],
    ['{date_short}', 'Feb 18, 2014'],
    ['{date_short_pretty}', 'Feb 18, 2014'],
    ['{time}', '3:39 PM'],
    ['{time_secs}', '3:39:42 PM'],
    ['on {date_short} at {time}', 'on Feb 18, 2014 at 3:39 PM'],
    ['{nobody_knows}', '{nobody_knows}'],
  ])('%s', (format, expected) => {
    expect(narrow(formatDate(1_392_734_382, format, setting))).toBe(expected);
  });

  it.each([
    ['2026-11-23T22:30:00Z', '{date_pretty}', 'Today'],
    // Eleven at night in London is tomorrow in Berlin.
    ['2026-11-23T23:30:00Z', '{date_pretty}', 'Tomorrow'],
    ['2026-11-22T23:30:00Z', 'was {date_short_pretty}', 'was today'],
    ['2026-11-22T12:00:00Z', '{date_long_pretty} {time}', 'Yesterday 1:00 PM'],
    ['2026-11-01T12:00:00Z', '{date}', 'November 1st'],
    ['2026-11-02T12:00:00Z', '{date_pretty}', 'November 2nd'],
    ['2026-11-03T12:00:00Z', '{day_divider_pretty}', 'Tuesday, November 3rd'],
    ['2026-11-23T07:57:00Z', '{ago}', '3 minutes ago'],
    ['2026-11-25T08:00:00Z', '{ago}', 'in 2 days'],
    ['2026-11-23T08:00:00Z', '{ago}', '0 seconds ago'],
  ])('%s as %s', (instant, format, expected) => {
    expect(narrow(formatDate(at(instant), format, setting))).toBe(expected);
  });

  it('has a small letter within a sentence', () => {
    expect(formatDate(at('2026-11-23T09:00:00Z'), '{date_pretty}', setting, false)).toBe('today');
  });

  it('speaks the language of the page', () => {
    const zh = { ...setting, locale: 'zh-CN', timezone: 'Asia/Shanghai' };
    expect(formatDate(1_392_734_382, '{date_long} {time}', zh)).toBe('2014年2月18日星期二 22:39');
  });

  it('is null for what is no instant', () => {
    expect(formatDate(Number.NaN, '{date}', setting)).toBeNull();
    expect(formatDate(1e15, '{date}', setting)).toBeNull();
  });
});

describe('the wall clock of a zone', () => {
  it.each([
    ['2026-11-27', '14:30', 'Europe/Berlin', '2026-11-27T13:30:00Z'],
    ['2026-07-01', '00:00', 'Europe/Berlin', '2026-06-30T22:00:00Z'],
    ['2026-11-27', '09:00', 'Asia/Shanghai', '2026-11-27T01:00:00Z'],
    ['2026-11-27', '09:00', 'America/Los_Angeles', '2026-11-27T17:00:00Z'],
    ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  ])('%s %s in %s', (date, time, zone, instant) => {
    expect(secondsAt(date, time, zone)).toBe(at(instant));
    expect(wallClock(at(instant), zone)).toBe(`${date}T${time}`);
  });

  it('goes there and back at any time but in the hour that is there twice', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
    fc.assert(
      fc.property(zone, fc.integer({ min: 0, max: 60_000_000 }), (timezone, minutes) => {
        const shown = wallClock(minutes * 60, timezone);
        const [date = '', time = ''] = shown.split('T');
        expect(wallClock(secondsAt(date, time, timezone), timezone)).toBe(shown);
      }),
      { numRuns: 200 },
    );
  });
});
