import cron from 'node-cron';
import type { Ledger } from '../ledger/ledger.js';
import { allWorkspaces } from '../ledger/workspaces.js';
import { type TickReport, tick } from './tick.js';

export interface ClockworkOptions {
  readonly ledger: Ledger;
  /** After a tick that did something. */
  readonly onReport?: (report: TickReport) => void;
  /** A tick of one workspace failed; the others and the next minute go on. */
  readonly onError?: (error: unknown, workspaceId: number | null) => void;
}

export interface Clockwork {
  /** Strikes once more at once: used at the start, and by tests. Never two at a time. */
  strike(): Promise<void>;
  /** No further tick begins; resolves when the one that runs has ended. */
  stop(): Promise<void>;
}

const didSomething = ({ promises, digests, escalations }: TickReport): boolean =>
  promises !== null || digests !== null || escalations !== null;

/** Ticks at once and then every minute, one tick at a time, every workspace in turn. */
export function startClockwork({ ledger, onReport, onError }: ClockworkOptions): Clockwork {
  let running: Promise<void> | null = null;
  let stopped = false;

  const tickAll = async (): Promise<void> => {
    try {
      for (const { id } of await allWorkspaces(ledger)) {
        if (stopped) return;
        try {
          const report = await tick(ledger, id);
          if (didSomething(report)) onReport?.(report);
        } catch (error) {
          onError?.(error, id);
        }
      }
    } catch (error) {
      onError?.(error, null);
    }
  };

  const strike = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    running ??= tickAll().finally(() => {
      running = null;
    });
    return running;
  };

  const task = cron.schedule('* * * * *', strike, { noOverlap: true });
  // The process was held up, the machine slept or its clock was set: late is better than in a minute.
  task.on('execution:missed', () => void strike());
  void strike();

  return {
    strike,
    async stop() {
      stopped = true;
      await task.destroy();
      await running;
    },
  };
}
