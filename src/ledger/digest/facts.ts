import { calendarOf, previousWorkingDay } from '../../domain/calendar.js';
import { dateIn, type LocalDate, timeIn } from '../../domain/local-date.js';
import { dataAge } from '../data-age.js';
import { amountsFor } from '../facts/amounts.js';
import type { AgingFact } from '../facts/common.js';
import type { DigestNotice } from '../facts/digest.js';
import { inPieces } from '../in-pieces.js';
import type { Transaction } from '../ledger.js';
import { peopleById } from '../recipients.js';
import type { WorkspaceInfo } from '../workspaces.js';
import { digestChanges } from './changes.js';
import type { DigestChannel, DigestSummary, Marks } from './channels.js';
import { channelFigures } from './figures.js';
import { type ChannelRows, digestRows } from './needs.js';
import { nextPromises } from './next-promises.js';
import { debtorsOf } from './scope.js';

/** A digest computed, not yet said. */
export interface ComputedDigest {
  readonly channel: DigestChannel;
  readonly facts: DigestNotice;
  /** Nothing changed and nobody is needed. Figures too old to chase on are never quiet: that needs somebody. */
  readonly quiet: boolean;
  readonly summary: Omit<DigestSummary, 'posted'>;
}

/**
 * The digests of several channels as of one day: a handful of queries for all of them together, however many they are.
 * Figures too old (policy.staleDataDays) give no rows: nobody is asked to chase on them.
 * @param marks how far the books are written: what goes beyond is left to the next digest
 */
export async function computeDigests(
  db: Transaction,
  workspace: WorkspaceInfo,
  channels: readonly DigestChannel[],
  today: LocalDate,
  marks: Marks,
): Promise<ComputedDigest[]> {
  if (channels.length === 0) return [];
  const scope = {
    workspaceId: workspace.id,
    today,
    channels,
    firstSince: previousWorkingDay(today, calendarOf(workspace.country)),
    silentDays: workspace.policy.silentDays,
    now: marks,
  };
  const age = await dataAge(db, workspace, today);
  const figures = await channelFigures(db, scope, await debtorsOf(db, scope));
  const changes = await digestChanges(db, scope, figures);
  const promises = await nextPromises(db, scope);
  const people = await peopleById(
    db,
    workspace.id,
    channels.flatMap((channel) => channel.setUpById ?? []),
  );
  return await inPieces(channels, (channel) => {
    const found = figures.get(channel.id);
    const sums = found?.aging ?? [];
    const minimum = { minor: channel.minimumAmount, currency: workspace.currency };
    const needs = age.stale ? [] : (found?.needs ?? []);
    const listed = digestRows(needs, today, calendarOf(channel.country), minimum);
    const facts: DigestNotice = {
      ...amountsFor(channel.amountsShown, channel.guests > 0 ? 'guests' : 'members'),
      deeds: [],
      channelName: channel.name,
      projectNames: [...channel.projectNames],
      today,
      since: channel.last?.day ?? null,
      aging: sums,
      toCollectBefore: channel.last?.summary?.toCollect ?? [],
      rows: listed.rows,
      belowMinimum: listed.below === 0 ? null : { clients: listed.below, minimum },
      changes: changes.get(channel.id) ?? [],
      quietClients: (found?.withNothingToCollect ?? 0) - listed.listedWithoutToCollect,
      waiting: age.stale ? null : waitingOf(sums, listed, found?.withToCollect ?? 0),
      nextPromise: promises.get(channel.id) ?? null,
      data: {
        at: age.at?.toISOString() ?? null,
        localDate: age.at === null ? null : dateIn(age.at, channel.timezone),
        localTime: age.at === null ? null : timeIn(age.at, channel.timezone),
        fileName: age.fileName,
        most: dayAndFile(age.most, channel.timezone),
        payments: dayAndFile(age.payments, channel.timezone),
        stale: age.stale,
        importedBy: age.importedBy,
      },
      setUpBy: (channel.setUpById === null ? undefined : people.get(channel.setUpById)) ?? null,
    };
    const toCollect = sums.map(({ toCollect: minor, currency }) => ({ minor, currency }));
    const quiet = facts.rows.length === 0 && facts.changes.length === 0 && !(age.stale && sums.length > 0);
    return { channel, facts, quiet, summary: { toCollect, marks: scope.now } };
  });
}

const dayAndFile = (file: { readonly at: Date; readonly fileName: string } | null, timezone: string) =>
  file === null ? null : { localDate: dateIn(file.at, timezone), fileName: file.fileName };

/** What is to collect of clients that need nobody today, so that rows and headline add up; null: nothing. */
function waitingOf(aging: readonly AgingFact[], listed: ChannelRows, withToCollect: number): DigestNotice['waiting'] {
  const clients = withToCollect - listed.listedWithToCollect;
  if (clients <= 0) return null;
  const amounts = aging.map(({ toCollect, currency }) => ({
    minor: toCollect - (listed.toCollect.get(currency) ?? 0),
    currency,
  }));
  return { clients, amounts: amounts.filter(({ minor }) => minor > 0) };
}
