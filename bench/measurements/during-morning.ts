import { setTimeout as pause } from 'node:timers/promises';
import { runJob } from '../../src/jobs/run.js';
import { TODAY } from '../books.js';
import { type Line, quantile, ratioLine, timed } from '../measure.js';
import type { Books, Measurement } from '../measurement.js';

/** Between two requests: one after the other, or they would fill the pool of connections and measure that. */
const EVERY_MS = 5;
const QUIET = 200;

/**
 * What an acknowledgement waits for while a morning is computed and written: the event loop of the same process, and
 * the one row that is written before a request is acknowledged. The morning is a real one, so this comes last.
 */
export const duringMorning: Measurement = {
  name: 'during-morning',
  on: 'books',
  async run({ ledger, workspace }: Books): Promise<Line[]> {
    const { prisma } = ledger;
    let last = 0;
    const request = async (): Promise<number> => {
      last += 1;
      const key = `bench:${last}`;
      return await timed(
        () => prisma.$executeRaw`
          insert into inbox_request (workspace_id, dedupe_key, kind, leased_until)
          values (${workspace.id}, ${key}, 'command', now())`,
      );
    };
    const requestsWhile = async (goesOn: () => boolean): Promise<number[]> => {
      const times: number[] = [];
      while (goesOn()) {
        times.push(await request());
        await pause(EVERY_MS);
      }
      return times;
    };
    await requestsWhile(() => last < QUIET / 4);
    const quiet = await requestsWhile(() => last < QUIET);
    let under = true;
    const computed = runJob(ledger, workspace.id, 'all', { today: TODAY, dryRun: false }).finally(() => {
      under = false;
    });
    const [busy] = await Promise.all([requestsWhile(() => under), computed]);
    const at = (share: number) => ({ floor: quantile(quiet, share), product: quantile(busy, share) });
    const words = 'a request recorded while a morning computes';
    return [
      ratioLine(`${words}, p50`, at(0.5), 'quiet', null),
      ratioLine(`${words}, p99 (${busy.length})`, at(0.99), 'quiet', { atMost: 3 }),
    ];
  },
};
