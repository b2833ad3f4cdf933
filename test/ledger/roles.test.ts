import { beforeEach, describe, expect, it } from 'vitest';
import { findPerson, operator, type PersonRef, peopleWhoCan } from '../../src/ledger/people.js';
import { assignOwner } from '../../src/ledger/projects.js';
import { giveRoles, roleList, setRole } from '../../src/ledger/roles.js';
import { undo } from '../../src/ledger/undo.js';
import { aClient, actor, aPerson, aProject } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;

beforeEach(async () => {
  books = await testLedger();
});

const give = async (by: string, to: string, role: 'member' | 'finance' | 'manager' | 'admin') =>
  await setRole(books.ledger, await actor(books, by), { slackUserId: `U${to.toUpperCase()}` }, role);
const roleOf = async (name: string) => (await actor(books, name)).role;
const told = async () =>
  (await books.prisma.outboxMessage.findMany({ where: { kind: 'role_changed' }, orderBy: { id: 'asc' } })).map(
    ({ personId, facts, state }) => ({ personId, state, ...(facts as { before: string; after: string }) }),
  );

describe('what counts', () => {
  it('Slack’s owners and admins are admins until somebody says otherwise', async () => {
    await aPerson(books, { name: 'Sam', role: null, slackAdmin: true });
    await aPerson(books, { name: 'Dana', role: null });
    expect(await roleOf('Sam')).toBe('admin');
    expect((await peopleWhoCan(books.ledger, books.workspaceId, ['manager'])).map(({ name }) => name)).toEqual(['Sam']);
    await give('Sam', 'Dana', 'admin');
    await give('Dana', 'Sam', 'member');
    expect(await roleOf('Sam')).toBe('member');
  });

  it('what somebody was when they began to type does not, only what they are', async () => {
    await aPerson(books, { name: 'Sam', role: 'admin' });
    const lee = await aPerson(books, { name: 'Lee', role: 'manager' });
    await aPerson(books, { name: 'Dana' });
    const before = await actor(books, 'Lee');
    await books.prisma.person.updateMany({ where: { id: lee }, data: { role: 'member' } });
    await expect(setRole(books.ledger, before, { slackUserId: 'UDANA' }, 'finance')).rejects.toMatchObject({
      key: 'role_required',
    });
  });

  it('whoever left or is another app does nothing, whatever the role', async () => {
    await aPerson(books, { name: 'Sam', role: 'admin', deactivated: true });
    await aPerson(books, { name: 'Lee', role: 'admin' });
    await aPerson(books, { name: 'Dana' });
    await expect(give('Sam', 'Dana', 'finance')).rejects.toMatchObject({ key: 'guest' });
  });
});

describe('who gives which role', () => {
  const everybody = ['admin', 'manager', 'finance', 'member'] as const;
  const cases = everybody.flatMap((by) =>
    everybody.flatMap((before) => everybody.map((after) => ({ by, before, after }))),
  );

  it('managers give finance and member, admins all, nobody else any', async () => {
    await aPerson(books, { name: 'Ada', role: 'admin' });
    const by = await aPerson(books, { name: 'By' });
    const dana = await aPerson(books, { name: 'Dana' });
    const low = new Set(['finance', 'member']);
    for (const { by: role, before, after } of cases) {
      await books.prisma.person.updateMany({ where: { id: by }, data: { role } });
      await books.prisma.person.updateMany({ where: { id: dana }, data: { role: before } });
      const may = role === 'admin' || (role === 'manager' && (before === after || (low.has(before) && low.has(after))));
      const done = await give('By', 'Dana', after).then(
        () => true,
        (error: { key?: string }) => error.key,
      );
      expect({ role, before, after, done }).toEqual({ role, before, after, done: may ? true : 'role_required' });
      expect(await roleOf('Dana')).toBe(may ? after : before);
    }
  });

  it('the refusal names who can', async () => {
    await aPerson(books, { name: 'Ada', role: 'admin' });
    await aPerson(books, { name: 'Sam', role: 'manager' });
    await aPerson(books, { name: 'Dana' });
    await expect(give('Sam', 'Dana', 'manager')).rejects.toMatchObject({
      key: 'role_required',
      facts: { role: 'admin', allowed: ['Ada'] },
    });
    await expect(give('Dana', 'Dana', 'finance')).rejects.toMatchObject({
      facts: { role: 'manager', allowed: ['Ada', 'Sam'] },
    });
  });

  it('the last admin keeps the role; the operator can always give one, also to somebody not met yet', async () => {
    await aPerson(books, { name: 'Sam', role: 'admin' });
    await aPerson(books, { name: 'Gone', role: 'admin', deactivated: true });
    await expect(give('Sam', 'Sam', 'manager')).rejects.toMatchObject({ key: 'last_admin' });
    const root = operator(books.ledger, books.workspace);
    await setRole(books.ledger, root, { text: 'lee@x.example' }, 'finance');
    expect(await findPerson(books.ledger, books.workspaceId, { text: 'LEE@x.example' })).toMatchObject({
      role: 'finance',
    });
    await expect(setRole(books.ledger, root, { text: 'nobody at all' }, 'finance')).rejects.toMatchObject({
      key: 'unknown_person',
    });
  });

  it('two admins who demote each other at once leave one', async () => {
    const sam = await aPerson(books, { name: 'Sam', role: 'admin' });
    const lee = await aPerson(books, { name: 'Lee', role: 'admin' });
    const [actingSam, actingLee] = [await actor(books, 'Sam'), await actor(books, 'Lee')];
    for (let round = 0; round < 10; round++) {
      await books.prisma.person.updateMany({ where: { id: { in: [sam, lee] } }, data: { role: 'admin' } });
      const results = await Promise.allSettled([
        setRole(books.ledger, actingSam, { slackUserId: 'ULEE' }, 'member'),
        setRole(books.ledger, actingLee, { slackUserId: 'USAM' }, 'member'),
      ]);
      expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await peopleWhoCan(books.ledger, books.workspaceId, ['admin'])).toHaveLength(1);
    }
  });
});

describe('a change of role', () => {
  it('is recorded with what was before and after, and told to the person', async () => {
    const sam = await aPerson(books, { name: 'Sam', role: null, slackAdmin: true });
    const dana = await aPerson(books, { name: 'Dana', role: null });
    await give('Sam', 'Dana', 'finance');
    expect(await books.prisma.auditEntry.findFirstOrThrow({ where: { kind: 'role.set' } })).toMatchObject({
      actorId: sam,
      subjectId: dana,
      inputs: { before: null, couldBefore: 'member', after: 'finance' },
    });
    expect(await told()).toMatchObject([{ personId: dana, before: 'member', after: 'finance', by: { id: sam } }]);
  });

  it('is not told where nothing changed, nor to whoever made it, nor to whom Slack cannot reach', async () => {
    await aPerson(books, { name: 'Ada', role: 'admin' });
    await aPerson(books, { name: 'Sam', role: null, slackAdmin: true });
    await aPerson(books, { name: 'Mail', slackUserId: null, email: 'mail@x.example' });
    await give('Sam', 'Ada', 'admin');
    await give('Sam', 'Sam', 'manager');
    await setRole(books.ledger, await actor(books, 'Ada'), { text: 'mail@x.example' }, 'finance');
    expect(await told()).toEqual([]);
  });

  it('that is taken back before it was told is never told; afterwards the person hears of it', async () => {
    await aPerson(books, { name: 'Sam', role: 'admin' });
    await aPerson(books, { name: 'Dana' });
    const sam = await actor(books, 'Sam');
    const first = await give('Sam', 'Dana', 'finance');
    await undo(books.ledger, sam, { auditId: first.auditId });
    expect(await told()).toMatchObject([{ state: 'cancelled' }]);
    const second = await give('Sam', 'Dana', 'manager');
    await books.prisma.outboxMessage.updateMany({ where: { state: 'pending' }, data: { state: 'sent' } });
    await undo(books.ledger, sam, { auditId: second.auditId });
    expect((await told()).at(-1)).toMatchObject({ state: 'pending', before: 'manager', after: 'member' });
  });

  it('that an admin made is not a manager’s to take back', async () => {
    await aPerson(books, { name: 'Ada', role: 'admin' });
    await aPerson(books, { name: 'Sam', role: 'manager' });
    await aPerson(books, { name: 'Dana' });
    const { auditId } = await give('Ada', 'Dana', 'manager');
    await expect(undo(books.ledger, await actor(books, 'Sam'), { auditId })).rejects.toMatchObject({
      key: 'role_required',
      facts: { role: 'admin' },
    });
    expect(await roleOf('Dana')).toBe('manager');
  });
});

describe('a guest, an app, somebody who left', () => {
  it('gets no role and no post, is refused in words, and takes nobody else down', async () => {
    await aPerson(books, { name: 'Sam', role: 'admin' });
    await aPerson(books, { name: 'Dana' });
    await aPerson(books, { name: 'Gil', guest: true });
    const robo = await aPerson(books, { name: 'Robo' });
    await books.prisma.person.updateMany({ where: { id: robo }, data: { bot: true } });
    await aPerson(books, { name: 'Left', deactivated: true });
    for (const [name, why] of [
      ['Gil', 'guest'],
      ['Robo', 'bot'],
      ['Left', 'deactivated'],
    ] as const) {
      await expect(give('Sam', name, 'finance')).rejects.toMatchObject({
        key: 'outsider',
        facts: { person: name, why },
      });
    }
    const sam = await actor(books, 'Sam');
    const both = ['UDANA', 'UGIL'].map((slackUserId) => ({ ref: { slackUserId }, role: 'finance' as const }));
    await expect(giveRoles(books.ledger, sam, both)).rejects.toMatchObject({ key: 'outsider' });
    expect(await roleOf('Dana')).toBe('member');
    // What they had may be taken from them.
    await give('Sam', 'Gil', 'member');

    const clientId = await aClient(books, { name: 'ACME' });
    const dana = { slackUserId: 'UDANA' };
    const assign = (owner: PersonRef, backup: PersonRef | null) =>
      assignOwner(books.ledger, sam, { clientId }, { owner, backup });
    await expect(assign({ slackUserId: 'UGIL' }, null)).rejects.toMatchObject({ key: 'outsider' });
    await expect(assign(dana, dana)).rejects.toMatchObject({ key: 'same_backup' });
    expect(await assign(dana, null)).toMatchObject({ owner: { name: 'Dana' }, backupLeft: false });
    // Whoever stood in owns it now: nobody stands in for themselves, and the receipt says so.
    await assign(dana, { slackUserId: 'USAM' });
    const moved = await assign({ slackUserId: 'USAM' }, null);
    expect(moved).toMatchObject({ owner: { name: 'Sam' }, backup: null, backupLeft: true });
    const projectId = await aProject(books, { name: 'Apollo', ownerId: moved.owner.id });
    await books.prisma.client.updateMany({ data: { projectId, ownerId: null } });
    await books.prisma.project.updateMany({ data: { backupId: moved.owner.id, ownerId: null } });
    expect(await assign({ slackUserId: 'USAM' }, null)).toMatchObject({ backupLeft: true });
  });
});

describe('who has which role', () => {
  it('admins first, with those whom nobody gave it; members are counted', async () => {
    await aPerson(books, { name: 'Kim', role: 'finance' });
    await aPerson(books, { name: 'Boss', role: null, slackAdmin: true });
    await aPerson(books, { name: 'Sam', role: 'manager' });
    await aPerson(books, { name: 'Dana' });
    await aPerson(books, { name: 'Guest', role: 'finance', guest: true });
    const list = await roleList(books.ledger, await actor(books, 'Sam'));
    expect(list.holders.map(({ person, role, fromSlack }) => [person.name, role, fromSlack])).toEqual([
      ['Boss', 'admin', true],
      ['Sam', 'manager', false],
      ['Kim', 'finance', false],
    ]);
    expect(list.members).toBe(1);
    await expect(roleList(books.ledger, await actor(books, 'Kim'))).rejects.toMatchObject({ key: 'role_required' });
  });
});
