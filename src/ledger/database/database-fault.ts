/** What can keep a database from being opened, with what a sentence about it needs (text/…/cli.ts has them). */
export type DatabaseFaultKind =
  /** The database has been migrated by a newer version: { migrations } */
  | { readonly kind: 'newer'; readonly migrations: readonly string[] }
  /** A migration was changed after it had been applied: { migration } */
  | { readonly kind: 'changed'; readonly migration: string }
  /** A migration was begun by another tool and never finished: { migration } */
  | { readonly kind: 'half_applied'; readonly migration: string }
  /** Nothing of the migration has been kept: { migration, reason } */
  | { readonly kind: 'migration_failed'; readonly migration: string; readonly reason: string }
  /** Another `collect start` has the data directory. */
  | { readonly kind: 'in_use'; readonly directory: string; readonly pid: number; readonly since: string }
  /** Somebody holds the data directory and never came to serve it. */
  | { readonly kind: 'not_serving'; readonly directory: string; readonly pid: number }
  /** A process on another machine seems to have the data directory. */
  | { readonly kind: 'elsewhere'; readonly directory: string; readonly host: string }
  | { readonly kind: 'no_access'; readonly directory: string; readonly reason: string }
  | { readonly kind: 'other_version'; readonly directory: string; readonly found: string; readonly wanted: string }
  /** The embedded database does not open. */
  | { readonly kind: 'unreadable'; readonly directory: string; readonly reason: string }
  /** The server of DATABASE_URL: `address` never holds the password. */
  | { readonly kind: 'unreachable'; readonly address: string; readonly reason: string };

export class DatabaseFault extends Error {
  constructor(
    readonly fault: DatabaseFaultKind,
    options?: ErrorOptions,
  ) {
    super(`database: ${JSON.stringify(fault)}`, options);
    this.name = 'DatabaseFault';
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
