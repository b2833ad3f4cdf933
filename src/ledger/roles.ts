import { z } from 'zod';
import { atLeast, givesRole, type Role, roles } from '../domain/role.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { takeBackLine } from './channel-line.js';
import type { PersonFact } from './facts/common.js';
import type { RoleList } from './facts/roles.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { enqueue } from './outbox.js';
import {
  actorNow,
  effectiveRole,
  findPerson,
  isOutsider,
  knownOrNewPerson,
  type PersonRef,
  peopleWhoCan,
  personFactOf,
  refuseOutsider,
  requireRole,
} from './people.js';
import type { AuditEntry, Person } from './prisma/client.js';

const lineKey = (auditId: number | string): string => `role-set:${auditId}`;

/**
 * Gives somebody a role: managers make members and finance, admins and the operator everything. The last admin cannot
 * give the role up, or nobody could ever give it again from Slack. Whoever has another role now is told by direct
 * message. Throws UserError role_required, unknown_person, outsider, last_admin.
 */
export async function setRole(
  ledger: Ledger,
  actor: Actor,
  ref: PersonRef,
  role: Role,
): Promise<{ auditId: number; person: PersonFact; role: Role; before: Role }> {
  return await inTransaction(ledger, 'setRole', async (tx) => {
    const giver = await lockRoles(tx, actor);
    await requireRole(tx, giver, ['manager']);
    const find = giver.role === 'operator' ? knownOrNewPerson : findPerson;
    return await put(tx, giver, await find(tx, actor.workspaceId, ref), role, ledger.clock.now());
  });
}

/**
 * Gives people the roles that they are to have at least, all of them or none. Whoever may as much keeps what they have:
 * finance for an admin takes nothing away. Throws UserError role_required, unknown_person, outsider.
 */
export async function giveRoles(
  ledger: Ledger,
  actor: Actor,
  given: readonly { readonly ref: PersonRef; readonly role: Role }[],
): Promise<void> {
  await inTransaction(ledger, 'giveRoles', async (tx) => {
    const giver = await lockRoles(tx, actor);
    for (const { ref, role } of given) {
      await requireRole(tx, giver, [givesRole('member', role)]);
      const person = await eligible(tx, actor.workspaceId, ref, role);
      if (!atLeast(effectiveRole(person), role)) await put(tx, giver, person, role, ledger.clock.now());
    }
    return null;
  });
}

/** Somebody who can have a role; what is wrong with them says for which role they were named (`wanted`). */
async function eligible(tx: Transaction, workspaceId: number, ref: PersonRef, wanted: Role): Promise<Person> {
  try {
    const person = await findPerson(tx, workspaceId, ref);
    refuseOutsider(person);
    return person;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.key, { ...error.facts, wanted });
  }
}

/** Under `lockRoles`. */
async function put(tx: Transaction, giver: Actor, person: Person, role: Role, at: Date) {
  // What they had can be taken from them; a role that they cannot use would wake up one day.
  if (role !== 'member') refuseOutsider(person);
  const before = effectiveRole(person);
  await change(tx, giver, person, role);
  const auditId = await audit(tx, {
    workspaceId: giver.workspaceId,
    actorId: giver.personId,
    kind: 'role.set',
    subjectType: 'person',
    subjectId: person.id,
    clientId: null,
    inputs: { before: person.role, after: role, couldBefore: before },
    at,
  });
  await tell(tx, giver, person, { before, after: role }, auditId, at);
  return { auditId, person: personFactOf(person), role, before };
}

/** Takes a change of a role back, within the transaction of the undo; whoever may give the roles may. */
export async function takeBackRole(tx: Transaction, actor: Actor, entry: AuditEntry, at: Date): Promise<void> {
  const { workspaceId } = actor;
  const known = z.enum(roles).nullable();
  const { before, after } = z.object({ before: known, after: known }).parse(entry.inputs);
  const giver = await lockRoles(tx, actor);
  await requireRole(tx, giver, ['manager']);
  const where = { workspaceId_id: { workspaceId, id: entry.subjectId ?? 0 } };
  const person = await tx.person.findUniqueOrThrow({ where });
  if (person.role !== after) throw new UserError('cannot_undo', { why: 'promise_moved_on' });
  await change(tx, giver, person, before);
  const dedupeKey = lineKey(entry.id);
  await takeBackLine(tx, workspaceId, at, dedupeKey, () => null);
  const line = await tx.outboxMessage.findUnique({ where: { workspaceId_dedupeKey: { workspaceId, dedupeKey } } });
  // Who never heard of the role need not hear that it is gone.
  if (line === null || line.state === 'cancelled') return;
  const now = { before: effectiveRole(person), after: effectiveRole({ ...person, role: before }) };
  await tell(tx, actor, person, now, `${entry.id}:taken-back`, at);
}

/** Who has which role. Managers, admins and the operator. Throws UserError role_required, guest. */
export async function roleList(ledger: Ledger, actor: Actor): Promise<RoleList> {
  await requireRole(ledger, actor, ['manager']);
  const who = { workspaceId: actor.workspaceId, deactivated: false, guest: false, bot: false };
  const [holders, people] = await Promise.all([
    roleHolders(ledger.prisma, actor.workspaceId),
    ledger.prisma.person.count({ where: who }),
  ]);
  return { holders, members: people - holders.length };
}

/** Everybody with more than a member's role, the highest first. */
export async function roleHolders(
  prisma: Ledger['prisma'] | Transaction,
  workspaceId: number,
): Promise<RoleList['holders']> {
  const people = await prisma.person.findMany({
    where: {
      workspaceId,
      deactivated: false,
      guest: false,
      bot: false,
      OR: [{ role: { not: 'member' } }, { role: null, slackAdmin: true }],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  const holders = people.flatMap((person) => {
    const role = effectiveRole(person);
    return role === 'member' ? [] : [{ person: personFactOf(person), role, fromSlack: person.role === null }];
  });
  return holders.sort((a, b) => roles.indexOf(b.role) - roles.indexOf(a.role));
}

/**
 * Before a role changes: one change of a workspace's roles at a time, until the transaction ends. Returns the actor
 * with the role that counts now; what the actor was when the request began may have been taken away in between.
 */
async function lockRoles(tx: Transaction, actor: Actor): Promise<Actor> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`roles:${actor.workspaceId}`}))`;
  return await actorNow(tx, actor);
}

/** `role` null: none given, so that what Slack says of them counts. Under `lockRoles`. */
async function change(tx: Transaction, giver: Actor, person: Person, role: Role | null): Promise<void> {
  const { workspaceId, id } = person;
  const before = effectiveRole(person);
  const after = effectiveRole({ ...person, role });
  if (before !== after) await requireRole(tx, giver, [givesRole(before, after)]);
  if (before === 'admin' && after !== 'admin' && giver.role !== 'operator') {
    const admins = await peopleWhoCan(tx, workspaceId, ['admin']);
    if (admins.every((admin) => admin.id === id)) throw new UserError('last_admin');
  }
  await tx.person.update({ where: { workspaceId_id: { workspaceId, id } }, data: { role } });
}

async function tell(
  tx: Transaction,
  actor: Actor,
  person: Person,
  changed: { readonly before: Role; readonly after: Role },
  key: number | string,
  at: Date,
): Promise<void> {
  const { workspaceId } = actor;
  if (changed.before === changed.after || person.id === actor.personId) return;
  if (person.slackUserId === null || isOutsider(person)) return;
  const by =
    actor.personId === null
      ? null
      : await tx.person.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: actor.personId } } });
  await enqueue(tx, workspaceId, at, [
    {
      notice: { kind: 'role_changed', facts: { by: by === null ? null : personFactOf(by), ...changed } },
      dedupeKey: lineKey(key),
      to: { person: person.id },
    },
  ]);
}
