import { currencyOf } from '../amount-cell.js';

/** What the way in which a number is shown says about it. */
export interface NumberFormat {
  /** It is a day, counted from the beginning of the calendar. */
  readonly date: boolean;
  /** Sign or code that is shown beside it; '' for none. */
  readonly currency: string;
}

export const GENERAL: NumberFormat = { date: false, currency: '' };

/** Dates among the formats that a workbook need not write out (ECMA-376 18.8.30; 27 to 58 in East Asia). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58);

/** @param code as it is written out in the workbook; undefined: one of those that every program knows */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInDate(id) ? { date: true, currency: '' } : GENERAL;
  // "\ " is a literal as much as " in quotes; [$€-407] names a currency and a locale, [Red] a colour.
  const written = code.replace(/\\(.)/gu, '"$1"');
  const bare = written.replace(/"[^"]*"|\[[^\]]*\]|[_*]./gu, '');
  if (/[dy]|[年月日]/iu.test(bare) && !/^(general|standard)/i.test(bare)) return { date: true, currency: '' };
  const beside = [
    ...[...written.matchAll(/\[\$([^\]-]+)(-[^\]]*)?\]/gu)].map(([, sign = '']) => sign),
    ...[...written.replace(/\[[^\]]*\]/gu, '').matchAll(/"([^"]+)"/gu)].map(([, text = '']) => text),
    ...(bare.match(/\p{Sc}/gu) ?? []),
  ].map((text) => text.trim().replace(/\.$/, ''));
  return { date: false, currency: beside.find((text) => text !== '' && currencyOf(text, 'USD') !== null) ?? '' };
}
