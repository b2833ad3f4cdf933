import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import type { PersonFact } from './facts/common.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger } from './ledger.js';
import { enqueue } from './outbox.js';
import { effectiveRole, isOutsider, personFactOf } from './people.js';
import { refuseGuests } from './visibility.js';

/**
 * Sends a line that somebody may not run to one who may, as a direct message; nothing else is recorded. The same line
 * to the same person goes out once a day. `reaches` false: they want no such messages. Throws UserError guest, unknown_person (nobody with a role, or not in Slack).
 */
export async function passOn(
  ledger: Ledger,
  actor: Actor,
  { personId, typed }: { readonly personId: number; readonly typed: string },
): Promise<{ to: PersonFact; reaches: boolean }> {
  refuseGuests(actor);
  const { workspaceId } = actor;
  return await inTransaction(ledger, 'passOn', async (tx) => {
    const byId = (id: number) => tx.person.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
    const to = await byId(personId);
    const by = actor.personId === null ? null : await byId(actor.personId);
    if (by === null || to === null || to.slackUserId === null || isOutsider(to) || effectiveRole(to) === 'member') {
      throw new UserError('unknown_person', { person: `#${personId}` });
    }
    const dedupeKey = `passed-on:${by.id}:${to.id}:${actor.today}:${typed}`;
    await enqueue(tx, workspaceId, ledger.clock.now(), [
      {
        notice: { kind: 'passed_on', facts: { by: personFactOf(by), typed, on: actor.today } },
        dedupeKey,
        to: { person: to.id },
      },
    ]);
    const row = await tx.outboxMessage.findUniqueOrThrow({
      where: { workspaceId_dedupeKey: { workspaceId, dedupeKey } },
    });
    return { to: personFactOf(to), reaches: row.state !== 'withheld' };
  });
}
