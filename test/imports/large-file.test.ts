import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../src/imports/import-file.js';
import { testLedger } from '../support/database.js';
import { counts } from './import-text.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What is in use, without what only waits to be collected. */
function liveHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const ROWS = 60_000;
const directory = mkdtempSync(join(tmpdir(), 'collect-large-'));
const path = join(directory, 'large.csv');

beforeAll(async () => {
  const file = createWriteStream(path);
  file.write('Invoice No,Customer,Invoice Date,Due Date,Amount,Note\n');
  for (let n = 0; n < ROWS; n++) {
    const row = `INV-${n},Client ${n % 500},2026-09-01,2026-10-${10 + (n % 20)},${n % 9000}.25,${'x'.repeat(200)}\n`;
    if (!file.write(row)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('a large file', () => {
  it('is taken as a stream, batch by batch, and found unchanged the second time', { timeout: 180_000 }, async () => {
    const books = await testLedger();
    // What the database knows of its tables is from when they held a row each, as a server's own count may find them.
    const { id: clientId } = await books.prisma.client.create({
      data: { workspaceId: books.workspaceId, name: 'First', nameKey: 'first', createdAt: books.clock.now() },
    });
    await books.prisma.invoice.create({
      data: {
        workspaceId: books.workspaceId,
        clientId,
        number: 'FIRST',
        numberKey: 'first',
        issueDate: new Date('2026-09-01'),
        dueDate: new Date('2026-10-01'),
        currency: 'USD',
        amount: 100,
        open: 100,
        source: 'manual',
        createdAt: books.clock.now(),
      },
    });
    await books.prisma.$executeRaw`analyze client, invoice`;
    const before = liveHeap();
    let largest = 0;
    let calls = 0;
    const onProgress = () => {
      calls++;
      if (calls % 12 === 0) largest = Math.max(largest, liveHeap());
    };
    const report = await importFile(books.ledger, books.workspace, path, { onProgress });
    expect(counts(report)).toEqual({ read: ROWS, new: ROWS, changed: 0, unchanged: 0, refused: 0 });
    expect(await books.prisma.client.count()).toBe(501);
    const again = await importFile(books.ledger, books.workspace, path, { onProgress });
    expect(counts(again)).toEqual({ read: ROWS, new: 0, changed: 0, unchanged: ROWS, refused: 0 });
    // The text of the file alone is 15 MB, its rows as objects are far more; a batch and what is known of names stays.
    expect(calls).toBeGreaterThan(100);
    expect(largest - before).toBeLessThan(25 * 1024 * 1024);
  });
});
