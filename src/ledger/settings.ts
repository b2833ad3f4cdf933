import { isCountry } from '../domain/calendar.js';
import { isTimeZone } from '../domain/local-date.js';
import { isCurrency, parseDecimal, toDecimal } from '../domain/money.js';
import { type Policy, policyChangeSchema, policyOf } from '../domain/policy.js';
import { UserError } from '../domain/user-error.js';
import { areHours } from '../domain/working-hours.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger } from './ledger.js';
import { requireRole } from './people.js';
import type { Prisma } from './prisma/client.js';
import { rescheduleHeld } from './quiet-hours.js';
import { type WorkspaceInfo, workspaceInfo } from './workspaces.js';

const isLocale = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
};

/** A setting of the workspace itself: its column, what is allowed, and an example of it. */
const columns = {
  timezone: { allowed: isTimeZone, example: 'Europe/Berlin' },
  currency: { allowed: isCurrency, example: 'EUR' },
  locale: { allowed: isLocale, example: 'zh-CN' },
  country: { allowed: isCountry, example: 'DE' },
} as const;
type ColumnName = keyof typeof columns;

/** The working hours of people who named none, with the column that holds each. */
const hours = { 'works-from': 'worksFrom', 'works-until': 'worksUntil' } as const;
type HoursName = keyof typeof hours;

/** Whole numbers of the policy (domain/policy.ts) by the name people set them under. */
const numbers = {
  'grace-working-days': ['graceWorkingDays'],
  'kept-threshold-percent': ['keptThresholdPercent'],
  'silent-days': ['silentDays'],
  'stale-data-days': ['staleDataDays'],
  'keep-max-days': ['keepMaxDays'],
  'undo-hours': ['undoHours'],
  'escalate-not-kept-in-row': ['escalation', 'notKeptInRow'],
  'escalate-days-overdue': ['escalation', 'daysOverdue'],
  'escalate-no-contact-days': ['escalation', 'noContactDays'],
  'escalate-owner-silent-days': ['escalation', 'ownerSilentWorkingDays'],
  'escalate-max-candidates': ['escalation', 'maxCandidates'],
} as const;
type NumberName = keyof typeof numbers;

/** Amounts over which a client is an escalation candidate: "50000 USD"; "off USD" takes one away. */
const AMOUNT = 'escalate-amount';

export const settingNames: readonly string[] = [
  ...Object.keys(columns),
  ...Object.keys(hours),
  ...Object.keys(numbers),
  AMOUNT,
];

function numberIn(policy: Policy, name: NumberName): number {
  const [first, second] = numbers[name];
  const value: unknown = second === undefined ? policy[first] : policy.escalation[second];
  return Number(value);
}

/** Every setting of a workspace with its value, as one types it. */
export function settingsOf(workspace: WorkspaceInfo): { readonly name: string; readonly value: string }[] {
  const limits = Object.entries(workspace.policy.escalation.amountLimits).sort(([a], [b]) => a.localeCompare(b));
  return [
    ...(Object.keys(columns) as ColumnName[]).map((name) => ({ name, value: workspace[name] ?? '' })),
    ...(Object.keys(hours) as HoursName[]).map((name) => ({ name, value: workspace[hours[name]] })),
    ...(Object.keys(numbers) as NumberName[]).map((name) => ({
      name,
      value: String(numberIn(workspace.policy, name)),
    })),
    {
      name: AMOUNT,
      value: limits.map(([currency, minor]) => `${toDecimal({ minor, currency })} ${currency}`).join(', '),
    },
  ];
}

const bad = (setting: string, value: string, allowed: string): UserError =>
  new UserError('bad_setting', { setting, value, allowed });

/** The change to the stored policy that a typed value makes. Throws UserError bad_setting. */
function policyChange(before: Policy, name: string, value: string): Record<string, unknown> {
  if (name === AMOUNT) {
    const [amount = '', currency = ''] = value.trim().toUpperCase().split(/\s+/);
    if (!isCurrency(currency)) throw bad(name, value, '50000 USD');
    const { [currency]: _gone, ...others } = before.escalation.amountLimits;
    if (amount === 'OFF') return { escalation: { amountLimits: others } };
    const limit = parseDecimal(amount, currency);
    if (limit === null || limit.minor <= 0) throw bad(name, value, '50000 USD');
    return { escalation: { amountLimits: { ...others, [currency]: limit.minor } } };
  }
  const path = numbers[name as NumberName];
  if (path === undefined) throw bad(name, value, settingNames.join(', '));
  const number = /^\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
  const change = path[1] === undefined ? { [path[0]]: number } : { [path[0]]: { [path[1]]: number } };
  if (!policyChangeSchema.safeParse(change).success)
    throw bad(name, value, String(numberIn(policyOf({}), name as NumberName)));
  return change;
}

/**
 * Changes one setting of the workspace; an empty country means weekends only. Admins and the operator. Throws
 * UserError bad_setting (repeats name and value, shows an allowed one), role_required.
 */
export async function setSetting(
  ledger: Ledger,
  actor: Actor,
  name: string,
  value: string,
): Promise<{ auditId: number; workspace: WorkspaceInfo }> {
  const { workspaceId } = actor;
  return await inTransaction(ledger, 'setSetting', async (tx) => {
    await requireRole(tx, actor, ['admin']);
    await tx.$executeRaw`select 1 from workspace where id = ${workspaceId} for update`;
    const row = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    let data: Prisma.WorkspaceUpdateInput;
    if (name in columns) {
      const { allowed, example } = columns[name as ColumnName];
      const clears = name === 'country' && value === '';
      if (!clears && !allowed(value)) throw bad(name, value, example);
      data = { [name]: clears ? null : value };
    } else if (name in hours) {
      const column = hours[name as HoursName];
      const [from, until] = column === 'worksFrom' ? [value, row.worksUntil] : [row.worksFrom, value];
      if (!areHours(from, until)) throw bad(name, value, row[column]);
      data = { [column]: value };
    } else {
      const stored = (row.policy ?? {}) as { escalation?: object };
      const change = policyChange(policyOf(row.policy), name, value) as { escalation?: object };
      const escalation = { ...stored.escalation, ...change.escalation };
      data = { policy: { ...stored, ...change, escalation } as Prisma.InputJsonObject };
    }
    await tx.workspace.update({ where: { id: workspaceId }, data });
    const worksOtherwise = name in hours ? 'hours' : name === 'timezone' || name === 'country' ? name : null;
    if (worksOtherwise !== null) await rescheduleHeld(tx, workspaceId, worksOtherwise, ledger.clock.now());
    const before = { timezone: row.timezone, currency: row.currency, locale: row.locale, country: row.country };
    const auditId = await audit(tx, {
      workspaceId,
      actorId: actor.personId,
      kind: 'policy.set',
      subjectType: 'workspace',
      subjectId: workspaceId,
      clientId: null,
      inputs: { name, value, before: { ...before, policy: (row.policy ?? {}) as Prisma.InputJsonObject } },
      at: ledger.clock.now(),
    });
    return { auditId, workspace: await workspaceInfo(tx, workspaceId) };
  });
}
