import { en, type Text } from './en.js';
import type { Locale } from './format.js';
import { zhCN } from './zh-CN.js';

export type { Text };

/** A language to speak: `locale` for money and dates, `t` for sentences. */
export interface Lang {
  readonly locale: Locale;
  readonly t: Text;
}

const english: Lang = { locale: 'en', t: en };
const chinese: Lang = { locale: 'zh-CN', t: zhCN };

/** Chinese for any zh locale ("zh-CN", "zh_TW", "zh-Hans-SG"), English for every other and for none. */
export function languageOf(locale: string | null): Lang {
  return /^zh\b|^zh_/i.test(locale ?? '') ? chinese : english;
}
