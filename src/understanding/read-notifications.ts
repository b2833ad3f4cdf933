import { rangeOf, timeOf, weekdaysOf } from './read-digest.js';
import type { Reading } from './reading.js';
import { type Word, wordsOf } from './words.js';

/** What `/collect notifications …` says. What is missing stays as it is. */
export interface NotificationsChange {
  readonly notify?: 'at_once' | 'daily' | 'escalations';
  /** HH:MM, `until` also 24:00; null: the workspace's. */
  readonly hours?: { readonly from: string; readonly until: string } | null;
  /** ISO weekdays, ascending; empty: the working days. */
  readonly weekdays?: readonly number[];
}

export type NotificationsRequest =
  | { readonly action: 'show' }
  | { readonly action: 'set'; readonly set: NotificationsChange };

const EXAMPLE = 'hours 9:00-17:30 mon-thu';

const SHOW = new Set(['show', 'settings', '查看', '设置']);
const NOTIFY = new Map<string, NotificationsChange['notify']>([
  ['at once', 'at_once'],
  ['atonce', 'at_once'],
  ['now', 'at_once'],
  ['on', 'at_once'],
  ['immediately', 'at_once'],
  ['instantly', 'at_once'],
  ['always', 'at_once'],
  ['立即', 'at_once'],
  ['马上', 'at_once'],
  ['即时', 'at_once'],
  ['开', 'at_once'],
  ['开启', 'at_once'],
  ['daily', 'daily'],
  ['once a day', 'daily'],
  ['every day', 'daily'],
  ['每天', 'daily'],
  ['每日', 'daily'],
  ['每天一次', 'daily'],
  ['每日一次', 'daily'],
  ['off', 'escalations'],
  ['none', 'escalations'],
  ['never', 'escalations'],
  ['escalations', 'escalations'],
  ['only escalations', 'escalations'],
  ['escalations only', 'escalations'],
  ['off except escalations', 'escalations'],
  ['关', 'escalations'],
  ['关闭', 'escalations'],
  ['仅升级', 'escalations'],
  ['只要升级', 'escalations'],
]);
const HOURS = new Set(['hours', 'hour', 'working', 'work', 'time', '工作时间', '时间', '上班', '上班时间']);
const DEFAULT = new Set(['default', 'reset', 'workspace', 'standard', '默认', '恢复', '恢复默认']);
const SMALL = new Set(['from', 'on', 'at', 'and', ',', '和', '从', 'i', 'days', 'dms', 'messages']);
const RANGES = new Set(['to', '-', '—', '~', 'until', 'till', '到', '至']);

/** Pure; never throws. Without words: show. */
export function readNotifications(text: string): Reading<NotificationsRequest> {
  const words = wordsOf(text);
  const said = words.map((word) => word.folded).join(' ');
  if (said === '' || SHOW.has(said)) return { kind: 'understood', request: { action: 'show' } };
  const notify = NOTIFY.get(said);
  if (notify !== undefined) return { kind: 'understood', request: { action: 'set', set: { notify } } };

  let set: NotificationsChange = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const hours = hoursAt(words.slice(at));
    const range = rangeOf(words.slice(at, at + 3));
    const days = range ?? weekdaysOf(word.folded);
    if (hours !== null) {
      set = { ...set, hours: hours.hours };
      at += hours.words - 1;
    } else if (days !== null) {
      set = { ...set, weekdays: [...new Set([...(set.weekdays ?? []), ...days])].sort() };
      if (range !== null) at += 2;
    } else if (DEFAULT.has(word.folded)) set = { ...set, hours: null, weekdays: [] };
    else if (!HOURS.has(word.folded) && !SMALL.has(word.folded)) return unexpected(word);
  }
  if (Object.keys(set).length > 0) return { kind: 'understood', request: { action: 'set', set } };
  const [first] = words;
  return first === undefined ? { kind: 'understood', request: { action: 'show' } } : unexpected(first);
}

function unexpected(word: Word): Reading<NotificationsRequest> {
  return { kind: 'misunderstood', problem: { kind: 'unexpected', typed: word.text, example: EXAMPLE } };
}

/** "9-17:30", "9:00 to 5pm", "9am - 5 pm", 9点到18点 */
function hoursAt(words: readonly Word[]): { hours: { from: string; until: string }; words: number } | null {
  const [first] = words;
  if (first === undefined) return null;
  const ends = first.folded.split(/[-—~到至]/);
  if (ends.length === 2 && ends[0] !== '' && ends[1] !== '') {
    const [from, until] = [clock(ends[0] ?? '', ''), clock(ends[1] ?? '', words[1]?.folded ?? '')];
    return from === null || until === null ? null : { hours: pair(from.time, until.time), words: until.words };
  }
  const from = clock(first.folded, words[1]?.folded ?? '');
  if (from === null) return null;
  const rest = words.slice(from.words);
  if (!RANGES.has(rest[0]?.folded ?? '')) return null;
  const until = clock(rest[1]?.folded ?? '', rest[2]?.folded ?? '');
  return until === null ? null : { hours: pair(from.time, until.time), words: from.words + 1 + until.words };
}

const clock = (folded: string, next: string): { time: string; words: number } | null =>
  /^24(:00)?$/.test(folded) ? { time: '24:00', words: 1 } : timeOf(folded, next);

/** Whoever begins later works through the night when the end comes before the beginning. */
const LATEST_DAY = '14:00';

/**
 * "9 to 5" is nobody's night shift: an end before the beginning, of the clock's first half, is in the afternoon. "18:00 to
 * 9:00" is one.
 */
function pair(from: string, until: string): { from: string; until: string } {
  const [hour = 0, minute = ''] = [Number(until.slice(0, 2)), until.slice(3)];
  const afternoon = `${hour + 12}:${minute}`;
  // Else it is a night, which the books refuse as it was typed.
  return until > from || from >= LATEST_DAY || hour >= 12 || afternoon <= from
    ? { from, until }
    : { from, until: afternoon };
}
