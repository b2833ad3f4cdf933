import { sandbox as english } from '../../text/en/sandbox.js';
import { sandbox as chinese } from '../../text/zh-CN/sandbox.js';

/** Languages the page speaks; what is not Chinese reads English. */
export type PageLanguage = 'en' | 'zh-CN';

/** The page's language: `?lang=` if it names one, else the first the browser asks for that the page speaks. */
export function chooseLanguage(search: string, wanted: readonly string[]): PageLanguage {
  const asked = new URLSearchParams(search).get('lang');
  for (const tag of asked === null ? wanted : [asked]) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

// Outside a browser (tests of what is pure) there is neither.
const wanted = globalThis.navigator?.languages ?? [];

export const language: PageLanguage = chooseLanguage(globalThis.location?.search ?? '', wanted);

/** For Intl: the browser's own variant of the language where it has one (en-GB has other dates than en-US). */
export const locale: string =
  wanted.find((tag) => tag.toLowerCase().startsWith(language.slice(0, 2))) ?? (language === 'en' ? 'en-US' : language);

export const words = language === 'zh-CN' ? chinese : english;
