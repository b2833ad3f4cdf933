import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aWorkbook, styled, zipOf } from '../imports/a-workbook.js';
import { aPerson } from '../support/books.js';
import type { SlackAnswer } from '../support/slack-workspace.js';
import { aTeam } from './a-team.js';
import { buttonsOf, type RunningApp, wordsOf } from './running-app.js';

// Kim of finance and Sam, a manager, drop files into their conversation with Collect. Monday 2026-11-23.

let running: RunningApp;

beforeEach(async () => {
  ({ running } = await aTeam());
});
afterEach(async () => await running.stop());

const INVOICES = [
  'Invoice number,Client,Invoice date,Due date,Amount,Currency',
  'INV-900,Initech,2026-10-01,2026-10-31,"1,250.00",USD',
  'INV-901,Initech,2026-10-02,2026-11-01,800.00,EUR',
  'INV-902,Initech,2026-10-02,soon,10.00,USD',
  '',
].join('\n');

type Posted = { readonly text?: string; readonly blocks?: unknown } & Record<string, unknown>;

async function drop(content: string | Buffer, { user = 'UKIM', name = 'export.csv', type = 'text/csv' } = {}) {
  const channel = `D${user}`;
  const before = running.posted(channel).length;
  const file = { name, type, bytes: Buffer.from(content) };
  expect(await running.slack.sandbox.acting.upload(user, channel, null, '', file)).toEqual({ ok: true });
  await expect.poll(() => running.posted(channel).length, { timeout: 10_000 }).toBeGreaterThan(before);
  return running.posted(channel)[before] as Posted;
}

/** Presses the button of that name and returns what the message says in the end. */
async function press(message: Posted, label: string, answers: number, user = 'UKIM'): Promise<SlackAnswer> {
  const button = buttonsOf(message)[label];
  if (button === undefined) throw new Error(`no button ${label}: ${wordsOf(message)}`);
  const before = running.slack.answers.length;
  await running.press(button.action, button.value, { user, channel: `D${user}` });
  return await running.slack.answered(before + answers);
}

const invoices = async () =>
  (
    await running.books.prisma.invoice.findMany({ where: { number: { startsWith: 'INV-90' } }, orderBy: { id: 'asc' } })
  ).map(({ number }) => number);

describe('a file dropped into the conversation with Collect', () => {
  it('is shown first and imported when that is confirmed, and its refused rows come back as a file', async () => {
    // Slack takes files only for channels with ids like its own.
    const user = 'UBOOKKEEPER';
    running.slack.user({ id: user, name: 'bookkeeper' });
    await aPerson(running.books, { name: 'bookkeeper', role: 'finance' });
    const preview = await drop(INVOICES, { user });
    expect(preview.thread_ts).toEqual(expect.any(String));
    const words = wordsOf(preview);
    expect(words).toContain('This is what importing export.csv would do');
    expect(words).toContain('3 invoices read: 2 would be new, 0 changed, 0 unchanged, 1 refused');
    expect(words).toContain('$1,250.00');
    expect(words).toContain('€800.00');
    expect(words).toContain('Invoice number → number');
    expect(words).toContain('Due date → due date');
    expect(words).toContain('line 4, Due date: "soon" is no date');
    expect(await invoices()).toEqual([]);

    const done = await press(preview, 'Import', 2, user);
    expect(done.body.replace_original).toBe(true);
    expect(wordsOf(done.body)).toContain('export.csv is imported');
    expect(wordsOf(done.body)).toContain('2 new, 0 changed, 0 unchanged, 1 refused');
    expect(await invoices()).toEqual(['INV-900', 'INV-901']);
    const run = await running.books.prisma.importRun.findFirstOrThrow({ include: { by: true } });
    expect(run).toMatchObject({ fileName: 'export.csv', by: { name: 'bookkeeper' } });

    const { workspace } = running.slack.sandbox;
    const back = workspace.files().find(({ name }) => name === 'refused-export.csv');
    expect(workspace.fileBytes(back?.id ?? '')?.toString('utf8')).toBe(
      '\ufeffInvoice number,Client,Invoice date,Due date,Amount,Currency,Problem\r\n' +
        'INV-902,Initech,2026-10-02,soon,10.00,USD,"""soon"" is no date"\r\n',
    );
  });

  it('may be a workbook; its refused rows come back as CSV', async () => {
    const rows = [
      ['Invoice number', 'Client', 'Invoice date', 'Due date', 'Amount'],
      ['INV-900', 'Initech', styled(1, 46326), styled(1, 46356), styled(3, 1250.1)],
      ['INV-901', 'Initech', styled(1, 46326), 'soon', styled(3, 10.5)],
    ];
    const file = aWorkbook([{ name: 'Open', rows }]);
    const user = 'UBOOKKEEPER';
    running.slack.user({ id: user, name: 'bookkeeper' });
    await aPerson(running.books, { name: 'bookkeeper', role: 'finance' });
    const preview = await drop(file, { user, name: 'open.xlsx', type: 'application/octet-stream' });
    expect(wordsOf(preview)).toContain('2 invoices read: 1 would be new, 0 changed, 0 unchanged, 1 refused');
    expect(wordsOf(preview)).toContain('€1,250.10');
    await press(preview, 'Import', 2, user);
    expect(await invoices()).toEqual(['INV-900']);
    const { workspace } = running.slack.sandbox;
    const back = workspace.files().find(({ name }) => name === 'refused-open.csv');
    expect(workspace.fileBytes(back?.id ?? '')?.toString('utf8')).toContain(
      'INV-901,Initech,2026-10-31,soon,€ 10.5,"""soon"" is no date"',
    );
  });

  it('changes nothing the second time, and says so', async () => {
    const file = INVOICES.replace('soon', '2026-11-01');
    await press(await drop(file), 'Import', 2);
    const again = await drop(file);
    expect(wordsOf(again)).toContain('Everything in export.csv is on the books already');
    const done = await press(again, 'Import', 2);
    expect(wordsOf(done.body)).toContain('export.csv changed nothing');
    expect(await invoices()).toHaveLength(3);
  });

  it('does not call everything known where a row is refused, and gives that back all the same', async () => {
    const user = 'UBOOKKEEPER';
    running.slack.user({ id: user, name: 'bookkeeper' });
    await aPerson(running.books, { name: 'bookkeeper', role: 'finance' });
    await press(await drop(INVOICES, { user }), 'Import', 2, user);
    const again = await drop(INVOICES, { user });
    expect(wordsOf(again)).toContain('Nothing in export.csv is new: 2 on the books already, 1 refused');
    expect(wordsOf(again)).not.toContain('Everything');
    expect(wordsOf(again)).toContain('The refused rows then come back as a file');
    expect(buttonsOf(again)).toHaveProperty('Import');
  });

  it('leads a manager on to the next step of setting up, and nobody else', async () => {
    const file = INVOICES.replace('soon', '2026-11-01');
    const done = await press(await drop(file, { user: 'USAM' }), 'Import', 2, 'USAM');
    expect(wordsOf(done.body)).toContain('Setting Collect up goes on with: Time zone.');
    const on = buttonsOf(done.body)['Go on'];
    expect(on).toEqual({ action: 'collect.rerun', value: '{"text":"setup"}' });
    const theirs = await press(await drop(file), 'Import', 2);
    expect(wordsOf(theirs.body)).not.toContain('Setting Collect up');
  });

  it('is not imported when that is cancelled', async () => {
    const done = await press(await drop(INVOICES), 'Cancel', 1);
    expect(done.body).toMatchObject({ replace_original: true, text: 'The file was not imported.' });
    expect(await invoices()).toEqual([]);
  });

  it('is not imported when it is no longer what was shown', async () => {
    const preview = await drop(INVOICES);
    const { workspace } = running.slack.sandbox;
    const file = workspace.files().find(({ name }) => name === 'export.csv');
    if (file === undefined) throw new Error('the file is gone');
    workspace.putFile(file, Buffer.from(INVOICES.replace('INV-901', 'INV-909')));
    const done = await press(preview, 'Import', 1);
    expect(wordsOf(done.body)).toContain('is not the file that I showed you');
    expect(await invoices()).toEqual([]);
  });

  it('is for finance and managers', async () => {
    const refused = await drop(INVOICES, { user: 'UDANA' });
    expect(wordsOf(refused)).toContain('Only finance and managers');
    expect(buttonsOf(refused)).not.toHaveProperty('Import');
  });

  it('of somebody else is not there, for whoever makes its id up', async () => {
    const { value } = buttonsOf(await drop(INVOICES)).Import ?? { value: '' };
    const answer = await running.forgedPressed('import.confirm', value, { user: 'USAM', channel: 'DUSAM' });
    expect(wordsOf(answer.body)).toContain('no longer there, or it is not yours');
    expect(await invoices()).toEqual([]);
  });

  it('is asked about where its dates can be read in two ways', async () => {
    const preview = await drop(
      'Invoice number,Client,Invoice date,Due date,Amount\nINV-900,Initech,03/04/2026,04/05/2026,10.00\n',
    );
    expect(wordsOf(preview)).toContain('In what order are the dates');
    const read = await press(preview, 'Day first', 1);
    expect(wordsOf(read.body)).toContain('1 would be new');
    await press(read.body as Posted, 'Import', 2);
    const { dueDate } = await running.books.prisma.invoice.findFirstOrThrow({ where: { number: 'INV-900' } });
    expect(dueDate.toISOString()).toContain('2026-05-04');
  });

  it.each([
    ['book.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'save it anew or as CSV'],
    ['book.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'save it as .xlsx without a password, or as CSV'],
    ['book.ods', zipOf([{ name: 'content.xml', content: '<office/>' }]), 'save it as .xlsx or CSV'],
    ['scan.pdf', Buffer.from('%PDF-1.7\n\u0001\u0002\u0003'), 'export it as CSV'],
    ['notes.csv', Buffer.from('a,b\n1,2\n'), 'I cannot tell what notes.csv holds'],
    ['sums.csv', Buffer.from('Amount\n100.00\n'), 'sums.csv has one column only'],
    ['open.csv', Buffer.from('Invoice number,Client\nINV-900,Initech\n'), 'I do not find these columns'],
  ])('of another kind is refused with what to do: %s', async (name, content, words) => {
    const answer = await drop(content, { name, type: 'application/octet-stream' });
    expect(wordsOf(answer)).toContain(words);
    expect(buttonsOf(answer)).toEqual({});
  });

  const told = (facts: Record<string, unknown>) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ok: true, file: { id: 'F1', user: 'UKIM', name: 'export.csv', size: 10, ...facts } }),
  });

  it.each([
    ['is too large', { size: 20_000_001 }, 'larger than 20 MB'],
    ['lies with another service', { url_private_download: 'https://files.slack.com.evil.example/1' }, 'lie in Slack'],
    ['is gone', { user: undefined }, 'no longer there'],
  ])('that %s is not fetched', async (_, facts, words) => {
    running.slack.script('files.info', told(facts));
    expect(wordsOf(await drop(INVOICES))).toContain(words);
  });

  it('is not taken from where Slack leads whoever may not have it', async () => {
    const elsewhere = { status: 302, headers: { location: '/signin' } };
    running.slack.proxy.script((path) => path.startsWith('/files/'), elsewhere);
    expect(wordsOf(await drop(INVOICES))).toContain('Slack did not give me the file');
  });

  it('says what is missing where the scope was not granted', async () => {
    running.slack.mayRefuse(/files.info.*missing_scope/);
    const app: { scopes: readonly string[] } = running.slack.sandbox.workspace.app;
    app.scopes = app.scopes.filter((scope) => scope !== 'files:read');
    expect(wordsOf(await drop(INVOICES))).toContain('`files:read`');
  });

  it('is answered in Chinese to whoever reads Chinese', async () => {
    running.slack.user({ id: 'UWEI', name: 'wei', locale: 'zh-CN' });
    await aPerson(running.books, { name: 'wei', role: 'finance', locale: 'zh-CN' });
    const preview = await drop(INVOICES, { user: 'UWEI' });
    expect(wordsOf(preview)).toContain('导入 export.csv 的结果预览');
    expect(Object.keys(buttonsOf(preview))).toEqual(['导入', '取消']);
  });
});

describe('a file in a channel', () => {
  const upload = async (user: string, text: string, name = 'export.csv') => {
    const file = { name, type: 'text/csv', bytes: Buffer.from(INVOICES) };
    expect(await running.slack.sandbox.acting.upload(user, 'CAPOLLO', null, text, file)).toEqual({ ok: true });
  };
  const told = async (times: number) => {
    const said = await running.slack.called('chat.postEphemeral', times);
    return said[times - 1] as Posted;
  };

  it('that Collect is called to is not read: whoever may import it hears where it belongs', async () => {
    await upload('UKIM', '@Collect import this please');
    const answer = await told(1);
    expect(answer).toMatchObject({ channel: 'CAPOLLO', user: 'UKIM' });
    expect(wordsOf(answer)).toContain('I have not read export.csv');
    await upload('UDANA', '@Collect');
    expect(wordsOf(await told(2))).toContain('Only finance and managers');
    expect(running.slack.callsOf('files.info')).toEqual([]);
    expect(await invoices()).toEqual([]);
  });

  it('beside a question is left alone, and so is a picture', async () => {
    await upload('UKIM', "@Collect what's overdue in Apollo?");
    expect(wordsOf(await told(1))).toContain('2 overdue clients in Apollo');
    await upload('UKIM', '@Collect who should we escalate?', 'screen.png');
    expect(wordsOf(await told(2))).not.toContain('screen.png');
  });

  it('that was not meant for Collect is none of its business: it does not even hear of it', async () => {
    await upload('UKIM', 'the figures of today');
    await upload('UKIM', '@Collect what did ACME promise?', 'screen.png');
    await told(1);
    expect(running.slack.callsOf('files.info')).toEqual([]);
    expect(running.slack.callsOf('chat.postEphemeral')).toHaveLength(1);
    expect(running.slack.sandbox.workspace.app.events).not.toContain('file_shared');
  });
});
