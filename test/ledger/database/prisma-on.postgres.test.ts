import { expect, inject, test } from 'vitest';
import { pgConfig } from '../../../src/ledger/database/connection.js';
import { prismaOn } from '../../../src/ledger/database/prisma-on.js';

/** What the server says on each of five connections at once, over the test's URL with this query. */
async function settingsWith(query: string): Promise<{ jit: string; work_mem: string }[]> {
  const given = inject('databases')[0];
  if (given?.kind !== 'url') throw new Error('no server');
  const prisma = prismaOn({ kind: 'url', url: `${given.url}${query}` });
  try {
    const rows = await Promise.all(
      Array.from({ length: 5 }, () =>
        prisma.$queryRaw<{ pid: number; jit: string; work_mem: string }[]>`
          select pg_backend_pid() as pid, current_setting('jit') as jit, current_setting('work_mem') as work_mem,
            pg_sleep(0.1)::text`.then(([row]) => row),
      ),
    );
    const seen = rows.flatMap((row) => row ?? []);
    expect(new Set(seen.map(({ pid }) => pid)).size).toBeGreaterThan(1);
    return seen.map(({ jit, work_mem }) => ({ jit, work_mem }));
  } finally {
    await prisma.$disconnect();
  }
}

test('no connection compiles its queries', async () => {
  for (const { jit } of await settingsWith('')) expect(jit).toBe('off');
});

test('options in the URL are kept, and jit is off beside them', async () => {
  for (const settings of await settingsWith(`?options=${encodeURIComponent('-c work_mem=7MB')}`)) {
    expect(settings).toEqual({ jit: 'off', work_mem: '7MB' });
  }
});

test('jit stays on for whoever asks for it in the URL', async () => {
  for (const { jit } of await settingsWith(`?options=${encodeURIComponent('-c jit=on')}`)) expect(jit).toBe('on');
});

test('nothing is asked for when connecting, which a connection pooler would refuse', () => {
  expect(pgConfig({ kind: 'url', url: 'postgresql://books.example.com/collect' })).not.toHaveProperty('options');
});
