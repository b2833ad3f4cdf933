import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { toDateColumn } from '../../src/ledger/date-column.js';
import { digestFacts, runDigest } from '../../src/ledger/digest.js';
import type { Transaction } from '../../src/ledger/ledger.js';
import { valuedUpTo } from '../../src/ledger/promise-check/evaluate.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { aChannel, aClient, anInvoice, aProject } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

// The embedded database runs one transaction after another: only a server has two at once.

let books: TestLedger;
let channelId: number;
let acme: number;

beforeEach(async () => {
  books = await testLedger({ now: '2026-11-23T09:00:00Z' });
  channelId = await aChannel(books, { slackChannelId: 'CAPOLLO' });
  acme = await aClient(books, { name: 'ACME', projectId: await aProject(books, { name: 'Apollo', channelId }) });
  await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-11-01', amount: 1_000_000 });
});

const payment = async (tx: Transaction, minor: number) => {
  const valueDate = toDateColumn(localDate('2026-11-24'));
  const data = { clientId: acme, currency: 'USD', amount: BigInt(minor), valueDate, source: 'test' };
  return (await tx.payment.create({ data: { workspaceId: books.workspaceId, ...data } })).id;
};

/** A payment that has its id and is not committed until `commit`; another that drew a later one is. */
async function overtaken() {
  let commit = (): void => {};
  const gate = new Promise<void>((open) => {
    commit = open;
  });
  let done: Promise<void> = Promise.resolve();
  const id = await new Promise<number>((drawn, failed) => {
    done = books.prisma.$transaction(
      async (tx) => {
        drawn(await payment(tx, 100_000));
        await gate;
      },
      { timeout: 30_000 },
    );
    done.catch(failed);
  });
  await payment(books.prisma, 1);
  return {
    id,
    commit: async () => {
      commit();
      await done;
    },
  };
}

/** Resolves when somebody waits for a lock, so that the order of events is the one that is tested. */
async function somebodyWaits(): Promise<void> {
  for (let look = 0; look < 5_000; look++) {
    const [row] = await books.prisma.$queryRaw<{ n: bigint }[]>`
      SELECT count(*) AS n FROM pg_locks WHERE NOT granted AND relation = 'payment'::regclass`;
    if (Number(row?.n) > 0) return;
  }
  throw new Error('nobody waits');
}

const run = async (day: string) =>
  await runDigest(books.ledger, { workspaceId: books.workspaceId, channelId, slot: localDate(day) });

describe('a payment that commits after one with a later id', () => {
  it('is told by exactly one digest', async () => {
    await run('2026-11-23');
    books.clock.set('2026-11-24T09:00:00Z');
    const slow = await overtaken();
    const tuesday = run('2026-11-24');
    await Promise.race([somebodyWaits(), tuesday]);
    await slow.commit();
    const told = (await tuesday).messages.map(({ notice }) => notice.kind === 'digest' && notice.facts.changes);
    books.clock.set('2026-11-25T09:00:00Z');
    const next = await digestFacts(
      books.ledger,
      books.workspace,
      { id: channelId },
      { today: localDate('2026-11-25') },
    );
    const paid = [...told.flatMap((changes) => changes || []), ...(next?.changes ?? [])].filter(
      (change) => change.kind === 'paid',
    );
    expect(paid).toMatchObject([{ clientName: 'ACME', amount: { minor: 100_001, currency: 'USD' } }]);
  });

  it('is looked at by the next promise check', async () => {
    const slow = await overtaken();
    const check = checkPromises(books.ledger, books.workspaceId, localDate('2026-11-24'));
    await Promise.race([somebodyWaits(), check]);
    const before = await books.prisma.jobRun.findFirst({ where: { job: 'promises' } });
    expect(before).toBeNull();
    await slow.commit();
    await check;
    const last = await books.prisma.jobRun.findFirstOrThrow({ where: { job: 'promises' } });
    expect(valuedUpTo(last)?.payment).toBe(slow.id + 1);
  });
});

describe('a writer that goes on for long', () => {
  it('lets others write between the tries', async () => {
    const slow = await overtaken();
    const digest = run('2026-11-24');
    await Promise.race([somebodyWaits(), digest]);
    // Queues behind the waiting digest, and must get through although the slow one has not ended.
    await payment(books.prisma, 2);
    await slow.commit();
    expect((await digest).claimed).toBe(true);
  }, 30_000);
});
