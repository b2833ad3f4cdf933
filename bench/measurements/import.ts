import { strict as assert } from 'node:assert';
import { chmodSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { importFile } from '../../src/imports/import-file.js';
import { prismaOn } from '../../src/ledger/database/prisma-on.js';
import { localWorkspace } from '../../src/ledger/workspaces.js';
import { TestClock } from '../../test/support/clock.js';
import { TODAY } from '../books.js';
import { connected } from '../engines.js';
import { type Line, ms, timed } from '../measure.js';
import type { Books, Measurement } from '../measurement.js';

const COLUMNS = 'invoice_number,client,invoice_date,due_date,amount,currency';

function* rowsOf(size: number): Generator<string> {
  yield `${COLUMNS}\n`;
  const day = (offset: number) =>
    new Date(Date.parse(`${TODAY}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
  for (let i = 1; i <= size; i += 1) {
    const due = ((i * 7_919) % 461) - 400;
    const amount = (100 + ((i * 104_729) % 1_000_000) / 100).toFixed(2);
    yield `INV-${i},Client ${1 + (i % Math.ceil(size / 20))},${day(Math.min(0, due - 30))},${day(due)},${amount},USD\n`;
  }
}

/** A file of new invoices into empty books; on a server beside COPY of the rows that came of it into the same table. */
export const imports: Measurement = {
  name: 'import',
  on: 'books',
  async run({ engine, size }: Books): Promise<Line[]> {
    const folder = mkdtempSync(join(tmpdir(), 'collect-bench-'));
    const place = await engine.open();
    const prisma = prismaOn(place.connection);
    const sql = await connected(place.connection);
    try {
      // The server's own user writes and reads here.
      chmodSync(folder, 0o777);
      const file = join(folder, 'invoices.csv');
      await pipeline(Readable.from(rowsOf(size)), createWriteStream(file));
      const ledger = { prisma, clock: new TestClock(`${TODAY}T09:00:00Z`) };
      const workspace = await localWorkspace(ledger, { timezone: 'UTC', currency: 'USD', locale: 'en' });
      if (workspace === null) throw new Error('no workspace');
      let most = 0;
      const before = process.memoryUsage.rss();
      const look = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss());
      }, 20);
      const product = await timed(async () => {
        const report = await importFile(ledger, workspace, file);
        assert.equal(report.new, size, `rows taken of ${size}`);
      }).finally(() => clearInterval(look));
      let floor = Number.NaN;
      if (engine.name === 'PostgreSQL') {
        const copy = join(folder, 'copy.csv');
        await sql.query(`copy invoice to '${copy}'`);
        await sql.query('truncate invoice cascade');
        floor = await timed(() => sql.query(`copy invoice from '${copy}'`));
      }
      const rate = (1_000 * size) / product;
      const floorWords = Number.isNaN(floor) ? '' : `COPY ${ms(floor)}`;
      return [
        {
          work: 'import into empty books, rows',
          floor: floorWords,
          product: ms(product),
          value: rate,
          bound: { atLeast: 100_000 },
        },
        {
          work: 'memory that it adds',
          floor: '',
          product: `${Math.max(0, (most - before) / 1e6).toFixed(0)} MB`,
          value: null,
          bound: null,
        },
      ];
    } finally {
      await sql.end();
      await prisma.$disconnect();
      await place.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
