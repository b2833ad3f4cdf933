import type { LocalDate } from '../domain/local-date.js';
import { type DigestChannel, type DigestSummary, digestChannels, type Marks } from './digest/channels.js';
import { type ComputedDigest, computeDigests } from './digest/facts.js';
import { currentMarks, settledMarks } from './digest/marks.js';
import type { DigestNotice, DigestRow } from './facts/digest.js';
import { claimRuns, summariseRuns } from './job-run.js';
import type { Ledger, Transaction } from './ledger.js';
import { enqueue, type NewMessage } from './outbox.js';
import { connection } from './rows.js';
import { committing } from './unit-of-work.js';
import { type WorkspaceInfo, workspaceInfo } from './workspaces.js';

/** The message shows so many rows; the rest stands in its thread. */
export const ROWS_IN_MESSAGE = 10;
/** Fewer than the thread message could hold: long names must not push rows out of it. */
const ROWS_ON_PAGE = 30;

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

function pagesOf(rows: readonly DigestRow[]): DigestRow[][] {
  const rest = rows.slice(ROWS_IN_MESSAGE);
  const pages: DigestRow[][] = [];
  for (let from = 0; from < rest.length; from += ROWS_ON_PAGE) pages.push(rest.slice(from, from + ROWS_ON_PAGE));
  return pages;
}

function messagesOf({ channel, facts }: ComputedDigest, slot: LocalDate): NewMessage[] {
  const dedupeKey = `digest:${digestSlot(channel, slot)}`;
  const to = { channel: channel.slackChannelId };
  const pages = pagesOf(facts.rows);
  return [
    { notice: { kind: 'digest', facts }, dedupeKey, to },
    ...pages.map((rows, index): NewMessage => {
      const page = index + 1;
      return {
        notice: { kind: 'digest_thread', facts: { page, pages: pages.length, rows } },
        dedupeKey: `${dedupeKey}:${page}`,
        to: { threadOf: dedupeKey, ...to },
      };
    }),
  ];
}

/**
 * The digests of these channels for one day, inside a transaction: claims each channel's slot, computes, writes the
 * outbox and keeps what the next digest compares with. A slot that somebody else has claimed is left to them.
 * @param marks taken before the transaction began
 */
export async function runDigestsInside(
  tx: Transaction,
  workspace: WorkspaceInfo,
  {
    channelIds,
    slot,
    now,
    marks,
  }: {
    readonly channelIds: readonly number[];
    readonly slot: LocalDate;
    readonly now: Date;
    readonly marks: Marks;
  },
): Promise<DigestRun> {
  const channels = await digestChannels(tx, workspace, { only: channelIds, before: slot });
  const wanted = channels.map((channel) => digestSlot(channel, slot));
  const free = await claimRuns(tx, { workspaceId: workspace.id, job: 'digest', asOf: slot, slots: wanted, now });
  const claimed = channels.filter((channel) => free.has(digestSlot(channel, slot)));
  const computed = await computeDigests(tx, workspace, claimed, slot, marks);
  const spoken = computed.filter((digest) => !digest.quiet || digest.channel.quietLine);
  const messages = spoken.flatMap((digest) => messagesOf(digest, slot));
  await enqueue(tx, workspace.id, now, messages);
  await summariseRuns(
    tx,
    workspace.id,
    'digest',
    computed.map((digest) => {
      const summary: DigestSummary = { ...digest.summary, posted: spoken.includes(digest) };
      return { slot: digestSlot(digest.channel, slot), summary };
    }),
  );
  const silent = computed.filter((digest) => !spoken.includes(digest)).map((digest) => digest.channel.slackChannelId);
  return { claimed, silent, messages };
}

/** The same in a transaction of its own. */
export async function runDigests(
  ledger: Ledger,
  { workspaceId, channelIds, slot }: { workspaceId: number; channelIds: readonly number[]; slot: LocalDate },
): Promise<DigestRun> {
  const workspace = await workspaceInfo(ledger, workspaceId);
  const now = ledger.clock.now();
  const marks = await settledMarks(ledger, workspaceId);
  return await committing(ledger)(
    async (tx) => await runDigestsInside(tx, workspace, { channelIds, slot, now, marks }),
  );
}

/** The digest of one channel for one day. `claimed` false: it was there already, or the channel gets none. */
export async function runDigest(
  ledger: Ledger,
  { workspaceId, channelId, slot }: { workspaceId: number; channelId: number; slot: LocalDate },
): Promise<{ claimed: boolean; messages: readonly NewMessage[] }> {
  const run = await runDigests(ledger, { workspaceId, channelIds: [channelId], slot });
  return { claimed: run.claimed.length > 0, messages: run.messages };
}
