import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataDirectory } from '../support/cluster.js';
import { TestProcess } from '../support/process.js';

// The command line as a shell sees it: processes, exit codes, what is printed where.

let home: string;
let data: string;
const running: TestProcess[] = [];
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'collect-cli-'));
  data = await dataDirectory();
});
afterAll(async () => {
  for (const process of running) process.kill('SIGKILL');
  rmSync(home, { recursive: true });
  rmSync(data, { recursive: true });
});

function collect(args: readonly string[], env: Record<string, string> = {}): TestProcess {
  const process = new TestProcess('dist/cli.js', args, {
    cwd: home,
    env: { COLLECT_DATA: data, LOG_LEVEL: 'info', ...env },
  });
  running.push(process);
  return process;
}

async function ended(args: readonly string[], env: Record<string, string> = {}) {
  const process = collect(args, env);
  return { code: await process.exit(), out: process.out, err: process.err };
}

test('--help tells what the exit codes mean, in the language that is set', async () => {
  const [english, chinese] = await Promise.all([ended(['--help']), ended(['--help'], { COLLECT_LOCALE: 'zh-CN' })]);
  expect(english).toMatchObject({ code: 0 });
  for (const command of ['start', 'sandbox', 'import', 'run', 'aging', 'role', 'settings', 'doctor']) {
    expect(english.out).toMatch(new RegExp(`^ +${command} `, 'm'));
  }
  expect(english.out).toContain('Exit codes');
  expect(chinese.out).toContain('退出码');
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await ended(['--version'])).toMatchObject({ code: 0, out: `${version}\n` });
});

test('a command that is not understood ends with 2, a wrong setting with 1 and every fault', async () => {
  const [unknown, noDate, wrong] = await Promise.all([
    ended(['agin']),
    ended(['aging', '--today', '2026-02-30']),
    ended(['aging'], { PORT: 'x', COLLECT_CURRENCY: 'gold', SLACK_BOT_TOKEN: 'hunter2' }),
  ]);
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toContain('agin');
  expect(noDate.code).toBe(2);
  expect(noDate.err).toContain('2026-02-30');
  expect(wrong).toMatchObject({ code: 1, out: '' });
  for (const part of ['PORT', 'COLLECT_CURRENCY', 'SLACK_BOT_TOKEN', 'gold']) expect(wrong.err).toContain(part);
  expect(wrong.err).not.toContain('hunter2');
});

test('.env is read where the command runs, and the environment goes before it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'collect-env-'));
  writeFileSync(join(folder, '.env'), 'PORT=none\nCOLLECT_CURRENCY=gold\n');
  const process = new TestProcess('dist/cli.js', ['doctor', '--json'], { cwd: folder, env: { PORT: '4000' } });
  expect(await process.exit()).toBe(3);
  const [finding] = JSON.parse(process.out).findings;
  expect(finding).toMatchObject({ check: 'settings', state: 'fault' });
  expect(finding.words).toContain('gold');
  expect(finding.words).not.toContain('none');
  rmSync(folder, { recursive: true });
});

test('doctor names a database that does not answer, and a first start that is still to come', async () => {
  const url = 'postgresql://me:hunter2@127.0.0.1:1/books';
  const [server, fresh] = await Promise.all([
    ended(['doctor', '--json'], { DATABASE_URL: url }),
    ended(['doctor', '--json'], { COLLECT_DATA: join(home, 'none') }),
  ]);
  expect(server.code).toBe(3);
  expect(JSON.parse(server.out)).toMatchObject({
    ok: false,
    findings: [{ check: 'settings' }, { check: 'database', state: 'fault' }, { check: 'slack', state: 'note' }],
  });
  expect(server.out).toContain('127.0.0.1:1/books');
  expect(server.out).not.toContain('hunter2');
  expect(fresh.code).toBe(0);
  expect(JSON.parse(fresh.out).findings[1]).toMatchObject({ check: 'database', state: 'note' });
});

/** Tokens of a Slack that does not answer: without any it would be the sandbox. */
const SLACK = {
  SLACK_BOT_TOKEN: 'xoxb-1-2-secret',
  SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5',
  SLACK_API_URL: 'http://127.0.0.1:1/api/',
};

test('health answers again and again while the first books are being made', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  const app = collect(['start'], { PORT: String(port), COLLECT_DATA: join(home, 'first'), ...SLACK });
  const open = () => app.events.some((event) => event.msg === 'the books are open');
  let answers = 0;
  while (!open()) {
    const health = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (health?.status === 200) answers += 1;
    await new Promise((again) => setTimeout(again, 50));
  }
  // Were they made by the thread that answers, it would be one or two.
  expect(answers).toBeGreaterThan(10);
  app.kill('SIGTERM');
  expect(await app.exit()).toBe(0);
}, 300_000);

describe('while Collect runs', () => {
  let app: TestProcess;
  let address: string;
  beforeAll(async () => {
    app = collect(['start'], { PORT: '0', ...SLACK });
    await app.until('is ready', () => app.events.some((event) => event.msg === 'ready'));
    address = /http:\/\/[\d.]+:\d+/.exec(app.err)?.[0] ?? '';
  }, 120_000);

  test('it answers health checks, and is not ready before Slack is', async () => {
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect((await fetch(`${address}/readyz`)).status).toBe(503);
    expect((await fetch(`${address}/other`)).status).toBe(404);
  });

  test('commands share its database: import, aging, run, role, doctor', async () => {
    const file = join(home, 'invoices.csv');
    writeFileSync(
      file,
      'Client,Invoice number,Issue date,Due date,Amount,Currency\n' +
        'ACME,INV-1,2026-01-05,2026-02-05,"1,200.50",USD\n' +
        'ACME,INV-2,2026-01-05,2026-03-31,80.00,USD\n' +
        'Borg,INV-3,2026-01-05,never,80.00,USD\n',
    );
    const imported = await ended(['import', file, '--as', 'invoices', '--json']);
    expect(imported, imported.err).toMatchObject({ code: 3 });
    expect(JSON.parse(imported.out)).toMatchObject([{ read: 3, new: 2, changed: 0, unchanged: 0, refused: 1 }]);

    const [aging, table, dry, role, nobody, doctor] = await Promise.all([
      ended(['aging', '--today', '2026-02-10', '--json']),
      ended(['aging', '--today', '2026-02-10']),
      ended(['run', 'all', '--today', '2026-02-10', '--dry-run', '--json']),
      ended(['role', 'kim@example.com', 'finance']),
      ended(['role', 'nobody', 'finance']),
      ended(['doctor', '--json']),
    ]);
    expect(JSON.parse(aging.out)).toMatchObject({
      today: '2026-02-10',
      unit: expect.stringContaining('minor units'),
      currencies: [
        {
          currency: 'USD',
          outstanding: 128050,
          overdue: 120050,
          days1to30: 120050,
          notDue: 8000,
          decimal: { outstanding: '1280.50', overdue: '1200.50', notDue: '80.00', disputed: '0.00' },
        },
      ],
    });
    expect(table.out).toContain('$1,280.50');
    expect(dry.code).toBe(0);
    expect(JSON.parse(dry.out)).toMatchObject({ dryRun: true, today: '2026-02-10', delivery: null });
    expect(role).toMatchObject({ code: 0, out: 'kim@example.com is now finance.\n' });
    expect(nobody).toMatchObject({ code: 1, out: '' });
    expect(nobody.err).toContain('nobody');
    expect(doctor.out).toContain(String(app.child.pid));
    expect(JSON.parse(doctor.out)).toMatchObject({ ok: true });
  }, 120_000);

  test('settings shows and changes what the rules go by, and refuses what makes no sense', async () => {
    const set = await ended(['settings', 'escalate-days-overdue', '45']);
    expect(set).toMatchObject({ code: 0 });
    expect(set.out).toContain('escalate-days-overdue');
    const all = await ended(['settings', '--json']);
    expect(JSON.parse(all.out)).toMatchObject({ 'escalate-days-overdue': '45', 'grace-working-days': '1' });
    const wrong = await ended(['settings', 'grace-working-days', 'many']);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('many');
    expect((await ended(['settings', 'country'])).code).toBe(2);
  }, 120_000);

  test('told to end, it closes the books and ends with 0', async () => {
    app.kill('SIGTERM');
    expect(await app.exit()).toBe(0);
    expect(app.events.at(-1)).toMatchObject({ msg: 'ended', code: 0 });
    const aging = await ended(['aging', '--today', '2026-02-10', '--json']);
    expect(JSON.parse(aging.out).currencies).toHaveLength(1);
  }, 120_000);
});

test('an address that is taken is said so', async () => {
  const { createServer } = await import('node:http');
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const taken = server.address();
  const port = taken === null || typeof taken === 'string' ? 0 : taken.port;
  const result = await ended(['start'], { PORT: String(port), ...SLACK });
  server.close();
  expect(result.code).toBe(1);
  expect(result.err).toContain(`127.0.0.1:${port}`);
});
