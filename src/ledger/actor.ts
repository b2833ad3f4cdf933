import type { LocalDate } from '../domain/local-date.js';
import type { ActingRole } from '../domain/role.js';

/**
 * Who asks. Made by the Slack floor from the request (person, their channels) or by the command line (no
 * person: the operator of the machine, who may do everything).
 */
export interface Actor {
  readonly workspaceId: number;
  /** Null: the operator on the command line, or Collect itself. */
  readonly personId: number | null;
  readonly role: ActingRole;
  /** Guests of the Slack workspace see and do nothing here. */
  readonly guest: boolean;
  /**
   * Slack ids of the channels this person is in. A member sees the clients of the projects of these channels and
   * the clients they own; finance, managers, admins and the operator see all.
   */
  readonly slackChannelIds: readonly string[];
  /** Today where this person is. */
  readonly today: LocalDate;
}
