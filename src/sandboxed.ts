import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openBooks } from './collect.js';
import type { Config } from './config.js';
import { dateIn } from './domain/local-date.js';
import type { DatabaseFault } from './ledger/database/database-fault.js';
import type { DatabaseOptions } from './ledger/database/open.js';
import type { Parts } from './parts.js';
import { PlayedStory } from './sample/played-story.js';
import { sampleTeam } from './sample/team.js';
import { type Sandbox, startSandbox } from './sandbox/server.js';
import { SandboxedCollect } from './sandboxed-collect.js';
import type { Lang } from './text/language.js';

// The composition root of a start without tokens: a Slack workspace in the box, and Collect pointed at it, unchanged.

export interface SandboxedParts {
  readonly config: Config;
  readonly lang: Lang;
  readonly log: Logger;
  readonly parts: Parts;
  readonly say: (line: string) => void;
  readonly onWait?: DatabaseOptions['onWait'];
  readonly onLost: (fault: DatabaseFault) => void;
}

/** Where a start without tokens leaves something, under COLLECT_DATA. Books that are meant in earnest lie elsewhere. */
const placesIn = (dataDirectory: string) => {
  const directory = join(dataDirectory, 'sandbox');
  return { directory, workspace: join(directory, 'workspace'), books: join(directory, 'books') };
};

/**
 * Starts the sandbox, Collect in it, and, where it has not been played yet, the sample's story. Returns when the page
 * can be opened.
 *
 * @throws DatabaseFault; what keeps a port from being listened on
 */
export async function startSandboxed({
  config,
  lang,
  log,
  parts,
  say,
  onWait,
  onLost,
}: SandboxedParts): Promise<SandboxedCollect> {
  const t = lang.t.cli.sandbox;
  for (const line of t.begins) say(line);
  // Loaded while the books are opened, which another thread does.
  import('./slack/app.js').catch(() => {});
  const places = placesIn(config.dataDirectory);
  if (config.databaseUrl !== null) say(t.databaseLeftAlone(places.books));
  // The books first: they have the lock of the whole folder.
  let sandbox: Sandbox | null = null;
  const clock = { now: () => sandbox?.workspace.clock.now() ?? new Date() };
  const where = { databaseUrl: null, dataDirectory: places.books };
  const { ledger, database } = await openBooks(where, { purpose: 'serve', onWait }, clock);
  database.lost.then(onLost);
  const played = new PlayedStory(places.directory);
  const before = played.read();
  if (before === null) rmSync(places.workspace, { recursive: true, force: true });
  try {
    sandbox = await startSandbox({
      port: config.sandboxPort,
      directory: places.workspace,
      manifest: JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8')),
      seed: sampleTeam(before?.timezone ?? config.defaults.timezone),
    });
  } catch (error) {
    await database.close();
    // Whoever reads that a port is taken wants to know which setting chooses it.
    throw error instanceof Error ? Object.assign(error, { setting: 'SANDBOX_PORT' }) : error;
  }
  const { url, workspace } = sandbox;
  // Last of all: by then Collect has said everything, and its books are closed.
  parts.add({ name: 'sandbox', stop: () => sandbox?.close() });
  parts.add({ name: 'database', stop: () => database.close() });
  log.info({ database: database.place, migrated: database.migrated, sandbox: url }, 'the books are open');

  const collect = new SandboxedCollect({ config, lang, log, ledger, sandbox, played, directory: places.directory });
  parts.add({ name: 'collect', stop: () => collect.stop() });
  if (before === null || workspace.isNew) {
    say(t.plays);
    await collect.startOver();
  } else await collect.goOn(before);
  for (const line of t.ready(url, ahead(sandbox, lang))) say(line);
  return collect;
}

/** The sandbox's day, where that is not the real one. */
function ahead({ workspace: { clock, team } }: Sandbox, { locale }: Lang): string | null {
  const now = clock.now();
  if (dateIn(now, team.timezone) === dateIn(new Date(now.getTime() - clock.ahead), team.timezone)) return null;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: team.timezone }).format(
    now,
  );
}
