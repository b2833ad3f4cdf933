import type { Ledger } from '../ledger/ledger.js';
import type { WorkspaceInfo } from '../ledger/workspaces.js';
import type { ChannelName, PersonName } from './team.js';

/** Where the sample's story is played: a workspace with Collect in it, its books, and the one clock of both. */
export interface Stage {
  readonly ledger: Ledger;
  /** The books of the team on the stage. */
  workspace(): Promise<WorkspaceInfo>;
  /** The clock goes on to this instant, once everything that was said before is out. */
  moveTo(instant: Date): Promise<void>;
  /** Somebody types `/collect` and this line in a channel; resolves with the words of the answer. */
  type(person: PersonName, channel: ChannelName, line: string): Promise<string>;
  /** Somebody writes a message in a channel. */
  write(person: PersonName, channel: ChannelName, text: string): Promise<void>;
  /** Everybody has read all there is so far: what comes now is what is new to them. */
  everythingIsRead(): void;
  /** What the clock starts is done and said, as of now. */
  strike(): Promise<void>;
}
