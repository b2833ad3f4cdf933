import { beforeEach, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { agingAsOf } from '../../src/ledger/aging.js';
import { runDigests } from '../../src/ledger/digest.js';
import { escalationCandidates } from '../../src/ledger/escalations.js';
import { sharesOfClients } from '../../src/ledger/shares.js';
import { aChannel, aPerson, aProject } from '../support/books.js';
import { type TestLedger, testConnection, testLedger } from '../support/database.js';

// More clients than one statement of a morning is about: on a server thousands, on the embedded database hundreds.
const CLIENTS = testConnection().kind === 'url' ? 5_200 : 468;
const CHANNELS = 26;
const TODAY = localDate('2026-11-23');

let books: TestLedger;
let channelIds: number[];

beforeEach(async () => {
  books = await testLedger({ now: `${TODAY}T09:00:00Z` });
  const { prisma, workspaceId } = books;
  const ownerId = await aPerson(books, { name: 'dana' });
  channelIds = [];
  const projectIds: number[] = [];
  for (let each = 1; each <= CHANNELS; each += 1) {
    const channelId = await aChannel(books, { slackChannelId: `C${each}`, name: `proj-${each}` });
    channelIds.push(channelId);
    projectIds.push(await aProject(books, { name: `Project ${each}`, channelId, ownerId }));
  }
  await prisma.$executeRaw`
    insert into client (workspace_id, name, name_key, project_id)
    select ${workspaceId}, 'Client ' || i, 'client ' || i, (${projectIds}::int[])[1 + i % ${CHANNELS}]
    from generate_series(1, ${CLIENTS}) i`;
  await prisma.$executeRaw`
    insert into invoice (workspace_id, client_id, number, number_key, issue_date, due_date, currency, amount, open, source)
    select ${workspaceId}, id, name, name_key, '2026-01-02', '2026-12-24', 'USD', 100, 100, 'test' from client`;
});

/** Clients at both ends of every share. */
async function atTheBorders(): Promise<number[]> {
  const shares = await sharesOfClients(books.prisma, books.workspaceId);
  expect(shares.length).toBeGreaterThan(1);
  const { _max } = await books.prisma.client.aggregate({ _max: { id: true } });
  return shares.flatMap(({ from, to }) => [from, Math.min(to, _max.id ?? 0)]);
}

it('a morning in shares counts every client once, those at their borders too', async () => {
  const borders = await atTheBorders();
  await books.prisma.invoice.updateMany({
    where: { clientId: { in: borders } },
    data: { dueDate: new Date('2026-09-01') },
  });
  const { workspaceId } = books;
  const run = await runDigests(books.ledger, { workspaceId, channelIds, slot: TODAY });
  const digests = run.messages.flatMap(({ notice }) => (notice.kind === 'digest' ? [notice.facts] : []));
  expect(digests).toHaveLength(CHANNELS);
  const openInvoices = digests.flatMap(({ aging }) => aging).reduce((sum, aging) => sum + aging.openInvoices, 0);
  expect(openInvoices).toBe(CLIENTS);
  expect(digests.reduce((sum, { quietClients }) => sum + quietClients, 0)).toBe(CLIENTS - borders.length);
  const named = run.messages.flatMap(({ notice }) =>
    notice.kind === 'digest' || notice.kind === 'digest_thread' ? notice.facts.rows.map((row) => row.clientId) : [],
  );
  expect(named.sort((a, b) => a - b)).toEqual(borders);
  const [all] = await agingAsOf(books.ledger, workspaceId, TODAY);
  expect(all).toMatchObject({ openInvoices: CLIENTS, overdueInvoices: borders.length });
});

it('the worst head the list, whichever share they are in', async () => {
  const borders = await atTheBorders();
  const { prisma, workspaceId } = books;
  await prisma.$executeRaw`
    update invoice set due_date = date '2026-09-01' - array_position(${borders}::int[], client_id)
    where client_id = any(${borders}::int[])`;
  const list = await escalationCandidates(books.ledger, { workspaceId }, TODAY);
  expect(list.overdueClients).toBe(borders.length);
  // Ten days more are a point more; of the same points the older goes first.
  expect(list.candidates.map(({ clientId }) => clientId)).toEqual(borders.reverse().slice(0, 20));
});
