import { afterEach, describe, expect, it, vi } from 'vitest';
import { startClockwork } from '../../src/jobs/clock-work.js';
import type { TickReport } from '../../src/jobs/tick.js';
import { aChannel, aProject } from '../support/books.js';
import { testLedger } from '../support/database.js';

afterEach(() => vi.useRealTimers());

describe('the clockwork', () => {
  it('strikes late where its minute was missed: the machine slept, or its clock was set', async () => {
    const { ledger } = await testLedger({ now: '2026-11-23T09:00:00Z' });
    vi.useFakeTimers({ now: new Date('2026-11-23T09:00:30Z') });
    const refusing = { ...ledger, prisma: new Proxy(ledger.prisma, { get: () => undefined }) };
    let strikes = 0;
    const clockwork = startClockwork({
      ledger: refusing,
      onError: () => {
        strikes += 1;
      },
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(strikes).toBe(1);
    vi.setSystemTime('2026-11-23T09:20:10Z');
    await vi.advanceTimersByTimeAsync(40_000);
    expect(strikes).toBeGreaterThan(1);
    await clockwork.stop();
  });

  it('strikes at once, does a workspace in spite of another that fails, and stops after the strike', async () => {
    const books = await testLedger({ now: '2026-11-23T09:00:00Z' });
    const broken = await books.prisma.workspace.create({
      data: { name: 'Broken', timezone: 'Mars/Olympus', currency: 'USD', locale: 'en' },
    });
    await aProject(books, { name: 'Apollo', channelId: await aChannel(books, { slackChannelId: 'CAPOLLO' }) });
    const reports: TickReport[] = [];
    const failed: (number | null)[] = [];
    const clockwork = startClockwork({
      ledger: books.ledger,
      onReport: (report) => reports.push(report),
      onError: (_, workspaceId) => failed.push(workspaceId),
    });
    await clockwork.strike();
    await clockwork.stop();
    expect(failed).toEqual([broken.id]);
    expect(reports).toMatchObject([{ workspaceId: books.workspaceId, digests: { channels: 1, messages: 1 } }]);
    books.clock.advance({ days: 1 });
    await clockwork.strike();
    expect(await books.prisma.outboxMessage.count()).toBe(1);
  });

  it('never runs two strikes at a time', async () => {
    const books = await testLedger({ now: '2026-11-23T09:00:00Z' });
    await aProject(books, { name: 'Apollo', channelId: await aChannel(books, { slackChannelId: 'CAPOLLO' }) });
    const reports: TickReport[] = [];
    const clockwork = startClockwork({ ledger: books.ledger, onReport: (report) => reports.push(report) });
    const strike = clockwork.strike();
    expect(clockwork.strike()).toBe(strike);
    await strike;
    await clockwork.stop();
    expect(reports).toHaveLength(1);
  });
});
