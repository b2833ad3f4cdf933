import type { PersonText } from './mentions.js';
import type { Reading } from './reading.js';

export type RoleText = 'member' | 'finance' | 'manager';

/** What `/collect role @dana finance` says. */
export interface RoleRequest {
  readonly person: PersonText;
  readonly role: RoleText;
}

export function readRole(text: string): Reading<RoleRequest> {
  return { kind: 'misunderstood', problem: { kind: 'empty', typed: text, example: '@dana finance' } };
}
