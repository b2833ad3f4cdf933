import { beforeEach, expect, it } from 'vitest';
import { enqueue, type NewMessage } from '../../src/ledger/outbox.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
beforeEach(async () => {
  books = await testLedger();
});

const message = (dedupeKey: string): NewMessage => ({
  notice: {
    kind: 'passed_on',
    facts: { by: { id: 1, name: 'Dana', slackUserId: 'UDANA' }, typed: dedupeKey, on: '2026-11-23' as never },
  },
  dedupeKey,
  to: { channel: 'C1' },
});

const put = (keys: readonly string[], written = async () => {}) =>
  books.prisma.$transaction(async (tx) => {
    const fresh = await enqueue(tx, books.workspaceId, books.clock.now(), keys.map(message));
    await written();
    return fresh;
  });

/** How many transactions wait for another one. */
async function waiting(): Promise<number> {
  const [row] = await books.prisma.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into outbox_message%'`;
  return row?.n ?? 0;
}

it('what two say in opposite order is written by one of them, and the other one waits for it', async () => {
  let letGo: (value: Promise<never>) => void = () => undefined;
  let has = false;
  const held = put(['m'], async () => {
    has = true;
    await new Promise((resolve) => {
      letGo = resolve;
    });
  });
  await expect.poll(() => has).toBe(true);
  // Both come as far as they can while somebody else has the key in the middle.
  const both = [put(['a', 'm', 'z']), put(['z', 'm', 'a'])];
  await expect.poll(waiting, { timeout: 5_000 }).toBe(2);
  letGo(Promise.reject(new Error('rolled back')));
  await expect(held).rejects.toThrow('rolled back');
  expect((await Promise.all(both)).flat().toSorted()).toEqual(['a', 'm', 'z']);
});
