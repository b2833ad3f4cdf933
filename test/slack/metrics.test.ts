import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startClock } from '../../src/collect.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { enqueue } from '../../src/ledger/outbox.js';
import { Parts } from '../../src/parts.js';
import { Metrics } from '../../src/slack/metrics/metrics.js';
import { aMessage } from './a-delivery.js';
import { aTeam } from './a-team.js';
import type { RunningApp } from './running-app.js';

let running: RunningApp;

beforeEach(async () => {
  ({ running } = await aTeam());
  await running.app.session.identity();
});
afterEach(async () => {
  await running.stop();
});

/** One scrape: each line's value by its name and labels. */
async function scraped(): Promise<Map<string, number>> {
  const response = await fetch(`${running.base}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return figuresIn(await response.text());
}

function figuresIn(body: string): Map<string, number> {
  const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('what is measured', () => {
  it('is how long commands, presses and forms take to be acknowledged and answered', async () => {
    await running.type('log ACME promised Friday');
    await running.type('status ACME');
    await running.slack.sandbox.acting.openHome({ as: 'UDANA', tab: 'home' });
    await running.slack.called('views.publish');
    await expect.poll(async () => (await scraped()).get('collect_answer_seconds_count{kind="event"}')).toBe(1);
    const figures = await scraped();
    expect(figures.get('collect_acknowledgement_seconds_count{kind="command"}')).toBe(2);
    expect(figures.get('collect_acknowledgement_seconds_bucket{le="3",kind="command"}')).toBe(2);
    expect(figures.get('collect_answer_seconds_count{kind="command"}')).toBe(2);
    const [acknowledged, answered] = ['acknowledgement', 'answer'].map((what) =>
      figures.get(`collect_${what}_seconds_sum{kind="command"}`),
    );
    expect(acknowledged).toBeLessThan(answered ?? 0);
  });

  it('is each call to Slack by its method and error', async () => {
    running.slack.script('users.info', { error: 'internal_error' });
    running.slack.script('chat.postMessage', { status: 429, headers: { 'retry-after': '30' } });
    running.slack.user({ id: 'UNEW', name: 'new' });
    running.slack.join('CAPOLLO', 'UNEW');
    await running.type('status ACME', { user: 'UNEW' });
    await running.type('log ACME promised Friday');
    await running.slack.called('chat.postMessage');
    await expect
      .poll(async () =>
        (await scraped()).get('collect_slack_calls_total{method="chat.postMessage",error="ratelimited"}'),
      )
      .toBe(1);
    const figures = await scraped();
    expect(figures.get('collect_slack_calls_total{method="users.info",error="internal_error"}')).toBe(1);
    expect(figures.get('collect_slack_calls_total{method="auth.test",error="none"}')).toBe(1);
    expect(figures.get('collect_slack_calls_total{method="response_url",error="none"}')).toBe(2);
    expect(figures.get('collect_slack_call_seconds_count{method="response_url"}')).toBe(2);
  });

  it.each([
    ['a connection that is cut', { cut: 'after' }, 'no_answer'],
    ['a server error', { status: 503, body: 'upstream' }, 'http_503'],
    ['an answer that is no JSON', { status: 200, body: '<html>' }, 'not_json'],
  ] as const)('counts %s', async (_name, reply, error) => {
    running.slack.script('views.publish', reply);
    await running.slack.sandbox.acting.openHome({ as: 'UDANA', tab: 'home' });
    const name = `collect_slack_calls_total{method="views.publish",error="${error}"}`;
    await expect.poll(async () => (await scraped()).get(name)).toBe(1);
  });

  it('is what became of messages, what waits, and for how long', async () => {
    running.slack.script('chat.postMessage', { error: 'service_unavailable' });
    running.slack.script('chat.postMessage', { error: 'restricted_action' });
    await running.type('log ACME promised Friday');
    await running.slack.called('chat.postMessage');
    await expect.poll(async () => (await scraped()).get('collect_deliveries_total{result="later"}')).toBe(1);
    running.books.clock.advance({ minutes: 5 });
    const waiting = await scraped();
    expect(waiting.get('collect_outbox_messages{state="pending"}')).toBe(1);
    expect(waiting.get('collect_outbox_oldest_seconds')).toBe(300);
    running.app.delivery.wake();
    await expect.poll(async () => (await scraped()).get('collect_deliveries_total{result="failed"}')).toBe(1);
    const done = await scraped();
    expect(done.get('collect_outbox_messages{state="failed"}')).toBe(1);
  });

  it('is not how old a message is whose time has not come', async () => {
    const { prisma, workspaceId, clock } = running.books;
    const notBefore = new Date(clock.now().getTime() + 3_600_000);
    await prisma.$transaction(async (tx) => {
      await enqueue(tx, workspaceId, clock.now(), [aMessage('later', { channel: 'CAPOLLO' }, { notBefore })]);
    });
    clock.advance({ minutes: 30 });
    const figures = await scraped();
    expect(figures.get('collect_outbox_messages{state="pending"}')).toBe(1);
    expect(figures.get('collect_outbox_oldest_seconds')).toBe(0);
  });

  it('is what Slack asked for and is not done yet', async () => {
    const { prisma, workspaceId, clock } = running.books;
    const at = new Date(clock.now().getTime() - 90_000);
    const asked = {
      workspaceId,
      kind: 'command',
      receivedAt: at,
      leasedUntil: new Date(clock.now().getTime() + 60_000),
    };
    await prisma.inboxRequest.create({ data: { ...asked, dedupeKey: 'undone', body: {} } });
    await prisma.inboxRequest.create({ data: { ...asked, dedupeKey: 'done', doneAt: at } });
    const figures = await scraped();
    expect(figures.get('collect_inbox_requests')).toBe(1);
    expect(figures.get('collect_inbox_oldest_seconds')).toBe(90);
  });

  it('is what was given up, and each run of a job, from the start on', async () => {
    const { prisma, workspaceId, clock } = running.books;
    const series = (figures: Map<string, number>, name: string) =>
      [...figures].filter(([key]) => key.startsWith(name)).map(([, figure]) => figure);
    const before = await scraped();
    expect(series(before, 'collect_requests_given_up_total')).toEqual([0, 0, 0, 0]);
    expect(series(before, 'collect_job_runs_total')).toEqual(Array(9).fill(0));
    await prisma.inboxRequest.create({
      data: { workspaceId, kind: 'press', dedupeKey: 'p', body: {}, attempts: 8, leasedUntil: clock.now() },
    });
    await running.app.inbox.sweep();
    expect((await scraped()).get('collect_requests_given_up_total{kind="press"}')).toBe(1);
  });

  it('is each run of a job, and when it was', async () => {
    const { ledger, clock, prisma } = running.books;
    clock.set('2026-11-24T08:40:00Z');
    const log = pino({ level: 'silent' });
    const parts = new Parts(log);
    const clockwork = await startClock({ ledger, log, parts, jobs: running.app.metrics });
    await clockwork.strike();
    expect((await scraped()).get('collect_job_runs_total{job="promises",result="done"}')).toBe(1);
    expect((await scraped()).get('collect_job_last_run_timestamp_seconds{job="promises"}')).toBe(
      Date.parse('2026-11-24T08:40:00Z') / 1000,
    );
    clock.set('2026-11-24T10:00:00Z');
    await prisma.channel.updateMany({ data: { timezone: 'Mars/Olympus' } });
    await clockwork.strike();
    expect((await scraped()).get('collect_job_runs_total{job="digest",result="failed"}')).toBe(1);
    await parts.stop();
  });

  it('is the process itself', async () => {
    const figures = await scraped();
    expect(figures.get('process_resident_memory_bytes')).toBeGreaterThan(0);
    expect([...figures.keys()]).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('shows nobody, no place and no amount', async () => {
    await running.type('log ACME promised Friday 12,400');
    await running.slack.called('chat.postMessage');
    const body = await (await fetch(`${running.base}/metrics`)).text();
    const ours = body.split('\n').filter((line) => line.startsWith('collect_'));
    expect(ours.length).toBeGreaterThan(50);
    for (const line of ours)
      expect(line).not.toMatch(/acme|ACME|dana|apollo|12[,.]?400|\/response\/|"[CDUT][A-Z0-9]+"/);
  });
});

it('answers while the books do not, and says so', async () => {
  const broken = { ...running.books.ledger, prisma: { $queryRaw: () => Promise.reject(new Error('gone')) } };
  const metrics = new Metrics(broken as unknown as Ledger);
  metrics.acknowledged('command', 0.002);
  const figures = figuresIn((await metrics.exposition()).body);
  expect(figures.get('collect_books_up')).toBe(0);
  expect(figures.get('collect_acknowledgement_seconds_count{kind="command"}')).toBe(1);
  expect([...figures.keys()].filter((name) => /outbox|inbox|last_run/.test(name))).toEqual([]);
});

it('stands in the README, each metric with its labels', () => {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  const [, table] = /<!-- metrics:begin [^>]*-->\n(.*)\n<!-- metrics:end -->/s.exec(readme) ?? [];
  const rows = new Metrics(running.books.ledger).described().map(({ name, labels, help }) => {
    const named = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${named} | ${help} |`;
  });
  expect(table).toBe(['| Metric | Labels | What it says |', '| --- | --- | --- |', ...rows].join('\n'));
});
