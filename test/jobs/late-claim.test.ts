import { beforeEach, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { runJob } from '../../src/jobs/run.js';
import { digestChannels } from '../../src/ledger/digest/channels.js';
import { settledMarks } from '../../src/ledger/digest/marks.js';
import { runDigestsBy } from '../../src/ledger/digest.js';
import { runEscalationsBy } from '../../src/ledger/escalations.js';
import { committing, type UnitOfWork } from '../../src/ledger/unit-of-work.js';
import { aChannel, aClient, anInvoice, aPerson, aProject } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

// A job reads before it claims. What another replica claims in between, it leaves to them.

const MONDAY = localDate('2026-11-23');

let books: TestLedger;

beforeEach(async () => {
  books = await testLedger({ now: `${MONDAY}T09:00:00Z` });
  await aPerson(books, { name: 'kim', role: 'manager' });
  for (const name of ['Apollo', 'Gemini']) {
    const channelId = await aChannel(books, { slackChannelId: `C${name}` });
    const projectId = await aProject(books, { name, channelId });
    const clientId = await aClient(books, { name: `Client of ${name}`, projectId });
    await anInvoice(books, { clientId, number: `INV-${name}`, due: '2026-08-03', amount: 100_000 });
  }
});

/** A unit of work that lets something happen after all was read and before the first claim. */
function after(happens: () => Promise<unknown>): UnitOfWork {
  const unit = committing(books.ledger);
  let first = true;
  const late = async <T>(work: Parameters<typeof unit<T>>[0]): Promise<T> => {
    if (first) await happens();
    first = false;
    return await unit(work);
  };
  return Object.assign(late, { reads: unit.reads });
}

const other = async (which: 'digest' | 'escalations') =>
  await runJob(books.ledger, books.workspaceId, which, { today: MONDAY, dryRun: false });
const said = async () =>
  (await books.prisma.outboxMessage.findMany({ select: { dedupeKey: true }, orderBy: { dedupeKey: 'asc' } })).map(
    (row) => row.dedupeKey,
  );

it('digests that another replica says after they were read are not said again', async () => {
  const { ledger, workspace, workspaceId } = books;
  const marks = await settledMarks(ledger, workspaceId);
  const channels = await digestChannels(ledger.prisma, workspace, { before: MONDAY });
  const day = { channels, slot: MONDAY, now: ledger.clock.now(), marks };
  const unit = after(async () => await other('digest'));
  expect(await runDigestsBy(unit, workspace, day)).toEqual({ claimed: [], silent: [], messages: [] });
  expect(await said()).toEqual([`digest:CApollo:${MONDAY}`, `digest:CGemini:${MONDAY}`]);
});

it('of the channels that another replica has claimed only those are left out', async () => {
  const { ledger, workspace, workspaceId } = books;
  const marks = await settledMarks(ledger, workspaceId);
  const channels = await digestChannels(ledger.prisma, workspace, { before: MONDAY });
  const day = { channels, slot: MONDAY, now: ledger.clock.now(), marks };
  const theirs = channels.filter(({ slackChannelId }) => slackChannelId === 'CApollo');
  const unit = after(async () => await runDigestsBy(committing(ledger), workspace, { ...day, channels: theirs }));
  const run = await runDigestsBy(unit, workspace, day);
  expect(run.claimed.map(({ slackChannelId }) => slackChannelId)).toEqual(['CGemini']);
  expect(await said()).toEqual([`digest:CApollo:${MONDAY}`, `digest:CGemini:${MONDAY}`]);
});

it('the list of the week that another replica sends after it was read is not sent again', async () => {
  const unit = after(async () => await other('escalations'));
  const now = books.ledger.clock.now();
  const run = await runEscalationsBy(unit, books.workspace, { today: MONDAY, now });
  expect(run).toMatchObject({ claimed: false, messages: [] });
  expect(await said()).toHaveLength(1);
});
