import type { WorkspaceDefaults } from '../ledger/workspaces.js';

/** How Slack is reached (config.ts reads it). */
export interface SlackConnection {
  readonly botToken: string;
  /** Socket Mode, or HTTP with requests signed by the secret. */
  readonly mode:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  /** Ends with a slash. */
  readonly apiUrl: string;
}

/** What the Slack floor needs of the configuration. */
export interface SlackSettings {
  /** Null: no token is set, so nothing can be said. */
  readonly slack: SlackConnection | null;
  /** Where the health routes and, over HTTP, /slack/events listen. Port 0: any free one. */
  readonly host: string;
  readonly port: number;
  /** Of a workspace that is new to the books. */
  readonly defaults: WorkspaceDefaults;
}
