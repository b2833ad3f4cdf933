import { randomBytes } from 'node:crypto';
import { UserError } from '../domain/user-error.js';
import type { Lang } from '../text/language.js';
import type { Answer } from './answer.js';
import { booksUnreachable } from './books-unreachable.js';
import type { Desk, Origin } from './desk.js';
import { LeftForLater, requestAtWork } from './inbox-request.js';
import { errorMessage } from './messages/error.js';
import type { SlackMessage } from './messages/message.js';
import { slackFault } from './slack-fault.js';

/** What went wrong, as the person is told. */
export interface Refusal {
  readonly message: SlackMessage;
  readonly lang: Lang;
  readonly error: unknown;
}

/**
 * The sentence for anything that was thrown: a UserError in its own words, how long Slack wants to be left alone, a fault
 * of ours with a short id under which it is logged. `typed`: the whole line without "/collect", so that nothing typed is lost; null where nothing was.
 */
export async function refusalOf(desk: Desk, origin: Origin, error: unknown, typed: string | null): Promise<Refusal> {
  const lang = await desk.language(origin.slackUserId);
  if (error instanceof UserError) {
    return {
      message: errorMessage({ error, typed, asker: origin.slackUserId, ...(passOnTo(error) ?? {}) }, lang),
      lang,
      error,
    };
  }
  if (booksUnreachable(error)) {
    desk.log.error({ err: error }, 'the books cannot be reached');
    return { message: errorMessage({ error: { unreachable: true }, typed }, lang), lang, error };
  }
  const slack = slackFault(error);
  // Without a record it writes nothing; a recorded request waits for Slack by itself.
  if (slack.kind === 'later' && requestAtWork() === null) {
    desk.log.warn({ code: slack.code, seconds: slack.seconds }, 'Slack puts off what a request needs');
    return { message: errorMessage({ error: { putOff: slack.seconds }, typed }, lang), lang, error };
  }
  requestAtWork()?.failed();
  const id = randomBytes(2).toString('hex').toUpperCase();
  // What was typed may hold amounts and names: the log gets the id and the fault only.
  desk.log.error({ err: error, id, slack: slack.code }, 'a request failed');
  return { message: errorMessage({ error: { id }, typed }, lang), lang, error };
}

/**
 * Does the work and answers; whatever it throws is answered too. Where the books went away under a recorded request
 * nothing is answered: it is finished, and answered, later. Never throws.
 */
export async function attend(
  desk: Desk,
  origin: Origin,
  answer: Answer,
  typed: string | null,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await desk.through(work);
  } catch (error) {
    if (error instanceof LeftForLater) return desk.log.error({ err: error }, 'a request is finished later');
    try {
      const refusal = await refusalOf(desk, origin, error, typed);
      await answer(refusal.message, refusal.lang);
    } catch (second) {
      desk.log.error({ err: second }, 'a refusal could not be told');
    }
  }
}

/** People of a role_required refusal to whom the line can be sent on. */
function passOnTo(error: UserError): { passOnTo: { personId: number; name: string }[] } | null {
  const { allowed, allowedPersonIds } = error.facts;
  if (error.key !== 'role_required' || !Array.isArray(allowed) || !Array.isArray(allowedPersonIds)) return null;
  const people = allowedPersonIds.map((id, at) => ({ personId: Number(id), name: String(allowed[at] ?? '') }));
  return { passOnTo: people.filter((person) => Number.isInteger(person.personId) && person.name !== '') };
}
