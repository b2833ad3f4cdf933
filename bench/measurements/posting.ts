import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { systemClock } from '../../src/domain/clock.js';
import { importFor } from '../../src/imports/import-for.js';
import { prismaOn } from '../../src/ledger/database/prisma-on.js';
import { digestChannels } from '../../src/ledger/digest/channels.js';
import { computeDigests } from '../../src/ledger/digest/facts.js';
import { currentMarks } from '../../src/ledger/digest/marks.js';
import { enqueue, type NewMessage } from '../../src/ledger/outbox.js';
import { workspaceInfo } from '../../src/ledger/workspaces.js';
import { WORKSPACE_MESSAGES } from '../../src/sandbox/web-api/rate-limits.js';
import { createSlackApp } from '../../src/slack/app.js';
import { fillBooks, TODAY } from '../books.js';
import { connected, type Engine } from '../engines.js';
import { type Line, ratioLine, timed } from '../measure.js';
import type { Measurement } from '../measurement.js';
import { benchSlack, slackSettings } from '../support/slack.js';

const DIGESTS = 100;
const DIRECT = 50;
const ALL = DIGESTS + DIRECT;
const LONGEST = 240_000;

/** The time in ms that so many messages take at least, whoever sends them: the burst at once, the others one by one. */
const ideal = (messages: number): number =>
  (Math.max(0, messages - WORKSPACE_MESSAGES.burst) * 60_000) / WORKSPACE_MESSAGES.perMinute;

/** 100 digests and 50 direct messages under the sandbox's limits, beside the shortest time in which these let them go. */
export const posting: Measurement = {
  name: 'posting',
  on: 'engine',
  async run(engine: Engine): Promise<Line[]> {
    const place = await engine.open();
    const slack = await benchSlack({ channels: DIGESTS, people: DIRECT, rateLimits: true });
    const prisma = prismaOn(place.connection);
    const sql = await connected(place.connection);
    let putOff = 0;
    slack.traffic.on(({ answer }) => {
      if (answer?.status === 429) putOff += 1;
    });
    try {
      const ledger = { prisma, clock: systemClock };
      const id = await fillBooks(sql, 10_000);
      const workspace = await workspaceInfo(ledger, id);
      const channels = (await digestChannels(prisma, workspace)).slice(0, DIGESTS);
      const digests = await computeDigests(prisma, workspace, channels, TODAY, await currentMarks(prisma, id));
      await sql.query(
        'insert into person (workspace_id, slack_user_id, name, locale, refreshed_at)' +
          ` select 1, 'U' || lpad(i::text, 9, '0'), 'Person ' || i, 'en', '2099-01-01' from generate_series(41, ${DIRECT}) i`,
      );
      // Nobody waits for anybody's working hours, whenever this runs.
      await sql.query(`update workspace set works_from = '00:00', works_until = '24:00'`);
      // What is passed on reaches only who may do it.
      await sql.query(`update person set works_weekdays = '{1,2,3,4,5,6,7}', role = 'finance'`);
      const { rows: people } = await sql.query(
        `select id from person where slack_user_id is not null order by id limit ${DIRECT}`,
      );
      const messages: NewMessage[] = [
        ...digests.map(
          ({ channel, facts }): NewMessage => ({
            notice: { kind: 'digest', facts },
            dedupeKey: `bench:${channel.id}`,
            to: { channel: channel.slackChannelId },
          }),
        ),
        ...people.map(
          ({ id: person }: { id: number }): NewMessage => ({
            notice: {
              kind: 'passed_on',
              facts: {
                by: { id: 1, name: 'Person 1', slackUserId: 'U000000001' },
                typed: 'paid Client 1 100',
                on: TODAY,
              },
            },
            dedupeKey: `bench:person:${person}`,
            to: { person },
          }),
        ),
      ];

      const there = () =>
        slack.workspace
          .channels()
          .reduce((count, { id: channel }) => count + slack.workspace.messages(channel).length, 0);
      const settings = slackSettings(slack);
      const app = createSlackApp({
        config: {
          slack: {
            botToken: settings.SLACK_BOT_TOKEN ?? '',
            apiUrl: slack.apiUrl,
            mode: { kind: 'http', signingSecret: slack.workspace.secrets.signingSecret },
          },
          host: '127.0.0.1',
          port: 0,
          defaults: { timezone: 'UTC', currency: 'USD', locale: 'en' },
        },
        ledger,
        importer: importFor,
        log: pino({ level: 'silent' }),
      });
      let sent = 0;
      await app.start();
      const product = await timed(async () => {
        await prisma.$transaction(async (tx) => await enqueue(tx, id, ledger.clock.now(), messages));
        app.delivery.wake();
        const end = Date.now() + LONGEST;
        while (sent < ALL && Date.now() < end) {
          const { rows } = await sql.query(
            `select count(*) from outbox_message where state not in ('pending', 'sending')`,
          );
          sent = Number(rows[0]?.count);
          await pause(50);
        }
      });
      await app.stop();
      const { rows: states } = await sql.query('select state, count(*) from outbox_message group by 1');
      const words = states.map(({ state, count }) => `${count} ${state}`).join(', ');
      return [
        ratioLine(
          'post 100 digests and 50 direct messages',
          { floor: ideal(ALL), product },
          "the pace of the workspace's limit",
          { atMost: 1.05 },
        ),
        { work: 'what became of them', floor: '', product: words, value: null, bound: null },
        {
          work: 'messages in the workspace',
          floor: String(ALL),
          product: String(there()),
          value: null,
          bound: null,
        },
        { work: 'calls that Slack put off (429)', floor: '0', product: String(putOff), value: null, bound: null },
      ];
    } finally {
      await sql.end();
      await prisma.$disconnect();
      await slack.close();
      await place.close();
    }
  },
};
