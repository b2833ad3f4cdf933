import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DurableFiles, syncPath } from './durable-files.js';
import { startParameters } from './start-parameters.js';

// A program of its own: creating a cluster takes 800 MB that a process never gives back, so a short-lived one does it.
// The cluster comes into being whole (made aside, forced to the disk, then renamed) or not at all.

// Whoever asked for it is gone: nobody waits for a cluster any more.
process.on('disconnect', () => process.exit(1));

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: create-cluster DIRECTORY');
const aside = mkdtempSync(`${directory}.new-`);
const files = new DurableFiles(aside, (error) => {
  throw error;
});
const db = await PGlite.create({ fs: files, startParams: startParameters() });
await db.close();
for (const entry of readdirSync(aside, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() || entry.isDirectory()) syncPath(join(entry.parentPath, entry.name));
}
syncPath(aside);
try {
  renameSync(aside, directory);
} catch (error) {
  // An orphan of a process that was killed has just finished the same.
  if (!existsSync(join(directory, 'PG_VERSION'))) throw error;
  rmSync(aside, { recursive: true, force: true });
}
syncPath(dirname(directory));
process.exit(0);
