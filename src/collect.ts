import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';
import type { Config, SlackConfig } from './config.js';
import { type Clock, systemClock } from './domain/clock.js';
import type { Clockwork } from './jobs/clock-work.js';
import type { TickReport } from './jobs/tick.js';
import { type Database, type DatabaseOptions, openDatabase } from './ledger/database/open.js';
import type { Ledger } from './ledger/ledger.js';
import type { Parts } from './parts.js';
import type { SlackApp } from './slack/app.js';
import type { Timer } from './slack/timer.js';

// Collect itself: the books, and what runs on them. Which Slack it is connected to it is told.

/** The books, open. */
export interface Books {
  readonly ledger: Ledger;
  readonly database: Database;
}

/** Opens the books of a configuration. Throws DatabaseFault. */
export async function openBooks(
  config: Pick<Config, 'databaseUrl' | 'dataDirectory'>,
  how: Pick<DatabaseOptions, 'purpose' | 'onWait'>,
  clock: Clock = systemClock,
): Promise<Books> {
  const database = await openDatabase({ url: config.databaseUrl, directory: config.dataDirectory, ...how });
  return { ledger: { prisma: database.prisma, clock }, database };
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

/** Starts the Slack side on open books. Rejects if the port is taken. `timer`: of whatever waits before it speaks. */
export async function startSlack({
  config,
  ledger,
  log,
  parts,
  timer,
  alone = false,
}: CollectParts & {
  readonly config: Pick<Config, 'host' | 'port' | 'defaults'> & { readonly slack: SlackConfig };
  readonly timer?: Timer;
  /** No other process can be at work on these books. */
  readonly alone?: boolean;
}): Promise<{ readonly app: SlackApp; readonly port: number }> {
  const { createSlackApp } = await import('./slack/app.js');
  const app = createSlackApp({ config, ledger, log, timer, alone });
  const { port } = await app.start();
  parts.add({ name: 'slack', stop: () => app.stop() });
  return { app, port };
}

/** Starts the clock: its first tick is now. `onReport`: after a tick that did something. */
export async function startClock({
  ledger,
  log,
  parts,
  onReport,
}: CollectParts & { readonly onReport?: (report: TickReport) => void }): Promise<Clockwork> {
  const { startClockwork } = await import('./jobs/clock-work.js');
  const clockwork = startClockwork({
    ledger,
    onReport: (report) => {
      log.info({ report }, 'the clock struck');
      onReport?.(report);
    },
    onError: (error) => log.error({ err: error, id: faultId() }, 'a job failed'),
  });
  parts.add({ name: 'clock', stop: () => clockwork.stop() });
  return clockwork;
}
