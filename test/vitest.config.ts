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
  'test/slack/messages/**/*.test.ts',
  'test/cli/words.test.ts',
  'test/imports/{amount-cell,date-order,encoding,records,report-lines}.test.ts',
  'test/slack/{check-slack,filled-form,manifest}.test.ts',
];
const shared = { root, testTimeout: 60_000, hookTimeout: 180_000, maxWorkers: TEST_WORKERS };

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
          exclude: [...withoutDatabase, '**/*.postgres.test.ts'],
          globalSetup: 'test/support/embedded.ts',
        },
      },
      {
        root,
        test: {
          ...shared,
          name: 'postgres',
          include: ['test/**/*.test.ts'],
          exclude: [...withoutDatabase, '**/*.embedded.test.ts'],
          globalSetup: 'test/support/postgres.ts',
        },
      },
    ],
  },
});
