import type { LocalDate } from '../domain/local-date.js';
import { atLeast } from '../domain/role.js';
import { thosePresent } from './absence.js';
import type { InsteadFact, PersonFact } from './facts/common.js';
import type { Transaction } from './ledger.js';
import { type Notice, type NoticeKind, readNotice } from './notice.js';
import { effectiveRole, isOutsider, peopleWhoCan, personFactOf } from './people.js';
import { type ClientRoute, NOBODY, type Reached, routesOf } from './promise-check/routes.js';
import { type ToldBefore, toldBefore, withoutTurn } from './told-before.js';
import { urgencies } from './urgency.js';

/** A direct message that was not said yet. */
export interface Waiting {
  readonly id: number;
  readonly kind: string;
  readonly dedupeKey: string;
  readonly personId: number;
  readonly facts: unknown;
}

/** A direct message as it would be written now; the outbox takes it so. */
export interface ToSomebody {
  readonly notice: Notice;
  readonly dedupeKey: string;
  readonly to: { readonly person: number };
}

/** Whom a message concerns by what the books say now. */
export interface Concern {
  /** Whoever it was written to may still get it as it stands. */
  readonly theirs: boolean;
  /** It waits for whoever stands in, and whom they stand in for is there again: it is theirs before it is said. */
  readonly back: boolean;
  /** The facts with the reason of today, where another one stands in them; null: it says what is so. */
  readonly reason: unknown | null;
  /** What would be said now, and to whom; nothing where nobody is left, or whoever is has it already. */
  readonly now: readonly ToSomebody[];
}

const THEIRS: Concern = { theirs: true, back: false, reason: null, now: [] };

/** The kinds that want an act of whoever has the client, or the role, on the day on which they are read. */
export const concerningKinds = [
  'promise_broken',
  'promise_due',
  'escalated',
  'kept_with_owner',
  'escalation_requested',
  'escalation_list',
  'channel_refused',
  'passed_on',
  'payments_met',
] as const satisfies readonly NoticeKind[];
type ConcerningKind = (typeof concerningKinds)[number];
type Concerning = Extract<Notice, { kind: ConcerningKind }>;

const isConcerning = (notice: Notice): notice is Concerning => concerningKinds.some((kind) => kind === notice.kind);

type Read = Waiting & { readonly notice: Concerning };

/**
 * Whom each of these messages concerns on that day: its client may have another owner since it was written, its reader
 * another role. One that cannot be read is left to whoever builds it.
 */
export async function concernsOf(
  db: Transaction,
  workspaceId: number,
  messages: readonly Waiting[],
  day: LocalDate,
): Promise<(message: Waiting) => Concern> {
  const read = messages.flatMap((message) => {
    const notice = concerningOf(message);
    return notice === null ? [] : [{ ...message, notice }];
  });
  if (read.length === 0) return () => THEIRS;
  const concerns = new Map<number, Concern>();
  for (const urgency of ['news', 'escalation'] as const) {
    const some = read.filter(({ notice }) => clientOf(notice) !== null && urgencies[notice.kind] === urgency);
    const routeOf = await routesOf(
      db,
      workspaceId,
      some.flatMap(({ notice }) => clientOf(notice) ?? []),
      day,
      urgency,
    );
    const routed = some.map((message) => ({ message, route: routeOf(clientOf(message.notice) ?? 0) }));
    const people = routed.flatMap(({ message, route }) =>
      route.inTurn.flat().map(({ person }) => ({ stem: causeOf(message.dedupeKey), personId: person.id })),
    );
    const told = await toldBefore(db, workspaceId, people);
    for (const { message, route } of routed) {
      concerns.set(message.id, route === NOBODY ? THEIRS : aboutClient(message, route, told));
    }
  }
  const others = read.filter(({ notice }) => clientOf(notice) === null);
  if (others.length > 0) {
    const managers = await peopleWhoCan(db, workspaceId, ['manager']);
    const present = await thosePresent(db, workspaceId, managers, day);
    for (const message of others) {
      concerns.set(
        message.id,
        message.notice.kind === 'payments_met'
          ? await aboutTyped(db, workspaceId, message, await recorders(db, workspaceId, managers, day))
          : await aboutRole(db, workspaceId, message, managers, present),
      );
    }
  }
  return ({ id }) => concerns.get(id) ?? THEIRS;
}

/** The message as what it says, if it wants an act of somebody; null: it does not, or cannot be read. */
export function concerningOf({ kind, facts }: Pick<Waiting, 'kind' | 'facts'>): Concerning | null {
  if (!concerningKinds.some((one) => one === kind)) return null;
  try {
    const notice = readNotice(kind, facts);
    // What an earlier version wrote does not say which client it is about.
    if (notice.kind === 'kept_with_owner' && notice.facts.clientId === undefined) return null;
    return isConcerning(notice) ? notice : null;
  } catch {
    return null;
  }
}

/** The client whose owner the message is for; null: it is for whoever has a role. */
export function clientOf(notice: Concerning): number | null {
  switch (notice.kind) {
    case 'promise_broken':
    case 'promise_due':
      return notice.facts.promise.clientId;
    case 'escalated':
      return notice.facts.clientId;
    case 'kept_with_owner':
      return notice.facts.clientId ?? null;
    default:
      return null;
  }
}

/** As the owner, the backup or a manager, it is theirs as long as they are that. */
function aboutClient({ notice, dedupeKey, personId }: Read, { inTurn }: ClientRoute, told: ToldBefore): Concern {
  const stem = causeOf(dedupeKey);
  const decided = notice.kind === 'escalated' || notice.kind === 'kept_with_owner';
  const sender = decided ? notice.facts.by.id : null;
  // That a client stays with its owner is nothing for another manager.
  const among = notice.kind === 'kept_with_owner' ? ['owner', 'backup'] : ['owner', 'backup', 'manager'];
  const turns = inTurn
    .map((turn) => turn.filter(({ person, why }) => person.id !== sender && among.includes(why)))
    .filter((turn) => turn.length > 0);
  const as = whyTold(notice);
  const reached = turns.flat().find(({ person, why }) => person.id === personId && why === as);
  const [next = []] = turns
    .map((turn) => turn.filter(({ person }) => !told.failed({ stem, personId: person.id })))
    .filter((turn) => turn.length > 0);
  const saying = ({ why, instead }: Pick<Reached, 'why' | 'instead'>): Notice =>
    ({ ...notice, facts: { ...notice.facts, why, instead } }) as Notice;
  const now = next.map((one): ToSomebody => {
    const to = { stem, personId: one.person.id };
    return { notice: saying(one), dedupeKey: told.keyFor(to), to: { person: to.personId } };
  });
  const before = insteadIn(notice);
  // Where a message to the owner did not arrive, it is not theirs again because they are there.
  const back = before !== null && before.reason !== 'unreachable' && next.some(({ why }) => why === 'owner');
  const same = reached === undefined || before === null || isSame(before, reached.instead);
  return { theirs: reached !== undefined, back, reason: same ? null : saying(reached).facts, now };
}

const insteadIn = ({ facts }: Concerning): InsteadFact | null =>
  'instead' in facts ? ((facts.instead as InsteadFact | null | undefined) ?? null) : null;

const isSame = (a: InsteadFact, b: InsteadFact | null): boolean =>
  b !== null &&
  a.person.id === b.person.id &&
  a.reason === b.reason &&
  a.until === b.until &&
  a.channelName === b.channelName;

function whyTold(notice: Concerning): string | null {
  if (notice.kind === 'promise_broken' || notice.kind === 'promise_due') return notice.facts.why;
  if (notice.kind === 'kept_with_owner') return notice.facts.why ?? 'owner';
  if (notice.kind === 'escalated') return notice.facts.why ?? (notice.facts.instead == null ? 'owner' : 'backup');
  return null;
}

/** The cause's key has three parts; a fourth says to whom else it went. */
const causeOf = (dedupeKey: string): string => withoutTurn(dedupeKey).split(':').slice(0, 3).join(':');

/** The role that a message which is for nobody's client is told in. */
export const roleToldIn = (kind: NoticeKind): 'finance' | 'manager' =>
  kind === 'passed_on' || kind === 'payments_met' ? 'finance' : 'manager';

/** Each manager was told; where nobody who has the message is left, those are who are there now. */
async function aboutRole(
  db: Transaction,
  workspaceId: number,
  { id, notice, dedupeKey, personId }: Read,
  managers: readonly PersonFact[],
  present: readonly PersonFact[],
): Promise<Concern> {
  const theirs =
    roleToldIn(notice.kind) === 'finance'
      ? await recordsMoney(db, workspaceId, personId)
      : managers.some((manager) => manager.id === personId);
  const sender = 'by' in notice.facts ? notice.facts.by.id : null;
  const stem = stemOf(notice.kind, dedupeKey);
  const others = await db.outboxMessage.count({
    where: {
      workspaceId,
      id: { not: id },
      kind: notice.kind,
      dedupeKey: { startsWith: `${stem}:` },
      updatesId: null,
      state: { notIn: ['cancelled', 'failed', 'withheld'] },
    },
  });
  const next = others > 0 ? [] : present.filter((manager) => manager.id !== personId && manager.id !== sender);
  const told = await toldBefore(
    db,
    workspaceId,
    next.map((manager) => ({ stem, personId: manager.id })),
  );
  const now = next.map(
    (manager): ToSomebody => ({
      notice,
      dedupeKey: told.keyFor({ stem, personId: manager.id }),
      to: { person: manager.id },
    }),
  );
  return { theirs, back: false, reason: null, now };
}

/** The key of the cause: what somebody gets beside the first of all, of some kinds everybody, has theirs behind it. */
function stemOf(kind: ConcerningKind, dedupeKey: string): string {
  if (kind === 'passed_on') return dedupeKey;
  const parts = withoutTurn(dedupeKey).split(':');
  return (kind === 'payments_met' ? parts.slice(0, 2) : parts.slice(0, -1)).join(':');
}

/** Whether somebody may still do at all what was passed on to them, or say what a payment is that they typed. */
async function recordsMoney(db: Transaction, workspaceId: number, personId: number): Promise<boolean> {
  const person = await db.person.findUnique({ where: { workspaceId_id: { workspaceId, id: personId } } });
  return person !== null && !isOutsider(person) && atLeast(effectiveRole(person), 'finance');
}

/** Those of finance who are there; where there is nobody of finance, the managers. */
async function recorders(
  db: Transaction,
  workspaceId: number,
  managers: readonly PersonFact[],
  day: LocalDate,
): Promise<readonly PersonFact[]> {
  const decide = new Set(managers.map(({ id }) => id));
  const finance = (await peopleWhoCan(db, workspaceId, ['finance'])).filter(({ id }) => !decide.has(id));
  return await thosePresent(db, workspaceId, finance.length > 0 ? finance : managers, day);
}

/** Payments are for whoever typed them while they record money; from then on for those who do, who read whose they were. */
async function aboutTyped(
  db: Transaction,
  workspaceId: number,
  message: Read,
  present: readonly PersonFact[],
): Promise<Concern> {
  const concern = await aboutRole(db, workspaceId, message, [], present);
  if (concern.theirs || message.notice.kind !== 'payments_met') return concern;
  const { facts } = message.notice;
  const where = { workspaceId_id: { workspaceId, id: message.personId } };
  const typedBy = facts.typedBy ?? personFactOf(await db.person.findUniqueOrThrow({ where }));
  const now = concern.now.map((one) => ({
    ...one,
    notice: { kind: 'payments_met' as const, facts: { ...facts, typedBy } },
  }));
  return { ...concern, now };
}
