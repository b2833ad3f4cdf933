import { z } from 'zod';
import { atLeast, manages, type Role } from '../domain/role.js';
import { type SetupStep, setupMarks, setupStates } from '../domain/setup.js';
import type { Actor } from './actor.js';
import { inOwnTransaction, inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import type { NoticeFacts } from './notice.js';
import { enqueue } from './outbox.js';
import { requireRole } from './people.js';
import { Prisma } from './prisma/client.js';
import { roleHolders } from './roles.js';
import { selectRows } from './rows.js';

export type SetupFacts = NoticeFacts<'setup'>;

/** So many names of projects and people are told. */
const NAMED = 3;

const row = z.object({
  timezone: z.string(),
  currency: z.string(),
  setup: z.unknown(),
  own_zone: z.string().nullable(),
  said_timezone: z.boolean(),
  said_currency: z.boolean(),
  projects: z.array(z.string()),
  ownerless: z.array(z.string()),
  invoices: z.int(),
  roles: z.boolean(),
});

/** Where setting up stands. Managers and admins. Throws UserError role_required. */
export async function setupOf(ledger: Ledger, actor: Actor): Promise<SetupFacts> {
  await requireRole(ledger, actor, ['manager']);
  return await factsFor(ledger.prisma, actor.workspaceId, actor, false);
}

/** Whether a step of it is not done; being put off is not being done. */
export async function isSetupOpen(db: Ledger['prisma'] | Transaction, actor: Actor): Promise<boolean> {
  const { steps } = await factsFor(db, actor.workspaceId, actor, false, 1);
  return steps.some(({ state }) => state !== 'done');
}

/** The step that comes next for somebody who may set Collect up: the first that is neither done nor put off; null: none. */
export async function nextSetupStep(ledger: Ledger, actor: Actor): Promise<SetupStep | null> {
  if (!manages(actor.role)) return null;
  const { steps } = await factsFor(ledger.prisma, actor.workspaceId, actor, false, 1);
  return steps.find(({ state }) => state === 'open')?.step ?? null;
}

/** Says of a step that it is as it should be, or that it can wait. Managers and admins. Throws UserError role_required. */
export async function markSetup(ledger: Ledger, actor: Actor, step: SetupStep, as: 'done' | 'later'): Promise<void> {
  await inTransaction(ledger, 'markSetup', async (tx) => {
    await requireRole(tx, actor, ['manager']);
    const { id, marks } = await lockMarks(tx, actor.workspaceId);
    const setup = { ...marks, steps: { ...marks.steps, [step]: as } };
    await tx.workspace.update({ where: { id }, data: { setup: setup as Prisma.InputJsonObject } });
    return null;
  });
}

/**
 * Offers setting up to the first who comes and may do it, by direct message, once for the workspace. Books that have
 * projects and invoices are set up already: then nobody is told. Returns whether somebody was.
 */
export async function offerSetup(
  ledger: Ledger,
  { workspaceId, personId, role }: Pick<Actor, 'workspaceId' | 'role'> & { readonly personId: number },
): Promise<boolean> {
  return await inOwnTransaction(ledger, async (tx) => {
    const { id, marks, begun } = await lockMarks(tx, workspaceId);
    if (begun) return false;
    const now = ledger.clock.now();
    const facts = await factsFor(tx, workspaceId, { personId, role }, true);
    const setup = { ...marks, offered: now.toISOString() };
    await tx.workspace.update({ where: { id }, data: { setup: setup as Prisma.InputJsonObject } });
    if (facts.projects.length > 0 && facts.invoices > 0) return false;
    const notice = { kind: 'setup', facts } as const;
    await enqueue(tx, workspaceId, now, [{ notice, dedupeKey: 'setup', to: { person: personId } }]);
    return true;
  });
}

async function lockMarks(tx: Transaction, workspaceId: number) {
  await tx.$executeRaw`select 1 from workspace where id = ${workspaceId} for update`;
  const { id, setup } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  return { id, marks: setupMarks(setup), begun: JSON.stringify(setup) !== '{}' };
}

async function factsFor(
  prisma: Ledger['prisma'] | Transaction,
  workspaceId: number,
  { personId, role }: Pick<Actor, 'personId' | 'role'>,
  offered: boolean,
  counted = 100_000,
): Promise<SetupFacts> {
  const [found] = await selectRows(
    prisma,
    row,
    Prisma.sql`
      select w.timezone, w.currency, w.setup,
        (select p.timezone from person p where p.workspace_id = w.id and p.id = ${personId}::int) as own_zone,
        exists (select 1 from audit_entry a where a.workspace_id = w.id and a.kind = 'policy.set'
          and a.inputs->>'name' = 'timezone') as said_timezone,
        exists (select 1 from audit_entry a where a.workspace_id = w.id and a.kind = 'policy.set'
          and a.inputs->>'name' = 'currency') as said_currency,
        array(select name from project where workspace_id = w.id order by id limit ${NAMED}) as projects,
        array(select name from project where workspace_id = w.id and owner_id is null order by id limit ${NAMED})
          as ownerless,
        (select count(*)::int from (select 1 from invoice where workspace_id = w.id limit ${counted}) x) as invoices,
        exists (select 1 from person p where p.workspace_id = w.id and p.role is not null and not p.deactivated) as roles
      from workspace w where w.id = ${workspaceId}`,
  );
  if (found === undefined) throw new Error(`there is no workspace ${workspaceId}`);
  const holders = await roleHolders(prisma, workspaceId);
  const named = (wanted: Role): string[] =>
    holders.flatMap((holder) => (holder.role === wanted ? [holder.person.name] : [])).slice(0, NAMED);
  const steps = setupStates(setupMarks(found.setup), {
    timezone: found.said_timezone,
    currency: found.said_currency,
    project: found.projects.length > 0,
    import: found.invoices > 0,
    roles: found.roles,
  });
  return {
    steps,
    timezone: found.timezone,
    currency: found.currency,
    ownZone: found.own_zone,
    projects: found.projects,
    ownerless: found.ownerless,
    invoices: found.invoices,
    finance: named('finance'),
    managers: named('manager'),
    admins: named('admin'),
    decides: atLeast(role, 'admin'),
    offered,
  };
}
