import { describe, expect, it } from 'vitest';
import { testLedger } from '../support/database.js';
import { counts, importText, refusalsOf } from './import-text.js';

describe('clients', () => {
  const file = `Client,Client ID,Alias,Contact,Email,Phone,Job title,Owner,Backup,Project
ACME Ltd,K1,"ACME; Acme Holding",Mia Wong,mia@acme.test,+1 555,CFO,dana@us.test,U0LEE0001,Apollo
ACME Ltd,K1,,Tom Ray,tom@acme.test,,Accounts payable,,,
Globex,K2,,,,,,dana@us.test,,
Initech,K3,,,,,,Somebody,,
Umbrella,K4,acme,,,,,,,
`;

  it('come with aliases, contacts, owner, backup and home project; people are added by e-mail or Slack id', async () => {
    const books = await testLedger();
    const report = await importText(books, file);
    expect(report.kind).toBe('clients');
    expect(refusalsOf(report)).toEqual(['5 Owner unknown_person', '6 Alias alias_taken']);
    const clients = await books.prisma.client.findMany({
      orderBy: { id: 'asc' },
      include: { aliases: true, contacts: { orderBy: { id: 'asc' } }, owner: true, backup: true, project: true },
    });
    expect(clients[0]).toMatchObject({
      name: 'ACME Ltd',
      externalId: 'K1',
      owner: { email: 'dana@us.test' },
      backup: { slackUserId: 'U0LEE0001' },
      project: { name: 'Apollo' },
      contacts: [
        { name: 'Mia Wong', email: 'mia@acme.test', phone: '+1 555', position: 'CFO' },
        { name: 'Tom Ray', position: 'Accounts payable' },
      ],
    });
    expect(clients[0]?.aliases.map((alias) => alias.alias).sort()).toEqual(['ACME', 'Acme Holding']);
    expect(await books.prisma.person.count()).toBe(2);
  });

  it('are idempotent; a new owner is a change and audited', async () => {
    const books = await testLedger();
    await importText(books, file);
    const again = await importText(books, file);
    expect(counts(again)).toEqual({ read: 5, new: 0, changed: 0, unchanged: 3, refused: 2 });
    expect(refusalsOf(again)).toEqual(['5 Owner unknown_person', '6 Alias alias_taken']);
    const moved = await importText(books, 'Client,Owner\nGlobex,lee@us.test\nACME,\n');
    expect(counts(moved)).toEqual({ read: 2, new: 0, changed: 1, unchanged: 1, refused: 0 });
    const entries = await books.prisma.auditEntry.findMany({});
    expect(entries.map((entry) => entry.kind)).toEqual(['client.assigned']);
  });

  it('find their invoices by code or alias', async () => {
    const books = await testLedger();
    await importText(books, file);
    await importText(
      books,
      'Invoice No,Customer ID,Customer,Date,Due Date,Amount\n1,K1,ACME Limited (new name),2026-11-01,2026-12-01,5\n2,,Acme holding,2026-11-01,2026-12-01,5\n',
    );
    const invoices = await books.prisma.invoice.findMany({ include: { client: true } });
    expect(invoices.map((invoice) => invoice.client.name)).toEqual(['ACME Ltd', 'ACME Ltd']);
  });
});

describe('projects', () => {
  it('come with channel, owner, backup and clients', async () => {
    const books = await testLedger();
    const text = `Project,Channel,Owner,Backup,Clients
Apollo,C0APOLLO1,dana@us.test,lee@us.test,"ACME, Globex"
Zeus,#zeus,dana@us.test,,
`;
    const report = await importText(books, text);
    expect(report.kind).toBe('projects');
    expect(refusalsOf(report)).toEqual(['3 Channel unknown_channel']);
    const project = await books.prisma.project.findFirstOrThrow({
      include: { channel: true, owner: true, backup: true },
    });
    expect(project).toMatchObject({
      name: 'Apollo',
      channel: { slackChannelId: 'C0APOLLO1' },
      owner: { email: 'dana@us.test' },
      backup: { email: 'lee@us.test' },
    });
    expect(await books.prisma.client.count({ where: { projectId: project.id } })).toBe(2);
    expect(counts(await importText(books, text))).toMatchObject({ new: 0, changed: 0, unchanged: 1, refused: 1 });
    await books.prisma.channel.updateMany({ data: { name: 'zeus' } });
    expect(counts(await importText(books, text))).toMatchObject({ new: 1, unchanged: 1 });
  });
});

describe('promises', () => {
  it('are logged as of the day they were given, the later one replacing the open one before it', async () => {
    const books = await testLedger();
    await importText(
      books,
      'Invoice No,Customer,Date,Due Date,Amount\nA-1,ACME,2026-09-01,2026-10-01,100.00\nA-2,ACME,2026-09-01,2026-11-01,50.00\n',
    );
    const text = `Client,Promised date,Promised amount,Given on,Invoices,Note
ACME,2026-11-27,100.00,2026-11-18,A-1,after approval
ACME,2026-11-20,100.00,2026-11-12,A-1,
ACME,2026-11-06,50.00,2026-11-02,A-2,
Nobody,2026-11-27,10.00,2026-11-18,,
ACME,2026-11-01,10.00,2026-11-18,,
`;
    const report = await importText(books, text);
    expect(report.kind).toBe('promises');
    expect(refusalsOf(report)).toEqual(['5 Client unknown_client', '6 Promised date past_promise']);
    expect(counts(report)).toMatchObject({ read: 5, new: 3 });
    const promises = await books.prisma.promiseToPay.findMany({ orderBy: { givenOn: 'asc' } });
    expect(promises.map((promise) => [promise.state, promise.level, Number(promise.amount)])).toEqual([
      ['broken', 1, 5000],
      ['superseded', 1, 10_000],
      ['open', 2, 10_000],
    ]);
    expect(counts(await importText(books, text))).toMatchObject({ new: 0, changed: 0, unchanged: 3, refused: 2 });
    expect(await books.prisma.promiseToPay.count()).toBe(3);
  });
});
