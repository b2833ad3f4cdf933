import { calendarOf } from '../domain/calendar.js';
import { addDays, dateIn, type LocalDate } from '../domain/local-date.js';
import { dueSlot } from '../domain/schedule.js';
import { type DigestChannel, digestChannels } from '../ledger/digest/channels.js';
import { digestSlot, runDigests } from '../ledger/digest.js';
import { runEscalationsInside, weekOf } from '../ledger/escalations.js';
import { groupRows } from '../ledger/group-rows.js';
import { type Job, lastRun, takenSlots } from '../ledger/job-run.js';
import type { Ledger } from '../ledger/ledger.js';
import { evaluatePromises, newestImport, settledMoneyMarks, valuedUpTo } from '../ledger/promise-check/evaluate.js';
import { checkPromisesBy } from '../ledger/promise-check.js';
import { committing } from '../ledger/unit-of-work.js';
import { type WorkspaceInfo, workspaceInfo } from '../ledger/workspaces.js';
import { isEscalationTime, isPromiseTime } from './schedule-of-jobs.js';

/** What one tick did for a workspace, in numbers; null: that job was not due. */
export interface TickReport {
  readonly workspaceId: number;
  readonly promises: { readonly changed: number; readonly messages: number; readonly held: boolean } | null;
  readonly digests: { readonly channels: number; readonly messages: number; readonly silent: number } | null;
  readonly escalations: { readonly candidates: number; readonly messages: number } | null;
}

/** A job could not be done; the cause says why. The next tick tries again. */
export class JobFailed extends Error {
  constructor(
    readonly job: Job,
    cause: unknown,
  ) {
    super(`${job} failed`, { cause });
  }
}

async function named<T>(job: Job, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new JobFailed(job, error);
  }
}

/**
 * Does what is due now: the promise check on each working morning (and again when new figures come in later that day),
 * the digests whose hour has come where their channel is, the managers' list once a week. Every slot is claimed in the
 * books, so two ticks at once, a restart or a clock that was set say nothing twice. After missed days only today is
 * run: it covers what happened since the last time. Throws JobFailed.
 */
export async function tick(ledger: Ledger, workspaceId: number): Promise<TickReport> {
  const workspace = await workspaceInfo(ledger, workspaceId);
  const now = ledger.clock.now();
  const today = dateIn(now, workspace.timezone);
  const moment = { workspace, now, today };
  return {
    workspaceId,
    promises: await named('promises', promisesDue(ledger, moment)),
    digests: await named('digest', digestsDue(ledger, moment)),
    escalations: await named('escalations', escalationsDue(ledger, moment)),
  };
}

interface Moment {
  readonly workspace: WorkspaceInfo;
  readonly now: Date;
  readonly today: LocalDate;
}

async function promisesDue(ledger: Ledger, { workspace, now, today }: Moment): Promise<TickReport['promises']> {
  if (!isPromiseTime(now, today, workspace.timezone, calendarOf(workspace.country))) return null;
  const slot = await promiseSlot(ledger, workspace.id, today);
  if (slot === null) return null;
  const marks = await settledMoneyMarks(ledger, workspace.id);
  const check = await checkPromisesBy(committing(ledger), workspace, { today, now, marks, slot });
  return { changed: check.changes.length, messages: check.messages.length, held: check.held };
}

/** The morning's slot; after it, one for each file of figures that has come in since; null: nothing to do. */
async function promiseSlot(ledger: Ledger, workspaceId: number, today: LocalDate): Promise<string | null> {
  const taken = await takenSlots(ledger.prisma, workspaceId, 'promises', [today]);
  if (!taken.has(today)) return today;
  const last = await lastRun(ledger.prisma, workspaceId, 'promises');
  const importRun = await newestImport(ledger.prisma, workspaceId);
  return importRun > (valuedUpTo(last)?.importRun ?? 0) ? `import:${importRun}` : null;
}

async function digestsDue(ledger: Ledger, { workspace, now, today }: Moment): Promise<TickReport['digests']> {
  // Tomorrow has begun somewhere; a run dated later than that was made by hand for another day.
  const channels = await digestChannels(ledger.prisma, workspace, { before: addDays(today, 2) });
  const slotOf = sharedSchedules(now);
  const hourCame = channels.flatMap((channel) => {
    const { slot, local } = slotOf(channel);
    // A digest of an earlier day is not made up for: today's, or the next one, tells everything since the last.
    return slot === local ? [{ id: channel.id, slot, key: digestSlot(channel, slot) }] : [];
  });
  const taken = await takenSlots(
    ledger.prisma,
    workspace.id,
    'digest',
    hourCame.map((channel) => channel.key),
  );
  const due = hourCame.filter((channel) => !taken.has(channel.key));
  if (due.length === 0) return null;
  // The digest's hour may be before the promise check's: it must not show as waiting what its deadline has decided.
  await evaluatePromises(committing(ledger), workspace.id, { today, now });
  const done = { channels: 0, messages: 0, silent: 0 };
  for (const [slot, group] of groupRows(due, (channel) => channel.slot)) {
    const channelIds = group.map((channel) => channel.id);
    const run = await runDigests(ledger, { workspaceId: workspace.id, channelIds, slot });
    done.channels += run.claimed.length;
    done.messages += run.messages.length;
    done.silent += run.silent.length;
  }
  return done;
}

/**
 * The slot that is due for a channel and the date it has there. Thousands of channels share a handful of schedules, and
 * a schedule takes calendars and time zones to read, so each is read once a tick.
 */
function sharedSchedules(now: Date): (channel: DigestChannel) => { slot: LocalDate | null; local: LocalDate } {
  const known = new Map<string, { slot: LocalDate | null; local: LocalDate }>();
  return ({ digestTime, weekdays, timezone, country, last }) => {
    const key = JSON.stringify([digestTime, weekdays, timezone, country, last?.day]);
    let found = known.get(key);
    if (found === undefined) {
      const local = dateIn(now, timezone);
      const lastSlot = last === null || last.day > local ? null : last.day;
      const slot = dueSlot({ digestTime, weekdays, timezone, cal: calendarOf(country), now, lastSlot });
      found = { slot, local };
      known.set(key, found);
    }
    return found;
  };
}

async function escalationsDue(ledger: Ledger, { workspace, now, today }: Moment): Promise<TickReport['escalations']> {
  if (!isEscalationTime(now, today, workspace.timezone, calendarOf(workspace.country))) return null;
  const week = weekOf(today);
  if ((await takenSlots(ledger.prisma, workspace.id, 'escalations', [week])).has(week)) return null;
  const run = await committing(ledger)(async (tx) => await runEscalationsInside(tx, workspace, { today, now }));
  return run.claimed ? { candidates: run.candidates, messages: run.messages.length } : null;
}
