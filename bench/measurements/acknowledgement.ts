import { strict as assert } from 'node:assert';
import type { Client } from 'pg';
import type { Connection } from '../../src/ledger/database/connection.js';
import { fillBooks } from '../books.js';
import { connected, type Engine } from '../engines.js';
import { type Line, median, quantile, ratioLine } from '../measure.js';
import type { Measurement } from '../measurement.js';
import { AppProcess } from '../support/process-of.js';
import { type Requests, sideBySide } from '../support/requests.js';
import { ResponseDesk } from '../support/response-desk.js';
import { benchSlack, slackSettings } from '../support/slack.js';

const CLIENTS = 50;
/** All that the books have: a promise is told in its project's channel. */
const CHANNELS = 60;
/** Requests in a turn, by how many are under way at once. */
const TURNS = [
  [1, 300],
  [10, 1_000],
  [50, 1_500],
] as const;
const ROUNDS = 3;

async function acknowledged(requests: Requests, count: number, atOnce: number): Promise<number[]> {
  return await sideBySide(count, atOnce, async () => {
    const { status, ms } = await requests.press();
    assert.equal(status, 200);
    return ms;
  });
}

/** What is said of a client: words that leave nothing but themselves, and a promise, which takes the one before it over. */
const WORDS = 'called, no answer';
const PROMISE = 'promised 100 tomorrow';

/** Lines logged, each timed from the command to the receipt. */
async function logged(
  requests: Requests,
  desk: ResponseDesk,
  count: number,
  atOnce: number,
  said = WORDS,
): Promise<number[]> {
  return await sideBySide(count, atOnce, async (index) => {
    const { url, answer } = desk.next();
    const begun = performance.now();
    const { status } = await requests.command(`log Client ${1 + (index % CLIENTS)} ${said}`, url);
    assert.equal(status, 200);
    await answer;
    return performance.now() - begun;
  });
}

/** Lines logged in a second, 50 at once. */
async function rateOf(requests: Requests, desk: ResponseDesk, said = WORDS): Promise<number> {
  const count = 400;
  const begun = performance.now();
  await logged(requests, desk, count, 50, said);
  return (1_000 * count) / (performance.now() - begun);
}

/** A promise instead of words; and what either costs the processor, which is told by no clock. */
async function promiseLines(product: AppProcess, desk: ResponseDesk, empty: number): Promise<Line[]> {
  const first = desk.next();
  await product.requests.command(`log Client 1 ${PROMISE}`, first.url);
  assert.match(await first.answer, /100\.00/, 'the first promise was logged');
  await logged(product.requests, desk, 100, 10, PROMISE);
  const alone = median(await logged(product.requests, desk, 150, 1, PROMISE));
  const rate = await rateOf(product.requests, desk, PROMISE);
  const lines = [
    ratioLine('log a promise, one at a time, p50', { floor: empty, product: alone }, 'empty Bolt', null),
    { work: 'log a promise, 50 at once', floor: '', product: `${Math.round(rate)}/s`, value: null, bound: null },
  ];
  for (const [what, said] of [
    ['log', WORDS],
    ['log a promise', PROMISE],
  ] as const) {
    const before = product.processorTime();
    await logged(product.requests, desk, 200, 1, said);
    const after = product.processorTime();
    const each = before === null || after === null ? 'not known here' : `${((after - before) / 200).toFixed(1)} ms`;
    lines.push({ work: `${what}, processor time of a line`, floor: '', product: each, value: null, bound: null });
  }
  return lines;
}

/**
 * The same for an app that only writes one row and answers: what durability costs before anything is understood. Before
 * the product has the books, since the embedded ones are opened by one process at a time.
 */
async function durableFloor(sql: Client, connection: Connection, desk: ResponseDesk) {
  await sql.query('create table bench_floor (id serial primary key, text text not null)');
  const floor = await AppProcess.committingFloor(connection);
  try {
    await logged(floor.requests, desk, 200, 10);
    const alone = median(await logged(floor.requests, desk, 150, 1));
    return { alone, rate: await rateOf(floor.requests, desk) };
  } finally {
    await floor.stop();
    await sql.query('drop table bench_floor');
  }
}

/** Signed requests over HTTP to the product in a process of its own, and to the empty Bolt app. */
export const acknowledgement: Measurement = {
  name: 'acknowledgement',
  on: 'engine',
  async run(engine: Engine): Promise<Line[]> {
    const place = await engine.open();
    const slack = await benchSlack({ channels: CHANNELS, people: 5, rateLimits: false });
    const desk = await ResponseDesk.open();
    const running: AppProcess[] = [];
    try {
      const sql = await connected(place.connection);
      await fillBooks(sql, CLIENTS * 20);
      // The product's own clock is not what is measured.
      await sql.query(`update channel set digest_enabled = false`);
      const durable = await durableFloor(sql, place.connection, desk);
      await sql.end();
      await place.release();
      const settings = { ...place.settings, ...slackSettings(slack) };
      const product = await AppProcess.product(settings, slack.workspace.secrets.signingSecret);
      running.push(product);
      await product.ready();
      const floor = await AppProcess.floor();
      running.push(floor);
      const first = desk.next();
      await product.requests.command('log Client 1 called, no answer', first.url);
      const receipt = await first.answer;
      assert.match(receipt, /Undo/, 'the first line was logged');
      await logged(product.requests, desk, 200, 10);

      const lines: Line[] = [];
      let onlyAcknowledged = 0;
      for (const [atOnce, count] of TURNS) {
        const times = { floor: [] as number[], product: [] as number[] };
        await acknowledged(floor.requests, count, atOnce);
        await acknowledged(product.requests, count, atOnce);
        for (let round = 0; round < ROUNDS; round += 1) {
          times.floor.push(...(await acknowledged(floor.requests, count, atOnce)));
          times.product.push(...(await acknowledged(product.requests, count, atOnce)));
        }
        const at = (share: number) => ({
          floor: quantile(times.floor, share),
          product: quantile(times.product, share),
        });
        lines.push(ratioLine(`only acknowledged, ${atOnce} at once, p50`, at(0.5), 'empty Bolt', { atMost: 1.15 }));
        lines.push(ratioLine(`only acknowledged, ${atOnce} at once, p99`, at(0.99), 'empty Bolt', { atMost: 1.5 }));
        if (atOnce === 1) onlyAcknowledged = at(0.5).floor;
      }

      const alone = median(await logged(product.requests, desk, 150, 1));
      const most = engine.name === 'PostgreSQL' ? 4 : 6;
      const times = { floor: onlyAcknowledged, product: alone };
      lines.push(ratioLine('log, receipt built, one at a time, p50', times, 'empty Bolt', { atMost: most }));
      const committed = { floor: durable.alone, product: alone };
      lines.push(ratioLine('log, receipt built, one at a time, p50', committed, 'Bolt, 1 insert committed', null));
      const rate = await rateOf(product.requests, desk);
      lines.push({
        work: 'log, 50 at once',
        floor: `Bolt, 1 insert committed ${Math.round(durable.rate)}/s`,
        product: `${Math.round(rate)}/s`,
        value: rate,
        bound: engine.name === 'PostgreSQL' ? { atLeast: 1_500 } : null,
      });
      lines.push(...(await promiseLines(product, desk, onlyAcknowledged)));
      return lines;
    } finally {
      for (const one of running) await one.stop();
      desk.close();
      await slack.close();
      await place.close();
    }
  },
};
