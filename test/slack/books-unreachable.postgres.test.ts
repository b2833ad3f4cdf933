import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { prismaOn } from '../../src/ledger/database/prisma-on.js';
import type { PrismaClient } from '../../src/ledger/prisma/client.js';
import { booksUnreachable } from '../../src/slack/books-unreachable.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
let prisma: PrismaClient;

beforeEach(async () => {
  books = await testLedger();
  const mine = inject('databases')[Number(process.env.VITEST_POOL_ID ?? '1') - 1];
  if (mine === undefined) throw new Error('no database');
  prisma = prismaOn(mine);
});
afterEach(async () => {
  await prisma.$disconnect();
});

type Asks = Pick<PrismaClient, '$queryRaw'>;

async function backendOf(tx: Asks): Promise<number> {
  const [row] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? 0;
}

/** The server ends that connection, and it is over when this resolves. */
async function end(pid: number): Promise<void> {
  await books.prisma.$queryRaw`select pg_terminate_backend(${pid}::int, 5000)`;
}

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => error,
  );

it('a connection that ends under a statement', async () => {
  const error = await thrownBy(
    prisma.$transaction(async (tx) => {
      const pid = await backendOf(tx);
      await Promise.all([tx.$queryRaw`select pg_sleep(20)::text`, end(pid)]);
    }),
  );
  expect(booksUnreachable(error)).toBe(true);
});

it('a connection that ends between two statements', async () => {
  const error = await thrownBy(
    prisma.$transaction(async (tx) => {
      await end(await backendOf(tx));
      await tx.$queryRaw`select 1`;
    }),
  );
  expect(booksUnreachable(error)).toBe(true);
});

it('a connection that ends before the commit', async () => {
  const error = await thrownBy(prisma.$transaction(async (tx) => await end(await backendOf(tx))));
  expect(booksUnreachable(error)).toBe(true);
});

it('a server that is not there', async () => {
  const nowhere = prismaOn({ kind: 'url', url: 'postgresql://postgres@127.0.0.1:1/postgres' });
  expect(booksUnreachable(await thrownBy(nowhere.workspace.count()))).toBe(true);
  expect(booksUnreachable(await thrownBy(nowhere.$queryRaw`select 1`))).toBe(true);
  await nowhere.$disconnect();
});

it('but not what the database refuses', async () => {
  expect(booksUnreachable(await thrownBy(prisma.$queryRaw`select no_such_column`))).toBe(false);
});
