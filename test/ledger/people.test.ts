import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { findPerson, rememberPerson, type SlackProfile } from '../../src/ledger/people.js';
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

describe('names', () => {
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
