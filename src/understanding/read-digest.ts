import type { CurrencySign } from '../domain/currency-sign.js';
import { isTimeZone } from '../domain/local-date.js';
import { readAmount } from './read-amount.js';
import type { Reading } from './reading.js';
import { type Word, wordsOf } from './words.js';

/** A plain decimal, its currency (null: not said) and a sign, if that was all that was said of it. */
export interface DigestMinimum {
  readonly value: string;
  readonly currency: string | null;
  readonly sign?: CurrencySign;
}

export interface DigestSettings {
  /** HH:MM, 24 hours, in the digest's time zone. */
  readonly time?: string;
  /** ISO weekdays, 1 Monday … 7 Sunday, ascending. */
  readonly weekdays?: readonly number[];
  /** ISO 3166 code whose holidays count; null: none. */
  readonly country?: string | null;
  /** True: say nothing on a day without news; false: one quiet line. */
  readonly quiet?: boolean;
  /** IANA name. */
  readonly timezone?: string;
  /** BCP 47; null: the workspace's. */
  readonly locale?: 'en' | 'zh-CN' | null;
  /** Whether amounts are shown in the channel. */
  readonly amounts?: boolean;
  /** Clients with less get no row. "0": all get one. */
  readonly minimum?: DigestMinimum;
}

/** What `/collect digest …` says. */
export type DigestRequest =
  | { readonly action: 'show' | 'on' | 'off' | 'now' }
  | { readonly action: 'set'; readonly set: DigestSettings };

const EXAMPLE = '09:00 Mon-Fri country DE';

const ACTIONS = new Map<string, 'show' | 'on' | 'off' | 'now'>([
  ['show', 'show'],
  ['settings', 'show'],
  ['查看', 'show'],
  ['设置', 'show'],
  ['on', 'on'],
  ['开', 'on'],
  ['开启', 'on'],
  ['off', 'off'],
  ['关', 'off'],
  ['关闭', 'off'],
  ['now', 'now'],
  ['today', 'now'],
  ['现在', 'now'],
  ['立即', 'now'],
]);
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HAN_DAYS = '一二三四五六日';
const GROUPS = new Map<string, readonly number[]>([
  ['weekdays', [1, 2, 3, 4, 5]],
  ['workdays', [1, 2, 3, 4, 5]],
  ['工作日', [1, 2, 3, 4, 5]],
  ['daily', [1, 2, 3, 4, 5, 6, 7]],
  ['everyday', [1, 2, 3, 4, 5, 6, 7]],
  ['每天', [1, 2, 3, 4, 5, 6, 7]],
]);
const JOINS = new Set(['and', 'plus', '+', '&', ',', '和', '及']);
const RANGES = new Set(['to', '-', '—', '~', 'through', 'until', '到', '至']);
const SMALL = new Set(['at', 'on', 'set', 'time', 'to', 'every', 'and', ',', '时间', '在', '和', '每', 'days']);

const LANGUAGES = new Map<string, 'en' | 'zh-CN' | null>([
  ['en', 'en'],
  ['english', 'en'],
  ['英文', 'en'],
  ['英语', 'en'],
  ['zh', 'zh-CN'],
  ['zh-cn', 'zh-CN'],
  ['cn', 'zh-CN'],
  ['chinese', 'zh-CN'],
  ['中文', 'zh-CN'],
  ['简体中文', 'zh-CN'],
  ['汉语', 'zh-CN'],
  ['default', null],
  ['none', null],
  ['默认', null],
]);
const SHOWN = new Map<string, boolean>([
  ['on', true],
  ['yes', true],
  ['show', true],
  ['shown', true],
  ['开', true],
  ['显示', true],
  ['off', false],
  ['no', false],
  ['hide', false],
  ['hidden', false],
  ['关', false],
  ['隐藏', false],
  ['不显示', false],
]);
const LANGUAGE = new Set(['language', 'lang', '语言']);
const AMOUNTS = new Set(['amounts', 'amount', '金额']);
const MINIMUM = new Set(['minimum', 'min', '下限', '最低', '最低金额']);
const NOTHING = new Set(['off', 'none', 'no', '0', '无', '关']);
/** Chinese puts no space between what is set and what it is set to. */
const HAN_KEYWORD = /^(语言|金额|下限|最低金额|最低)(.+)$/u;

/**
 * Pure; never throws. Without words: show. Settings in any order: a time, weekdays, `country DE|none`, `quiet on|off`,
 * a time zone, `language zh|en`, `amounts on|off`, `minimum 500|none`.
 */
export function readDigest(text: string): Reading<DigestRequest> {
  const words = wordsOf(text).flatMap(apart);
  const [first] = words;
  if (first === undefined) return { kind: 'understood', request: { action: 'show' } };
  const action = words.length === 1 ? ACTIONS.get(first.folded) : undefined;
  if (action !== undefined) return { kind: 'understood', request: { action } };

  let set: DigestSettings = {};
  // "weekdays mon-thu": the keyword announces the days, "weekdays and Sat" adds one to them
  let announcing = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const value = words[at + 1]?.folded ?? '';
    if (word.folded === 'country' || word.folded === 'holidays' || word.folded === '国家' || word.folded === '节假日') {
      const country = countryOf(value);
      if (country === undefined) return unexpected(word);
      set = { ...set, country };
      at++;
    } else if (word.folded === 'quiet' || word.folded === '安静' || word.folded === '静默') {
      const said =
        value === 'on' || value === 'yes' || value === '开'
          ? true
          : value === 'off' || value === 'no' || value === '关'
            ? false
            : null;
      set = { ...set, quiet: said ?? true };
      if (said !== null) at++;
    } else if (LANGUAGE.has(word.folded)) {
      const locale = LANGUAGES.get(value);
      if (locale === undefined) return unexpected(words[at + 1] ?? word);
      set = { ...set, locale };
      at++;
    } else if (AMOUNTS.has(word.folded)) {
      const amounts = SHOWN.get(value);
      if (amounts === undefined) return unexpected(words[at + 1] ?? word);
      set = { ...set, amounts };
      at++;
    } else if (MINIMUM.has(word.folded)) {
      const found = minimumOf(words.slice(at + 1));
      if (found === null) return unexpected(words[at + 1] ?? word);
      set = { ...set, minimum: found.minimum };
      at += found.words;
    } else if (word.folded === 'timezone' || word.folded === 'tz' || word.folded === 'zone' || word.folded === '时区') {
      const zone = words[at + 1]?.text ?? '';
      if (!isTimeZone(zone)) return unexpected(words[at + 1] ?? word);
      set = { ...set, timezone: zone };
      at++;
    } else {
      const time = timeOf(word.folded, value);
      const range = rangeOf(words.slice(at, at + 3));
      const days = range ?? weekdaysOf(word.folded);
      if (time !== null) {
        set = { ...set, time: time.time };
        at += time.words - 1;
      } else if (days !== null) {
        const before = announcing && !JOINS.has(words[at - 1]?.folded ?? '') ? [] : (set.weekdays ?? []);
        set = { ...set, weekdays: [...new Set([...before, ...days])].sort() };
        announcing = groupOf(word.folded) !== undefined;
        if (range !== null) at += 2;
      } else if (/^[A-Za-z_]{2,20}\/[A-Za-z_/+-]{2,40}$/.test(word.text) && isTimeZone(word.text))
        set = { ...set, timezone: word.text };
      else if (!SMALL.has(word.folded)) return unexpected(word);
    }
  }
  return Object.keys(set).length === 0 ? unexpected(first) : { kind: 'understood', request: { action: 'set', set } };
}

function apart(word: Word): Word[] {
  const [, keyword, rest] = HAN_KEYWORD.exec(word.folded) ?? [];
  if (word.quoted || keyword === undefined || rest === undefined) return [word];
  const { length } = keyword;
  return [
    { text: word.text.slice(0, length), folded: keyword, quoted: false },
    { text: word.text.slice(length), folded: rest, quoted: false },
  ];
}

/** The most words that an amount is written in: "5", ",", "000", "USD". */
const LONGEST_AMOUNT = 6;

/** "500", "5,000 USD", "1万", "none"; null: nothing that is one amount. */
function minimumOf(words: readonly Word[]): { minimum: DigestMinimum; words: number } | null {
  for (let count = Math.min(LONGEST_AMOUNT, words.length); count > 0; count--) {
    const typed = words.slice(0, count).map((word) => word.text);
    const text = typed.join(' ').replace(/(?<=\d) , (?=\d{3}(?!\d))/g, ',');
    if (text.includes(' ,') || text.endsWith(',')) continue;
    const amount = readAmount(text);
    if (amount?.kind !== 'exact') continue;
    const { kind: _, ...minimum } = amount;
    return { minimum, words: count };
  }
  return NOTHING.has(words[0]?.folded ?? '') ? { minimum: { value: '0', currency: null }, words: 1 } : null;
}

function unexpected(word: Word): Reading<DigestRequest> {
  return { kind: 'misunderstood', problem: { kind: 'unexpected', typed: word.text, example: EXAMPLE } };
}

function countryOf(folded: string): string | null | undefined {
  if (folded === 'none' || folded === 'off' || folded === '无') return null;
  if (folded === '中国') return 'CN';
  return /^[a-z]{2}$/.test(folded) ? folded.toUpperCase() : undefined;
}

/** "9", "09:00", "9am", "9.30", "9点", "9点半"; a bare number is an hour. */
export function timeOf(folded: string, next: string): { time: string; words: number } | null {
  const match = /^(\d{1,2})(?:[:.点](\d{2}|半)?分?)?(am|pm)?$/.exec(folded);
  if (match === null) return null;
  const suffix = match[3] ?? (next === 'am' || next === 'pm' ? next : undefined);
  const minute = match[2] === '半' ? 30 : Number(match[2] ?? '0');
  let hour = Number(match[1]);
  if (suffix !== undefined && (hour < 1 || hour > 12)) return null;
  if (suffix === 'pm' && hour < 12) hour += 12;
  if (suffix === 'am' && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return null;
  return {
    time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    words: match[3] === undefined && suffix !== undefined ? 2 : 1,
  };
}

function dayOf(folded: string): number | null {
  const han = /^(?:周|星期|礼拜)?([一二三四五六日天])$/.exec(folded)?.[1];
  if (han !== undefined) return han === '天' ? 7 : HAN_DAYS.indexOf(han) + 1;
  if (!/^[a-z]{3,9}$/.test(folded)) return null;
  const at = DAYS.indexOf(folded.slice(0, 3));
  const full = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'][at];
  return at >= 0 &&
    full !== undefined &&
    (full.startsWith(folded) || `${full}s` === folded || folded === 'tues' || folded === 'thurs')
    ? at + 1
    : null;
}

const groupOf = (folded: string): readonly number[] | undefined => GROUPS.get(folded.replace(/:$/, ''));

/** "Mon to Thu" */
export function rangeOf([first, joint, last]: readonly Word[]): readonly number[] | null {
  if (first === undefined || joint === undefined || last === undefined || !RANGES.has(joint.folded)) return null;
  const ends = [dayOf(first.folded), dayOf(last.folded)];
  return ends.includes(null) ? null : weekdaysOf(`${first.folded}-${last.folded}`);
}

/** "Mon", "Mon-Fri", "weekdays", 周一至周五 */
export function weekdaysOf(folded: string): readonly number[] | null {
  const group = groupOf(folded);
  if (group !== undefined) return group;
  const one = dayOf(folded);
  if (one !== null) return [one];
  const [from, to, more] = folded.split(/[-—~到至]/);
  const first = dayOf(from ?? '');
  const last = dayOf(to ?? '');
  if (first === null || last === null || more !== undefined) return null;
  const days: number[] = [];
  for (let day = first; days.length < 7; day = (day % 7) + 1) {
    days.push(day);
    if (day === last) break;
  }
  return days.sort();
}
