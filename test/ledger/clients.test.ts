import { beforeEach, describe, expect, it } from 'vitest';
import { addAlias, addClient, addContact, findClient, visibleClients } from '../../src/ledger/clients.js';
import { aChannel, aClient, actor, anInvoice, aPerson, aProject } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;

beforeEach(async () => {
  books = await testLedger();
  const dana = await aPerson(books, { name: 'Dana', role: 'member' });
  await aPerson(books, { name: 'Kim', role: 'finance' });
  const apollo = await aProject(books, {
    name: 'Apollo',
    channelId: await aChannel(books, { slackChannelId: 'CAPOLLO' }),
  });
  const zeus = await aProject(books, { name: 'Zeus', channelId: await aChannel(books, { slackChannelId: 'CZEUS' }) });
  await aClient(books, { name: 'ACME Ltd', projectId: apollo, aliases: ['Roadrunner'] });
  const studios = await aClient(books, { name: 'Acme Studios', projectId: zeus });
  await anInvoice(books, { clientId: studios, number: 'S-1', due: '2026-11-01', amount: 100, projectId: apollo });
  await aClient(books, { name: 'Globex', projectId: zeus });
  await aClient(books, { name: 'Initech', ownerId: dana });
  await aClient(books, { name: '华瑞科技' });
});

const find = async (text: string | null, who = 'Kim', channels: string[] = [], slackChannelId: string | null = null) =>
  await findClient(books.ledger, await actor(books, who, channels), { text, slackChannelId });

describe('naming a client', () => {
  it.each([
    ['acme ltd', 'ACME Ltd'],
    ['  ＡＣＭＥ　ltd. ', 'ACME Ltd'],
    ['roadrunner', 'ACME Ltd'],
    ['road', 'ACME Ltd'],
    ['glob', 'Globex'],
    ['华瑞', '华瑞科技'],
  ])('%s is %s', async (typed, name) => {
    expect(await find(typed)).toMatchObject({ kind: 'found', client: { name } });
  });

  it('asks where several begin that way', async () => {
    expect(await find('Acme')).toMatchObject({
      kind: 'several',
      candidates: [{ name: 'ACME Ltd' }, { name: 'Acme Studios' }],
    });
  });

  it('says of how many, where more fit than are offered', async () => {
    const apollo = (await books.prisma.project.findFirstOrThrow({ where: { name: 'Apollo' } })).id;
    for (const letter of 'ABCDEFG') await aClient(books, { name: `Northwind ${letter}`, projectId: apollo });
    const [begun, channels] = [await find('North'), await find(null, 'Kim', [], 'CAPOLLO')];
    expect(begun).toMatchObject({ kind: 'several', total: 7 });
    expect(channels).toMatchObject({ kind: 'unnamed', total: 9 });
    for (const match of [begun, channels]) expect('candidates' in match && match.candidates).toHaveLength(5);
  });

  it('gives the names to choose the nearest from, and the word to add only to who may', async () => {
    expect(await find('Acmee')).toMatchObject({ kind: 'unknown', typed: 'Acmee', mayAdd: true });
    expect(await find('Acmee', 'Dana', ['CAPOLLO'])).toMatchObject({ kind: 'unknown', mayAdd: false });
  });

  it('without a name is the only client of the channel’s projects, else a choice of them', async () => {
    expect(await find(null, 'Kim', [], 'CAPOLLO')).toMatchObject({
      kind: 'unnamed',
      candidates: [{ name: 'ACME Ltd' }, { name: 'Acme Studios' }],
    });
    await books.prisma.invoice.updateMany({ data: { open: 0n } });
    expect(await find(null, 'Kim', [], 'CAPOLLO')).toMatchObject({ kind: 'found', client: { name: 'ACME Ltd' } });
    expect(await find(null, 'Kim', [], 'CNOWHERE')).toEqual({ kind: 'unnamed', candidates: [] });
  });
});

describe('who sees which client', () => {
  it('a member: of the projects whose channels they are in, and what they own', async () => {
    const names = async (channels: string[]) =>
      (await visibleClients(books.ledger, await actor(books, 'Dana', channels))).map((client) => client.name);
    expect(await names([])).toEqual(['Initech']);
    expect(await names(['CAPOLLO'])).toEqual(['ACME Ltd', 'Acme Studios', 'Initech']);
    expect(await names(['CZEUS'])).toEqual(['Acme Studios', 'Globex', 'Initech']);
  });

  it('one that is hidden and one that does not exist are answered alike', async () => {
    const hidden = await find('Globex', 'Dana', ['CAPOLLO']);
    const missing = await find('Nowhere', 'Dana', ['CAPOLLO']);
    expect({ ...hidden, typed: '' }).toEqual({ ...missing, typed: '' });
  });

  it('nobody from another workspace, whatever id they name', async () => {
    const other = await books.prisma.workspace.create({
      data: { slackTeamId: 'T2', name: 'Other', timezone: 'UTC', currency: 'USD', locale: 'en' },
    });
    await books.prisma.person.create({
      data: { workspaceId: other.id, slackUserId: 'UMALLORY', name: 'Mallory', role: 'manager' },
    });
    const { actorOf } = await import('../../src/ledger/people.js');
    const mallory = await actorOf(books.ledger, other.id, 'UMALLORY', ['CAPOLLO']);
    if (mallory === null) throw new Error('no actor');
    expect(await visibleClients(books.ledger, mallory)).toEqual([]);
    const acme = await books.prisma.client.findFirstOrThrow({ where: { name: 'ACME Ltd' } });
    const alias = addAlias(books.ledger, mallory, acme.id, 'mine');
    await expect(alias).rejects.toMatchObject({ key: 'unknown_client' });
  });

  it('the database itself refuses a reference across workspaces', async () => {
    const other = await books.prisma.workspace.create({
      data: { slackTeamId: 'T2', name: 'Other', timezone: 'UTC', currency: 'USD', locale: 'en' },
    });
    const acme = await books.prisma.client.findFirstOrThrow({ where: { name: 'ACME Ltd' } });
    const smuggled = books.prisma.clientAlias.create({
      data: { workspaceId: other.id, clientId: acme.id, alias: 'x', aliasKey: 'x' },
    });
    await expect(smuggled).rejects.toMatchObject({ code: 'P2003' });
  });
});

describe('adding', () => {
  it('is for finance and managers, once a name', async () => {
    const kim = await actor(books, 'Kim');
    expect(await addClient(books.ledger, kim, ' Hooli  Inc ')).toMatchObject({ name: 'Hooli Inc' });
    await expect(addClient(books.ledger, kim, 'HOOLI INC.')).rejects.toMatchObject({ key: 'client_exists' });
    await expect(addClient(books.ledger, kim, 'Roadrunner')).rejects.toMatchObject({ key: 'alias_taken' });
    await expect(addClient(books.ledger, kim, '***')).rejects.toMatchObject({ key: 'bad_setting' });
    const dana = await actor(books, 'Dana');
    await expect(addClient(books.ledger, dana, 'Umbrella')).rejects.toMatchObject({ key: 'role_required' });
  });

  it('fills a contact in without losing what was known', async () => {
    const kim = await actor(books, 'Kim');
    const { id } = await addClient(books.ledger, kim, 'Hooli');
    await addContact(books.ledger, kim, id, { name: 'Mia', email: 'mia@hooli.example', phone: null, position: null });
    const { contact } = await addContact(books.ledger, kim, id, {
      name: 'Mia',
      email: null,
      phone: '123',
      position: 'AP',
    });
    expect(contact).toEqual({ name: 'Mia', email: 'mia@hooli.example', phone: '123', position: 'AP' });
  });
});
