import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { TEST_WORKERS } from './support/workers.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const withoutDatabase = [
  'test/config/**/*.test.ts',
  'test/floors/**/*.test.ts',
  'test/domain/**/*.test.ts',
  'test/understanding/**/*.test.ts',
  'test/text/**/*.test.ts',
  'test/slack/{messages,snapshots,views}/**/*.test.ts',
  'test/sandbox/**/*.test.ts',
  'test/cli/words.test.ts',
  'test/imports/{amount-cell,date-order,encoding,records,report-lines}.test.ts',
  'test/slack/{answer-post,check-slack,filled-form,latest-only,manifest}.test.ts',
];
/** The product as it is installed: compiled, in processes of its own. */
const processes = [
  'test/cli/cli.embedded.test.ts',
  'test/cli/stop.embedded.test.ts',
  'test/ledger/database/data-lock.embedded.test.ts',
  'test/sample/start.embedded.test.ts',
];
/**
 * What is asked of the desk and not of its database: `npm test` asks it of PostgreSQL alone where that is there, and of the
 * embedded one elsewhere. Called by hand, vitest has them on both.
 */
const ofTheDesk = [
  'test/slack/{around,broken-promise,channel-refused,commands,digest-in-place,digest-list,dropped-file}.test.ts',
  'test/slack/{forms,guests,home,log,morning,questions}.test.ts',
  'test/imports/typed-money.test.ts',
];
const askedOfPostgres = process.env.COLLECT_DESK_ON_POSTGRES === '1' ? ofTheDesk : [];
// Not isolated: loading Bolt and Prisma anew for each file took a third of the run. Nothing here keeps state in a module
// but the connection to the worker's database.
const shared = { root, testTimeout: 60_000, hookTimeout: 180_000, maxWorkers: TEST_WORKERS, isolate: false };

export default defineConfig({
  root,
  test: {
    maxWorkers: TEST_WORKERS,
    projects: [
      { root, test: { ...shared, name: 'unit', include: withoutDatabase } },
      {
        root,
        test: {
          ...shared,
          name: 'embedded',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...withoutDatabase,
            ...processes,
            ...askedOfPostgres,
            '**/*.postgres.test.ts',
            '**/*.browser.test.ts',
          ],
          globalSetup: 'test/support/embedded.ts',
        },
      },
      {
        root,
        test: {
          ...shared,
          name: 'postgres',
          include: ['test/**/*.test.ts'],
          exclude: [...withoutDatabase, '**/*.embedded.test.ts', '**/*.browser.test.ts'],
          globalSetup: 'test/support/postgres.ts',
        },
      },
      { root, test: { ...shared, name: 'processes', include: processes, globalSetup: 'test/support/built.ts' } },
      {
        root,
        test: {
          ...shared,
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          globalSetup: 'test/support/built.ts',
        },
      },
    ],
  },
});
