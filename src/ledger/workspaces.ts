import { z } from 'zod';
import { type Policy, policyOf } from '../domain/policy.js';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';

export interface WorkspaceInfo {
  readonly id: number;
  /** Null until the books meet Slack. */
  readonly slackTeamId: string | null;
  readonly name: string;
  /** IANA name: the zone of "today" wherever no person's own zone applies (R2, R7). */
  readonly timezone: string;
  /** ISO 4217: what an amount is in when nobody says. */
  readonly currency: string;
  /** BCP 47: the language of channels. */
  readonly locale: string;
  /** ISO 3166: whose public holidays are not working days; null: only weekends. */
  readonly country: string | null;
  readonly policy: Policy;
  /** HH:MM: the working hours of people who named none of their own. */
  readonly worksFrom: string;
  readonly worksUntil: string;
  /** Setting up was offered to somebody, or begun. */
  readonly setupBegun: boolean;
}

/** What a new workspace starts with (COLLECT_TIMEZONE, COLLECT_CURRENCY, COLLECT_LOCALE). */
export interface WorkspaceDefaults {
  readonly timezone: string;
  readonly currency: string;
  readonly locale: string;
}

/** The columns of a row of workspace `w`, for statements that read more than it. */
export const workspaceColumns = Prisma.sql`
  w.id, w.slack_team_id as "slackTeamId", w.name, w.timezone, w.currency, w.locale, w.country, w.policy, w.setup,
  w.works_from as "worksFrom", w.works_until as "worksUntil"`;

export const workspaceRow = z.object({
  id: z.int(),
  slackTeamId: z.string().nullable(),
  name: z.string(),
  timezone: z.string(),
  currency: z.string(),
  locale: z.string(),
  country: z.string().nullable(),
  policy: z.unknown(),
  worksFrom: z.string(),
  worksUntil: z.string(),
  setup: z.unknown(),
});

export const workspaceOf = (row: z.infer<typeof workspaceRow>): WorkspaceInfo => ({
  id: row.id,
  slackTeamId: row.slackTeamId,
  name: row.name,
  timezone: row.timezone,
  currency: row.currency,
  locale: row.locale,
  country: row.country,
  policy: policyOf(row.policy),
  worksFrom: row.worksFrom,
  worksUntil: row.worksUntil,
  setupBegun: JSON.stringify(row.setup) !== '{}',
});

/**
 * The workspace of a Slack team. The first team to come takes over books that were begun without Slack (an import
 * before the app was installed); any other team gets books of its own.
 */
export async function openWorkspace(
  ledger: Ledger,
  team: { slackTeamId: string; name: string; defaults: WorkspaceDefaults },
): Promise<WorkspaceInfo> {
  const { slackTeamId, name, defaults } = team;
  const known = await ledger.prisma.workspace.findUnique({ where: { slackTeamId } });
  if (known !== null) return workspaceOf(known);
  // One statement, so that two processes that start at once bind the same row once.
  const bound = await ledger.prisma.$executeRaw`
    update workspace set slack_team_id = ${slackTeamId}, name = ${name}
    where id = (select min(id) from workspace where slack_team_id is null)
      and not exists (select 1 from workspace where slack_team_id is not null)`;
  if (bound === 0) {
    await ledger.prisma.workspace.createMany({ data: [{ slackTeamId, name, ...defaults }], skipDuplicates: true });
  }
  return workspaceOf(await ledger.prisma.workspace.findUniqueOrThrow({ where: { slackTeamId } }));
}

/**
 * The workspace that a command line without `--workspace` means: the only one there is, or a new one without Slack.
 * Null when there are several.
 */
export async function localWorkspace(ledger: Ledger, defaults: WorkspaceDefaults): Promise<WorkspaceInfo | null> {
  const rows = await ledger.prisma.workspace.findMany({ orderBy: { id: 'asc' }, take: 2 });
  if (rows.length > 1) return null;
  const [only] = rows;
  if (only !== undefined) return workspaceOf(only);
  return workspaceOf(await ledger.prisma.workspace.create({ data: { name: 'Collect', ...defaults } }));
}

export async function allWorkspaces(ledger: Ledger): Promise<WorkspaceInfo[]> {
  return (await ledger.prisma.workspace.findMany({ orderBy: { id: 'asc' } })).map(workspaceOf);
}

/** Throws if there is no such workspace (ids come from our own rows). */
export async function workspaceInfo(ledger: Ledger | Transaction, id: number): Promise<WorkspaceInfo> {
  const prisma = 'prisma' in ledger ? ledger.prisma : ledger;
  const [row] = z
    .array(workspaceRow)
    .parse(await prisma.$queryRaw`select ${workspaceColumns} from workspace w where w.id = ${id}`);
  if (row === undefined) throw new Error(`there is no workspace ${id}`);
  return workspaceOf(row);
}
