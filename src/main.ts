import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';
import type { Config } from './config.js';
import { systemClock } from './domain/clock.js';
import { startHealthServer } from './health-server.js';
import { type Database, type DatabaseOptions, openDatabase } from './ledger/database/open.js';
import type { Ledger } from './ledger/ledger.js';
import type { Lang } from './text/language.js';

// The composition root: config → database → ledger → Slack app → clock → signals. The only place that wires.

/** The books, open. */
export interface Books {
  readonly ledger: Ledger;
  readonly database: Database;
}

/** Opens the books of a configuration. Throws DatabaseFault. */
export async function openBooks(config: Config, how: Pick<DatabaseOptions, 'purpose' | 'onWait'>): Promise<Books> {
  const database = await openDatabase({ url: config.databaseUrl, directory: config.dataDirectory, ...how });
  return { ledger: { prisma: database.prisma, clock: systemClock }, database };
}

export const logger = (config: Config): Logger => pino({ level: config.logLevel, base: null });

/** What runs, in the order in which it was started. */
interface Part {
  readonly name: string;
  stop(): Promise<void> | void;
}

/** What a person reads beside an error and finds in the log. */
const faultId = () => randomUUID().slice(0, 8);

/** Longest orderly stop; an orchestrator kills after ten seconds. */
const STOP_MS = 9_000;

/**
 * Starts Collect and returns when it has been told to end (SIGTERM, SIGINT) or cannot go on.
 *
 * @returns the exit code: 0 ended as told, 1 the database was lost or a fault of ours
 * @throws DatabaseFault, or what keeps HOST:PORT from being listened on
 */
export async function start(config: Config, lang: Lang, say: (line: string) => void): Promise<number> {
  const log = logger(config);
  const parts: Part[] = [];
  let ready = false;
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((settle) => {
    end = settle;
  });

  // A signal that comes while we start must end us too.
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    signals += 1;
    if (signals > 1) process.exit(130);
    log.info({ signal }, 'told to end');
    end(0);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('unhandledRejection', (error) => {
    log.error({ err: error, id: faultId() }, 'unhandled rejection');
  });
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error, id: faultId() }, 'uncaught exception');
    // The connection to Slack mends itself; anything else may have left us in an unknown state.
    if (!/@slack[\\/]socket-mode/.test(error.stack ?? '')) end(1);
  });

  const stopAll = async () => {
    ready = false;
    for (const part of parts.reverse()) {
      try {
        await part.stop();
      } catch (error) {
        log.error({ err: error, part: part.name }, 'could not stop');
      }
    }
  };

  /** Null: all runs. */
  const begin = async (): Promise<null> => {
    if (config.slack === null) {
      const health = await startHealthServer(config, () => ready);
      parts.push({ name: 'health', stop: () => health.close() });
      for (const line of lang.t.cli.start.noSlack(`http://${config.host}:${health.port}`)) say(line);
    }
    const { ledger, database } = await openBooks(config, {
      purpose: 'serve',
      onWait: ({ kind, pid }) => say(kind === 'task' ? lang.t.cli.waiting.task(pid) : lang.t.cli.waiting.ending(pid)),
    });
    parts.push({ name: 'database', stop: () => database.close() });
    database.lost.then((fault) => {
      log.fatal({ err: fault }, 'the database is lost');
      end(1);
    });
    log.info({ database: database.place, migrated: database.migrated }, 'the books are open');
    if (config.slack !== null) {
      const { createSlackApp } = await import('./slack/app.js');
      const app = createSlackApp({ config: { ...config, slack: config.slack }, ledger, log });
      const { port } = await app.start();
      parts.push({ name: 'slack', stop: () => app.stop() });
      const { startClockwork } = await import('./jobs/clock-work.js');
      const clockwork = startClockwork({
        ledger,
        onReport: (report) => log.info({ report }, 'the clock struck'),
        onError: (error) => log.error({ err: error, id: faultId() }, 'a job failed'),
      });
      parts.push({ name: 'clock', stop: () => clockwork.stop() });
      say(lang.t.cli.start.ready(`http://${config.host}:${port}`));
    }
    ready = true;
    log.info({ slack: config.slack?.mode.kind ?? null }, 'ready');
    return null;
  };

  let code: number | null = null;
  try {
    code = await Promise.race([ended, begin()]);
  } catch (error) {
    await stopAll();
    throw error;
  }
  // Null: all runs, until something ends it.
  code ??= await ended;
  const late = setTimeout(() => {
    log.error('could not stop in time');
    process.exit(code ?? 1);
  }, STOP_MS);
  late.unref();
  await stopAll();
  log.info({ code }, 'ended');
  return code;
}
