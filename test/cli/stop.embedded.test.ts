import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/ledger/database/open.js';
import type { PrismaClient } from '../../src/ledger/prisma/client.js';
import { dataDirectory } from '../support/cluster.js';
import { postgresPrograms } from '../support/postgres-programs.js';
import { startPostgres } from '../support/postgres-server.js';
import { TestProcess } from '../support/process.js';
import { quickFolder } from '../support/quick-folder.js';
import { signedRequest } from '../support/signed-request.js';
import { SlackWorkspace } from '../support/slack-workspace.js';

// SIGTERM while somebody waits for an answer: the compiled product, in a process of its own, on both engines.

/** An orchestrator kills after ten seconds. */
const AT_MOST = 10_000;

interface Books {
  readonly env: Record<string, string>;
  readonly url: string | null;
  readonly directory: string;
  remove(): Promise<void>;
}

async function embeddedBooks(): Promise<Books> {
  const directory = await dataDirectory();
  const remove = async () => rmSync(directory, { recursive: true, force: true });
  return { env: { COLLECT_DATA: directory }, url: null, directory, remove };
}

async function booksOnServer(): Promise<Books> {
  const server = await startPostgres(quickFolder(), ['fsync=off']);
  const connection = server.connectionTo('postgres');
  const url = connection.kind === 'url' ? connection.url : '';
  return { env: { DATABASE_URL: url }, url, directory: '', remove: () => server.stop() };
}

async function inBooks<Result>({ url, directory }: Books, work: (prisma: PrismaClient) => Promise<Result>) {
  const database = await openDatabase({ url, directory, purpose: 'task' });
  try {
    return await work(database.prisma);
  } finally {
    await database.close();
  }
}

async function fill(prisma: PrismaClient): Promise<void> {
  const { id: workspaceId } = await prisma.workspace.create({
    data: { slackTeamId: 'T0001', name: 'Test', timezone: 'UTC', currency: 'USD', locale: 'en' },
  });
  await prisma.person.create({
    data: { workspaceId, name: 'dana', slackUserId: 'UDANA', role: 'manager', refreshedAt: new Date() },
  });
  await prisma.client.create({ data: { workspaceId, name: 'ACME', nameKey: 'acme' } });
}

/** Where answers arrive; the first is taken and not acknowledged until the test says so. */
class SlowDesk {
  private constructor(
    private readonly server: Server,
    readonly url: string,
    /** The first answer, and whoever waits for it to be taken. */
    readonly first: Promise<{ readonly body: string; readonly response: ServerResponse }>,
  ) {}

  static async open(): Promise<SlowDesk> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const first = new Promise<{ body: string; response: ServerResponse }>((done) => {
      server.on('request', async (incoming, response) => {
        let body = '';
        for await (const chunk of incoming) body += chunk;
        done({ body, response });
      });
    });
    return new SlowDesk(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`, first);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const engines = [
  { name: 'embedded', open: embeddedBooks },
  ...(postgresPrograms() === null ? [] : [{ name: 'PostgreSQL', open: booksOnServer }]),
];

describe.each(engines)('told to end while a command is worked on, $name', ({ open }) => {
  let after: (() => unknown)[] = [];
  afterEach(async () => {
    for (const undo of after.reverse()) await undo();
    after = [];
  });

  async function running(): Promise<{ books: Books; app: TestProcess; base: string; slack: SlackWorkspace }> {
    const books = await open();
    after.push(() => books.remove());
    await inBooks(books, fill);
    const slack = await SlackWorkspace.open({ clock: { now: () => new Date() } });
    after.push(() => slack.close());
    slack.user({ id: 'UDANA', name: 'dana' });
    slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: ['UDANA'] });
    const app = new TestProcess('dist/cli.js', ['start'], {
      cwd: quickFolder(),
      env: {
        ...books.env,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
        SLACK_API_URL: slack.apiUrl,
        PORT: '0',
        COLLECT_TIMEZONE: 'UTC',
      },
    });
    after.push(() => app.kill('SIGKILL'));
    await app.until('is ready', () => app.events.some((event) => event.msg === 'ready'));
    return { books, app, base: /http:\/\/[\d.]+:\d+/.exec(app.err)?.[0] ?? '', slack };
  }

  const command = (responseUrl: string) =>
    new URLSearchParams({
      command: '/collect',
      text: 'log ACME called, no answer',
      user_id: 'UDANA',
      team_id: 'T0001',
      channel_id: 'CAPOLLO',
      channel_name: 'proj-apollo',
      trigger_id: '1.2.3',
      response_url: responseUrl,
      api_app_id: 'A1',
    }).toString();

  it('takes nothing new, finishes it, and ends with 0', async () => {
    const { books, app, base, slack } = await running();
    const desk = await SlowDesk.open();
    after.push(() => desk.close());
    const { status } = await signedRequest(base, command(desk.url), { secret: slack.signingSecret });
    expect(status).toBe(200);
    const { body, response } = await desk.first;
    const told = performance.now();
    app.kill('SIGTERM');
    await app.until('hears of it', () => app.events.some((event) => event.msg === 'told to end'));
    while (await fetch(`${base}/healthz`).catch(() => null)) await new Promise((again) => setTimeout(again, 5));
    expect(app.events.some((event) => event.msg === 'ended')).toBe(false);
    response.end('ok');
    expect(await app.exit()).toBe(0);
    expect(performance.now() - told).toBeLessThan(AT_MOST);
    expect(app.events.at(-1)).toMatchObject({ msg: 'ended', code: 0 });
    expect(body).toContain('Undo');
    expect(await inBooks(books, (prisma) => prisma.conversation.count())).toBe(1);
  }, 180_000);

  it('does not wait for what never ends, and closes the books all the same', async () => {
    const { books, app, base, slack } = await running();
    const desk = await SlowDesk.open();
    after.push(() => desk.close());
    await signedRequest(base, command(desk.url), { secret: slack.signingSecret });
    await desk.first;
    const told = performance.now();
    app.kill('SIGTERM');
    expect(await app.exit()).toBe(0);
    expect(performance.now() - told).toBeLessThan(AT_MOST);
    expect(app.events.at(-1)).toMatchObject({ msg: 'ended', code: 0 });
    expect(await inBooks(books, (prisma) => prisma.conversation.count())).toBe(1);
  }, 180_000);
});
