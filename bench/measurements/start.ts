import { setTimeout as pause } from 'node:timers/promises';
import { fillBooks } from '../books.js';
import { connected, type Engine } from '../engines.js';
import { type Line, median, ratioLine } from '../measure.js';
import type { Measurement } from '../measurement.js';
import { AppProcess } from '../support/process-of.js';
import { benchSlack, slackSettings } from '../support/slack.js';

const ROUNDS = 3;
/** After it is ready, until the app has nothing more to do. */
const IDLE_AFTER = 3_000;

/** From the start of the process to the first acknowledgement, and what it holds when it is idle. */
export const start: Measurement = {
  name: 'start',
  on: 'engine',
  async run(engine: Engine): Promise<Line[]> {
    const place = await engine.open();
    const slack = await benchSlack({ channels: 1, people: 5, rateLimits: false });
    try {
      const sql = await connected(place.connection);
      await fillBooks(sql, 1_000);
      await sql.query(`update channel set digest_enabled = false`);
      await sql.end();
      await place.release();
      const settings = { ...place.settings, ...slackSettings(slack) };
      const secret = slack.workspace.secrets.signingSecret;
      const seen = { floor: [] as number[], product: [] as number[] };
      const held = { floor: [] as number[], product: [] as number[] };
      for (let round = 0; round <= ROUNDS; round += 1) {
        for (const kind of ['floor', 'product'] as const) {
          const app = await (kind === 'floor' ? AppProcess.floor() : AppProcess.product(settings, secret));
          await app.ready();
          await pause(IDLE_AFTER);
          // The first round reads the programs from the disk.
          if (round > 0) {
            seen[kind].push(app.firstAnswerAfter);
            held[kind].push(app.memory() ?? Number.NaN);
          }
          await app.stop();
        }
      }
      const memory = { floor: median(held.floor), product: median(held.product) };
      const started = { floor: median(seen.floor), product: median(seen.product) };
      return [
        ratioLine('start to the first acknowledgement', started, 'empty Bolt', { atMost: 1.3 }),
        {
          work: 'idle memory',
          floor: `empty Bolt ${memory.floor.toFixed(0)} MB`,
          product: `${memory.product.toFixed(0)} MB`,
          value: memory.product / memory.floor,
          bound: { atMost: engine.name === 'PostgreSQL' ? 1.8 : 3.3 },
        },
      ];
    } finally {
      await slack.close();
      await place.close();
    }
  },
};
