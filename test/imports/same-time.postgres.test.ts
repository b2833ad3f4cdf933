import { expect, it } from 'vitest';
import { testLedger } from '../support/database.js';
import { counts, importText } from './import-text.js';

// The embedded database runs one transaction after another: only a server has two at once.

it('a correction sees what somebody did to the payment while it waited for the client', async () => {
  const books = await testLedger();
  const { prisma, workspaceId } = books;
  await importText(books, 'Invoice No,Customer,Invoice Date,Due Date,Amount\nINV-1,ACME,2026-10-01,2026-11-01,1000\n');
  const file = (amount: string) =>
    importText(books, `Payment ID,Customer,Payment Date,Amount\nP-1,ACME,2026-11-20,${amount}\n`);
  await file('700');
  const payment = await prisma.payment.findFirstOrThrow({});

  const correction = await prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`select 1 from client where workspace_id = ${workspaceId} for update`;
      const importing = file('400');
      await somebodyWaits();
      const { id: paymentId, valueDate: reversedOn } = payment;
      await tx.paymentReversal.create({ data: { workspaceId, paymentId, reversedOn, reason: 'bounced' } });
      const { invoiceId, amount } = await tx.allocation.findFirstOrThrow({});
      await tx.allocation.create({
        data: { workspaceId, invoiceId, paymentId, amount: -amount, effectiveOn: reversedOn, rule: 'reversal' },
      });
      await tx.invoice.updateMany({ data: { open: { increment: amount } } });
      return { importing };
    },
    { timeout: 30_000 },
  );

  // What a person reversed stays reversed.
  expect(counts(await correction.importing)).toMatchObject({ new: 0, changed: 0, unchanged: 1, refused: 0 });
  expect(await prisma.invoice.findFirstOrThrow({})).toMatchObject({ open: 100_000n });

  /** Resolves when the import waits for the client, so that the order of events is the one that is tested. */
  async function somebodyWaits(): Promise<void> {
    for (let look = 0; look < 5_000; look++) {
      const [row] = await prisma.$queryRaw<{ n: bigint }[]>`
        select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      if (Number(row?.n) > 0) return;
    }
    throw new Error('nobody waits');
  }
});
