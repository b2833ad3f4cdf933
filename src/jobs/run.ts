import type { LocalDate } from '../domain/local-date.js';
import { digestChannels, type Marks } from '../ledger/digest/channels.js';
import { currentMarks, settledMarks } from '../ledger/digest/marks.js';
import { type DigestRun, runDigestsBy } from '../ledger/digest.js';
import { type EscalationRun, runEscalationsInside } from '../ledger/escalations.js';
import type { Ledger } from '../ledger/ledger.js';
import {
  currentMoneyMarks,
  evaluatePromises,
  type MoneyMarks,
  settledMoneyMarks,
  valuationDay,
} from '../ledger/promise-check/evaluate.js';
import { checkPromisesBy, type PromiseCheck } from '../ledger/promise-check.js';
import { committing, rehearsed, type UnitOfWork } from '../ledger/unit-of-work.js';
import { type WorkspaceInfo, workspaceInfo } from '../ledger/workspaces.js';
import { type PlannedMessage, withRecipients } from './planned-message.js';

export type WhichJob = 'digest' | 'promises' | 'escalations' | 'all';

/** What a run by hand did, or would do. */
export interface RunReport {
  readonly workspaceId: number;
  readonly today: LocalDate;
  readonly dryRun: boolean;
  /** Null: was not asked for. */
  readonly promises: { readonly changed: number; readonly held: boolean } | null;
  readonly digests: {
    /** Slack ids of the channels that got their digest of the day. */
    readonly channels: readonly string[];
    /** Those that had it already. */
    readonly already: readonly string[];
    /** Those where nothing was to be said and the setting says to say nothing. */
    readonly silent: readonly string[];
  } | null;
  readonly escalations: { readonly candidates: number; readonly already: boolean; readonly held: boolean } | null;
  /** What was put into the outbox, or would be, in order. */
  readonly messages: readonly PlannedMessage[];
}

/**
 * Does once what the clock does, with `today` as today and whatever the hour or the weekday: every figure, age and
 * deadline is as of that day. What was said for that day (for the week, for the promise) is not said again. States of
 * promises never move backwards: with a day before the last check's (or before today) they are valued as of the later
 * one, and only figures and messages are of the day asked for. A dry run does the same in a transaction that is rolled
 * back, and so tells exactly what would be sent.
 */
export async function runJob(
  ledger: Ledger,
  workspaceId: number,
  which: WhichJob,
  { today, dryRun }: { readonly today: LocalDate; readonly dryRun: boolean },
): Promise<RunReport> {
  const workspace = await workspaceInfo(ledger, workspaceId);
  const day = { today, now: ledger.clock.now() };
  const done = dryRun
    ? await rehearsed(ledger, async (unit) => await runAll(unit, workspace, which, day, seenIn(unit, workspaceId)))
    : await runAll(committing(ledger), workspace, which, day, settledIn(ledger, workspaceId));
  const { promises, digests, escalations } = done;
  const messages = [...(promises?.messages ?? []), ...(digests?.run.messages ?? []), ...(escalations?.messages ?? [])];
  return {
    workspaceId,
    today,
    dryRun,
    promises: promises === null ? null : { changed: promises.changes.length, held: promises.held },
    digests: digests === null ? null : digestReport(digests),
    escalations:
      escalations === null
        ? null
        : {
            candidates: escalations.candidates,
            already: !escalations.claimed && !escalations.held,
            held: escalations.held,
          },
    messages: await withRecipients(ledger, workspaceId, messages),
  };
}

/** How far the books are written, asked when each job begins. */
interface Watermarks {
  readonly money: () => Promise<MoneyMarks>;
  readonly digest: () => Promise<Marks>;
}

const settledIn = (ledger: Ledger, workspaceId: number): Watermarks => ({
  money: async () => await settledMoneyMarks(ledger, workspaceId),
  digest: async () => await settledMarks(ledger, workspaceId),
});

/** A rehearsal leaves no marks behind and must keep nobody waiting: what it sees will do. */
const seenIn = (unit: UnitOfWork, workspaceId: number): Watermarks => ({
  money: async () => await unit(async (tx) => await currentMoneyMarks(tx, workspaceId)),
  digest: async () => await unit(async (tx) => await currentMarks(tx, workspaceId)),
});

interface Done {
  readonly promises: PromiseCheck | null;
  readonly digests: { readonly wanted: readonly string[]; readonly run: DigestRun } | null;
  readonly escalations: EscalationRun | null;
}

async function runAll(
  unit: UnitOfWork,
  workspace: WorkspaceInfo,
  which: WhichJob,
  day: { readonly today: LocalDate; readonly now: Date },
  marks: Watermarks,
): Promise<Done> {
  const wants = (job: WhichJob): boolean => which === job || which === 'all';
  const { today, now } = day;
  const valuedOn = await unit(async (tx) => await valuationDay(tx, workspace, { day: today, now }));
  const promises = wants('promises')
    ? await checkPromisesBy(unit, workspace, { today, valuedOn, now, marks: await marks.money() })
    : null;
  // A digest shows what deadlines have decided, whether or not owners were told of it.
  if (promises === null && wants('digest')) await evaluatePromises(unit, workspace.id, { today: valuedOn, now });
  const digests = wants('digest') ? await allDigests(unit, workspace, day, await marks.digest()) : null;
  const escalations = wants('escalations')
    ? await unit(async (tx) => await runEscalationsInside(tx, workspace, day))
    : null;
  return { promises, digests, escalations };
}

async function allDigests(
  unit: UnitOfWork,
  workspace: WorkspaceInfo,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
  marks: Marks,
): Promise<NonNullable<Done['digests']>> {
  const channels = await digestChannels(unit.reads, workspace, { before: today });
  return {
    wanted: channels.map((channel) => channel.slackChannelId),
    run: await runDigestsBy(unit, workspace, { channels, slot: today, now, marks }),
  };
}

function digestReport({ wanted, run }: NonNullable<Done['digests']>): NonNullable<RunReport['digests']> {
  const channels = run.claimed.map((channel) => channel.slackChannelId);
  const claimed = new Set(channels);
  return { channels, already: wanted.filter((channel) => !claimed.has(channel)), silent: run.silent };
}
