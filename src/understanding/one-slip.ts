/**
 * True for two words that are one slip apart: a letter too many, too few or wrong, or two neighbours changed round. The
 * same word is no slip.
 */
export function isOneSlip(typed: string, meant: string): boolean {
  const [short, long] = typed.length <= meant.length ? [typed, meant] : [meant, typed];
  if (long.length - short.length > 1 || short === long) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from++;
  const [left, right] = [short.slice(from), long.slice(from)];
  if (short.length < long.length) return left === right.slice(1);
  if (left.slice(1) === right.slice(1)) return true;
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}
