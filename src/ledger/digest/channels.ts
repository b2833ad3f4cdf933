import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import { guestsInChannel } from '../channel-roster.js';
import { moneyFact } from '../facts/common.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { dateColumn, integerColumn, selectManyRows } from '../rows.js';
import type { WorkspaceInfo } from '../workspaces.js';

/**
 * What a digest leaves for the next one (job_run.summary): the amounts it named, and how far the books had been
 * written, so that "since the last digest" never depends on a clock.
 */
export const digestSummary = z.object({
  toCollect: z.array(moneyFact),
  marks: z.object({ payment: z.int(), promise: z.int(), promiseEvent: z.int(), invoice: z.int() }),
  /** Whether something was posted (a quiet morning may post nothing). */
  posted: z.boolean(),
});
export type DigestSummary = z.infer<typeof digestSummary>;
export type Marks = DigestSummary['marks'];

/** A channel that gets a digest, with its settings resolved and its digest before the day in question. */
export interface DigestChannel {
  readonly id: number;
  readonly slackChannelId: string;
  readonly name: string;
  readonly digestTime: string;
  readonly weekdays: readonly number[];
  readonly quietLine: boolean;
  /** False: it is set to name no amounts. */
  readonly amountsShown: boolean;
  /** Guests and people of other organisations in it, as far as the books know: then it names none either. */
  readonly guests: number;
  /** Clients with less than this to collect get no row; minor units of the workspace's currency. */
  readonly minimumAmount: number;
  readonly timezone: string;
  readonly country: string | null;
  readonly setUpById: number | null;
  readonly projectNames: readonly string[];
  /** The day of the last digest, and what it left; null: there was none. */
  readonly last: { readonly day: LocalDate; readonly summary: DigestSummary | null } | null;
}

const channelRow = z.object({
  id: z.int(),
  slackChannelId: z.string(),
  name: z.string(),
  digestTime: z.string(),
  weekdays: z.array(z.int()),
  quietLine: z.boolean(),
  amountsShown: z.boolean(),
  guests: integerColumn,
  minimumAmount: integerColumn,
  timezone: z.string().nullable(),
  country: z.string().nullable(),
  setUpById: z.int().nullable(),
  projectNames: z.array(z.string()),
  lastDay: dateColumn.nullable(),
  lastSummary: z.unknown(),
});

/**
 * The channels of a workspace that get a digest: with a project, switched on, not archived, and not shared with
 * another organisation (the client may be reading there).
 * @param only these channels; absent: all
 * @param before the last digest is looked for before this day; absent: the last of all
 */
export async function digestChannels(
  db: Transaction,
  workspace: WorkspaceInfo,
  { only, before }: { only?: readonly number[]; before?: LocalDate } = {},
): Promise<DigestChannel[]> {
  const rows = await selectManyRows(
    db,
    channelRow,
    Prisma.sql`
      SELECT ch.id, ch.slack_channel_id AS "slackChannelId", ch.name, ch.digest_time AS "digestTime",
        ch.digest_weekdays AS weekdays, ch.digest_quiet_line AS "quietLine", ch.amounts_shown AS "amountsShown",
        ${guestsInChannel} AS guests,
        ch.minimum_amount AS "minimumAmount", ch.timezone, ch.country,
        ch.set_up_by_id AS "setUpById", p.names AS "projectNames",
        last.as_of::text AS "lastDay", last.summary AS "lastSummary"
      FROM channel ch
      JOIN (
        SELECT channel_id, array_agg(name ORDER BY name) AS names
        FROM project WHERE workspace_id = ${workspace.id} AND channel_id IS NOT NULL
        GROUP BY channel_id
      ) p ON p.channel_id = ch.id
      LEFT JOIN LATERAL (
        SELECT r.as_of, r.summary FROM job_run r
        WHERE r.workspace_id = ch.workspace_id AND r.job = 'digest'
          AND split_part(r.slot, ':', 1) = ch.slack_channel_id
          ${before === undefined ? Prisma.empty : Prisma.sql`AND r.as_of < ${before}::date`}
        ORDER BY r.as_of DESC
        LIMIT 1
      ) last ON true
      WHERE ch.workspace_id = ${workspace.id} AND ch.digest_enabled AND NOT ch.archived AND NOT ch.is_shared
        ${only === undefined ? Prisma.empty : Prisma.sql`AND ch.id = ANY(${[...only]}::int[])`}
      ORDER BY ch.id`,
  );
  return rows.map(({ lastDay, lastSummary, timezone, country, ...row }) => ({
    ...row,
    timezone: timezone ?? workspace.timezone,
    country: country ?? workspace.country,
    // A summary of another version still says when the last digest was.
    last: lastDay === null ? null : { day: lastDay, summary: digestSummary.safeParse(lastSummary).data ?? null },
  }));
}
