import type { PersonText } from './mentions.js';
import type { Reading } from './reading.js';

/** What `/collect assign ACME @dana backup @lee` says. */
export interface AssignRequest {
  readonly clientText: string;
  readonly owner: PersonText;
  readonly backup: PersonText | null;
}

export function readAssign(text: string): Reading<AssignRequest> {
  return { kind: 'misunderstood', problem: { kind: 'empty', typed: text, example: 'ACME @dana' } };
}
