import { dateIn } from '../domain/local-date.js';
import { type Concern, concernsOf, type ToSomebody, type Waiting } from './concerns.js';
import { inOwnTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import type { Prisma } from './prisma/client.js';
import { notTheirs } from './revision-readers.js';
import { workspaceInfo } from './workspaces.js';

/** A direct message that is about to be said. */
export interface Checked extends Waiting {
  readonly workspaceId: number;
  /** Its reader became a guest, or is a bot. */
  readonly barred: boolean;
}

/** Writes to the outbox, which is above this. */
type Write = (tx: Transaction, workspaceId: number, at: Date, messages: readonly ToSomebody[]) => Promise<unknown>;

/** What became of messages that were checked: whose words changed, and which are not said. */
export interface AfterCheck {
  readonly facts: ReadonlyMap<number, unknown>;
  readonly withdrawn: ReadonlySet<number>;
}

/**
 * Asks once more, now that they are to be said, whether these direct messages are still for whom they were written to:
 * a night has passed, and the client may be somebody else's, the role taken away. What is not is withdrawn, the row says
 * why, and whoever it concerns now is told in the same transaction.
 */
export async function withdrawForeign(
  ledger: Ledger,
  messages: readonly Checked[],
  now: Date,
  write: Write,
): Promise<AfterCheck> {
  const facts = new Map<number, unknown>();
  const withdrawn = new Set<number>();
  for (const workspaceId of new Set(messages.map((message) => message.workspaceId))) {
    const some = messages.filter((message) => message.workspaceId === workspaceId);
    await inOwnTransaction(ledger, async (tx) => {
      const today = dateIn(now, (await workspaceInfo(tx, workspaceId)).timezone);
      const concernOf = await concernsOf(tx, workspaceId, some, today);
      for (const message of some) {
        const concern = concernOf(message);
        if (concern.theirs && !concern.back && !message.barred) {
          if (concern.reason !== null) facts.set(message.id, await sayInstead(tx, message, concern.reason));
          continue;
        }
        const changed = await withdraw(tx, message, concern);
        await write(
          tx,
          workspaceId,
          now,
          concern.now.filter(({ to }) => to.person !== message.personId),
        );
        if (changed === null) withdrawn.add(message.id);
        else facts.set(message.id, changed);
      }
    });
  }
  return { facts, withdrawn };
}

/**
 * The same of what is to be said in the place of a message that somebody has: what is no longer theirs to read is not
 * put there, and nobody else is told, since whoever it concerns has messages of their own. Of a message that says several
 * only that part is left out.
 *
 * @param revisions each with what it rewrites: `id` is the row of the revision, of a message that says several that of a part
 */
export async function withdrawRevisions(
  ledger: Ledger,
  revisions: readonly (Checked & { readonly isPart: boolean })[],
): Promise<ReadonlySet<number>> {
  const withdrawn = new Set<number>();
  for (const workspaceId of new Set(revisions.map((revision) => revision.workspaceId))) {
    const some = revisions.filter((revision) => revision.workspaceId === workspaceId);
    const foreign = await notTheirs(ledger.prisma, workspaceId, some);
    const ended = some.filter(({ id, isPart }) => foreign.has(id) && !isPart).map(({ id }) => id);
    if (ended.length > 0) {
      await ledger.prisma.outboxMessage.updateMany({
        where: { workspaceId, id: { in: ended }, state: { in: [...UNSAID] } },
        data: { state: 'cancelled', lastError: 'not theirs any more' },
      });
    }
    for (const id of foreign) withdrawn.add(id);
  }
  return withdrawn;
}

/** Words the message anew that is about to be said; returns what it says from now on. */
async function sayInstead(tx: Transaction, { workspaceId, id }: Checked, facts: unknown): Promise<unknown> {
  const where = { workspaceId, id, state: { in: [...UNSAID] } };
  await tx.outboxMessage.updateMany({ where, data: { facts: facts as Prisma.InputJsonObject } });
  return facts;
}

const UNSAID = ['pending', 'sending'] as const;

/** Returns what it says to its reader from now on, who gets it as something else; null: it is not theirs. */
async function withdraw(tx: Transaction, message: Checked, { now: told }: Concern): Promise<unknown | null> {
  const { workspaceId, id, personId, barred } = message;
  const reader = told.find(({ to }) => to.person === personId);
  const where = { workspaceId, id, state: { in: [...UNSAID] } };
  if (reader === undefined) {
    const why = barred ? 'its reader became a guest' : 'not theirs any more';
    const lastError = told.length > 0 ? `handed over: ${why}` : why;
    await tx.outboxMessage.updateMany({ where, data: { state: 'cancelled', lastError } });
    return null;
  }
  return await sayInstead(tx, message, reader.notice.facts);
}
