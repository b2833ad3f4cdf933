import type { PersonText } from './mentions.js';
import type { Reading } from './reading.js';

/** What `/collect project "Apollo" here owner @dana backup @lee clients ACME, Globex` says. */
export interface ProjectRequest {
  readonly nameText: string;
  /** The channel in which it is typed. */
  readonly here: boolean;
  /** Slack id of a channel that was named. */
  readonly channel: string | null;
  readonly owner: PersonText | null;
  readonly backup: PersonText | null;
  readonly clientTexts: readonly string[];
}

export function readProject(text: string): Reading<ProjectRequest> {
  return { kind: 'misunderstood', problem: { kind: 'empty', typed: text, example: '"Apollo" here owner @dana' } };
}
