import type { LocalDate } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import type { PersonFact } from './facts/common.js';
import { type DoneFact, type PassedOnNotice, passedOnNotice } from './facts/passed-on.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
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

/** A line as a button carries it. `on`: the day it was typed; null: the button does not say, so it was not passed on. */
export interface PassedOnLine {
  readonly line: string;
  readonly on: LocalDate | null;
}

/** The messages that passed a line on to this person, and to others who were asked by the same people. */
async function messagesOf(tx: Transaction, { workspaceId, personId }: Actor, { line, on }: PassedOnLine) {
  if (on === null || personId === null) return [];
  const rows = await tx.outboxMessage.findMany({
    where: {
      workspaceId,
      kind: 'passed_on',
      state: { notIn: ['failed', 'cancelled'] },
      updatesId: null,
      AND: [{ facts: { path: ['typed'], equals: line } }, { facts: { path: ['on'], equals: on } }],
    },
    orderBy: { id: 'asc' },
  });
  const messages = rows.flatMap(({ id, personId: reader, dedupeKey, facts }) =>
    reader === null ? [] : [{ id, reader, dedupeKey, facts: passedOnNotice.parse(facts) }],
  );
  const askers = new Set(messages.flatMap(({ reader, facts }) => (reader === personId ? facts.by.id : [])));
  return messages.filter(({ facts }) => askers.has(facts.by.id));
}

/** Who did what a line asked for that was passed on to this person; null: nobody yet. Undefined: there is no such line. */
export async function donePassedOn(
  tx: Transaction,
  actor: Actor,
  passed: PassedOnLine,
): Promise<DoneFact | null | undefined> {
  const messages = await messagesOf(tx, actor, passed);
  if (messages.length === 0) return undefined;
  for (const { id } of messages) {
    const done = (await shown(tx, actor.workspaceId, id))?.done ?? null;
    if (done !== null) return done;
  }
  return null;
}

/** What a message says, or will once its newest rewriting is delivered; null: it was not rewritten. */
async function shown(tx: Transaction, workspaceId: number, messageId: number): Promise<PassedOnNotice | null> {
  const newest = await tx.outboxMessage.findFirst({
    where: { workspaceId, updatesId: messageId },
    orderBy: { id: 'desc' },
    select: { facts: true },
  });
  return newest === null ? null : passedOnNotice.parse(newest.facts);
}

/**
 * What was passed on is done: the messages about it say so in place of their buttons, also those of others who were
 * asked, and whoever asked is told. False: no such line was passed on to this person.
 */
export async function settlePassedOn(
  tx: Transaction,
  actor: Actor,
  passed: PassedOnLine,
  done: DoneFact,
  now: Date,
): Promise<boolean> {
  const messages = await messagesOf(tx, actor, passed);
  const askers = new Set(messages.map(({ facts }) => facts.by.id));
  await enqueue(tx, actor.workspaceId, now, [
    ...messages.map(({ facts, dedupeKey, reader }) => ({
      notice: { kind: 'passed_on' as const, facts: { ...facts, done } },
      dedupeKey: `${dedupeKey}:done:${done.auditId}`,
      to: { person: reader },
      updates: dedupeKey,
    })),
    ...[...askers].map((asker) => ({
      notice: {
        kind: 'passed_on_done' as const,
        facts: { typed: passed.line, on: passed.on ?? actor.today, done, undone: false },
      },
      dedupeKey: toldKey(done.auditId, asker),
      to: { person: asker },
    })),
  ]);
  return messages.length > 0;
}

const toldKey = (auditId: number, asker: number): string => `passed-on-done:${auditId}:${asker}`;

/**
 * What was done for a line that was passed on was undone: the messages about it get their buttons back, and whoever
 * asked reads so. Called inside the undo's transaction.
 */
export async function takeBackPassedOn(tx: Transaction, workspaceId: number, auditId: number, at: Date): Promise<void> {
  const rewritten = await tx.outboxMessage.findMany({
    where: { workspaceId, kind: 'passed_on', facts: { path: ['done', 'auditId'], equals: auditId } },
    include: { updates: { select: { dedupeKey: true } } },
    orderBy: { id: 'asc' },
  });
  const askers = new Map<number, PassedOnNotice>();
  for (const { personId, updates, facts } of rewritten) {
    if (personId === null || updates === null) continue;
    const said = passedOnNotice.parse(facts);
    askers.set(said.by.id, said);
    await enqueue(tx, workspaceId, at, [
      {
        notice: { kind: 'passed_on', facts: { ...said, done: null } },
        dedupeKey: `${updates.dedupeKey}:undone:${auditId}`,
        to: { person: personId },
        updates: updates.dedupeKey,
      },
    ]);
  }
  for (const [asker, { typed, on, done }] of askers) {
    if (done == null) continue;
    const told = toldKey(auditId, asker);
    await enqueue(tx, workspaceId, at, [
      {
        notice: { kind: 'passed_on_done', facts: { typed, on, done, undone: true } },
        dedupeKey: `${told}:undone`,
        to: { person: asker },
        updates: told,
      },
    ]);
  }
}
