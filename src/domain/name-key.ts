/** Chinese characters, kana and Hangul: written without spaces, so a space between them means nothing. */
const han = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
const spaceBetweenHan = new RegExp(`(?<=[${han}]) (?=[${han}])`, 'gu');

/** Width, case and form folded, invisible characters dropped; upper first, because only that turns ß into ss. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');
}

/**
 * The form in which names of clients and projects are compared: width and case folded (NFKC), apostrophes and
 * invisible characters dropped, other punctuation and white space folded to single spaces, no space between Chinese
 * or Japanese characters. "ACME, Inc." and "acme inc" are one name, "华瑞 科技" and "华瑞科技" too. Accents stay: they
 * tell names apart. A name of nothing but punctuation keeps it. Idempotent; '' only for an empty name.
 */
export function nameKey(name: string): string {
  const folded = fold(name);
  const key = folded
    .replace(/['’‘ʼ＇`´]/gu, '')
    .replace(/[\p{P}\p{Z}\p{Cc}]+/gu, ' ')
    .trim()
    .replace(spaceBetweenHan, '');
  return key === '' ? folded.replace(/[\p{Z}\p{Cc}]+/gu, ' ').trim() : key;
}

/**
 * The form in which invoice numbers are compared: NFKC, upper case, any dash as "-", without white space, invisible
 * characters and leading "#". "#inv–104" and "INV-104" are one number; "INV104" is another.
 */
export function numberKey(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC')
    .replace(/[\p{Pd}−]/gu, '-')
    .replace(/[\p{Z}\p{Cc}\p{Cf}]+/gu, '')
    .replace(/^#+/u, '');
}
