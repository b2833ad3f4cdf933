import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '../../src/sandbox/workspace/model.js';
import { fillBooks, TODAY } from '../books.js';
import { connected, type Engine } from '../engines.js';
import { type Line, quantile, ratioLine } from '../measure.js';
import type { Measurement } from '../measurement.js';
import { AppProcess } from '../support/process-of.js';
import { MANAGER, type Requests } from '../support/requests.js';
import { ResponseDesk } from '../support/response-desk.js';
import { benchSlack, slackSettings } from '../support/slack.js';

/** Invoices that are in the books, and rows of the file. */
const BOOKS = 10_000;
const ROWS = 100_000;
const CLIENTS = BOOKS / 20;
/** Between two questions of whoever asks meanwhile. */
const EVERY_MS = 50;
const QUIET = 150;

/** New invoices, of clients that are known and of many that are not. */
function largeFile(): Buffer {
  const rows = ['invoice_number,client,invoice_date,due_date,amount,currency'];
  for (let i = 1; i <= ROWS; i += 1) {
    const due = new Date(Date.parse(`${TODAY}T00:00:00Z`) + (((i * 7_919) % 461) - 400) * 86_400_000);
    const [day, issued] = [due, new Date(due.getTime() - 30 * 86_400_000)].map((at) => at.toISOString().slice(0, 10));
    rows.push(`DROP-${i},Client ${1 + (i % (CLIENTS * 10))},${issued},${day},${100 + (i % 9_000)}.50,USD`);
  }
  return Buffer.from(`${rows.join('\n')}\n`);
}

interface Times {
  readonly acknowledged: number[];
  readonly answered: number[];
}

/** Somebody else asks how a client is, one question after the other. */
async function asksWhile(requests: Requests, desk: ResponseDesk, goesOn: (asked: number) => boolean): Promise<Times> {
  const times: Times = { acknowledged: [], answered: [] };
  for (let asked = 0; goesOn(asked); asked += 1) {
    const { url, answer } = desk.next();
    const begun = performance.now();
    const { status, ms } = await requests.command(`status Client ${1 + (asked % CLIENTS)}`, url);
    assert.equal(status, 200);
    await answer;
    times.acknowledged.push(ms);
    times.answered.push(performance.now() - begun);
    await pause(EVERY_MS);
  }
  return times;
}

/**
 * A hundred thousand rows dropped into the conversation with Collect: how long others wait for theirs while it is read,
 * and while it is imported. The product in a process of its own, everything through Slack's door.
 */
export const dropped: Measurement = {
  name: 'dropped',
  on: 'engine',
  async run(engine: Engine): Promise<Line[]> {
    const place = await engine.open();
    const slack = await benchSlack({ channels: 60, people: 5, rateLimits: false });
    const desk = await ResponseDesk.open();
    let product: AppProcess | null = null;
    try {
      const sql = await connected(place.connection);
      await fillBooks(sql, BOOKS);
      // The product's own clock is not what is measured.
      await sql.query(`update channel set digest_enabled = false`);
      await sql.end();
      await place.release();
      const settings = { ...place.settings, ...slackSettings(slack) };
      product = await AppProcess.product(settings, slack.workspace.secrets.signingSecret);
      await product.ready();
      const { requests } = product;
      slack.connect({ requestUrl: product.requestUrl });
      const { workspace, acting } = slack;
      const direct = workspace.direct(MANAGER, workspace.app.botUserId).id;
      const said = (): readonly Message[] => workspace.messages(direct).filter(({ botId }) => botId !== null);
      const carrying = (part: string): Message | undefined =>
        said().find((message) => `${message.text} ${JSON.stringify(message.blocks)}`.includes(part));

      await asksWhile(requests, desk, (asked) => asked < QUIET / 3);
      const quiet = await asksWhile(requests, desk, (asked) => asked < QUIET);
      const during = async (part: string): Promise<{ times: Times; seconds: number }> => {
        const begun = performance.now();
        const late = begun + 600_000;
        const times = await asksWhile(requests, desk, () => carrying(part) === undefined && performance.now() < late);
        assert.ok(carrying(part), `${part}: ${said().map(({ text }) => text)}`);
        return { times, seconds: (performance.now() - begun) / 1_000 };
      };

      const file = { name: 'large.csv', type: 'text/csv', bytes: largeFile() };
      assert.deepEqual(await acting.upload(MANAGER, direct, null, '', file), { ok: true });
      const read = await during('import.confirm');
      const preview = carrying('import.confirm');
      const found = JSON.stringify(preview?.blocks).match(/"action_id":"(import\.confirm[^"]*)"/)?.[1] ?? '';
      const blockId = (preview?.blocks ?? []).find((block) => JSON.stringify(block).includes(found))?.block_id;
      const pressed = await acting.action({
        as: MANAGER,
        container: { kind: 'message', channel: direct, ts: preview?.ts ?? '' },
        blockId: String(blockId),
        actionId: found,
        input: null,
        values: {},
      });
      assert.ok(pressed.ok, JSON.stringify(pressed));
      const imported = await during('large.csv is imported');

      const lines: Line[] = [];
      for (const [what, { times, seconds }] of [
        ['read', read],
        ['imported', imported],
      ] as const) {
        const beside = `while ${ROWS / 1_000}k rows are ${what}`;
        lines.push({
          work: `${ROWS / 1_000}k rows dropped, ${what}`,
          floor: '',
          product: `${seconds.toFixed(1)} s`,
          value: null,
          bound: null,
        });
        for (const [name, of] of [
          ['acknowledged', (one: Times) => one.acknowledged],
          ['answered', (one: Times) => one.answered],
        ] as const) {
          for (const share of [0.5, 0.99]) {
            const at = { floor: quantile(of(quiet), share), product: quantile(of(times), share) };
            const count = share === 0.99 ? ` (${of(times).length})` : '';
            lines.push(ratioLine(`status ${name} ${beside}, p${share * 100}${count}`, at, 'quiet', null));
          }
          lines.push(
            ratioLine(
              `status ${name} ${beside}, slowest`,
              { floor: Math.max(...of(quiet)), product: Math.max(...of(times)) },
              'quiet',
              null,
            ),
          );
        }
      }
      return lines;
    } finally {
      await product?.stop();
      desk.close();
      await slack.close();
      await place.close();
    }
  },
};
