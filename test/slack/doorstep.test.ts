import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFor } from '../../src/imports/import-for.js';
import { prismaOn } from '../../src/ledger/database/prisma-on.js';
import { createSlackApp, type SlackApp } from '../../src/slack/app.js';
import { Doorstep } from '../../src/slack/doorstep.js';
import { type TestLedger, testConnection, testLedger } from '../support/database.js';
import { signedRequest } from '../support/signed-request.js';
import { SlackWorkspace } from '../support/slack-workspace.js';
import { impatient } from './running-app.js';

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const log = pino({ level: 'silent' });

let doorstep: Doorstep;
let base: string;

const slashCommand = (text: string, responseUrl = '') =>
  new URLSearchParams({
    command: '/collect',
    text,
    user_id: 'UDANA',
    team_id: 'T0001',
    channel_id: 'CAPOLLO',
    channel_name: 'any',
    trigger_id: '1.2.3',
    response_url: responseUrl,
    api_app_id: 'A1',
  }).toString();
const interaction = (payload: object) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const missing = async (): Promise<string[]> =>
  ((await (await fetch(`${base}/readyz`)).json()) as { missing: string[] }).missing;

describe('before anybody is inside', () => {
  beforeEach(async () => {
    doorstep = new Doorstep({
      connection: { botToken: 'xoxb-1', apiUrl: 'http://127.0.0.1:1/', mode: { kind: 'http', signingSecret: SECRET } },
      address: { host: '127.0.0.1', port: 0 },
      log,
    });
    base = `http://127.0.0.1:${await doorstep.open()}`;
  });
  afterEach(async () => {
    await doorstep.close();
  });

  it('health answers, and readiness names the books', async () => {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/readyz`)).status).toBe(503);
    expect(await missing()).toContain('books');
    expect((await signedRequest(base, slashCommand('help'), { secret: 'another secret' })).status).toBe(401);
  });

  it('a command waits for whoever is let in', async () => {
    const heard: unknown[] = [];
    let answered = false;
    const sent = signedRequest(base, slashCommand('log ACME'), { secret: SECRET }).then((response) => {
      answered = true;
      return response.status;
    });
    while (doorstep.waiting === 0) await new Promise((soon) => setImmediate(soon));
    expect(answered).toBe(false);
    doorstep.letIn({
      take: async ({ body, ack }) => {
        heard.push(body.text);
        await ack();
      },
      books: async () => {},
      slackKnown: () => true,
      slackRefusal: () => null,
      metrics: async () => ({ contentType: 'text/plain', body: '' }),
      told: () => {},
    });
    expect(await sent).toBe(200);
    expect(heard).toEqual(['log ACME']);
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
  });

  it('what nothing can be lost of is acknowledged at once, and handed in later without a second acknowledgement', async () => {
    const pressed = interaction({ type: 'block_actions', actions: [{ action_id: 'of.another.version' }] });
    expect((await signedRequest(base, pressed, { secret: SECRET })).status).toBe(200);
    const shortcut = interaction({ type: 'shortcut', callback_id: 'log_promise' });
    expect((await signedRequest(base, shortcut, { secret: SECRET })).status).toBe(200);
    const heard = new Promise<string[]>((done) => {
      const types: string[] = [];
      doorstep.letIn({
        take: async ({ body, ack }) => {
          await ack();
          if (types.push(body.type) === 2) done(types);
        },
        books: async () => {},
        slackKnown: () => true,
        slackRefusal: () => null,
        metrics: async () => ({ contentType: 'text/plain', body: '' }),
        told: () => {},
      });
    });
    expect(await heard).toEqual(['block_actions', 'shortcut']);
  });

  it('what waited in vain is not acknowledged', async () => {
    const pressed = interaction({ type: 'block_actions', actions: [{ action_id: 'collect.undo' }] });
    const sent = signedRequest(base, pressed, { secret: SECRET });
    while (doorstep.waiting === 0) await new Promise((soon) => setImmediate(soon));
    await doorstep.close();
    expect((await sent).status).toBe(500);
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  });
});

describe('before the books are open', () => {
  let books: TestLedger;
  let slack: SlackWorkspace;
  let app: SlackApp;
  let open: () => void;
  let fail: (reason: Error) => void;

  beforeEach(async () => {
    books = await testLedger();
    slack = await SlackWorkspace.open({ clock: books.clock });
    slack.user({ id: 'UDANA', name: 'dana' });
    slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: ['UDANA'] });
    const opened = new Promise<void>((resolve, reject) => {
      open = resolve;
      fail = reject;
    });
    opened.catch(() => {});
    const connection = opened.then(() => testConnection());
    connection.catch(() => {});
    const prisma = prismaOn(connection);
    app = createSlackApp({
      config: {
        slack: {
          botToken: slack.botToken,
          apiUrl: slack.apiUrl,
          mode: { kind: 'http', signingSecret: slack.signingSecret },
        },
        host: '127.0.0.1',
        port: 0,
        defaults: { timezone: 'UTC', currency: 'USD', locale: 'en' },
      },
      ledger: { prisma, clock: books.clock },
      importer: importFor,
      log,
      timer: impatient,
      booksOpen: opened,
    });
    base = `http://127.0.0.1:${(await app.start()).port}`;
    return async () => {
      await app.stop();
      await prisma.$disconnect();
      await slack.close();
    };
  });

  it('whoever only reads is acknowledged, and answered when they are', async () => {
    const asked = slashCommand('overdue', slack.responseUrl('UDANA', 'CAPOLLO'));
    expect((await signedRequest(base, asked, { secret: slack.signingSecret })).status).toBe(200);
    expect(await missing()).toContain('books');
    expect(slack.answers).toHaveLength(0);
    open();
    await slack.answered(1);
    expect(await missing()).toEqual([]);
  });

  it('if they cannot be opened, whoever asked is told', async () => {
    const asked = slashCommand('overdue', slack.responseUrl('UDANA', 'CAPOLLO'));
    expect((await signedRequest(base, asked, { secret: slack.signingSecret })).status).toBe(200);
    fail(new Error('no such database'));
    expect(JSON.stringify((await slack.answered(1)).body)).toContain('overdue');
  });
});
