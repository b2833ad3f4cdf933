import { beforeEach, describe, expect, it } from 'vitest';
import { setDigest } from '../../src/ledger/channels.js';
import { addAlias, addClient, findClient, setClientProject } from '../../src/ledger/clients.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { markSent, takeDue } from '../../src/ledger/outbox.js';
import { recordPayment } from '../../src/ledger/payments.js';
import { assignOwner, setProject } from '../../src/ledger/projects.js';
import { setRole } from '../../src/ledger/roles.js';
import { undo } from '../../src/ledger/undo.js';
import { aChannel, aClient, actor, anInvoice, aPerson, aProject, paid, promised } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
let acme: number;

beforeEach(async () => {
  books = await testLedger();
  await aPerson(books, { name: 'Dana', role: 'member' });
  await aPerson(books, { name: 'Kim', role: 'manager' });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  acme = await aClient(books, { name: 'ACME', projectId: await aProject(books, { name: 'Apollo', channelId }) });
  await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-11-01', amount: 500_000 });
});

const log = async (on: string) =>
  await logConversation(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), {
    request: promised([{ on }]),
    clientId: acme,
    typed: `ACME promised ${on}`,
    slackChannelId: 'CAPOLLO',
    permalink: null,
  });

describe('undo of a logged promise', () => {
  it('withdraws it and lets the one it had replaced stand again', async () => {
    await log('2026-11-26');
    await log('2026-12-03');
    const undone = await undo(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), 'last');
    expect(undone).toMatchObject({
      kind: 'conversation.logged',
      typed: 'ACME promised 2026-12-03',
      clientName: 'ACME',
    });
    expect(undone.restored).toMatchObject([
      { promisedDate: '2026-11-26', state: 'open', covers: [{ number: 'INV-1' }] },
    ]);
    const states = (await books.prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } })).map((row) => row.state);
    expect(states).toEqual(['open', 'withdrawn']);
  });

  it('does not count for the level of the next one: it was never given', async () => {
    await log('2026-11-26');
    await undo(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), 'last');
    expect((await log('2026-11-27')).promises).toMatchObject([{ level: 1, slipDays: 0 }]);
  });

  it('keeps what was said in the books, with its retraction', async () => {
    await log('2026-11-26');
    await undo(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), 'last');
    const rows = await books.prisma.conversation.findMany({ include: { retraction: true } });
    expect(rows).toMatchObject([{ typed: 'ACME promised 2026-11-26', retraction: { reason: 'undo' } }]);
    const kinds = (await books.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } })).map((row) => row.kind);
    expect(kinds).toEqual(['conversation.logged', 'undo']);
  });

  it('takes the line in the channel back: never sent, or rewritten where it stands', async () => {
    await log('2026-11-26');
    await undo(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), 'last');
    expect((await takeDue(books.ledger, { limit: 10 })).items).toEqual([]);
    await log('2026-11-27');
    const [line] = (await takeDue(books.ledger, { limit: 10 })).items;
    if (line === undefined) throw new Error('no line');
    await markSent(books.ledger, line, { channelId: 'CAPOLLO', ts: '1.5' });
    await undo(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), 'last');
    expect((await takeDue(books.ledger, { limit: 10 })).items).toMatchObject([
      { notice: { kind: 'promise_logged', facts: { undone: true } }, update: { channelId: 'CAPOLLO', ts: '1.5' } },
    ]);
  });

  it('is refused once a later promise rests on it, twice, after a day, and to others', async () => {
    const first = await log('2026-11-26');
    const second = await log('2026-12-03');
    const dana = await actor(books, 'Dana', ['CAPOLLO']);
    await expect(undo(books.ledger, dana, { auditId: first.auditId })).rejects.toMatchObject({
      key: 'cannot_undo',
      facts: { why: 'promise_moved_on' },
    });
    await aPerson(books, { name: 'Eve', role: 'member' });
    await expect(undo(books.ledger, await actor(books, 'Eve'), { auditId: second.auditId })).rejects.toMatchObject({
      // Not even that there is such an entry.
      key: 'nothing_to_undo',
    });
    await undo(books.ledger, dana, { auditId: second.auditId });
    await expect(undo(books.ledger, dana, { auditId: second.auditId })).rejects.toMatchObject({
      facts: { why: 'already_undone' },
    });
    books.clock.advance({ days: 2 });
    await expect(undo(books.ledger, dana, { auditId: first.auditId })).rejects.toMatchObject({
      facts: { why: 'too_old' },
    });
    await expect(undo(books.ledger, dana, 'last')).rejects.toMatchObject({ key: 'nothing_to_undo' });
  });

  it('pressed twice at once is done once', async () => {
    const { auditId } = await log('2026-11-26');
    const dana = await actor(books, 'Dana', ['CAPOLLO']);
    const ends = await Promise.allSettled([
      undo(books.ledger, dana, { auditId }),
      undo(books.ledger, dana, { auditId }),
    ]);
    expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await books.prisma.auditEntry.count({ where: { kind: 'undo' } })).toBe(1);
  });
});

describe('undo when others have acted', () => {
  it('a promise that lost its invoices to two others stands again with what comes back', async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-02', amount: 300_000 });
    const dana = await actor(books, 'Dana', ['CAPOLLO']);
    const logged = async (on: string, invoiceTexts: string[] = []) =>
      await logConversation(books.ledger, dana, {
        request: promised([{ on }], { invoiceTexts }),
        clientId: acme,
        typed: 'x',
        slackChannelId: 'CAPOLLO',
        permalink: null,
      });
    const both = await logged('2026-11-26');
    const first = await logged('2026-11-27', ['INV-1']);
    await logged('2026-11-28', ['INV-2']);
    const undone = await undo(books.ledger, dana, { auditId: first.auditId });
    expect(undone.restored).toMatchObject([{ id: both.promises[0]?.id, state: 'open', amount: { minor: 500_000 } }]);
  });

  it('whoever left the channel takes nothing back there, and learns nothing', async () => {
    const { auditId } = await log('2026-11-26');
    const outside = await actor(books, 'Dana', []);
    await expect(undo(books.ledger, outside, { auditId })).rejects.toMatchObject({ key: 'nothing_to_undo' });
  });

  it('what somebody else has set since is left alone', async () => {
    await aPerson(books, { name: 'Lee', role: 'manager' });
    const [kim, lee] = [await actor(books, 'Kim'), await actor(books, 'Lee')];
    const set = async (by: typeof kim, owner: string) =>
      await setProject(books.ledger, by, {
        name: 'Apollo',
        slackChannelId: 'CAPOLLO',
        owner: { slackUserId: owner },
        backup: null,
        clientIds: [],
      });
    const { auditId } = await set(kim, 'UDANA');
    await set(lee, 'ULEE');
    await expect(undo(books.ledger, kim, { auditId })).rejects.toMatchObject({ key: 'cannot_undo' });
    const role = await setRole(books.ledger, kim, { slackUserId: 'UDANA' }, 'finance');
    await setRole(books.ledger, lee, { slackUserId: 'UDANA' }, 'member');
    await expect(undo(books.ledger, kim, { auditId: role.auditId })).rejects.toMatchObject({ key: 'cannot_undo' });
  });

  it('a project with its clients is one step, and the step before it can be taken back next', async () => {
    const kim = await actor(books, 'Kim');
    await setRole(books.ledger, kim, { slackUserId: 'UDANA' }, 'finance');
    await setProject(books.ledger, kim, {
      name: 'Zeus',
      slackChannelId: 'CAPOLLO',
      owner: null,
      backup: null,
      clientIds: [acme],
    });
    expect(await undo(books.ledger, kim, 'last')).toMatchObject({ kind: 'project.set', gone: true });
    expect((await undo(books.ledger, kim, 'last')).kind).toBe('role.set');
    expect(await books.prisma.project.count({ where: { name: 'Zeus' } })).toBe(0);
  });

  it('and money that comes in at the same moment is never lost to it', async () => {
    const kim = await actor(books, 'Kim');
    const dana = await actor(books, 'Dana', ['CAPOLLO']);
    for (let round = 0; round < 5; round++) {
      const { auditId } = await log('2026-11-26');
      const pay = recordPayment(books.ledger, kim, {
        request: paid('100', '2026-11-23', { another: true }),
        clientId: acme,
        slackChannelId: null,
        typed: 'paid ACME 100',
      });
      const ends = await Promise.allSettled([undo(books.ledger, dana, { auditId }), pay]);
      expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'fulfilled']);
    }
    expect(Number((await books.prisma.invoice.findFirstOrThrow()).open)).toBe(450_000);
  });
});

describe('undo of what was set', () => {
  it('puts roles, owners, homes, projects and digest settings back', async () => {
    const kim = await actor(books, 'Kim');
    const last = () => undo(books.ledger, kim, 'last');
    const acmeRow = () => books.prisma.client.findFirstOrThrow({ where: { id: acme } });
    const before = await acmeRow();

    await setRole(books.ledger, kim, { slackUserId: 'UDANA' }, 'finance');
    await last();
    expect((await books.prisma.person.findFirstOrThrow({ where: { name: 'Dana' } })).role).toBe('member');

    await assignOwner(books.ledger, kim, { clientId: acme }, { owner: { slackUserId: 'UDANA' }, backup: null });
    await last();
    expect(await acmeRow()).toEqual(before);

    await setProject(books.ledger, kim, {
      name: 'Zeus',
      slackChannelId: 'CAPOLLO',
      owner: { slackUserId: 'UDANA' },
      backup: null,
      clientIds: [acme],
    });
    await last();
    expect(await acmeRow()).toEqual(before);

    await setProject(books.ledger, kim, {
      name: 'Hera',
      slackChannelId: 'CAPOLLO',
      owner: null,
      backup: null,
      clientIds: [],
    });
    await setClientProject(books.ledger, kim, acme, 'hera');
    // With a client in it the project stays, without its channel.
    const { id: auditId } = await books.prisma.auditEntry.findFirstOrThrow({
      where: { kind: 'project.set' },
      orderBy: { id: 'desc' },
    });
    expect(await undo(books.ledger, kim, { auditId })).toMatchObject({ gone: false });
    expect(await books.prisma.project.findFirst({ where: { name: 'Hera' } })).toMatchObject({ channelId: null });
    await last();
    expect(await acmeRow()).toEqual(before);

    await setDigest(books.ledger, kim, 'CAPOLLO', { digestTime: '07:30', digestWeekdays: [1, 3] });
    await last();
    expect(await books.prisma.channel.findFirstOrThrow()).toMatchObject({
      digestTime: '09:00',
      digestWeekdays: [1, 2, 3, 4, 5],
    });
  });

  it('takes an added client and alias away, as long as nothing hangs on them', async () => {
    const kim = await actor(books, 'Kim');
    const { id } = await addClient(books.ledger, kim, 'Globex');
    const alias = await addAlias(books.ledger, kim, id, 'GX');
    const found = () => findClient(books.ledger, kim, { text: 'GX', slackChannelId: null });
    expect(await found()).toMatchObject({ kind: 'found', client: { name: 'Globex' } });
    await undo(books.ledger, kim, { auditId: alias.auditId });
    expect(await found()).toMatchObject({ kind: 'unknown' });
    await undo(books.ledger, kim, 'last');
    expect(await findClient(books.ledger, kim, { text: 'Globex', slackChannelId: null })).toMatchObject({
      kind: 'unknown',
    });
    expect((await addClient(books.ledger, kim, 'Globex')).id).not.toBe(id);
  });
});
