import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFile } from '../src/imports/import-file.js';
import { tick } from '../src/jobs/tick.js';
import { buttonsOf, RunningApp, wordsOf } from './slack/running-app.js';

// The whole product but its process: a file comes in, people type and press, mornings come, Slack is the sandbox.
// Monday is 2026-11-23.

let running: RunningApp;
let folder: string;

beforeEach(async () => {
  running = await RunningApp.start({ now: '2026-11-23T07:00:00Z' });
  folder = mkdtempSync(join(tmpdir(), 'collect-journey-'));
  const { slack } = running;
  slack.user({ id: 'UDANA', name: 'dana', email: 'dana@studio.example' });
  slack.user({ id: 'USAM', name: 'sam', is_admin: true });
  slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: ['UDANA', 'USAM'] });
});
afterEach(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function receivables(rows: string[]): Promise<void> {
  const path = join(folder, 'receivables.csv');
  writeFileSync(path, ['Customer,Invoice number,Invoice date,Due date,Amount', ...rows, ''].join('\n'));
  const report = await importFile(running.books.ledger, running.books.workspace, path);
  expect(report).toMatchObject({ refused: 0, read: rows.length });
}

/** Lets the clock strike and everything that is due be said; returns what was said where. */
async function morning(iso: string): Promise<{ to: string; text: string; message: Record<string, unknown> }[]> {
  running.books.clock.set(iso);
  const before = running.slack.callsOf('chat.postMessage').length;
  await tick(running.books.ledger, running.books.workspaceId);
  const due = await running.books.prisma.outboxMessage.count({ where: { state: 'pending', updatesId: null } });
  running.app.delivery.wake();
  const posted = await running.slack.called('chat.postMessage', before + due);
  return posted.slice(before).map((message) => ({ to: String(message.channel), text: wordsOf(message), message }));
}

describe('from a file of receivables to the money', () => {
  it('goes through promise, broken promise, new date and payment', async () => {
    await receivables([
      'ACME Ltd,INV-104,2026-10-06,2026-11-05,"9,400.00"',
      'ACME Ltd,INV-107,2026-10-25,2026-11-24,"3,000.00"',
      'Globex,INV-200,2026-08-01,2026-08-31,"27,250.00"',
    ]);

    // A manager ties the project to its channel.
    const set = await running.type('project "Apollo" here owner @dana clients "ACME Ltd", Globex', {
      user: 'USAM',
    });
    expect(wordsOf(set.body)).toContain('Its clients: ACME Ltd and Globex.');
    // She is the first administrator who comes, so setting up is offered to her too.
    const first = await running.slack.called('chat.postMessage', 2);
    expect(first.map(({ channel }) => channel).sort()).toEqual(['CAPOLLO', 'DUSAM']);

    // The project manager logs a promise and the channel hears of it.
    const receipt = await running.type('log ACME promised Friday');
    expect(wordsOf(receipt.body)).toMatch(/ACME Ltd promised \$12,400\.00 by Fri 27 Nov 2026/);
    expect(wordsOf((await running.slack.called('chat.postMessage', 3))[2])).toContain('$12,400.00');

    // Tuesday's digest: ACME is promised for, Globex needs somebody.
    await receivables(['ACME Ltd,INV-104,2026-10-06,2026-11-05,"9,400.00"']);
    const tuesday = await morning('2026-11-24T09:00:00Z');
    expect(tuesday).toHaveLength(2);
    const digest = tuesday.find((said) => said.to === 'CAPOLLO');
    expect(digest?.text).toContain('$27,250.00 to collect');
    expect(digest?.text).toContain('Globex');
    expect(tuesday.find((said) => said.to === 'DUSAM')?.text).toContain('Globex');

    // The same minute again says nothing.
    expect(await morning('2026-11-24T09:00:30Z')).toEqual([]);

    // Thursday: the owner is told that tomorrow is the day.
    await receivables(['ACME Ltd,INV-104,2026-10-06,2026-11-05,"9,400.00"']);
    const thursday = await morning('2026-11-26T09:00:00Z');
    expect(thursday.filter((said) => said.to === 'DUDANA')).toHaveLength(1);

    // Tuesday: nothing came. One direct message, and the digest says it too.
    running.books.clock.set('2026-12-01T07:00:00Z');
    await receivables(['ACME Ltd,INV-104,2026-10-06,2026-11-05,"9,400.00"']);
    const broken = (await morning('2026-12-01T09:00:00Z')).filter((said) => said.to === 'DUDANA');
    expect(broken).toHaveLength(1);
    expect(broken[0]?.text).toContain('did not keep its promise of Fri 27 Nov');
    expect(broken[0]?.text).toContain('$12,400.00');

    // New date from its button; the message shows it.
    const button = Object.values(buttonsOf(broken[0]?.message ?? {})).find((one) => one.action === 'promise.new_date');
    if (button === undefined) throw new Error('no button for a new date');
    await running.press(button.action, button.value, { channel: 'DUDANA' });
    await running.submit(await running.form(), { 'log.date': { date: '2026-12-04' } });
    // Thursday's reminder is rewritten too: its day has passed.
    await running.slack.called('chat.update');
    const rewritten = () => running.slack.callsOf('chat.update').map(wordsOf);
    await expect.poll(rewritten).toContainEqual(expect.stringContaining('Fri 4 Dec'));

    // The money comes: the promise is kept, nothing of ACME's is left.
    const paid = await running.type('paid ACME 12,400', { user: 'USAM' });
    expect(wordsOf(paid.body)).toContain('$12,400.00');
    expect(await running.books.prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { state: 'broken', level: 1 },
      { state: 'kept', level: 2 },
    ]);
    const status = await running.type('status ACME');
    expect(wordsOf(status.body)).toContain('ACME Ltd');
    expect(wordsOf(status.body)).not.toContain('INV-104');
  });

  it('two copies of the product at the same minute say everything once', async () => {
    await receivables(['Globex,INV-200,2026-08-01,2026-08-31,"27,250.00"']);
    await running.type('project "Apollo" here owner @dana clients Globex', { user: 'USAM' });
    await running.slack.called('chat.postMessage');
    running.books.clock.set('2026-11-23T09:00:00Z');
    const { ledger, workspaceId } = running.books;
    await Promise.all([tick(ledger, workspaceId), tick(ledger, workspaceId), tick(ledger, workspaceId)]);
    const kinds = (await running.books.prisma.outboxMessage.findMany()).map((row) => row.kind);
    expect(kinds.sort()).toEqual(['digest', 'escalation_list', 'project_set', 'setup']);
  });
});
