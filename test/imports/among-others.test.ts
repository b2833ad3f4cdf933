import { describe, expect, it } from 'vitest';
import { testLedger } from '../support/database.js';
import { counts, importText, refusalsOf } from './import-text.js';

const header = 'Invoice No,Customer,Invoice Date,Due Date,Amount,Currency';
const ROWS = 12_000;
const row = (n: number) => `INV-${n},Client ${n % 40},2026-09-01,2026-10-01,10.25,${n % 2 === 0 ? 'USD' : 'EUR'}`;
const large = [
  header,
  ...Array.from({ length: ROWS }, (_, n) => row(n)),
  'INV-x,,2026-09-01,2026-10-01,1,USD',
  '',
].join('\n');

describe('a file that is imported while others use the books', () => {
  it('is rehearsed batch by batch: others are answered in between, and nothing stays', {
    timeout: 180_000,
  }, async () => {
    const books = await testLedger();
    let isOver = false;
    let answered = 0;
    const others = (async () => {
      while (!isOver) {
        await books.prisma.client.count();
        answered += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    let betweenBatches = 0;
    const seen = { rows: 0, answered: 0 };
    const report = await importText(books, large, {
      dryRun: true,
      amongOthers: true,
      onProgress: ({ rows }) => {
        if (rows > seen.rows && answered > seen.answered) betweenBatches += 1;
        Object.assign(seen, { rows, answered });
      },
    });
    isOver = true;
    await others;
    expect(counts(report)).toEqual({ read: ROWS + 1, new: ROWS, changed: 0, unchanged: 0, refused: 1 });
    expect(report.sums).toEqual([
      { minor: (ROWS / 2) * 1025, currency: 'USD' },
      { minor: (ROWS / 2) * 1025, currency: 'EUR' },
    ]);
    expect(refusalsOf(report)).toEqual([`${ROWS + 2} Customer missing`]);
    expect(betweenBatches).toBeGreaterThan(1);
    expect(await books.prisma.invoice.count()).toBe(0);
    expect(await books.prisma.client.count()).toBe(0);
    expect(await books.prisma.importRun.count()).toBe(0);
  });

  it('says of a credit note that it takes away', async () => {
    const books = await testLedger();
    const report = await importText(
      books,
      'Invoice No,Customer,Invoice Date,Due Date,Amount,Type\nINV-1,ACME,2026-09-01,2026-10-01,100.00,Invoice\nCN-1,ACME,2026-09-02,2026-10-01,30.00,Credit note\n',
      { dryRun: true },
    );
    expect(report.sums).toEqual([{ minor: 7000, currency: books.workspace.currency }]);
  });
});
