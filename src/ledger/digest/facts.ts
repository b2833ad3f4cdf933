import { calendarOf, previousWorkingDay } from '../../domain/calendar.js';
import { dateIn, type LocalDate, timeIn } from '../../domain/local-date.js';
import { dataAge } from '../data-age.js';
import type { DigestNotice } from '../facts/digest.js';
import type { Transaction } from '../ledger.js';
import { peopleById } from '../recipients.js';
import type { WorkspaceInfo } from '../workspaces.js';
import { digestChanges } from './changes.js';
import type { DigestChannel, DigestSummary, Marks } from './channels.js';
import { digestRows } from './needs.js';
import { channelAging, clientsWithNothingToCollect, nextPromises } from './totals.js';

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
  const calendarFor = new Map(channels.map((channel) => [channel.id, calendarOf(channel.country)]));
  const workspaceCalendar = calendarOf(workspace.country);
  const scope = {
    workspaceId: workspace.id,
    today,
    channels,
    firstSince: previousWorkingDay(today, workspaceCalendar),
    silentDays: workspace.policy.silentDays,
    now: marks,
  };
  const age = await dataAge(db, workspace, today);
  const aging = await channelAging(db, scope);
  const needs = age.stale
    ? null
    : await digestRows(db, scope, (channelId) => calendarFor.get(channelId) ?? workspaceCalendar);
  const changes = await digestChanges(db, scope);
  const withoutToCollect = await clientsWithNothingToCollect(db, scope);
  const promises = await nextPromises(db, scope);
  const people = await peopleById(
    db,
    workspace.id,
    channels.flatMap((channel) => channel.setUpById ?? []),
  );
  return channels.map((channel) => {
    const listed = needs?.get(channel.id);
    const sums = aging.get(channel.id) ?? [];
    const facts: DigestNotice = {
      channelName: channel.name,
      projectNames: [...channel.projectNames],
      today,
      since: channel.last?.day ?? null,
      aging: sums,
      toCollectBefore: channel.last?.summary?.toCollect ?? [],
      rows: listed?.rows ?? [],
      changes: changes.get(channel.id) ?? [],
      quietClients: (withoutToCollect.get(channel.id) ?? 0) - (listed?.listedWithoutToCollect ?? 0),
      nextPromise: promises.get(channel.id) ?? null,
      data: {
        at: age.at?.toISOString() ?? null,
        localDate: age.at === null ? null : dateIn(age.at, channel.timezone),
        localTime: age.at === null ? null : timeIn(age.at, channel.timezone),
        fileName: age.fileName,
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
