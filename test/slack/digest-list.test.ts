import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChannel, aClient, anInvoice, aProject } from '../support/books.js';
import { aMinuteLater, postDigest } from './a-digest.js';
import { aTeam } from './a-team.js';
import { type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
let projectId: number;

beforeEach(async () => {
  ({ running } = await aTeam());
  projectId = (await running.books.prisma.project.findFirstOrThrow()).id;
});
afterEach(async () => {
  await running.stop();
});

async function many(count: number): Promise<void> {
  for (let n = 10; n < 10 + count; n++) {
    const clientId = await aClient(running.books, { name: `Client ${n}`, projectId });
    await anInvoice(running.books, { clientId, number: `C-${n}`, due: '2026-11-20', amount: n * 100 });
  }
}

const thread = () =>
  running.slack.messages('CAPOLLO').filter(({ threadTs, ts }) => threadTs !== null && threadTs !== ts);
const tableIn = (message: { blocks?: unknown } | undefined) =>
  ((message?.blocks ?? []) as { type: string; rows?: { text: string }[][] }[]).find(
    ({ type }) => type === 'data_table',
  );

describe('the list in the thread of the digest', () => {
  it('is a table of all clients that need somebody, and shows what was done', async () => {
    await many(10);
    await postDigest(running);
    const names = tableIn(thread()[0])?.rows?.map(([name]) => name?.text);
    expect(names?.toSorted()).toEqual(
      ['ACME Ltd', 'Client', 'Globex', ...Array.from({ length: 10 }, (_, n) => `Client ${n + 10}`)].toSorted(),
    );
    await running.type('log "Client 10" called, no answer');
    await aMinuteLater(running);
    const row = tableIn(thread()[0])?.rows?.find(([name]) => name?.text === 'Client 10');
    expect(row?.at(-1)?.text).toBe('dana, 08:00: logged: call, no answer.');
    // Its row is not among the first ten, so that the digest itself has nothing new to show.
    expect(running.slack.callsOf('chat.update')).toHaveLength(1);
  });

  it('is plain rows where Slack refuses the table, which is not tried again the next day', async () => {
    const { slack, books } = running;
    await many(10);
    const hasTable = ({ blocks }: Record<string, unknown>) => JSON.stringify(blocks ?? '').includes('data_table');
    slack.script('chat.postMessage', { error: 'invalid_blocks' }, hasTable);
    slack.mayRefuse(/^chat\.postMessage .*invalid_blocks/);
    await postDigest(running);
    const [plain] = thread();
    expect(wordsOf(plain)).toContain('Client 10');
    // The ten that the digest itself shows are not said twice.
    expect(wordsOf(plain)).not.toContain('Globex');
    expect(await books.prisma.outboxMessage.count({ where: { state: { not: 'sent' } } })).toBe(0);
    books.clock.advance({ days: 1 });
    slack.forget();
    await postDigest(running, '2026-11-24' as Parameters<typeof postDigest>[1]);
    expect(slack.callsOf('chat.postMessage').some(hasTable)).toBe(false);
    books.clock.advance({ days: 31 });
    slack.forget();
    await postDigest(running, '2026-12-25' as Parameters<typeof postDigest>[1]);
    expect(slack.callsOf('chat.postMessage').some(hasTable)).toBe(true);
  });
});

describe('the list as a file', () => {
  // Files are put where Slack's ids are as long as they are there.
  const user = 'UWORKER01';
  beforeEach(() => {
    running.slack.user({ id: user, name: 'worker' });
    running.slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: ['UDANA', 'UKIM', 'USAM', user] });
  });
  const csv = (): string => {
    const { workspace } = running.slack.sandbox;
    const [file] = workspace.files();
    return workspace.fileBytes(file?.id ?? '')?.toString('utf8') ?? '';
  };

  it('comes to whoever asks, in their direct messages, with every open invoice of the channel', async () => {
    await aClient(running.books, { name: '=HYPERLINK("http://evil","pay")', projectId }).then((clientId) =>
      anInvoice(running.books, { clientId, number: '+1+1', due: '2026-11-10', amount: 12_345 }),
    );
    await running.type('log ACME promised Friday');
    await postDigest(running);
    const answer = await running.pressed('digest.csv', 'open', { user });
    expect(wordsOf(answer.body)).toContain('The list with 4 open invoices is in your direct messages with me.');
    expect(running.slack.messages(`D${user}`).at(-1)?.text).toContain('You asked for this list there.');
    const [file] = running.slack.sandbox.workspace.files();
    expect(file).toMatchObject({ name: 'collect-proj-apollo-2026-11-23.csv', channels: [`D${user}`] });
    expect(csv()).toBe(
      [
        '\ufeffProject,Client,Invoice,Due,Days overdue,Currency,Outstanding,To collect,Promised,Promised by,In dispute,Owner',
        'Apollo,ACME Ltd,INV-104,2026-11-05,18,USD,9400.00,0.00,9400.00,2026-11-27,0.00,dana',
        `Apollo,"'=HYPERLINK(""http://evil"",""pay"")",'+1+1,2026-11-10,13,USD,123.45,123.45,0.00,,0.00,dana`,
        'Apollo,Globex,INV-200,2026-11-20,3,USD,9000.00,9000.00,0.00,,0.00,dana',
        'Apollo,ACME Ltd,INV-107,2026-11-24,0,USD,3000.00,0.00,3000.00,2026-11-27,0.00,dana',
        '',
      ].join('\r\n'),
    );
  });

  it('has nothing of other projects, and is nothing for whoever may not know of the channel', async () => {
    const { books, slack } = running;
    const elsewhere = await aChannel(books, { slackChannelId: 'CZEUS', name: 'proj-zeus' });
    const zeus = await aProject(books, { name: 'Zeus', channelId: elsewhere });
    const other = await aClient(books, { name: 'Zeus Client', projectId: zeus });
    await anInvoice(books, { clientId: other, number: 'Z-1', due: '2026-11-10', amount: 100 });
    slack.user({ id: 'UOUT', name: 'outsider' });
    slack.channel({ id: 'CZEUS', name: 'proj-zeus', members: ['USAM'] });
    slack.channel({ id: 'CNONE', name: 'no-project', members: ['UOUT'] });
    await postDigest(running);
    await running.pressed('digest.csv', 'open', { user });
    expect(csv()).not.toContain('Zeus');
    const hidden = await running.forgedPressed('digest.csv', 'open', { user: 'UOUT', ephemeral: false });
    const nothing = await running.forgedPressed('digest.csv', 'open', {
      user: 'UOUT',
      channel: 'CNONE',
      ephemeral: false,
    });
    expect(wordsOf(hidden.body)).toBe(wordsOf(nothing.body));
    const guest = await running.forgedPressed('digest.csv', 'open', { user: 'UGUEST', ephemeral: false });
    expect(wordsOf(guest.body)).not.toContain('invoice');
    expect(running.slack.sandbox.workspace.files()).toHaveLength(1);
  });

  it('leaves the preview where it stands', async () => {
    await running.type('digest now', { user });
    const answer = await running.pressed('digest.csv', 'open', { user });
    expect(wordsOf(answer.body)).toContain('is in your direct messages');
    expect(answer.body.replace_original).not.toBe(true);
  });

  it('without the scope says what is missing', async () => {
    await postDigest(running);
    running.slack.script('files.getUploadURLExternal', { error: 'missing_scope' });
    running.slack.mayRefuse(/missing_scope/);
    const answer = await running.pressed('digest.csv', 'open', { user });
    expect(wordsOf(answer.body)).toContain('`files:write`');
  });
});

describe('the settings of a channel', () => {
  it('hide amounts in all that is said there, and say it in its language', async () => {
    const { slack } = running;
    await running.type('digest amounts off language zh', { user: 'USAM' });
    await many(10);
    await running.type('log ACME promised Friday');
    await running.type('paid Globex 100', { user: 'UKIM' });
    await postDigest(running);
    await running.type('log "Client 19" promised 5 Friday');
    await aMinuteLater(running);
    const said = [...slack.callsOf('chat.postMessage'), ...slack.callsOf('chat.update')];
    const toChannel = said.filter((args) => args.channel === 'CAPOLLO');
    expect(toChannel.length).toBeGreaterThanOrEqual(5);
    for (const { text, blocks } of toChannel) {
      expect(`${text} ${JSON.stringify(blocks)}`).not.toMatch(/\$|US\$|\d,\d{3}|\d\.\d\d/);
      expect(String(text)).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('are those of the preview, whoever asks for it; what is hidden only finance and managers show again', async () => {
    await running.type('digest amounts off language zh');
    const preview = wordsOf((await running.type('digest now')).body);
    expect(preview).toContain('This is how the digest');
    expect(preview).toContain('逾期');
    expect(preview).not.toMatch(/\$|\d,\d{3}/);
    const shown = async () =>
      (await running.books.prisma.channel.findFirstOrThrow({ where: { name: 'proj-apollo' } })).amountsShown;
    const refused = wordsOf((await running.type('digest amounts on')).body);
    expect(refused).toContain('Only finance and managers have amounts shown where they are hidden');
    expect(await shown()).toBe(false);
    await running.type('digest amounts on', { user: 'UKIM' });
    expect(await shown()).toBe(true);
    // Who set it up is who did first, not who changed something last.
    const setUp = await running.books.prisma.channel.findFirstOrThrow({ where: { name: 'proj-apollo' } });
    expect(setUp.setUpById).toBe((await running.books.prisma.person.findFirstOrThrow({ where: { name: 'dana' } })).id);
  });

  it('count what is below the minimum, and are shown', async () => {
    await many(2);
    const answer = await running.type('digest minimum 12', { user: 'USAM' });
    expect(wordsOf(answer.body)).toContain('clients with less than $12.00 to collect are only counted');
    await postDigest(running);
    const words = wordsOf(running.slack.messages('CAPOLLO').at(-1));
    expect(words).toContain('2 more clients need somebody for less than $12.00');
    expect(words).not.toContain('Client 10');
    const wrong = await running.type('digest minimum 500 EUR', { user: 'USAM' });
    expect(wordsOf(wrong.body)).toContain('minimum 500 USD');
  });
});
