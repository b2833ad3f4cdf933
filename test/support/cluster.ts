import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbedded } from '../../src/ledger/database/embedded.js';
import { migrate, migrationsDirectory } from '../../src/ledger/database/migrate.js';
import { quickFolder } from './quick-folder.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache');

/**
 * A migrated cluster without books, made the product's own way. That takes seconds, so it is kept beside the packages
 * for the next run; another version of PGlite or of the migrations has another one.
 */
export async function emptyCluster(): Promise<string> {
  const about = readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8');
  const { version } = JSON.parse(about) as { version: string };
  const hash = createHash('sha256').update(version);
  for (const file of readdirSync(migrationsDirectory, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(join(migrationsDirectory, file)));
  }
  const kept = join(cache, `collect-cluster-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(join(kept, 'PG_VERSION'))) return kept;
  const home = mkdtempSync(join(tmpdir(), 'collect-cluster-'));
  const made = await openEmbedded({ directory: home, purpose: 'serve' });
  await migrate(made.connection);
  await made.close();
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    if (name.startsWith('collect-cluster-')) rmSync(join(cache, name), { recursive: true, force: true });
  }
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

/** A data directory that holds migrated, empty books. Whoever asks removes it. `inMemory`: where there is a place for it. */
export async function dataDirectory({ inMemory = true } = {}): Promise<string> {
  const directory = mkdtempSync(join(inMemory ? quickFolder() : tmpdir(), 'collect-data-'));
  cpSync(await emptyCluster(), join(directory, 'database'), { recursive: true });
  return directory;
}
