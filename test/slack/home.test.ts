import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { toDateColumn } from '../../src/ledger/date-column.js';
import { rememberPerson } from '../../src/ledger/people.js';
import type { FormValues } from '../../src/sandbox/page-protocol.js';
import type { JsonObject } from '../../src/sandbox/workspace/model.js';
import { homePageValue } from '../../src/slack/messages/action-ids.js';
import { assertWithinLimits } from '../../src/slack/messages/limits.js';
import { aClient, actor, anInvoice, promised } from '../support/books.js';
import { renderText } from '../support/render-text.js';
import { aTeam } from './a-team.js';
import { type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
let acme: number;
let dana: number;

beforeEach(async () => {
  ({ running, acme, dana } = await aTeam());
});
afterEach(async () => {
  await running.stop();
});

const publications = (user: string) =>
  running.slack.callsOf('views.publish').filter((call) => call.user_id === user) as {
    view: { blocks: JsonObject[] };
  }[];

const textOf = (user: string): string => {
  const view = publications(user).at(-1)?.view;
  if (view === undefined) throw new Error(`${user} was shown no Home tab`);
  assertWithinLimits(view as never);
  return renderText(view);
};

/** A busy machine takes its time. */
const shown = async (user: string, times: number): Promise<void> => {
  await expect.poll(() => publications(user).length, { timeout: 15_000 }).toBe(times);
};

/** The Home tab that somebody opens, as text. */
const home = async (user = 'UDANA'): Promise<string> => {
  const before = publications(user).length;
  await running.slack.sandbox.acting.openHome({ as: user, tab: 'home' });
  await shown(user, before + 1);
  return textOf(user);
};

/** Presses what carries this action, and this value, in somebody's Home tab. */
const pressAtHome = async (user: string, actionId: string, value?: string, values: FormValues = {}): Promise<void> => {
  const { workspace, acting } = running.slack.sandbox;
  const view = workspace.home(user);
  if (view === null) throw new Error('no Home tab');
  for (const block of view.payload.blocks as JsonObject[]) {
    const elements = [...((block.elements as JsonObject[]) ?? []), block.accessory, block.element] as JsonObject[];
    for (const element of elements) {
      if (element?.action_id !== actionId && !String(element?.action_id).startsWith(`${actionId}:`)) continue;
      const options = (element.options as JsonObject[] | undefined) ?? [];
      const option = options.find((one) => one.value === value);
      if (value !== undefined && element.type === 'button' && element.value !== value) continue;
      if (element.type === 'overflow' && option === undefined) continue;
      const blockId = String(block.block_id);
      const typed = values[blockId]?.[String(element.action_id)];
      const done = await acting.action({
        as: user,
        container: { kind: 'view', viewId: view.id },
        blockId,
        actionId: String(element.action_id),
        input: option !== undefined ? { option: String(value) } : (typed ?? null),
        values,
      });
      expect(done).toEqual({ ok: true });
      return;
    }
  }
  throw new Error(`nothing in the Home tab carries ${actionId} ${value ?? ''}`);
};

/** What is looked for changes is done at once, as if so many seconds had passed. */
const aWhileLater = async (minutes = 1): Promise<number> => {
  running.books.clock.advance({ minutes });
  return await running.app.homes.look();
};

const promise = async (on: string, given = '2026-11-23') => {
  const { ledger } = running.books;
  await logConversation(ledger, await actor(running.books, 'dana'), {
    request: promised([{ on }], { happenedOn: localDate(given) }),
    clientId: acme,
    typed: 'log ACME promised',
    slackChannelId: null,
    permalink: null,
  });
  return await running.books.prisma.promiseToPay.findFirstOrThrow({ orderBy: { id: 'desc' } });
};

const brokenPromise = async () => {
  const { id } = await promise('2026-11-24');
  await running.books.prisma.$executeRaw`alter table promise_to_pay disable trigger said_stays`;
  await running.books.prisma.promiseToPay.update({
    where: { workspaceId_id: { workspaceId: running.books.workspaceId, id } },
    data: {
      state: 'broken',
      givenOn: toDateColumn(localDate('2026-11-16')),
      promisedDate: toDateColumn(localDate('2026-11-18')),
      deadline: toDateColumn(localDate('2026-11-19')),
    },
  });
  await running.books.prisma.$executeRaw`alter table promise_to_pay enable trigger said_stays`;
  await running.books.prisma.$executeRaw`alter table conversation disable trigger append_only`;
  await running.books.prisma.conversation.updateMany({ data: { happenedOn: toDateColumn(localDate('2026-11-16')) } });
  await running.books.prisma.$executeRaw`alter table conversation enable trigger append_only`;
  return id;
};

describe('the Home tab of somebody who looks after clients', () => {
  it('shows what waits for them and their clients, the largest to collect first', async () => {
    expect(await home()).toBe(
      [
        '*Your collections · Mon 23 Nov 2026*',
        '[Log a conversation…] [Digest settings…] [Settings…] [Help]',
        '*One thing to try*',
        'After your next call, say what came of it: `/collect log ACME promised Friday`. Or fill in the form; nothing is recorded before you send it.',
        '*What waits for you*',
        '*1 client nobody talks to*',
        '*ACME Ltd* $9,400.00 · 18 days overdue, nobody ever talked to them   [⋯]',
        '*1 client without a next step*',
        '*Globex* $9,000.00 · 3 days overdue, no contact yet   [⋯]',
        '---',
        '*2 clients of yours owe something*',
        '*ACME Ltd* $9,400.00 to collect, the oldest 18 days overdue   [⋯]',
        '*Globex* $9,000.00 to collect, the oldest 3 days overdue   [⋯]',
        'Find a client: ______',
        '---',
        'Ask me in the messages here, in your own words, or with `@Collect` in a channel: who should we escalate? what did ACME promise? `/collect help` shows what can be done.',
        '_Your role is *member*: you see the clients that you look after and those of your channels.',
        'I write to you in the language of your Slack (Preferences, Language and region).',
        `Collect 0.1.0 · all commands: \`/collect help\`_`,
      ].join('\n'),
    );
  });

  it('shows a promise that was not kept with its buttons, and one that is due', async () => {
    await brokenPromise();
    const broken = await home();
    expect(broken).toContain('*1 promise not kept, not decided yet*\n*ACME Ltd* $12,400.00, promised for Wed 18 Nov');
    expect(broken).toContain('[They paid] [New date] [I called] [Escalate]');
    expect(broken).not.toContain('nobody talks to');
    expect(broken).not.toContain('One thing to try');
    await promise('2026-11-24');
    const due = await home();
    expect(due).toContain(
      '*1 promise due by the next working day*\n*ACME Ltd* $12,400.00, promised for Tue 24 Nov   [⋯]',
    );
    expect(due).not.toContain('not decided yet');
    expect(due).toContain('promised $12,400.00 by Tue 24 Nov');
  });

  it('shows several promises together, in the words of the overdue list', async () => {
    await running.type('log ACME promised 2,000 by tomorrow and the rest by 8 Dec');
    const together = 'promised $12,400.00 in 2 parts by Tue 8 Dec, next $2,000.00 by Tue 24 Nov';
    expect(await home()).toContain(together);
    expect(wordsOf((await running.type('overdue')).body)).toContain(together);
  });

  it('leaves out a client that rests until a day', async () => {
    const { prisma, workspaceId } = running.books;
    const until = toDateColumn(localDate('2026-11-23'));
    await prisma.clientSnooze.create({ data: { workspaceId, clientId: acme, until } });
    expect(await home()).not.toContain('nobody talks to');
    running.books.clock.advance({ days: 1 });
    expect(await home()).toContain('*1 client nobody talks to*');
  });

  it('has pages, and stays on one when it is shown anew', async () => {
    for (let n = 1; n <= 12; n += 1) {
      const clientId = await aClient(running.books, { name: `Client ${n}`, ownerId: dana });
      await anInvoice(running.books, { clientId, number: `P-${n}`, due: '2026-11-20', amount: 1000 * n });
    }
    expect(await home()).toContain('*14 clients of yours owe something · page 1 of 2*');
    await pressAtHome('UDANA', 'home.page', homePageValue.encode({ page: 2 }) ?? '');
    await shown('UDANA', 2);
    const second = textOf('UDANA');
    expect(second).toContain('page 2 of 2');
    expect(second).toContain('*Client 4* $40.00 to collect');
    expect(second).not.toContain('*Client 5* $50.00 to collect');
    expect(second).toContain('[Previous page]');
    await running.type('log ACME no answer');
    expect(await aWhileLater()).toBe(1);
    expect(textOf('UDANA')).toContain('page 2 of 2');
  });

  it('is in the language of the reader', async () => {
    running.slack.user({ id: 'UDANA', name: 'dana', locale: 'zh-CN' });
    await running.slack.sandbox.settled();
    await expect
      .poll(async () => (await running.books.prisma.person.findFirst({ where: { id: dana } }))?.locale)
      .toBe('zh-CN');
    const text = await home();
    expect(text).toContain('*我的回款 · 2026年11月23日 周一*');
    expect(text).toContain('*ACME Ltd* US$9,400.00 · 逾期 18 天，从未有人联系');
    expect(text).toContain('*你负责的客户中有 2 家有欠款*');
  });

  it('finds a client by what is typed, and only one that the person may see', async () => {
    const typed = async (user: string, value: string) => {
      await home(user);
      const opened = running.slack.callsOf('views.update').length;
      await pressAtHome(user, 'home.search', undefined, { 'home.search': { 'home.search': { value } } });
      const updates = await running.slack.called('views.update', opened + 1);
      return wordsOf(updates[opened]?.view as { blocks: unknown[] });
    };
    expect(await typed('UDANA', 'acme')).toContain('INV-104');
    const hidden = await typed('UDANA', 'Hidden Corp');
    const unknown = await typed('UDANA', 'Nobody Corp');
    expect(hidden.replaceAll('Hidden', 'Nobody')).toBe(unknown);
    expect(await typed('UKIM', 'Hidden')).toContain('Nothing is outstanding');
  });
});

describe('the Home tab of a manager', () => {
  it('has the candidates with their buttons and the promises of the week; nobody else has them', async () => {
    await brokenPromise();
    await promise('2026-11-27');
    await running.books.prisma.workspace.updateMany({ data: { policy: { escalation: { daysOverdue: 10 } } } });
    const text = await home('USAM');
    expect(text).toContain('*1 of 2 overdue clients needs a decision.*\n*1 ACME Ltd* $9,400.00');
    expect(text).toContain('[Keep with dana until…] [Escalate…] [Brief]');
    expect(text).toContain(
      '*1 promise for this week, Mon 23 Nov to Sun 29 Nov*\n*ACME Ltd* $12,400.00, promised for Fri 27 Nov',
    );
    for (const user of ['UDANA', 'UKIM']) {
      const theirs = await home(user);
      expect(theirs, user).not.toContain('decision');
      expect(theirs, user).not.toContain('this week');
    }
    expect(await home('UKIM')).toContain('[Record a payment…]');
  });
});

it('leads whoever sets Collect up there, as long as a step is open', async () => {
  expect(await home('UKIM')).not.toContain('[Set up Collect]');
  expect(await home('USAM')).toContain('[Set up Collect]');
  const steps = Object.fromEntries(['timezone', 'currency', 'roles'].map((step) => [step, 'done']));
  await running.books.prisma.workspace.updateMany({ data: { setup: { steps } } });
  expect(await home('USAM')).not.toContain('[Set up Collect]');
});

it('guests are shown no figures, and nothing is kept up to date for them', async () => {
  const text = await home('UGUEST');
  expect(text).toContain('Guests see no figures here.');
  expect(text).not.toMatch(/\$|ACME Ltd|\/collect/);
  expect(await running.books.prisma.homeVisit.count()).toBe(0);
});

it('books without a client say how they are filled', async () => {
  const { prisma } = running.books;
  await prisma.invoice.deleteMany();
  await prisma.clientAlias.deleteMany();
  await prisma.client.deleteMany();
  const member = await home();
  expect(member).toContain('The books are empty');
  expect(member).not.toMatch(/npx|Drop the CSV|project "Apollo"/);
  const manager = await home('USAM');
  expect(manager).toContain('One thing to try: `/collect setup` leads through it');
  expect(manager).toContain('Drop the Excel (.xlsx) or CSV file');
  expect(await home('UKIM')).not.toContain('/collect setup` leads through it');
});

describe('what changes', () => {
  it('is shown to whoever looks after the client, once, without anybody opening anything', async () => {
    await home();
    expect(await aWhileLater()).toBe(0);
    await running.type('paid ACME 9,400 INV-104', { user: 'UKIM' });
    await running.type('log ACME no answer', { user: 'UKIM' });
    expect(await aWhileLater()).toBe(1);
    expect(textOf('UDANA')).not.toContain('$9,400.00 to collect');
    expect(await aWhileLater()).toBe(0);
    expect(publications('UDANA')).toHaveLength(2);
  });

  it('is not shown more often than every few seconds', async () => {
    await home();
    await running.type('log ACME no answer', { user: 'UKIM' });
    expect(await running.app.homes.look()).toBe(0);
    expect(await aWhileLater()).toBe(1);
  });

  it('is shown to nobody who looks after other clients, nor long after they looked', async () => {
    await home('UNEW');
    await home();
    await running.type('log ACME no answer', { user: 'UKIM' });
    expect(await aWhileLater()).toBe(1);
    expect(publications('UNEW')).toHaveLength(1);
    running.books.clock.advance({ days: 2 });
    await running.type('log ACME no answer', { user: 'UKIM' });
    expect(await aWhileLater()).toBe(0);
  });

  it('reaches a manager too, who waits longer for what others do', async () => {
    await home('USAM');
    running.books.clock.advance({ minutes: 1 });
    await running.type('log ACME promised Friday', { user: 'UDANA' });
    await running.app.homes.look();
    expect(publications('USAM')).toHaveLength(1);
    expect(await aWhileLater(2)).toBe(1);
    expect(textOf('USAM')).toContain('*1 promise for this week');
  });

  it('tells managers what could not be delivered, as soon as it was given up', async () => {
    await home('USAM');
    await home();
    running.books.clock.advance({ minutes: 1 });
    const { prisma, workspaceId, clock } = running.books;
    await prisma.outboxMessage.create({
      data: {
        workspaceId,
        kind: 'promise_logged',
        dedupeKey: 'lost',
        slackChannelId: 'CAPOLLO',
        facts: {},
        state: 'failed',
        lastError: 'is_archived',
        notBefore: clock.now(),
      },
    });
    expect(await running.app.homes.look()).toBe(1);
    expect(textOf('USAM')).toContain('*The line about a promise* for <#CAPOLLO>');
    expect(publications('UDANA')).toHaveLength(1);
    expect(await aWhileLater()).toBe(0);
  });

  it('is another day, wherever somebody is', async () => {
    await running.books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'Asia/Shanghai' } });
    await home();
    await home('UKIM');
    const midnight = Date.parse('2026-11-23T16:00:30Z');
    expect(await aWhileLater((midnight - running.books.clock.now().getTime()) / 60_000)).toBe(1);
    expect(textOf('UDANA')).toContain('Tue 24 Nov 2026');
    expect(publications('UKIM')).toHaveLength(1);
    expect(await aWhileLater()).toBe(0);
  });

  it('waits as long as Slack says, also after a restart', async () => {
    await home();
    await running.type('log ACME no answer', { user: 'UKIM' });
    running.slack.script('views.publish', { status: 429, headers: { 'retry-after': '120' }, body: '' });
    running.slack.mayRefuse(/^views\.publish/);
    expect(await aWhileLater()).toBe(0);
    const other = await running.another();
    await other.app.session.identity();
    running.books.clock.advance({ minutes: 1 });
    expect(await other.app.homes.look()).toBe(0);
    running.books.clock.advance({ minutes: 2 });
    expect(await other.app.homes.look()).toBe(1);
    expect(await aWhileLater()).toBe(0);
    await other.stop();
  });

  it('is left to whoever looks next where a stop has begun', async () => {
    await home();
    await running.type('log ACME no answer');
    running.books.clock.advance({ minutes: 2 });
    const looking = running.app.homes.look();
    await running.app.homes.stop();
    expect(await looking).toBe(0);
    running.app.homes.start();
    expect(await running.app.homes.look()).toBe(1);
  });

  it('is shown later where Slack did not take the tab that was opened', async () => {
    running.slack.script('views.publish', { status: 429, headers: { 'retry-after': '120' }, body: '' });
    running.slack.mayRefuse(/^views\.publish/);
    await running.slack.sandbox.acting.openHome({ as: 'UDANA', tab: 'home' });
    await expect
      .poll(async () => (await running.books.prisma.homeVisit.findFirst())?.refreshAt ?? null, { timeout: 15_000 })
      .not.toBeNull();
    expect(await aWhileLater()).toBe(0);
    expect(await aWhileLater()).toBe(1);
    expect(textOf('UDANA')).toContain('ACME Ltd');
  });

  it('goes away from somebody who became a guest', async () => {
    await home();
    await running.type('log ACME no answer', { user: 'UKIM' });
    await running.books.prisma.person.update({
      where: { workspaceId_id: { workspaceId: running.books.workspaceId, id: dana } },
      data: { guest: true },
    });
    await aWhileLater();
    expect(textOf('UDANA')).toContain('Guests see no figures here.');
    expect(await running.books.prisma.homeVisit.count()).toBe(0);
  });
});

describe('whoever becomes a guest', () => {
  it('is shown that they see nothing, though nothing was recorded, and the tab was opened days ago', async () => {
    await home();
    running.books.clock.advance({ days: 3 });
    const { ledger, workspaceId } = running.books;
    const profile = { slackUserId: 'UDANA', name: 'dana', email: null, timezone: null, locale: null, admin: false };
    await rememberPerson(ledger, workspaceId, { ...profile, guest: true, bot: false, deactivated: false });
    await aWhileLater();
    expect(textOf('UDANA')).toContain('Guests see no figures here.');
    expect(await running.books.prisma.homeVisit.count()).toBe(0);
  });
});

describe('its buttons', () => {
  it('open a form, and what was recorded there rewrites the tab', async () => {
    const promiseId = await brokenPromise();
    expect(await home()).toContain('not decided yet');
    await pressAtHome('UDANA', 'promise.new_date', JSON.stringify({ promiseId, clientId: acme }));
    const reply = await running.submit(await running.form(), { 'log.date': { date: '2026-11-27' } });
    expect(reply.response_action).toBe('update');
    expect(await aWhileLater()).toBe(1);
    expect(textOf('UDANA')).not.toContain('not decided yet');
    expect(textOf('UDANA')).toContain('promised $12,400.00 by Fri 27 Nov');
  });

  it('answer in a window of their own where they only show something', async () => {
    await home();
    await pressAtHome('UDANA', 'digest.row', `status ${acme} -`);
    await running.slack.called('views.open');
    const [update] = await running.slack.called('views.update');
    expect(wordsOf(update?.view as { blocks: unknown[] })).toContain('INV-104');
    expect(publications('UDANA')).toHaveLength(1);
  });

  it("open the person's own settings", async () => {
    await home();
    await pressAtHome('UDANA', 'home.settings');
    expect((await running.form()).callback_id).toBe('form.my_settings');
  });

  it('tell nobody about a client that they may not see, by ids that were made up', async () => {
    running.slack.user({ id: 'UOUT', name: 'outsider' });
    const told = async (clientId: number) => {
      const before = running.slack.callsOf('views.update').length;
      await running.interact({
        type: 'block_actions',
        user: { id: 'UOUT', team_id: 'T0001' },
        team: { id: 'T0001', domain: 'test' },
        container: { type: 'view', view_id: 'V1' },
        view: { id: 'V1', type: 'home' },
        trigger_id: running.slack.triggerId('UOUT'),
        actions: [
          {
            type: 'overflow',
            action_id: 'digest.row',
            block_id: 'b',
            action_ts: '1.1',
            selected_option: { text: { type: 'plain_text', text: '…' }, value: `status ${clientId} -` },
          },
        ],
      });
      const updates = await running.slack.called('views.update', before + 1);
      return wordsOf(updates[before]?.view as { blocks: unknown[] });
    };
    const nobody = acme + 1_000;
    const hidden = await told(acme);
    expect(hidden).not.toContain('INV-104');
    expect(hidden.replaceAll(`#${acme}`, `#${nobody}`)).toBe(await told(nobody));
  });
});
