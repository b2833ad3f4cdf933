import type { Reading } from './reading.js';

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
}

/** What `/collect digest …` says. */
export type DigestRequest =
  | { readonly action: 'show' | 'on' | 'off' | 'now' }
  | { readonly action: 'set'; readonly set: DigestSettings };

export function readDigest(text: string): Reading<DigestRequest> {
  return { kind: 'misunderstood', problem: { kind: 'unexpected', typed: text, example: '09:00 weekdays' } };
}
