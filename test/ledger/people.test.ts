import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import {
  findPerson,
  operator,
  peopleWhoCan,
  rememberPerson,
  type SlackProfile,
  setRole,
} from '../../src/ledger/people.js';
import { routesOf } from '../../src/ledger/promise-check/routes.js';
import { clientRouting } from '../../src/ledger/routing.js';
import { localWorkspace, openWorkspace } from '../../src/ledger/workspaces.js';
import { aChannel, aClient, actor, aPerson, aProject } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
beforeEach(async () => {
  books = await testLedger();
});

const profile = (more: Partial<SlackProfile>): SlackProfile => ({
  slackUserId: 'U1234567',
  name: 'Dana',
  email: 'dana@x.example',
  timezone: 'Asia/Shanghai',
  locale: 'zh-CN',
  admin: false,
  guest: false,
  bot: false,
  deactivated: false,
  ...more,
});

describe('meeting somebody in Slack', () => {
  it('who was known by e-mail only is the same person, with what they own', async () => {
    const byMail = await books.prisma.person.create({
      data: { workspaceId: books.workspaceId, email: 'dana@x.example', name: 'dana@x.example', role: 'finance' },
    });
    const met = await rememberPerson(books.ledger, books.workspaceId, profile({ email: 'Dana@X.example' }));
    expect(met).toMatchObject({ id: byMail.id, name: 'Dana', role: 'finance', slackUserId: 'U1234567' });
  });

  it('who was met before their address was known takes over what an import gave to the address', async () => {
    const met = await rememberPerson(books.ledger, books.workspaceId, profile({ email: null }));
    const byMail = await aPerson(books, { name: 'dana@x.example', email: 'dana@x.example', slackUserId: null });
    const client = await aClient(books, { name: 'ACME', ownerId: byMail });
    await rememberPerson(books.ledger, books.workspaceId, profile({}));
    const row = await books.prisma.client.findFirstOrThrow({ where: { id: client } });
    expect(row.ownerId).toBe(met.id);
  });

  it('five requests at once make one person', async () => {
    await Promise.all(Array.from({ length: 5 }, () => rememberPerson(books.ledger, books.workspaceId, profile({}))));
    expect(await books.prisma.person.count()).toBe(1);
  });

  it('today is the day where the person is', async () => {
    books.clock.set('2026-11-23T20:00:00Z');
    await rememberPerson(books.ledger, books.workspaceId, profile({ slackUserId: 'UDANA', email: null }));
    expect((await actor(books, 'Dana')).today).toBe('2026-11-24');
  });
});

describe('roles', () => {
  it('Slack’s owners and admins are managers until somebody says otherwise', async () => {
    await aPerson(books, { name: 'Sam', role: null, slackAdmin: true });
    await aPerson(books, { name: 'Dana', role: null });
    expect((await actor(books, 'Sam')).role).toBe('manager');
    expect((await peopleWhoCan(books.ledger, books.workspaceId, ['manager'])).map((person) => person.name)).toEqual([
      'Sam',
    ]);
    const sam = await actor(books, 'Sam');
    await setRole(books.ledger, sam, { slackUserId: 'UDANA' }, 'manager');
    await setRole(books.ledger, await actor(books, 'Dana'), { slackUserId: 'USAM' }, 'member');
    expect((await actor(books, 'Sam')).role).toBe('member');
  });

  it('the last manager keeps the role; the operator can always give one, also to somebody not met yet', async () => {
    await aPerson(books, { name: 'Sam', role: 'manager' });
    const sam = await actor(books, 'Sam');
    await expect(setRole(books.ledger, sam, { slackUserId: 'USAM' }, 'member')).rejects.toMatchObject({
      key: 'last_manager',
    });
    const root = operator(books.ledger, books.workspace);
    await setRole(books.ledger, root, { text: 'lee@x.example' }, 'finance');
    expect(await findPerson(books.ledger, books.workspaceId, { text: 'LEE@x.example' })).toMatchObject({
      role: 'finance',
    });
    await expect(setRole(books.ledger, root, { text: 'nobody at all' }, 'finance')).rejects.toMatchObject({
      key: 'unknown_person',
    });
  });

  it('two managers who demote each other at once leave one', async () => {
    const sam = await aPerson(books, { name: 'Sam', role: 'manager' });
    const lee = await aPerson(books, { name: 'Lee', role: 'manager' });
    const [actingSam, actingLee] = [await actor(books, 'Sam'), await actor(books, 'Lee')];
    for (let round = 0; round < 10; round++) {
      await books.prisma.person.updateMany({ where: { id: { in: [sam, lee] } }, data: { role: 'manager' } });
      const results = await Promise.allSettled([
        setRole(books.ledger, actingSam, { slackUserId: 'ULEE' }, 'member'),
        setRole(books.ledger, actingLee, { slackUserId: 'USAM' }, 'member'),
      ]);
      expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await peopleWhoCan(books.ledger, books.workspaceId, ['manager'])).toHaveLength(1);
    }
  });

  it('what somebody was when they began to type does not count, only what they are', async () => {
    await aPerson(books, { name: 'Sam', role: 'manager' });
    const lee = await aPerson(books, { name: 'Lee', role: 'manager' });
    await aPerson(books, { name: 'Dana' });
    const before = await actor(books, 'Lee');
    await books.prisma.person.updateMany({ where: { id: lee }, data: { role: 'member' } });
    await expect(setRole(books.ledger, before, { slackUserId: 'UDANA' }, 'manager')).rejects.toMatchObject({
      key: 'role_required',
    });
  });

  it('a name that two people bear names nobody', async () => {
    await aPerson(books, { name: 'Lee', slackUserId: 'U1' });
    await aPerson(books, { name: 'lee', slackUserId: 'U2' });
    await expect(findPerson(books.ledger, books.workspaceId, { text: 'Lee' })).rejects.toMatchObject({
      key: 'unknown_person',
    });
  });
});

const TODAY = localDate('2026-11-23');

describe('who is to be told about a client', () => {
  it('its own owner, else its project’s; who cannot be reached is passed over: backup, then managers', async () => {
    const dana = await aPerson(books, { name: 'Dana' });
    const lee = await aPerson(books, { name: 'Lee' });
    await aPerson(books, { name: 'Sam', role: 'manager' });
    const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO' });
    const projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana, backupId: lee });
    const client = await aClient(books, { name: 'ACME', projectId });
    const told = async () =>
      (await routesOf(books.prisma, books.workspaceId, [client], TODAY))(client).inTurn[0]?.map(
        ({ person, why }) => `${why} ${person.name}`,
      );
    expect(await told()).toEqual(['owner Dana']);
    await books.prisma.person.updateMany({ where: { id: dana }, data: { deactivated: true } });
    expect(await told()).toEqual(['backup Lee']);
    await books.prisma.person.updateMany({ where: { id: lee }, data: { slackUserId: null } });
    expect(await told()).toEqual(['manager Sam']);
    const own = await aPerson(books, { name: 'Own' });
    await books.prisma.client.updateMany({ data: { ownerId: own } });
    expect(await told()).toEqual(['owner Own']);
    expect((await clientRouting(books.prisma, books.workspaceId, client)).channel?.slackChannelId).toBe('CAPOLLO');
  });
});

describe('workspaces', () => {
  const defaults = { timezone: 'UTC', currency: 'EUR', locale: 'en' };

  it('books begun without Slack become those of the first team, and no other’s', async () => {
    await books.prisma.workspace.deleteMany();
    const local = await localWorkspace(books.ledger, defaults);
    const opened = await openWorkspace(books.ledger, { slackTeamId: 'T1', name: 'One', defaults });
    expect(opened).toMatchObject({ id: local?.id, slackTeamId: 'T1', name: 'One', currency: 'EUR' });
    const second = await openWorkspace(books.ledger, { slackTeamId: 'T2', name: 'Two', defaults });
    expect(second.id).not.toBe(opened.id);
    expect(await localWorkspace(books.ledger, defaults)).toBeNull();
  });

  it('a team that opens twice at once has one workspace', async () => {
    const open = () => openWorkspace(books.ledger, { slackTeamId: 'T9', name: 'Nine', defaults });
    const [a, b] = await Promise.all([open(), open()]);
    expect(a.id).toBe(b.id);
  });
});
