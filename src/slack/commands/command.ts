import type { LocalDate } from '../../domain/local-date.js';
import type { Desk, Visit } from '../desk.js';
import type { SlackMessage } from '../messages/message.js';

export const commandNames = [
  'log',
  'promises',
  'status',
  'overdue',
  'paid',
  'snooze',
  'escalations',
  'undo',
  'project',
  'client',
  'assign',
  'role',
  'digest',
  'notifications',
  'away',
  'back',
  'setup',
  'help',
] as const;
export type CommandName = (typeof commandNames)[number];

/** One line that was typed after /collect. */
export interface TypedLine {
  /** As typed, so that "You typed" is what was typed: an alias, in any case; empty for a line that begins with its client. */
  readonly verb: string;
  /** All that stood behind the verb. */
  readonly rest: string;
  /** A link to the message that it is about, where it was begun from one. */
  readonly permalink: string | null;
  /** Its client was added a moment ago, on the person's word. */
  readonly newClient: boolean;
  /**
   * The audit entry of what the line is recorded in place of (the button Change): that is undone if, and only if, the
   * line is recorded. Null: it replaces nothing.
   */
  readonly replaces: number | null;
  /** The person was asked and said so: its payment is another one than what a file has brought. */
  readonly another: boolean;
  /** The day it was typed, where that may be another than today; a question about it carries it on. */
  readonly on?: LocalDate;
}

/** One subcommand of /collect. Its words (usage, summary, examples) stand in text/. */
export interface Command {
  readonly name: CommandName;
  /** What else it answers to, in any language; compared without case. */
  readonly aliases: readonly string[];
  /** The least role that may use it; the ledger decides in the end. */
  readonly role: 'member' | 'finance' | 'manager' | 'admin';
  /** Shows no figures, so it works in channels shared with others too. */
  readonly anywhere?: boolean;
  /** It wakes the delivery itself where it wrote something for it; for the others that is done after every line. */
  readonly wakes?: 'itself';
  /**
   * Writes nothing, whatever stands behind its name, or of which it is so: it needs no record, and is not done again
   * after a restart.
   */
  readonly reads?: true | ((rest: string) => boolean);
  /** The answer, for this person's eyes only. Throws UserError for what the person can mend. */
  run(desk: Desk, visit: Visit, line: TypedLine): Promise<SlackMessage>;
}

/** Whether a command with this behind its name shows something and writes nothing. */
export const onlyReads = ({ reads = () => false }: Command, rest: string): boolean => reads === true || reads(rest);
