import { expect, inject, it } from 'vitest';
import { doctor } from '../../src/cli/doctor.js';
import { readConfig } from '../../src/config.js';
import { languageOf } from '../../src/text/language.js';
import { testLedger } from '../support/database.js';

it('names every message that was given up, with its reason, and ends as something that needs you', async () => {
  const { prisma, workspaceId } = await testLedger();
  const at = new Date('2026-11-23T08:00:00Z');
  const lost = { workspaceId, kind: 'digest', facts: {}, notBefore: at, state: 'failed' as const };
  await prisma.outboxMessage.createMany({
    data: [
      { ...lost, dedupeKey: 'a', slackChannelId: 'CAPOLLO', lastError: 'is_archived' },
      { ...lost, dedupeKey: 'b', slackChannelId: 'CGEMINI', lastError: 'http_503', state: 'unknown' },
      ...Array.from({ length: 25 }, (_, n) => ({
        ...{ ...lost, dedupeKey: `${n}`, slackChannelId: `C${n}`, lastError: 'restricted_action' },
        notBefore: new Date(at.getTime() - 60_000),
      })),
    ],
  });
  const database = inject('databases')[Number(process.env.VITEST_POOL_ID ?? '1') - 1];
  if (database?.kind !== 'url') throw new Error('no server');
  const said: string[] = [];
  const terminal = { out: (line: string) => void said.push(line), tell: () => undefined, json: () => undefined };
  const reading = readConfig({ DATABASE_URL: database.url });
  const ending = await doctor(reading, languageOf('en'), {}, terminal);
  expect(ending).toBe('needsYou');
  const outbox = said.filter((line) => line.startsWith('Outbox'));
  expect(outbox[0]).toContain('CAPOLLO was not delivered (2026-11-23 08:00 UTC). The channel is archived');
  expect(outbox[1]).toContain('It may have arrived');
  expect(outbox).toHaveLength(21);
  expect(outbox.at(-1)).toContain('7 more messages');
});
