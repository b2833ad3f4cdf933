import type { Connection } from '../../src/ledger/database/connection.js';

/** Test files that run at the same time; each has a database of its own. */
export const TEST_WORKERS = 2;

declare module 'vitest' {
  interface ProvidedContext {
    databases: Connection[];
  }
}
