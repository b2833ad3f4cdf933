import { beginBooks, faultId, logger, openDoorstep, startClock, startSlack } from './collect.js';
import type { Config } from './config.js';
import { startFrugally } from './frugal.js';
import { Parts } from './parts.js';
import type { SlackConnection } from './slack/settings.js';
import type { Lang } from './text/language.js';

// The composition root: config → door → database → ledger → Slack app → clock → signals. Without tokens sandboxed.ts puts the
// sandbox in Slack's place.

/** Longest orderly stop; an orchestrator kills after ten seconds. */
const STOP_MS = 9_000;

/**
 * Starts Collect and returns when it has been told to end (SIGTERM, SIGINT) or cannot go on.
 *
 * @returns the exit code: 0 ended as told, 1 the database was lost or a fault of ours
 * @throws DatabaseFault, or what keeps HOST:PORT from being listened on
 */
export async function start(config: Config, lang: Lang, say: (line: string) => void): Promise<number> {
  const loaded = startFrugally({ aServer: config.slack !== null && config.databaseUrl !== null });
  const log = logger(config);
  const parts = new Parts(log);
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
    if (!/node_modules[\\/](@slack[\\/]socket-mode|undici)[\\/]/.test(error.stack ?? '')) end(1);
  });

  const onWait = ({ kind, pid }: { readonly kind: string; readonly pid: number }) =>
    say(kind === 'task' ? lang.t.cli.waiting.task(pid) : lang.t.cli.waiting.ending(pid));
  const onLost = (fault: unknown) => {
    log.fatal({ err: fault }, 'the database is lost');
    end(1);
  };

  /** The door first: health answers and requests wait on the doorstep while the books are being opened. */
  const beginWithSlack = async (slack: SlackConnection): Promise<void> => {
    const settings = { ...config, slack };
    const doorstep = await openDoorstep({ config: settings, log, parts });
    const { ledger, opened } = await beginBooks(config, { purpose: 'serve', onWait });
    // Whoever has the port may be the one who has the books, and about to end: then it is they who are waited for.
    if (doorstep === null) await opened;
    const [{ app, port }] = await Promise.all([
      startSlack({
        config: settings,
        ledger,
        log,
        parts,
        booksOpen: opened,
        // Only one process can have the embedded database.
        alone: config.databaseUrl === null,
        ...(doorstep === null ? {} : { doorstep }),
      }),
      opened.then((database) => {
        parts.addFirst({ name: 'database', stop: () => database.close() });
        database.lost.then(onLost);
        log.info({ database: database.place, migrated: database.migrated }, 'the books are open');
      }),
    ]);
    await startClock({ ledger, log, parts, jobs: app.metrics });
    say(lang.t.cli.start.ready(`http://${config.host}:${port}`));
  };

  /** Null: all runs. */
  const begin = async (): Promise<null> => {
    if (config.slack === null) {
      const { startSandboxed } = await import('./sandboxed.js');
      await startSandboxed({ config, lang, log, parts, say, onWait, onLost });
    } else await beginWithSlack(config.slack);
    loaded();
    log.info({ slack: config.slack?.mode.kind ?? 'sandbox' }, 'ready');
    return null;
  };

  let code: number | null = null;
  try {
    code = await Promise.race([ended, begin()]);
  } catch (error) {
    await parts.stop();
    throw error;
  }
  // Null: all runs, until something ends it.
  code ??= await ended;
  // It also keeps the process until all have stopped: what they wait for may not (a timer or a worker that is unref'd).
  const late = setTimeout(() => {
    log.error('could not stop in time');
    process.exit(code ?? 1);
  }, STOP_MS);
  await parts.stop();
  clearTimeout(late);
  log.info({ code }, 'ended');
  return code;
}
