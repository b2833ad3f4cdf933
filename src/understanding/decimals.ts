/** A plain decimal without needless zeros: "007.50" is "7.5". */
export function plainDecimal(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const head = whole.replace(/^0+(?=\d)/, '') || '0';
  const tail = fraction.replace(/0+$/, '');
  return tail === '' ? head : `${head}.${tail}`;
}

/** A plain decimal times ten to the power of `places` (0 or more), exactly. */
export function shifted(decimal: string, places: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = fraction.padEnd(places, '0');
  return plainDecimal(`${whole}${digits.slice(0, places)}.${digits.slice(places)}`);
}

const GROUPED = /^\d{1,3}(?:,\d{3})+$/;
const INDIAN = /^\d{1,2}(?:,\d{2})*,\d{3}$/;

/**
 * Every number that digits with "." "," "'" or single spaces can stand for, as plain decimals, the likelier first; empty: none.
 * A comma before exactly three digits groups ("5,000"). A dot before exactly three digits is a doubt ("1.234"), because
 * half of the world groups with it.
 */
export function numberReadings(typed: string): string[] {
  const text = typed.replace(/['\s]/g, '');
  if (/^\d+$/.test(text)) return [plainDecimal(text)];
  const dots = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  if (dots > 0 && commas > 0) {
    const decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    const grouping = decimal === '.' ? ',' : '.';
    const [whole = '', fraction = ''] = [
      text.slice(0, text.lastIndexOf(decimal)),
      text.slice(text.lastIndexOf(decimal) + 1),
    ];
    const plain = whole.split(grouping).join(',');
    if (whole.includes(decimal) || !(GROUPED.test(plain) || INDIAN.test(plain)) || !/^\d+$/.test(fraction)) return [];
    return [plainDecimal(`${whole.split(grouping).join('')}.${fraction}`)];
  }
  const sign = dots > 0 ? '.' : ',';
  const plain = text.split(sign).join(',');
  if (Math.max(dots, commas) > 1) {
    return GROUPED.test(plain) || (sign === ',' && INDIAN.test(plain)) ? [plainDecimal(text.split(sign).join(''))] : [];
  }
  const [whole = '', fraction = ''] = text.split(sign);
  if (!/^\d+$/.test(whole) || !/^\d+$/.test(fraction)) return [];
  const asDecimal = plainDecimal(`${whole}.${fraction}`);
  if (fraction.length !== 3 || whole.length > 3 || whole.startsWith('0')) return [asDecimal];
  return sign === ',' ? [`${whole}${fraction}`] : [`${whole}${fraction}`, asDecimal];
}
