import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';
import type { Config } from './config.js';
import { type Clock, systemClock } from './domain/clock.js';
import type { Clockwork } from './jobs/clock-work.js';
import type { TickReport } from './jobs/tick.js';
import type { Database, DatabaseOptions } from './ledger/database/open.js';
import type { Ledger } from './ledger/ledger.js';
import type { Parts } from './parts.js';
import type { SlackApp } from './slack/app.js';
import type { Doorstep } from './slack/doorstep.js';
import type { Importer } from './slack/importer.js';
import type { SlackConnection } from './slack/settings.js';
import type { Timer } from './slack/timer.js';

// Collect itself: the books, and what runs on them. Which Slack it is connected to it is told.

/** The books, open. */
export interface Books {
  readonly ledger: Ledger;
  readonly database: Database;
}

type WhichBooks = Pick<Config, 'databaseUrl' | 'dataDirectory'>;
type HowToOpen = Pick<DatabaseOptions, 'purpose' | 'onWait'>;

/** Begins to open the books of a configuration: what is asked of the ledger waits until they are open. */
export async function beginBooks(
  config: WhichBooks,
  how: HowToOpen,
  clock: Clock = systemClock,
): Promise<{ readonly ledger: Ledger; readonly opened: Promise<Database> }> {
  const { beginOpening } = await import('./ledger/database/open.js');
  const { prisma, opened } = await beginOpening({ url: config.databaseUrl, directory: config.dataDirectory, ...how });
  return { ledger: { prisma, clock }, opened };
}

/** Opens the books of a configuration. Throws DatabaseFault. */
export async function openBooks(config: WhichBooks, how: HowToOpen, clock?: Clock): Promise<Books> {
  const { ledger, opened } = await beginBooks(config, how, clock);
  return { ledger, database: await opened };
}

export const logger = (config: Pick<Config, 'logLevel'>): Logger => pino({ level: config.logLevel, base: null });

/** What a person reads beside an error and finds in the log. */
export const faultId = (): string => randomUUID().slice(0, 8);

export interface CollectParts {
  readonly ledger: Ledger;
  readonly log: Logger;
  /** What was started is added to these. */
  readonly parts: Parts;
}

interface SlackParts {
  readonly config: Pick<Config, 'host' | 'port' | 'defaults'> & { readonly slack: SlackConnection };
  /** Of whatever waits before it speaks. */
  readonly timer?: Timer;
}

/**
 * Opens the door that Slack knocks at, before anything else is there. Null: somebody has the port, perhaps a process
 * that is about to end.
 */
export async function openDoorstep({
  config,
  log,
  parts,
}: Omit<CollectParts, 'ledger'> & SlackParts): Promise<Doorstep | null> {
  const { Doorstep } = await import('./slack/doorstep.js');
  const doorstep = new Doorstep({ connection: config.slack, address: config, log });
  try {
    await doorstep.open();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null;
    throw error;
  }
  parts.add({ name: 'doorstep', stop: () => doorstep.close() });
  return doorstep;
}

/** Starts the Slack side; `booksOpen` where the books are not open yet. Rejects if the port is taken. */
export async function startSlack({
  config,
  ledger,
  log,
  parts,
  timer,
  doorstep,
  booksOpen,
  alone = false,
}: CollectParts &
  SlackParts & {
    readonly doorstep?: Doorstep;
    readonly booksOpen?: Promise<unknown> /** No other process can be at work on these books. */;
    readonly alone?: boolean;
  }): Promise<{
  readonly app: SlackApp;
  readonly port: number;
}> {
  const { createSlackApp } = await import('./slack/app.js');
  // Loaded when somebody drops a file: most days nobody does.
  const importer: Importer = async (...asked) => await (await import('./imports/import-for.js')).importFor(...asked);
  const app = createSlackApp({ config, ledger, log, importer, timer, doorstep, booksOpen, alone });
  const { port } = await app.start();
  parts.add({ name: 'slack', takeNoMore: () => void app.stop().catch(() => {}), stop: () => app.stop() });
  return { app, port };
}

/** Hears of each run of a job. */
export type JobsWatch = Pick<SlackApp['metrics'], 'jobRan'>;

/** Starts the clock: its first tick is now. `onReport`: after a tick that did something. */
export async function startClock({
  ledger,
  log,
  parts,
  jobs,
  onReport,
}: CollectParts & {
  readonly jobs: JobsWatch;
  readonly onReport?: (report: TickReport) => void;
}): Promise<Clockwork> {
  const { startClockwork } = await import('./jobs/clock-work.js');
  const { JobFailed } = await import('./jobs/tick.js');
  const clockwork = startClockwork({
    ledger,
    onReport: (report) => {
      log.info({ report }, 'the clock struck');
      if (report.promises !== null) jobs.jobRan('promises', report.promises.held ? 'held' : 'done');
      if (report.digests !== null) jobs.jobRan('digest', 'done');
      if (report.escalations !== null) jobs.jobRan('escalations', 'done');
      onReport?.(report);
    },
    onError: (error) => {
      log.error({ err: error, id: faultId() }, 'a job failed');
      jobs.jobRan(error instanceof JobFailed ? error.job : 'any', 'failed');
    },
  });
  parts.add({ name: 'clock', stop: () => clockwork.stop() });
  return clockwork;
}
