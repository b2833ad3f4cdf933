import { expect, it } from 'vitest';
import { testLedger } from '../support/database.js';
import { counts, importText, refusalsOf } from './import-text.js';

// The first invoices of all are loaded without the table's indexes and foreign keys. On a server only: the embedded
// database has one connection for everybody.

type Books = Awaited<ReturnType<typeof testLedger>>;

/** Rows enough for several batches, and a file large enough to be loaded. */
const ROWS = 12_000;
const row = (n: number): string => `INV-${n},Client ${n % 40},2026-09-01,2026-10-${10 + (n % 20)},${n}.25`;
const file = (rows: readonly string[]): string =>
  `Invoice No,Customer,Invoice Date,Due Date,Amount\n${rows.join('\n')}\n`;
const plain = Array.from({ length: ROWS }, (_, index) => row(index + 1));

/** Everything by which the tables keep their rows right. */
async function rulesOf({ prisma }: Books): Promise<unknown> {
  return await prisma.$queryRaw`
    select indexname::text as name, indexdef as definition from pg_indexes where schemaname = 'public'
    union all
    select conname::text, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
    order by 1, 2`;
}

/** Which file of the table the invoices' numbers are found by: another one when the index was made anew. */
async function indexFile({ prisma }: Books): Promise<unknown> {
  const [found] = await prisma.$queryRaw<{ file: number }[]>`
    select relfilenode::int as file from pg_class where relname = 'invoice_workspace_id_number_key_key'`;
  return found?.file;
}

it('leaves every index and key of the tables as it was, and the same file changes nothing', async () => {
  const books = await testLedger();
  const rules = await rulesOf(books);
  const before = await indexFile(books);
  expect(counts(await importText(books, file(plain)))).toMatchObject({ read: ROWS, new: ROWS, refused: 0 });
  expect(await indexFile(books)).not.toBe(before);
  expect(await rulesOf(books)).toEqual(rules);
  const loaded = await indexFile(books);
  expect(counts(await importText(books, file(plain)))).toMatchObject({ new: 0, unchanged: ROWS });
  // The second file met invoices: nothing was taken off for it.
  expect(await indexFile(books)).toBe(loaded);
  expect(await books.prisma.client.count()).toBe(40);
});

it('compares what the file repeats with what it loaded', async () => {
  const books = await testLedger();
  const rows = [
    ...plain,
    row(5),
    'INV-6,Client 6,2026-09-01,2026-10-16,1.00',
    'INV-7,Other,2026-09-01,2026-10-17,7.25',
  ];
  const report = await importText(books, file([...rows, 'INV-0,Client 0,2026-09-01,someday,1.00', row(ROWS + 1)]));
  expect(counts(report)).toEqual({ read: ROWS + 5, new: ROWS + 1, changed: 0, unchanged: 1, refused: 3 });
  expect(refusalsOf(report)).toEqual([
    `${ROWS + 3} Invoice No duplicate`,
    `${ROWS + 4} Invoice No other_client`,
    `${ROWS + 5} Due Date bad_date`,
  ]);
});

it('takes settled, disputed and credited rows along', async () => {
  const books = await testLedger();
  const heading = 'Invoice No,Customer,Invoice Date,Due Date,Amount,Settled Date,Disputed\n';
  const special = ['S-1,ACME,2026-09-01,2026-10-01,10,2026-10-02,No', 'D-1,ACME,2026-09-01,2026-10-01,20,,Yes'];
  const credit = 'C-1,ACME,2026-09-02,2026-10-01,-5,,No';
  const rows = [...special, credit, ...plain.map((one) => `${one},,No`)];
  const report = await importText(books, `${heading}${rows.join('\n')}\n`);
  expect(counts(report)).toMatchObject({ new: ROWS + 3, refused: 0 });
  const open = async (number: string) => (await books.prisma.invoice.findFirstOrThrow({ where: { number } })).open;
  expect([await open('S-1'), await open('D-1')]).toEqual([0n, 1500n]);
  expect(await books.prisma.dispute.count()).toBe(1);
  expect(await books.prisma.payment.count()).toBe(1);
});

it('takes the ordinary way while somebody is at work on the books', async () => {
  const books = await testLedger();
  const before = await indexFile(books);
  await books.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`lock table invoice in row exclusive mode`;
      expect(counts(await importText(books, file(plain)))).toMatchObject({ new: ROWS });
    },
    { timeout: 60_000 },
  );
  expect(await indexFile(books)).toBe(before);
});

it('leaves the books empty and whole when it fails on the way', async () => {
  const books = await testLedger();
  const rules = await rulesOf(books);
  const { prisma } = books;
  // The database refuses a row of a later batch.
  await prisma.$executeRaw`alter table invoice add constraint not_this check (number <> 'INV-11000')`;
  try {
    await expect(importText(books, file(plain))).rejects.toThrow('not_this');
  } finally {
    await prisma.$executeRaw`alter table invoice drop constraint not_this`;
  }
  expect(await prisma.invoice.count()).toBe(0);
  expect(await rulesOf(books)).toEqual(rules);
  expect(counts(await importText(books, file(plain)))).toMatchObject({ new: ROWS });
});

it('a dry run takes nothing off', async () => {
  const books = await testLedger();
  const before = await indexFile(books);
  expect(counts(await importText(books, file(plain), { dryRun: true }))).toMatchObject({ new: ROWS });
  expect(await indexFile(books)).toBe(before);
  expect(await books.prisma.invoice.count()).toBe(0);
});
