import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { prismaOn } from '../../../src/ledger/database/prisma-on.js';
import { Prisma } from '../../../src/ledger/prisma/client.js';
import { selectPrepared } from '../../../src/ledger/rows.js';

const row = z.object({ n: z.int() });
const countTo = (n: number) => Prisma.sql`select ${n}::int as n from generate_series(1, ${n}::int)`;

test('a statement whose preparation a connection pooler lost is asked again, unprepared', async () => {
  const [given] = inject('databases');
  if (given?.kind !== 'url') throw new Error('no server');
  const prisma = prismaOn(given);
  try {
    await prisma.$connect();
    expect(await selectPrepared(prisma, row, countTo(2))).toHaveLength(2);
    const prepared = z.array(row);
    const names = Prisma.sql`select count(*)::int as n from pg_prepared_statements where name like 'collect%'`;
    expect(prepared.parse(await prisma.$queryRaw(names))).toEqual([{ n: 1 }]);
    // As if the next transaction came to another of the pooler's connections.
    await prisma.$executeRaw`deallocate all`;
    expect(await selectPrepared(prisma, row, countTo(3))).toHaveLength(3);
    expect(prepared.parse(await prisma.$queryRaw(names))).toEqual([{ n: 0 }]);
  } finally {
    await prisma.$disconnect();
  }
});

test('a statement is asked again whose columns a newer version has changed meanwhile', async () => {
  const [given] = inject('databases');
  if (given?.kind !== 'url') throw new Error('no server');
  const prisma = prismaOn(given);
  const all = Prisma.sql`select n from changed_meanwhile`;
  try {
    await prisma.$executeRaw`create table changed_meanwhile (n smallint)`;
    await prisma.$executeRaw`insert into changed_meanwhile values (7)`;
    expect(await selectPrepared(prisma, row, all)).toEqual([{ n: 7 }]);
    await prisma.$executeRaw`alter table changed_meanwhile alter column n type int`;
    expect(await selectPrepared(prisma, row, all)).toEqual([{ n: 7 }]);
  } finally {
    await prisma.$executeRaw`drop table if exists changed_meanwhile`;
    await prisma.$disconnect();
  }
});

test('inside a transaction it is asked there, and taken back with it', async () => {
  const [given] = inject('databases');
  if (given?.kind !== 'url') throw new Error('no server');
  const prisma = prismaOn(given);
  const create = Prisma.sql`
    with made as (insert into workspace (name, timezone, currency, locale) values ('Gone', 'UTC', 'USD', 'en') returning id)
    select id as n from made`;
  try {
    const failing = prisma.$transaction(async (tx) => {
      await selectPrepared(tx, row, create);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await prisma.workspace.count({ where: { name: 'Gone' } })).toBe(0);
  } finally {
    await prisma.$disconnect();
  }
});
