import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { type EmbeddedDatabase, openEmbedded } from '../../src/ledger/database/embedded.js';
import { dataDirectory } from './cluster.js';
import { TEST_WORKERS } from './workers.js';

/** One embedded database a test worker, opened the product's own way. */
export default async function setup(project: TestProject) {
  const directories: string[] = [];
  const open: EmbeddedDatabase[] = [];
  const end = async () => {
    for (const database of open) await database.close();
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  };
  try {
    while (directories.length < TEST_WORKERS) directories.push(await dataDirectory());
    open.push(...(await Promise.all(directories.map((directory) => openEmbedded({ directory, purpose: 'serve' })))));
  } catch (error) {
    await end();
    throw error;
  }
  project.provide(
    'databases',
    open.map((database) => database.connection),
  );
  return end;
}
