import { z } from 'zod';
import { isTimeZone } from '../../domain/local-date.js';
import { isCurrency } from '../../domain/money.js';
import { givesRole } from '../../domain/role.js';
import { type SetupStep, setupSteps } from '../../domain/setup.js';
import { UserError } from '../../domain/user-error.js';
import { requireRole } from '../../ledger/people.js';
import { giveRoles } from '../../ledger/roles.js';
import { setSetting } from '../../ledger/settings.js';
import { markSetup, setupOf } from '../../ledger/setup.js';
import type { Desk, Visit } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { setupMessage } from '../messages/setup.js';
import { setupFields } from '../messages/setup-forms.js';
import type { Routing } from '../routing.js';
import { metadataOf, returnAddress } from './metadata.js';
import { outsiderAmong } from './people-in.js';
import { type Outcome, onSubmit, type Submission } from './submission.js';

export const setupMetadata = metadataOf(z.strictObject({ ...returnAddress, step: z.enum(setupSteps) }));

/** The forms of setting up: a time zone, a currency, who has which role. The answer is where setting up stands then. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.setup, setupMetadata, async (submission) => {
    const { visit, metadata } = submission;
    const errors = await taken(desk, submission, metadata.step);
    if (errors !== null) return { errors };
    return { answer: setupMessage(await setupOf(desk.ledger, visit.actor), visit.lang) };
  });
}

/** Does what was filled in; what is wrong with it, by field, or null. */
async function taken(
  desk: Desk,
  { visit, text, chosen }: Submission<unknown>,
  step: SetupStep,
): Promise<NonNullable<Outcome['errors']> | null> {
  const t = visit.lang.t.setup.form;
  if (step === 'timezone') {
    const typed = text(setupFields.timezone) ?? '';
    const zone = isTimeZone(typed) ? new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions().timeZone : '';
    if (!zone.includes('/') && zone !== 'UTC') return { [setupFields.timezone]: t.badTimezone(typed) };
    await setSetting(desk.ledger, visit.actor, 'timezone', zone);
  }
  if (step === 'currency') {
    const typed = text(setupFields.currency) ?? '';
    const code = typed.toUpperCase();
    if (!isCurrency(code)) return { [setupFields.currency]: t.badCurrency(typed) };
    await setSetting(desk.ledger, visit.actor, 'currency', code);
  }
  if (step === 'roles') return await rolesTaken(desk, visit, chosen);
  await markSetup(desk.ledger, visit.actor, step, 'done');
  return null;
}

async function rolesTaken(
  desk: Desk,
  visit: Visit,
  chosen: Submission<unknown>['chosen'],
): Promise<NonNullable<Outcome['errors']> | null> {
  const t = visit.lang.t.setup.form;
  const given = [
    { role: 'admin', field: setupFields.admins, ids: chosen(setupFields.admins) },
    { role: 'manager', field: setupFields.managers, ids: chosen(setupFields.managers) },
    { role: 'finance', field: setupFields.finance, ids: chosen(setupFields.finance) },
  ] as const;
  const wanted = given.flatMap(({ ids, role }) => ids.map((slackUserId) => ({ slackUserId, role })));
  if (wanted.length === 0) return { [setupFields.finance]: t.nobody };
  const twice = given.filter((one, at) =>
    given.slice(0, at).some((above) => above.ids.some((id) => one.ids.includes(id))),
  );
  // Slack is asked about nobody for whoever may not give it.
  for (const { role } of wanted) await requireRole(desk.ledger, visit.actor, [givesRole('member', role)]);
  const errors: Record<string, string> = Object.fromEntries(twice.map(({ field }) => [field, t.twice]));
  for (const { field, ids } of given) {
    const problem = await outsiderAmong(desk, visit, ids);
    if (problem !== null) errors[field] ??= problem;
  }
  if (Object.keys(errors).length > 0) return errors;
  const people = wanted.map(({ slackUserId, role }) => ({ ref: { slackUserId }, role }));
  try {
    await giveRoles(desk.ledger, visit.actor, people);
  } catch (error) {
    // Who it is about stands in the field of the role that they were to get.
    const field = given.find(({ role }) => error instanceof UserError && error.facts.wanted === role)?.field;
    if (field === undefined || !(error instanceof UserError)) throw error;
    throw new UserError(error.key, { ...error.facts, field });
  }
  return null;
}
