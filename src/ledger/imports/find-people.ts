import { z } from 'zod';
import type { Transaction } from '../ledger.js';
import { textArray } from './array-literal.js';
import type { ImportContext } from './import-row.js';
import { type RefusedRow, refuse } from './refusal.js';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const SLACK_ID = /^(?:<@)?([UW][A-Z0-9]{6,})(?:\|[^>]*)?>?$/;

const personRow = z.object({
  id: z.int(),
  email: z.string().nullable(),
  slack_user_id: z.string().nullable(),
  name: z.string(),
});

/**
 * The people that a file names as owner or backup, by what the file says: an e-mail address or a Slack id (somebody
 * not met yet is added under it, and becomes one person with their Slack user once Slack shows them), or the name of
 * exactly one known person. Names that are none of these are missing from the result.
 */
export async function findPeople(
  tx: Transaction,
  context: ImportContext,
  texts: Iterable<string | null>,
): Promise<Map<string, number>> {
  const wanted = [...new Set([...texts].filter((text) => text !== null))];
  if (wanted.length === 0) return new Map();
  const { workspaceId, now } = context;
  const emails = [...new Set(wanted.filter((text) => EMAIL.test(text)).map((text) => text.toLowerCase()))];
  const slackIds = [...new Set(wanted.flatMap((text) => SLACK_ID.exec(text)?.[1] ?? []))];
  await tx.$executeRaw`
    insert into person (workspace_id, email, name, created_at)
    select ${workspaceId}, u.email, split_part(u.email, '@', 1), ${now}
    from unnest(${textArray(emails)}::text[]) as u(email)
    on conflict do nothing`;
  await tx.$executeRaw`
    insert into person (workspace_id, slack_user_id, name, created_at)
    select ${workspaceId}, u.slack_user_id, u.slack_user_id, ${now}
    from unnest(${textArray(slackIds)}::text[]) as u(slack_user_id)
    on conflict do nothing`;
  const people = z.array(personRow).parse(
    await tx.$queryRaw`
      select p.id, p.email, p.slack_user_id, p.name from person p
      where p.workspace_id = ${workspaceId} and (p.email = any(${textArray(emails)}::text[])
        or p.slack_user_id = any(${textArray(slackIds)}::text[])
        or lower(p.name) = any(${textArray(wanted.map((text) => text.toLowerCase()))}::text[]))`,
  );
  const found = new Map<string, number>();
  for (const text of wanted) {
    const slackId = SLACK_ID.exec(text)?.[1];
    const matches = people.filter((person) =>
      slackId !== undefined
        ? person.slack_user_id === slackId
        : EMAIL.test(text)
          ? person.email === text.toLowerCase()
          : person.name.toLowerCase() === text.toLowerCase(),
    );
    const [only] = matches;
    if (only !== undefined && matches.length === 1) found.set(text, only.id);
  }
  return found;
}

/** The owner or backup of a row whom `people` (findPeople) does not have; null: both are known, or none is named. */
export function unknownPerson(
  row: { readonly owner: string | null; readonly backup: string | null },
  people: ReadonlyMap<string, number>,
): Pick<RefusedRow, 'field' | 'reason'> | null {
  for (const field of ['owner', 'backup'] as const) {
    const text = row[field];
    if (text !== null && !people.has(text)) return { field, reason: refuse('unknown_person', { text }) };
  }
  return null;
}
