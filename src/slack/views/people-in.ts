import { UserError } from '../../domain/user-error.js';
import { type PersonRef, refuseOutsider } from '../../ledger/people.js';
import type { Desk, Visit } from '../desk.js';
import { userErrorText } from '../messages/error.js';
import { fields } from '../messages/forms.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { errorWords } from './fields.js';

/** Who was chosen as owner and backup, by their Slack ids; null: nobody. */
interface Chosen {
  readonly owner: string | null;
  readonly backup: string | null;
}

/** The same as the books look them up, and what is wrong with each, by field. */
interface Named {
  readonly owner: PersonRef | null;
  readonly backup: PersonRef | null;
  readonly errors: Readonly<Record<string, string>>;
}

/**
 * Owner and backup as they were chosen in a form, made known to the books. What is wrong with one of them is said at
 * each field at once; the books would refuse the first alone.
 */
export async function peopleIn(desk: Desk, visit: Visit, chosen: Chosen): Promise<Named> {
  const errors: Record<string, string> = {};
  for (const post of ['owner', 'backup'] as const) {
    const slackUserId = chosen[post];
    if (slackUserId === null) continue;
    const problem = await refusal(visit, async () => {
      const person = await desk.roster.person(visit.workspace.id, slackUserId);
      refuseOutsider(person, post);
      if (post === 'backup' && slackUserId === chosen.owner)
        throw new UserError('same_backup', { person: person.name });
    });
    if (problem !== null) errors[fields[post]] = problem;
  }
  const named = (slackUserId: string | null) => (slackUserId === null ? null : { slackUserId });
  return { owner: named(chosen.owner), backup: named(chosen.backup), errors };
}

/** What is wrong with the first of these who can look after nothing here and have no role; null: nothing with any. */
export async function outsiderAmong(desk: Desk, visit: Visit, slackUserIds: readonly string[]): Promise<string | null> {
  for (const slackUserId of slackUserIds) {
    const problem = await refusal(visit, async () =>
      refuseOutsider(await desk.roster.person(visit.workspace.id, slackUserId)),
    );
    if (problem !== null) return problem;
  }
  return null;
}

/** What is refused, as it stands below a field; null: nothing. */
async function refusal({ lang }: Visit, check: () => Promise<void>): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return errorWords(simpleAnswer(userErrorText(error, lang)));
  }
}
