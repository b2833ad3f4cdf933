import { dateIn } from '../domain/local-date.js';
import { atLeast, type Role } from '../domain/role.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import type { PersonFact } from './facts/common.js';
import { showHomeAnew } from './home-visits.js';
import { inOwnTransaction } from './in-transaction.js';
import { anyStepMade } from './inbox-step.js';
import type { Ledger, Transaction } from './ledger.js';
import type { Person } from './prisma/client.js';
import { reschedule } from './quiet-hours.js';
import { type WorkspaceInfo, workspaceInfo } from './workspaces.js';

/** What Slack says of a user (users.info). */
export interface SlackProfile {
  readonly slackUserId: string;
  readonly name: string;
  /** Null without the scope users:read.email. */
  readonly email: string | null;
  /** IANA. */
  readonly timezone: string | null;
  /** As Slack gives it, e.g. zh-CN. */
  readonly locale: string | null;
  /** Owner or admin of the Slack workspace. */
  readonly admin: boolean;
  readonly guest: boolean;
  readonly bot: boolean;
  readonly deactivated: boolean;
}

/** How somebody is named who is to own, to back up or to get a role. */
export type PersonRef = { readonly slackUserId: string } | { readonly text: string };

/** What the books know of somebody who asks. */
export type KnownPerson = Pick<
  Person,
  | 'id'
  | 'name'
  | 'slackUserId'
  | 'timezone'
  | 'locale'
  | 'role'
  | 'slackAdmin'
  | 'guest'
  | 'bot'
  | 'deactivated'
  | 'refreshedAt'
>;

/** The role that counts: the one given, else admin for Slack's owners and admins, else member. */
export function effectiveRole(person: Pick<Person, 'role' | 'slackAdmin'>): Role {
  return person.role ?? (person.slackAdmin ? 'admin' : 'member');
}

/** Who sees and does nothing here: a guest, somebody whose account was switched off, another app. */
export const isOutsider = (person: Pick<Person, 'guest' | 'bot' | 'deactivated'>): boolean =>
  person.guest || person.bot || person.deactivated;

/** Throws UserError outsider for whoever sees nothing here: they can look after nobody and have no role. */
export function refuseOutsider(person: Pick<Person, 'name' | 'guest' | 'bot' | 'deactivated'>, post?: string): void {
  if (!isOutsider(person)) return;
  const why = person.deactivated ? 'deactivated' : person.bot ? 'bot' : 'guest';
  throw new UserError('outsider', { person: person.name, why, ...(post === undefined ? {} : { post }) });
}

export const personFactOf = (person: Pick<Person, 'id' | 'name' | 'slackUserId'>): PersonFact => ({
  id: person.id,
  name: person.name,
  slackUserId: person.slackUserId,
});

/**
 * Keeps what Slack says of a user. Somebody known only by e-mail (an import named them as owner) becomes the same
 * person when Slack shows the address.
 */
export async function rememberPerson(ledger: Ledger, workspaceId: number, profile: SlackProfile): Promise<Person> {
  const { slackUserId, name, timezone, locale, guest, bot, deactivated } = profile;
  const email = profile.email?.trim().toLowerCase() || null;
  const facts = { name, timezone, locale, guest, bot, deactivated, slackAdmin: profile.admin };
  return await inOwnTransaction(ledger, async (tx) => {
    // Two requests of the same person at once: the second waits here and then finds the row.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`person:${workspaceId}:${email ?? slackUserId}`}))`;
    const byId = await tx.person.findUnique({ where: { workspaceId_slackUserId: { workspaceId, slackUserId } } });
    const byEmail =
      email === null ? null : await tx.person.findUnique({ where: { workspaceId_email: { workspaceId, email } } });
    const refreshedAt = ledger.clock.now();
    const person = byId ?? (byEmail !== null && byEmail.slackUserId === null ? byEmail : null);
    // The address stays with whoever has it: an e-mail moves between people only by their own Slack rows.
    const mayHaveEmail = byEmail === null || byEmail.id === person?.id;
    const data = { ...facts, slackUserId, refreshedAt, ...(email !== null && mayHaveEmail ? { email } : {}) };
    if (person === null) return await tx.person.create({ data: { workspaceId, ...data } });
    if (byId !== null && byEmail !== null && byEmail.id !== byId.id && byEmail.slackUserId === null) {
      await takeOver(tx, workspaceId, byEmail.id, byId.id);
    }
    const updated = await tx.person.update({ where: { workspaceId_id: { workspaceId, id: person.id } }, data });
    // Their Home tab shows them what they may see now: nothing, or it is theirs again.
    if (isOutsider(person) !== isOutsider(updated)) await showHomeAnew(tx, workspaceId, person.id, refreshedAt);
    // What waits for their working hours waits for those where they are now.
    if (person.timezone !== timezone) await reschedule(tx, workspaceId, person.id, refreshedAt);
    return updated;
  });
}

/** What an import gave to an e-mail address goes to the person in Slack whose address it turned out to be. */
async function takeOver(tx: Transaction, workspaceId: number, fromId: number, toId: number): Promise<void> {
  for (const field of ['ownerId', 'backupId'] as const) {
    await tx.client.updateMany({ where: { workspaceId, [field]: fromId }, data: { [field]: toId } });
    await tx.project.updateMany({ where: { workspaceId, [field]: fromId }, data: { [field]: toId } });
  }
}

/** The names of people whom the books know, by their Slack ids. */
export async function namesBySlackId(
  ledger: Ledger,
  workspaceId: number,
  slackUserIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (slackUserIds.length === 0) return new Map();
  const people = await ledger.prisma.person.findMany({
    where: { workspaceId, slackUserId: { in: [...slackUserIds] } },
    select: { slackUserId: true, name: true },
  });
  return new Map(people.map(({ slackUserId, name }) => [slackUserId ?? '', name]));
}

/** The person behind a Slack user as an actor; null if Collect has not met them yet (rememberPerson first). */
export async function actorOf(
  ledger: Ledger,
  workspaceId: number,
  slackUserId: string,
  slackChannelIds: readonly string[],
): Promise<Actor | null> {
  const person = await ledger.prisma.person.findUnique({
    where: { workspaceId_slackUserId: { workspaceId, slackUserId } },
  });
  if (person === null) return null;
  return actorAs(ledger.clock.now(), await workspaceInfo(ledger, workspaceId), person, slackChannelIds);
}

/** The actor that somebody is who was looked up already. `at`: when they asked; `slackChannelIds`: the channels they are in. */
export function actorAs(
  at: Date,
  workspace: Pick<WorkspaceInfo, 'id' | 'timezone'>,
  person: KnownPerson,
  slackChannelIds: readonly string[],
): Actor {
  return {
    workspaceId: workspace.id,
    personId: person.id,
    role: effectiveRole(person),
    guest: isOutsider(person),
    slackChannelIds,
    today: dateIn(at, person.timezone ?? workspace.timezone),
  };
}

/** Whoever has the machine: may do everything, is nobody in Slack. */
export function operator(ledger: Ledger, workspace: WorkspaceInfo): Actor {
  return {
    workspaceId: workspace.id,
    personId: null,
    role: 'operator',
    guest: false,
    slackChannelIds: [],
    today: dateIn(ledger.clock.now(), workspace.timezone),
  };
}

/** People of the workspace who may what one of these roles may and can be reached in Slack, by name. */
export async function peopleWhoCan(
  ledger: Ledger | Transaction,
  workspaceId: number,
  roles: readonly Role[],
): Promise<PersonFact[]> {
  const prisma = 'prisma' in ledger ? ledger.prisma : ledger;
  const people = await prisma.person.findMany({
    where: { workspaceId, deactivated: false, guest: false, bot: false, slackUserId: { not: null } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return people.filter((person) => roles.some((role) => atLeast(effectiveRole(person), role))).map(personFactOf);
}

/**
 * Throws UserError role_required, naming who can, unless the actor has one of the roles or one above it. The operator may do all.
 *
 * Before a use case of a request that is tried again it lets pass whoever has made a part of it already, which may have
 * taken their role away: they are to hear what was made. Each use case that was not made asks again, inside.
 *
 * @param deed what it is needed for, where the first word of the line does not say it
 */
export async function requireRole(
  ledger: Ledger | Transaction,
  actor: Pick<Actor, 'workspaceId' | 'role' | 'guest'>,
  roles: readonly Role[],
  deed?: string,
): Promise<void> {
  if (actor.guest) throw new UserError('guest');
  if (roles.some((role) => atLeast(actor.role, role))) return;
  const request = 'prisma' in ledger ? ledger.request : undefined;
  if (request?.again === true && 'prisma' in ledger && (await anyStepMade(ledger.prisma, request))) return;
  const allowed = await peopleWhoCan(ledger, actor.workspaceId, roles);
  throw new UserError('role_required', {
    role: (['finance', 'manager'] as const).find((role) => roles.includes(role)) ?? 'admin',
    ...(deed === undefined ? {} : { deed }),
    allowed: allowed.map((person) => person.name),
    allowedSlackIds: allowed.flatMap((person) => person.slackUserId ?? []),
    allowedPersonIds: allowed.map((person) => String(person.id)),
  });
}

/**
 * Finds somebody by Slack id, e-mail or exact name. Throws UserError unknown_person, also where a name is borne by
 * two people: a guess could hand a client's figures to the wrong one.
 */
export async function findPerson(ledger: Ledger | Transaction, workspaceId: number, ref: PersonRef): Promise<Person> {
  const prisma = 'prisma' in ledger ? ledger.prisma : ledger;
  if ('slackUserId' in ref) {
    const { slackUserId } = ref;
    const person = await prisma.person.findUnique({ where: { workspaceId_slackUserId: { workspaceId, slackUserId } } });
    if (person !== null) return person;
    throw new UserError('unknown_person', { person: slackUserId });
  }
  const text = ref.text.trim().replace(/^@/, '');
  const found = await prisma.person.findMany({
    where: {
      workspaceId,
      OR: [{ slackUserId: text }, { email: text.toLowerCase() }, { name: { equals: text, mode: 'insensitive' } }],
    },
    take: 2,
  });
  const [person] = found;
  if (person === undefined || found.length > 1) throw new UserError('unknown_person', { person: ref.text });
  return person;
}

const SLACK_ID = /^[UW][A-Z0-9]{6,}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * Like findPerson, but a Slack id or an e-mail address that Collect has not met becomes a person, to be filled in
 * when Slack shows them: a role can be given before the app is installed.
 */
export async function knownOrNewPerson(tx: Transaction, workspaceId: number, ref: PersonRef): Promise<Person> {
  try {
    return await findPerson(tx, workspaceId, ref);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const text = 'slackUserId' in ref ? ref.slackUserId : ref.text.trim();
    if (SLACK_ID.test(text)) return await tx.person.create({ data: { workspaceId, slackUserId: text, name: text } });
    if (!EMAIL.test(text)) throw error;
    return await tx.person.create({ data: { workspaceId, email: text.toLowerCase(), name: text } });
  }
}

/** The actor with the role that counts now: it may have been taken away since the request began. */
export async function actorNow(tx: Transaction, actor: Actor): Promise<Actor> {
  const { workspaceId, personId } = actor;
  if (personId === null) return actor;
  const person = await tx.person.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: personId } } });
  return { ...actor, role: effectiveRole(person), guest: isOutsider(person) };
}
