import { describe, expect, it } from 'vitest';
import { startClockwork } from '../../src/jobs/clock-work.js';
import type { TickReport } from '../../src/jobs/tick.js';
import { aChannel, aProject } from '../support/books.js';
import { testLedger } from '../support/database.js';

describe('the clockwork', () => {
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
