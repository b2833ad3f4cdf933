import { strict as assert } from 'node:assert';
import { type RunReport, runJob } from '../../src/jobs/run.js';
import type { DigestNotice } from '../../src/ledger/facts/digest.js';
import { TODAY } from '../books.js';
import { inTurns, type Line, ratioLine } from '../measure.js';
import type { Books, Measurement } from '../measurement.js';
import { type HandDigest, morningByHand } from './morning-by-hand.js';

const byCollect = ({ ledger, workspace }: Books) => runJob(ledger, workspace.id, 'all', { today: TODAY, dryRun: true });

/** The most memory that the process held at once while the work ran, above what it held before, in MB. */
async function memoryAdded(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await work();
  clearInterval(look);
  return Math.max(0, Math.max(most, process.memoryUsage.rss()) - before) / 1e6;
}

const byText = (a: string, b: string) => (a < b ? -1 : 1);

/** A digest of either side as lines that can be compared. */
function linesOfHand({ aging, rows, changes, next, quiet }: HandDigest): string[] {
  return [
    ...aging.map(({ channel_id: _, ...sums }) => JSON.stringify(Object.entries(sums).sort())),
    ...rows.map(({ client, reason, toCollect, owner }) => `${client} ${reason} ${toCollect} ${owner}`),
    ...changes.map(({ kind, client, amount }) => `${kind} ${client} ${amount}`),
    next === null ? 'nothing next' : `next ${next.client} ${next.amount} ${next.on}`,
    `quiet ${quiet}`,
  ].sort(byText);
}

function linesOfCollect({ aging, rows, changes, nextPromise: next, quietClients }: DigestNotice): string[] {
  return [
    ...aging.map(({ overdue: _, ...sums }) => JSON.stringify(Object.entries(sums).sort())),
    ...rows.map(
      ({ clientId, reason, toCollect, owner }) =>
        `${clientId} ${reason.kind} ${toCollect[0]?.minor ?? 0} ${owner?.id ?? null}`,
    ),
    ...changes.map(({ kind, clientName, amount }) => `${kind} ${clientName} ${amount.minor}`),
    next === null ? 'nothing next' : `next ${next.clientName} ${next.amount.minor} ${next.promisedDate}`,
    `quiet ${quietClients}`,
  ].sort(byText);
}

/** Both sides found the same, row by row; a floor that does less would be no floor. */
async function compare(books: Books, report: RunReport): Promise<void> {
  const hand = await morningByHand(books.sql, books.workspace.id, true);
  assert.equal(report.promises?.changed, hand.decided.length, 'promises that the morning decides');
  const told = report.messages.flatMap(({ notice, dedupeKey, to }) =>
    (notice.kind === 'promise_broken' || notice.kind === 'promise_due') && to.kind === 'person'
      ? [`${notice.kind} ${dedupeKey.split(':')[1]} ${to.personId}`]
      : [],
  );
  const toldByHand = hand.told.map(({ kind, promise, person }) => `${kind} ${promise} ${person}`);
  assert.deepEqual(told.sort(byText), toldByHand.sort(byText), 'who is told of which promise');
  const digests = new Map<string, string[]>();
  let candidates: string[] = [];
  for (const { notice, to } of report.messages) {
    if (notice.kind === 'digest' && to.kind === 'channel') digests.set(to.slackChannelId, linesOfCollect(notice.facts));
    if (notice.kind === 'digest_thread' && to.kind === 'channel') {
      const rest = linesOfCollect({ ...NOTHING, rows: notice.facts.rows }).filter((line) => /^\d/.test(line));
      digests.set(to.slackChannelId, [...(digests.get(to.slackChannelId) ?? []), ...rest]);
    }
    if (notice.kind === 'escalation_list') {
      candidates = notice.facts.candidates.map(({ clientId, points }) => `${clientId} ${points}`);
    }
  }
  assert.deepEqual(
    candidates,
    hand.candidates.map(({ client_id, points }) => `${client_id} ${points}`),
    'candidates, in their order',
  );
  assert.equal(digests.size, hand.digests.length, 'channels with a digest');
  for (const { channel, facts } of hand.digests) {
    assert.deepEqual([...new Set(digests.get(channel))].sort(byText), linesOfHand(facts), `digest of ${channel}`);
  }
}

const NOTHING = { aging: [], rows: [], changes: [], nextPromise: null, quietClients: 0 } as unknown as DigestNotice;

/** The whole morning: `collect run all`, rolled back as a dry run, beside hand-written SQL in a transaction rolled back. */
export const morning: Measurement = {
  name: 'morning',
  on: 'books',
  async run(books: Books): Promise<Line[]> {
    const { sql, workspace } = books;
    const report = await byCollect(books);
    await compare(books, report);
    const digests = report.messages.filter(({ notice }) => notice.kind === 'digest').length;
    const added = await memoryAdded(() => byCollect(books));
    const times = await inTurns(
      books.size > 200_000 ? 2 : 5,
      () => morningByHand(sql, workspace.id),
      () => byCollect(books),
    );
    return [
      ratioLine(`whole morning (${digests} digests)`, times, 'hand-written SQL', { atMost: 1.5 }),
      {
        work: 'memory that one more morning adds to a process that has done one',
        floor: '',
        product: `${added.toFixed(0)} MB`,
        value: added,
        bound: { atMostMB: 60 },
      },
    ];
  },
};
