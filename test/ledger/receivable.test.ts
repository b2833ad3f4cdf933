import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { agingByCurrency } from '../../src/ledger/aging.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { recordPayment } from '../../src/ledger/payments.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { aClient, actor, anInvoice, aPerson, paid, promised, unallocatedPayment } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

const TODAY = localDate('2026-11-23');

let books: TestLedger;
let acme: number;

beforeEach(async () => {
  books = await testLedger();
  await aPerson(books, { name: 'kim', role: 'manager' });
  acme = await aClient(books, { name: 'ACME' });
  await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-11-01', amount: 500_000 });
  await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-02', amount: 500_000 });
  await logConversation(books.ledger, await actor(books, 'kim'), {
    request: promised([{ on: '2026-11-26' }]),
    clientId: acme,
    typed: 'ACME promised it all',
    slackChannelId: null,
    permalink: null,
  });
});

const pay = async (amount: string, invoice: string) =>
  await recordPayment(books.ledger, await actor(books, 'kim'), {
    request: paid(amount, TODAY, { invoiceTexts: [invoice] }),
    clientId: acme,
    slackChannelId: null,
    typed: 'paid',
  });

const figures = async () => {
  const [sums] = await agingByCurrency(books.ledger, books.workspaceId, { today: TODAY, clientIds: [acme] });
  return [sums?.outstanding, sums?.promised, sums?.toCollect];
};

describe('what is still promised on an invoice (R4)', () => {
  it('is all of it, whichever other invoice of the promise was paid', async () => {
    expect(await figures()).toEqual([1_000_000, 1_000_000, 0]);
    await pay('5000', 'INV-2');
    expect(await figures()).toEqual([500_000, 500_000, 0]);
  });

  it('is what its own money has left', async () => {
    await pay('2000', 'INV-1');
    expect(await figures()).toEqual([800_000, 800_000, 0]);
  });

  it('is less by money that no invoice took, first lines first', async () => {
    await unallocatedPayment(books, { clientId: acme, amount: 300_000, on: TODAY });
    await checkPromises(books.ledger, books.workspaceId, TODAY);
    expect(await figures()).toEqual([1_000_000, 700_000, 300_000]);
    await pay('5000', 'INV-2');
    expect(await figures()).toEqual([500_000, 200_000, 300_000]);
  });
});
