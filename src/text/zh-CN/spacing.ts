const HAN = /[\u3400-\u9fff]/;
const WESTERN = /[A-Za-z0-9$€£¥>*`]/;

/** Joins texts so that a Western letter or digit beside a Chinese character has a space between them. */
export function spaced(...parts: readonly string[]): string {
  return parts.reduce((left, right) => {
    const before = left.at(-1) ?? '';
    const after = right.at(0) ?? '';
    const meets = (HAN.test(before) && WESTERN.test(after)) || (WESTERN.test(before) && HAN.test(after));
    return meets ? `${left} ${right}` : `${left}${right}`;
  }, '');
}
