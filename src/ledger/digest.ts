import type { LocalDate } from '../domain/local-date.js';
import { type DigestChannel, type DigestSummary, digestChannels, type Marks } from './digest/channels.js';
import { type ComputedDigest, computeDigests } from './digest/facts.js';
import { currentMarks, settledMarks } from './digest/marks.js';
import type { DigestNotice, DigestRow } from './facts/digest.js';
import { claimRuns } from './job-run.js';
import type { Ledger, Transaction } from './ledger.js';
import { enqueue, type NewMessage } from './outbox.js';
import { takesTables } from './refused-tables.js';
import { connection } from './rows.js';
import { sharesOfChannels } from './shares.js';
import { committing, type UnitOfWork } from './unit-of-work.js';
import { type WorkspaceInfo, workspaceInfo } from './workspaces.js';

/** The message shows so many rows; the rest stands in its thread. */
export const ROWS_IN_MESSAGE = 10;
/** Fewer than a message of the thread could hold: long names must not push rows out of it. */
const ROWS_ON_PAGE = 30;
const ROWS_IN_TABLE = 50;

/**
 * What the digest of a channel would say now, as of `today`; null for a channel that gets none (no project, switched
 * off, archived, shared with another organisation). Reads only.
 */
export async function digestFacts(
  books: Ledger | Transaction,
  workspace: WorkspaceInfo,
  channel: { readonly id: number },
  { today }: { readonly today: LocalDate },
): Promise<DigestNotice | null> {
  const db = connection(books);
  const channels = await digestChannels(db, workspace, { only: [channel.id], before: today });
  const [computed] = await computeDigests(db, workspace, channels, today, await currentMarks(db, workspace.id));
  return computed?.facts ?? null;
}

/** What one run of digests did. */
export interface DigestRun {
  /** Channels whose slot this run claimed; the others had their digest of that day already. */
  readonly claimed: readonly DigestChannel[];
  /** Slack ids of channels where nothing was to be said and the setting says to say nothing. */
  readonly silent: readonly string[];
  /** What was put into the outbox. */
  readonly messages: readonly NewMessage[];
}

/** How a channel's digest of a day is claimed. */
export const digestSlot = (channel: Pick<DigestChannel, 'slackChannelId'>, slot: LocalDate): string =>
  `${channel.slackChannelId}:${slot}`;

/** Where the message cannot show all rows: as tables the whole list, as plain rows what is left of it. */
function pagesOf(rows: readonly DigestRow[], tables: boolean): DigestRow[][] {
  if (rows.length <= ROWS_IN_MESSAGE) return [];
  const listed = tables ? rows : rows.slice(ROWS_IN_MESSAGE);
  const onPage = tables ? ROWS_IN_TABLE : ROWS_ON_PAGE;
  const pages: DigestRow[][] = [];
  for (let from = 0; from < listed.length; from += onPage) pages.push(listed.slice(from, from + onPage));
  return pages;
}

function messagesOf({ channel, facts }: ComputedDigest, slot: LocalDate, tables: boolean): NewMessage[] {
  const dedupeKey = `digest:${digestSlot(channel, slot)}`;
  const to = { channel: channel.slackChannelId };
  const pages = pagesOf(facts.rows, tables);
  const { amountsShown, amountsHidden, today } = facts;
  return [
    { notice: { kind: 'digest', facts }, dedupeKey, to },
    ...pages.map((rows, index): NewMessage => {
      const page = index + 1;
      return {
        notice: {
          kind: 'digest_thread',
          facts: {
            page,
            pages: pages.length,
            rows,
            above: tables && index === 0 ? ROWS_IN_MESSAGE : 0,
            amountsShown,
            ...(amountsHidden === undefined ? {} : { amountsHidden }),
            deeds: [],
            today,
          },
        },
        dedupeKey: `${dedupeKey}:${page}`,
        to: { threadOf: dedupeKey, ...to },
      };
    }),
  ];
}

/**
 * The digests of these channels for one day, a batch of channels after the other: reads and computes, then in one short
 * transaction claims each channel's slot, writes the outbox and keeps what the next digest compares with. A slot that
 * somebody else has claimed is left to them.
 * @param channels as `digestChannels` finds them before that day
 * @param marks how far the books were written before anything was read: what goes beyond is left to the next digest
 */
export async function runDigestsBy(
  unit: UnitOfWork,
  workspace: WorkspaceInfo,
  day: {
    readonly channels: readonly DigestChannel[];
    readonly slot: LocalDate;
    readonly now: Date;
    readonly marks: Marks;
  },
): Promise<DigestRun> {
  const { channels, slot, now, marks } = day;
  const runs: DigestRun[] = [];
  for (const some of await sharesOfChannels(unit.reads, workspace.id, channels)) {
    const computed = await computeDigests(unit.reads, workspace, some, slot, marks);
    runs.push(await unit(async (tx) => await say(tx, workspace.id, computed, { slot, now })));
  }
  return {
    claimed: runs.flatMap((run) => run.claimed),
    silent: runs.flatMap((run) => run.silent),
    messages: runs.flatMap((run) => run.messages),
  };
}

async function say(
  tx: Transaction,
  workspaceId: number,
  computed: readonly ComputedDigest[],
  { slot, now }: { readonly slot: LocalDate; readonly now: Date },
): Promise<DigestRun> {
  const isSpoken = ({ quiet, channel }: ComputedDigest): boolean => !quiet || channel.quietLine;
  const free = await claimRuns(tx, {
    workspaceId,
    job: 'digest',
    asOf: slot,
    slots: computed.map(({ channel }) => digestSlot(channel, slot)),
    summaries: computed.map((digest): DigestSummary => ({ ...digest.summary, posted: isSpoken(digest) })),
    now,
  });
  const mine = computed.filter(({ channel }) => free.has(digestSlot(channel, slot)));
  const tables = await takesTables(tx, workspaceId, now);
  const messages = mine.filter(isSpoken).flatMap((digest) => messagesOf(digest, slot, tables));
  await enqueue(tx, workspaceId, now, messages);
  return {
    claimed: mine.map(({ channel }) => channel),
    silent: mine.filter((digest) => !isSpoken(digest)).map(({ channel }) => channel.slackChannelId),
    messages,
  };
}

/** The same for the channels with these ids, committed batch by batch. */
export async function runDigests(
  ledger: Ledger,
  { workspaceId, channelIds, slot }: { workspaceId: number; channelIds: readonly number[]; slot: LocalDate },
): Promise<DigestRun> {
  const workspace = await workspaceInfo(ledger, workspaceId);
  const now = ledger.clock.now();
  const marks = await settledMarks(ledger, workspaceId);
  const channels = await digestChannels(ledger.prisma, workspace, { only: channelIds, before: slot });
  return await runDigestsBy(committing(ledger), workspace, { channels, slot, now, marks });
}

/** The digest of one channel for one day. `claimed` false: it was there already, or the channel gets none. */
export async function runDigest(
  ledger: Ledger,
  { workspaceId, channelId, slot }: { workspaceId: number; channelId: number; slot: LocalDate },
): Promise<{ claimed: boolean; messages: readonly NewMessage[] }> {
  const run = await runDigests(ledger, { workspaceId, channelIds: [channelId], slot });
  return { claimed: run.claimed.length > 0, messages: run.messages };
}
