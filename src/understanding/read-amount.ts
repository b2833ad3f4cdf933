import type { AmountSpec } from '../domain/request.js';

/** `values`: plain decimals, each a possible reading. */
export interface AmbiguousAmount {
  readonly kind: 'ambiguous';
  readonly values: readonly string[];
}

export function readAmount(_text: string): AmountSpec | AmbiguousAmount | null {
  return null;
}
