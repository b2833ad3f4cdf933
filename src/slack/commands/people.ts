import type { PersonRef } from '../../ledger/people.js';
import type { Desk, Visit } from '../desk.js';
import { escapeText } from '../messages/escape.js';

/**
 * Makes sure that somebody who was named with @ is known to the books before they are looked up there. Returns the
 * same reference.
 */
export async function introduced<Ref extends PersonRef | null>(desk: Desk, visit: Visit, person: Ref): Promise<Ref> {
  if (person !== null && 'slackUserId' in person) await desk.roster.person(visit.workspace.id, person.slackUserId);
  return person;
}

/** A person in an answer for one person's eyes: by mention (it notifies nobody there), else by name. */
export function named(person: { readonly name: string; readonly slackUserId: string | null }): string {
  return person.slackUserId === null ? escapeText(person.name) : `<@${person.slackUserId}>`;
}
