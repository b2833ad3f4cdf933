import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { type EmbeddedDatabase, openEmbedded } from '../../src/ledger/database/embedded.js';
import { migrate, migrationsDirectory } from '../../src/ledger/database/migrate.js';
import { TEST_WORKERS } from './workers.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A migrated cluster without books, made the product's own way. That takes seconds, so it is kept beside the packages
 * for the next run; another version of PGlite or of the migrations has another one.
 */
async function emptyCluster(): Promise<string> {
  const about = readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8');
  const { version } = JSON.parse(about) as { version: string };
  const hash = createHash('sha256').update(version);
  for (const file of readdirSync(migrationsDirectory, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(join(migrationsDirectory, file)));
  }
  const kept = join(root, 'node_modules/.cache', `collect-cluster-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(join(kept, 'PG_VERSION'))) return kept;
  const home = mkdtempSync(join(tmpdir(), 'collect-cluster-'));
  const made = await openEmbedded({ directory: home, purpose: 'serve' });
  await migrate(made.connection);
  await made.close();
  mkdirSync(dirname(kept), { recursive: true });
  const aside = mkdtempSync(`${kept}-`);
  cpSync(join(home, 'database'), aside, { recursive: true });
  rmSync(home, { recursive: true });
  try {
    renameSync(aside, kept);
  } catch {
    rmSync(aside, { recursive: true }); // another run was faster
  }
  return kept;
}

/** One embedded database a test worker, opened the product's own way. */
export default async function setup(project: TestProject) {
  const home = mkdtempSync(join(tmpdir(), 'collect-test-'));
  const open: EmbeddedDatabase[] = [];
  const end = async () => {
    for (const database of open) await database.close();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const cluster = await emptyCluster();
    const directories = Array.from({ length: TEST_WORKERS }, (_, worker) => join(home, String(worker + 1)));
    for (const directory of directories) cpSync(cluster, join(directory, 'database'), { recursive: true });
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
