import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TO_WRITE } from '../../src/slack/inbox.js';
import { logForm } from '../../src/slack/messages/forms.js';
import { languageOf } from '../../src/text/language.js';
import { mortalLedger } from '../support/mortal-ledger.js';
import { aTeam } from './a-team.js';
import { HandTimer, type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
/** Of every process but the first. */
let timer: HandTimer;
const others: RunningApp[] = [];

beforeEach(async () => {
  timer = new HandTimer();
  ({ running } = await aTeam());
});
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop();
  await running.stop();
});

const conversations = () => running.books.prisma.conversation.findMany({ orderBy: { id: 'asc' } });
const rows = () => running.books.prisma.inboxRequest.findMany({ orderBy: { id: 'asc' } });

/** A command as Slack sends it; the same fields once more are the same command sent again. */
function aCommand(text: string) {
  return {
    command: '/collect',
    text,
    user_id: 'UDANA',
    team_id: 'T0001',
    channel_id: 'CAPOLLO',
    channel_name: 'proj-apollo',
    trigger_id: running.slack.triggerId('UDANA'),
    response_url: running.slack.responseUrl('UDANA', 'CAPOLLO'),
    api_app_id: 'A1',
    token: 'old-and-secret',
  };
}

/** Something that a test lets happen when it wants to. */
function held() {
  let letGo: (value: null) => void = () => undefined;
  let refuse: (why: Error) => void = () => undefined;
  const after = new Promise((resolve, reject) => {
    letGo = resolve;
    refuse = reject;
  });
  return { after, letGo, refuse };
}

/** Lines that only show something. */
const READING = [
  ...['', 'help', 'status ACME', 'overdue', 'promises', '状态 ACME'],
  ...['client ACME', 'client show ACME', '客户 ACME', 'digest', 'digest now', 'digest at noon or so'],
];

/** A form that answers in its own window. */
const ADDRESS = { channel: 'CAPOLLO', responseUrl: null, replace: false, auditId: null, permalink: null };

/** Another process, whose books do as `fate` says. */
async function onBooks(fate: Parameters<typeof mortalLedger>[1], stops = true): Promise<RunningApp> {
  const app = await running.another({ ledger: mortalLedger(running.books.ledger, fate), timer });
  if (stops) others.push(app);
  return app;
}

/** What is sent, once the time is over that the books have for what is asked of them the nth time. */
async function late<Result>(sent: Promise<Result>, nth?: number): Promise<Result> {
  await timer.pass(TO_WRITE, nth);
  return await sent;
}

/** What has been asked for until now is worked on. */
async function settled(app: RunningApp = running): Promise<void> {
  await app.app.inbox.settled();
}

describe('what Slack sends twice', () => {
  it('is done once and answered once: a command', async () => {
    const command = aCommand('log ACME promised Friday');
    await running.send(command);
    await running.send(command);
    await running.slack.answered(1);
    await settled();
    expect(await conversations()).toHaveLength(1);
    expect(running.slack.answers).toHaveLength(1);
  });

  it('is done once by two replicas', async () => {
    const replica = await running.another();
    others.push(replica);
    const command = aCommand('log ACME promised Friday');
    await Promise.all([running.send(command), replica.send(command)]);
    await running.slack.answered(1);
    await settled();
    await settled(replica);
    expect(await conversations()).toHaveLength(1);
    expect(running.slack.answers).toHaveLength(1);
  });
});

describe('a form to which nobody says anything', () => {
  it('says so in its window, with what was filled in, also to its twin', async () => {
    const label = { type: 'plain_text', text: 'Note' };
    const element = { type: 'plain_text_input', action_id: 'note' };
    const blocks = [{ type: 'input', block_id: 'note', label, element }];
    const form = { id: 'VTWIN', callback_id: 'form.of_another_version', private_metadata: '{}', blocks };
    const triggerId = running.slack.triggerId('UDANA');
    const note = { note: 'the CFO is ill' };
    const replies = [];
    for (let times = 0; times < 2; times += 1) replies.push(await running.forgedSubmit(form, note, { triggerId }));
    for (const reply of replies) {
      expect(reply.response_action).toBe('update');
      expect(wordsOf(reply.view ?? {})).toContain('Something went wrong');
      expect(wordsOf(reply.view ?? {})).toContain('the CFO is ill');
    }
  });
});

describe('a press that comes twice', () => {
  const rerun = JSON.stringify({ text: 'log ACME promised Friday' });

  it('of one trigger is one press, on two replicas', async () => {
    const replica = await running.another();
    others.push(replica);
    const triggerId = running.slack.triggerId('UDANA');
    await running.forgedPress('collect.rerun', rerun, { triggerId });
    await replica.forgedPress('collect.rerun', rerun, { triggerId });
    await running.slack.answered(1);
    await settled();
    await settled(replica);
    expect(await conversations()).toHaveLength(1);
    expect(running.slack.answers).toHaveLength(1);
  });

  it('of a nervous finger is one press, on two replicas; after three seconds it is another one', async () => {
    const replica = await running.another();
    others.push(replica);
    await Promise.all([running, replica].map((app) => app.forgedPress('collect.rerun', rerun)));
    await running.slack.answered(1);
    await settled();
    await settled(replica);
    expect(await conversations()).toHaveLength(1);
    running.books.clock.advance({ minutes: 0.06 });
    await replica.forgedPress('collect.rerun', rerun);
    await running.slack.answered(2);
    expect(await conversations()).toHaveLength(2);
  });
});

describe('a press that failed', () => {
  it('may be made again at once', async () => {
    let odd = true;
    const app = await onBooks(({ what }) =>
      odd && /^\$transaction/.test(what) ? { after: Promise.reject(new Error('odd')) } : 'asked',
    );
    await app.forgedPress('collect.rerun', JSON.stringify({ text: 'log ACME promised Friday' }));
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('went wrong');
    await settled(app);
    odd = false;
    await app.forgedPress('collect.rerun', JSON.stringify({ text: 'log ACME promised Friday' }));
    expect(wordsOf((await running.slack.answered(2)).body)).toContain('$12,400.00');
    await settled(app);
    expect(await conversations()).toHaveLength(1);
  });
});

describe('where Slack no longer takes the token', () => {
  it('what was recorded is left, and done when it takes it again', async () => {
    const other = await running.another();
    others.push(other);
    await other.app.session.identity();
    let revoked = true;
    running.slack.mayRefuse(/./);
    running.slack.proxy.weather((path) =>
      revoked && /auth\.test|conversations\.info/.test(path)
        ? { status: 200, body: '{"ok":false,"error":"token_revoked"}' }
        : null,
    );
    await other.send(aCommand('log ACME promised Friday'));
    await settled(other);
    expect(other.app.session.known).toBeNull();
    await other.app.inbox.sweep();
    expect(running.slack.answers).toEqual([]);
    expect(await rows()).toMatchObject([{ doneAt: null, attempts: 1 }]);
    revoked = false;
    await expect.poll(() => other.app.session.known).not.toBeNull();
    await other.app.inbox.sweep();
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('$12,400.00');
    expect(await conversations()).toHaveLength(1);
  });
});

describe('an event', () => {
  const renamed = { type: 'channel_rename', channel: { id: 'CAPOLLO', name: 'apollo' }, event_ts: '1.5' };
  const askedOfSlack = () => running.slack.callsOf('conversations.info').length;

  it('is heard once, by its id and by what it says', async () => {
    await running.event(renamed, 'Ev1');
    await settled();
    const once = askedOfSlack();
    expect(once).toBe(1);
    await running.event(renamed, 'Ev1');
    await running.event(renamed, 'Ev2');
    await settled();
    expect(askedOfSlack()).toBe(once);
    await running.event({ ...renamed, event_ts: '2.5' }, 'Ev3');
    await settled();
    expect(askedOfSlack()).toBe(once + 1);
  });

  it('whose listener got no answer from Slack is listened to again', async () => {
    const isGuest = async () => (await running.books.prisma.person.findFirst({ where: { name: 'dana' } }))?.guest;
    await running.type('status ACME');
    let silent = true;
    running.slack.proxy.weather((path) =>
      silent && path.endsWith('/users.info') ? { status: 503, body: 'not now' } : null,
    );
    running.slack.user({ id: 'UDANA', name: 'dana', is_restricted: true });
    await running.event({ type: 'user_change', user: { id: 'UDANA' }, event_ts: '1.5' });
    await settled();
    expect(await isGuest()).toBe(false);
    silent = false;
    await running.app.inbox.sweep();
    expect(await isGuest()).toBe(true);
    await settled();
    expect((await rows()).every(({ doneAt }) => doneAt !== null)).toBe(true);
  });

  it('is not acknowledged while the books are away, so that Slack sends it again', async () => {
    let away = true;
    const app = await onBooks(({ what }) => (away && what.includes('inbox_request') ? 'unreachable' : 'asked'));
    expect((await app.event(renamed, 'Ev1')).status).toBe(500);
    away = false;
    expect((await app.event(renamed, 'Ev1')).status).toBe(200);
    await settled(app);
    expect(await rows()).toMatchObject([{ kind: 'event', attempts: 1, body: null }]);
  });
});

describe('where the books are away', () => {
  const recording = /insert into inbox_request/;
  const form = { id: 'V1', callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS) };

  it('nothing is done, and the answer says so with what was typed: a command', async () => {
    let away = true;
    const app = await onBooks(({ what }) => (away && recording.test(what) ? 'unreachable' : 'asked'));
    await app.send(aCommand('log ACME promised Friday'));
    const answer = await running.slack.answered(1);
    expect(wordsOf(answer.body)).toContain('nothing was saved');
    expect(wordsOf(answer.body)).toContain('log ACME promised Friday');
    away = false;
    await app.app.inbox.sweep();
    expect(await conversations()).toEqual([]);
  });

  it('nothing is done, and the answer says so: a press and a form', async () => {
    const app = await onBooks(({ what }) => (recording.test(what) ? 'unreachable' : 'asked'));
    await app.forgedPress(
      'collect.add_client',
      JSON.stringify({ text: 'log Initech promised Friday', name: 'Initech' }),
    );
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('nothing was saved');
    const form = { callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS) };
    expect(await app.forgedSubmit(form, { line: 'ACME promised Friday' })).toMatchObject({
      response_action: expect.stringMatching('errors|update'),
    });
    expect(await conversations()).toEqual([]);
    expect(await running.books.prisma.client.count({ where: { name: 'Initech' } })).toBe(0);
  });

  it('what is written late is told as not saved yet, and answered when it is: a command', async () => {
    let write: (value: null) => void = () => undefined;
    const after = new Promise((resolve) => {
      write = resolve;
    });
    const app = await onBooks(({ what }) => (recording.test(what) ? { after } : 'asked'));
    const body = await (await late(app.send(aCommand('log ACME promised Friday')))).text();
    expect(body).toContain('not saved yet');
    expect(body).toContain('log ACME promised Friday');
    expect(await conversations()).toEqual([]);
    write(null);
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('$12,400.00');
    await settled(app);
    expect(await conversations()).toHaveLength(1);
    expect(running.slack.answers).toHaveLength(1);
  });

  it('what is written late is told as under way, and done when it is written: a form', async () => {
    let write: (value: null) => void = () => undefined;
    const after = new Promise((resolve) => {
      write = resolve;
    });
    const app = await onBooks(({ what }) => (recording.test(what) ? { after } : 'asked'));
    const form = { callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS) };
    // This form is open nowhere.
    running.slack.mayRefuse(/views\.update/);
    expect(await late(app.forgedSubmit(form, { line: 'ACME promised Friday' }))).toMatchObject({
      response_action: 'update',
    });
    expect(await conversations()).toEqual([]);
    write(null);
    await settled(app);
    expect(await conversations()).toHaveLength(1);
  });

  it('what takes long and then is not written is told as not saved', async () => {
    let refuse: (why: Error) => void = () => undefined;
    const after = new Promise((_, reject) => {
      refuse = reject;
    });
    const app = await onBooks(({ what }) => (recording.test(what) ? { after } : 'asked'));
    const body = await (await late(app.send(aCommand('log ACME promised Friday')))).text();
    expect(body).toContain('not saved yet');
    // The books may not have been asked yet.
    after.catch(() => undefined);
    refuse(new Error('Connection terminated unexpectedly'));
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('nothing was saved');
    await settled(app);
    expect(await conversations()).toEqual([]);
  });

  it('what came again meanwhile is done though the first one is taken back', async () => {
    const before = held();
    const first = await onBooks(({ what }) => {
      if (recording.test(what)) return 'unreachable';
      return /delete from inbox_request/.test(what) ? { after: before.after } : 'asked';
    });
    const atWork = held();
    const second = await onBooks(({ what }) => (/^\$transaction/.test(what) ? { after: atWork.after } : 'asked'));
    const command = aCommand('log ACME promised Friday');
    await first.send(command);
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('nothing was saved');
    await second.send(command);
    before.letGo(null);
    await settled(first);
    atWork.letGo(null);
    expect(wordsOf((await running.slack.answered(2)).body)).toContain('$12,400.00');
    await settled(second);
    expect(await conversations()).toHaveLength(1);
  });

  it('what comes again before the first one is written is answered by that one', async () => {
    const writing = held();
    let times = 0;
    const app = await onBooks(({ what }) => {
      if (!recording.test(what)) return 'asked';
      times += 1;
      return times === 1 ? { after: writing.after } : 'asked';
    });
    const command = aCommand('log ACME promised Friday');
    const sent = app.send(command);
    await vi.waitFor(() => expect(times).toBe(1));
    const ack = vi.fn(async () => undefined);
    const again = app.app.inbox.take({ body: command, ack });
    writing.refuse(new Error('Connection terminated unexpectedly'));
    await Promise.all([sent, again]);
    expect(ack).toHaveBeenCalledExactlyOnceWith();
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('nothing was saved');
    await settled(app);
    expect(await conversations()).toEqual([]);
    expect(running.slack.answers).toHaveLength(1);
  });

  it('what comes again while the first one is at work is not refused: a command', async () => {
    const working = held();
    let away = false;
    const app = await onBooks(({ what }) => {
      if (recording.test(what)) return away ? 'unreachable' : 'asked';
      return /^\$transaction/.test(what) ? { after: working.after } : 'asked';
    });
    const command = aCommand('log ACME promised Friday');
    await app.send(command);
    away = true;
    await app.send(command);
    working.letGo(null);
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('$12,400.00');
    await settled(app);
    expect(running.slack.answers).toHaveLength(1);
  });

  it('what comes again while the first one is at work is not refused: a form closes with the same answer', async () => {
    const working = held();
    let away = false;
    const app = await onBooks(({ what }) => {
      if (recording.test(what)) return away ? 'unreachable' : 'asked';
      return /^\$transaction/.test(what) ? { after: working.after } : 'asked';
    });
    const sending = { triggerId: running.slack.triggerId('UDANA') };
    const replies = [app.forgedSubmit(form, { line: 'ACME promised Friday' }, sending)];
    await expect.poll(rows).toHaveLength(1);
    away = true;
    replies.push(app.forgedSubmit(form, { line: 'ACME promised Friday' }, sending));
    working.letGo(null);
    for (const reply of await Promise.all(replies)) expect(JSON.stringify(reply)).toContain('$12,400.00');
    replies.push(app.forgedSubmit(form, { line: 'ACME promised Friday' }, sending));
    expect(await replies[2]).toEqual(await replies[0]);
    await settled(app);
    expect(await conversations()).toHaveLength(1);
  });

  it('what comes again when they are back is refused like the first one: a form; handed in again it is done', async () => {
    let away = true;
    const app = await onBooks(({ what }) => (away && recording.test(what) ? 'unreachable' : 'asked'));
    const sending = { triggerId: running.slack.triggerId('UDANA') };
    const refused = await app.forgedSubmit(form, { line: 'ACME promised Friday' }, sending);
    expect(JSON.stringify(refused)).toContain('nothing was saved');
    away = false;
    expect(await app.forgedSubmit(form, { line: 'ACME promised Friday' }, sending)).toEqual(refused);
    await settled(app);
    expect(await conversations()).toEqual([]);
    expect(JSON.stringify(await app.forgedSubmit(form, { line: 'ACME promised Friday' }))).toContain('$12,400.00');
  });

  it('in the middle, nobody is told that nothing was saved: it is tried again, and done once', async () => {
    let cuts = 2;
    const app = await onBooks(({ what }) => (/^\$transaction/.test(what) && cuts-- > 0 ? 'cut' : 'asked'));
    await app.send(aCommand('log ACME promised Friday'));
    const answer = await running.slack.answered(1);
    expect(wordsOf(answer.body)).toContain('$12,400.00');
    await settled(app);
    expect(await conversations()).toHaveLength(1);
    expect(running.slack.answers).toHaveLength(1);
  });

  it.each([
    ['puts off', { status: 429, headers: { 'retry-after': '1' } }],
    ['does not answer', { cut: 'after' }],
    ['fails at', { status: 500, body: 'oops' }],
  ] as const)('and where Slack %s what is asked of it meanwhile, the request waits and is done', async (_, reply) => {
    const other = await running.another();
    others.push(other);
    running.slack.mayRefuse(/./);
    for (const method of ['users.info', 'users.conversations', 'conversations.info']) {
      running.slack.script(method, reply);
    }
    await other.send(aCommand('log ACME promised Friday'));
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('$12,400.00');
    await settled(other);
    expect(await conversations()).toHaveLength(1);
  });

  it('for long, it is finished when they are back', async () => {
    let away = true;
    const app = await onBooks(({ what }) => (away && /^\$transaction/.test(what) ? 'unreachable' : 'asked'));
    await app.send(aCommand('log ACME promised Friday'));
    await settled(app);
    expect(running.slack.answers).toEqual([]);
    expect(await rows()).toMatchObject([{ doneAt: null }]);
    away = false;
    await app.app.inbox.sweep();
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('$12,400.00');
    expect(await conversations()).toHaveLength(1);
  });
});

describe('a form', () => {
  const form = { id: 'V1', callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS) };

  it('that is handed in again after the process died is taken up with what it had done', async () => {
    const mortal = await onBooks(({ what }) => (/^\$transaction/.test(what) ? 'dies_after' : 'asked'), false);
    const unheard = mortal.forgedSubmit(form, { line: 'ACME promised Friday' });
    await expect.poll(conversations).toHaveLength(1);
    running.books.clock.advance({ minutes: 1 });
    const reply = await running.forgedSubmit(form, { line: 'ACME promised Friday' });
    expect(JSON.stringify(reply)).toContain('$12,400.00');
    await settled();
    expect(await conversations()).toHaveLength(1);
    expect(await rows()).toMatchObject([{ attempts: 2, body: null }]);
    void unheard.catch(() => undefined);
  });

  it('that another replica may be at work on waits for its answer', async () => {
    const mortal = await onBooks(({ what }) => (/^\$transaction/.test(what) ? 'dies_before' : 'asked'), false);
    void mortal.forgedSubmit(form, { line: 'ACME promised Friday' }).catch(() => undefined);
    await expect.poll(rows).toHaveLength(1);
    const reply = await running.forgedSubmit(form, { line: 'ACME promised Friday' });
    expect(JSON.stringify(reply)).toContain('One moment');
    expect(await conversations()).toEqual([]);
  });

  it('that is taken up while it is handed in again keeps its window for the answer', async () => {
    const mortal = await onBooks(({ what }) => (/^\$transaction/.test(what) ? 'dies_before' : 'asked'), false);
    void mortal.forgedSubmit(form, { line: 'ACME promised Friday' }).catch(() => undefined);
    await expect.poll(rows).toHaveLength(1);
    const working = held();
    let begun = false;
    const next = await running.another({
      timer,
      alone: true,
      ledger: mortalLedger(running.books.ledger, ({ what }) => {
        begun ||= /^\$transaction/.test(what);
        return begun ? { after: working.after } : 'asked';
      }),
    });
    others.push(next);
    await expect.poll(() => begun).toBe(true);
    expect(JSON.stringify(await late(next.forgedSubmit(form, { line: 'ACME promised Friday' })))).toContain(
      'One moment',
    );
    running.slack.mayRefuse(/^views\.update .*not_found/);
    working.letGo(null);
    await settled(next);
    expect(await conversations()).toHaveLength(1);
  });

  it('with an error on a field comes back corrected', async () => {
    const wrong = await running.forgedSubmit(form, { line: 'ACME promised 03/04' });
    expect(wrong).toMatchObject({ response_action: 'errors' });
    const reply = await running.forgedSubmit(form, { line: 'ACME promised Friday' });
    expect(JSON.stringify(reply)).toContain('$12,400.00');
    expect(await conversations()).toHaveLength(1);
  });
});

describe('a form of which nobody knows whether it was written down', () => {
  const form = { id: 'V1', callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS) };

  /** It was, but that was not heard; taking it back waits until it is let go. */
  async function unheard() {
    const { after, letGo } = held();
    let cuts = 1;
    const app = await onBooks(({ what }) => {
      if (/insert into inbox_request/.test(what) && cuts-- > 0) return 'cut';
      return /delete from inbox_request/.test(what) ? { after } : 'asked';
    });
    expect(JSON.stringify(await app.forgedSubmit(form, { line: 'ACME promised Friday' }))).toContain(
      'nothing was saved',
    );
    return { app, letGo };
  }

  it('is told as not saved and not done later', async () => {
    const { app, letGo } = await unheard();
    letGo(null);
    await settled(app);
    running.books.clock.advance({ minutes: 5 });
    await app.app.inbox.sweep();
    expect(await rows()).toEqual([]);
    expect(await conversations()).toEqual([]);
  });

  it('is done when it is handed in again meanwhile, as it is filled in then', async () => {
    const { app, letGo } = await unheard();
    const reply = app.forgedSubmit(form, { line: 'ACME promised tomorrow' });
    setTimeout(letGo, 100, null);
    expect(JSON.stringify(await reply)).toContain('$12,400.00');
    await settled(app);
    expect((await conversations()).map(({ typed }) => typed)).toEqual(['log ACME promised tomorrow']);
    expect(await rows()).toMatchObject([{ body: null, doneAt: expect.any(Date) }]);
  });

  it('is done by another replica to which it is handed in again meanwhile', async () => {
    const { app, letGo } = await unheard();
    running.books.clock.advance({ minutes: 0.1 });
    const reply = await running.forgedSubmit(form, { line: 'ACME promised tomorrow' });
    expect(JSON.stringify(reply)).toContain('One moment');
    letGo(null);
    await settled(app);
    running.books.clock.advance({ minutes: 1 });
    // This form is open nowhere.
    running.slack.mayRefuse(/views\.update/);
    await running.app.inbox.sweep();
    expect((await conversations()).map(({ typed }) => typed)).toEqual(['log ACME promised tomorrow']);
  });

  it('is told as not saved, late, and not done either', async () => {
    const { after, letGo } = held();
    const app = await onBooks(({ what }) => (/insert into inbox_request/.test(what) ? { after, cut: true } : 'asked'));
    running.slack.mayRefuse(/views\.update/);
    expect(await late(app.forgedSubmit(form, { line: 'ACME promised Friday' }))).toMatchObject({
      response_action: 'update',
    });
    letGo(null);
    await settled(app);
    expect(await rows()).toEqual([]);
  });
});

describe('a form of which a part was made', () => {
  const form = {
    ...{ id: 'V1', callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS) },
    blocks: [{ type: 'input', block_id: 'line', element: { type: 'plain_text_input', action_id: 'line' } }],
  };

  it('is handed in again for the rest of it', async () => {
    let made = false;
    let faults = 1;
    const app = await onBooks(({ what }) => {
      if (/^\$transaction/.test(what)) made = true;
      else if (made && faults-- > 0) return { after: Promise.reject(new Error('odd')) };
      return 'asked';
    });
    expect(await app.forgedSubmit(form, { line: 'digest off' })).toMatchObject({ response_action: 'errors' });
    await settled(app);
    expect(await rows()).toMatchObject([{ body: null, doneAt: null }]);
    expect(await app.forgedSubmit(form, { line: 'digest off' })).toMatchObject({ response_action: 'update' });
    await settled(app);
    expect(await running.books.prisma.auditEntry.count({ where: { kind: 'digest.set' } })).toBe(1);
    expect(await rows()).toMatchObject([{ doneAt: expect.any(Date) }]);
  });

  it('is not done without whoever filled it in, and forgotten after two days', async () => {
    let made = false;
    const app = await onBooks(({ what }) => {
      if (/^\$transaction/.test(what)) made = true;
      return made && /channel/.test(what) && !/^\$transaction/.test(what)
        ? { after: Promise.reject(new Error('odd')) }
        : 'asked';
    });
    expect(await app.forgedSubmit(form, { line: 'digest off' })).toMatchObject({ response_action: 'errors' });
    await settled(app);
    running.books.clock.advance({ hours: 1 });
    await running.app.inbox.sweep();
    expect(await rows()).toMatchObject([{ attempts: 0, body: null }]);
    running.books.clock.advance({ hours: 48 });
    await running.app.inbox.sweep();
    expect(await rows()).toEqual([]);
  });
});

describe('a form with an error on a field', () => {
  const form = { id: 'V1', callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS) };

  it('that comes back corrected before the books have forgotten it is done', async () => {
    const { after, letGo } = held();
    const app = await onBooks(({ what }) => (/delete from inbox_request/.test(what) ? { after } : 'asked'));
    expect(await app.forgedSubmit(form, { line: 'ACME promised 03/04' })).toMatchObject({ response_action: 'errors' });
    const reply = app.forgedSubmit(form, { line: 'ACME promised Friday' });
    setTimeout(letGo, 100, null);
    expect(JSON.stringify(await reply)).toContain('$12,400.00');
    expect(await conversations()).toHaveLength(1);
  });

  it('is told as not saved where the books do not forget it', async () => {
    const { after, letGo } = held();
    const app = await onBooks(({ what }) => (/delete from inbox_request/.test(what) ? { after } : 'asked'));
    await app.forgedSubmit(form, { line: 'ACME promised 03/04' });
    expect(JSON.stringify(await late(app.forgedSubmit(form, { line: 'ACME promised Friday' }), 2))).toContain(
      'nothing was saved',
    );
    letGo(null);
    await settled(app);
    expect(await conversations()).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    ['half of a sign', '\ud83d'],
    ['a sign that no text may have', '\0'],
  ])('with %s is done without it', async (_what, sign) => {
    const form = { callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS) };
    const reply = await running.forgedSubmit(form, { line: `ACME promised Friday, he said so${sign}` });
    expect(JSON.stringify(reply)).toContain('$12,400.00');
    expect(await conversations()).toHaveLength(1);
  });

  it('is kept without its token while it is worked on, and without its words when it is done', async () => {
    await running.send(aCommand('log ACME promised Friday'));
    await running.slack.answered(1);
    await settled();
    const [row, ...more] = await rows();
    expect(row).toMatchObject({ kind: 'command', attempts: 1, body: null, doneAt: running.books.clock.now() });
    expect(more).toEqual([]);
  });

  it.each([...READING])('that only reads is not kept: %s', async (line) => {
    await running.type(line);
    expect(await rows()).toEqual([]);
  });
});

it.each(['client ACME alias Acme2', 'digest off', 'digest 09:00'])('a line that writes is kept: %s', async (line) => {
  await running.type(line, { user: line.startsWith('client') ? 'UKIM' : 'UDANA' });
  expect(await rows()).toHaveLength(1);
});

describe('what a process left that died', () => {
  it.each([
    ['before it did anything', /^\$transaction/, 'dies_before'],
    ['when it was in the books and nobody had been told', /^\$transaction/, 'dies_after'],
  ] as const)('is finished by the next one, once: %s', async (_when, at, fate) => {
    const mortal = await running.another({
      ledger: mortalLedger(running.books.ledger, ({ what }) => (at.test(what) ? fate : 'asked')),
    });
    await mortal.send(aCommand('log ACME promised Friday'));
    const next = await running.another({ alone: true });
    others.push(next);
    const answer = await running.slack.answered(1);
    expect(wordsOf(answer.body)).toContain('$12,400.00');
    await settled(next);
    expect(await conversations()).toHaveLength(1);
    expect(running.slack.answers).toHaveLength(1);
    expect((await rows())[0]).toMatchObject({ attempts: 2, body: null });
  });
});

describe('what is taken up later', () => {
  it('is answered with what was made, also where the same would now be refused', async () => {
    await running.books.prisma.person.updateMany({ where: { name: { in: ['kim', 'sam'] } }, data: { role: 'admin' } });
    // Setting up was offered before.
    await running.type('status ACME', { user: 'USAM' });
    const mortal = await running.another({
      ledger: mortalLedger(running.books.ledger, ({ what }) => (/^\$transaction/.test(what) ? 'dies_after' : 'asked')),
    });
    await mortal.send({ ...aCommand('role <@USAM> member'), user_id: 'USAM' });
    await expect.poll(() => running.books.prisma.auditEntry.count({ where: { kind: 'role.set' } })).toBe(1);
    others.push(await running.another({ alone: true }));
    expect(wordsOf((await running.slack.answered(2)).body)).toContain('has the role *member* now');
    expect(await running.books.prisma.auditEntry.count({ where: { kind: 'role.set' } })).toBe(1);
  });

  it('means the days as they were when it was typed', async () => {
    const mortal = await running.another({
      ledger: mortalLedger(running.books.ledger, ({ what }) => (/^\$transaction/.test(what) ? 'dies_before' : 'asked')),
    });
    // On Monday 23rd, finished on Thursday 26th.
    await mortal.send(aCommand('log ACME promised tomorrow'));
    running.books.clock.advance({ hours: 72 });
    const next = await running.another({ alone: true });
    others.push(next);
    // Its answer, by direct message, and the channel's line.
    await running.slack.called('chat.postMessage', 2);
    const [promise] = await running.books.prisma.promiseToPay.findMany();
    expect(promise?.promisedDate.toISOString()).toContain('2026-11-24');
  });

  it('takes back what was last when it was typed, not what the person did since', async () => {
    await running.type('log ACME promised Friday');
    const mortal = await running.another({
      ledger: mortalLedger(running.books.ledger, ({ what }) => (/^\$transaction/.test(what) ? 'dies_before' : 'asked')),
    });
    await mortal.send(aCommand('undo'));
    running.books.clock.advance({ minutes: 1 });
    for (const line of ['log Globex promised Friday', 'log Globex called, no answer']) await running.type(line);
    await running.app.inbox.sweep();
    await running.slack.answered(4);
    const retracted = await running.books.prisma.conversation.findMany({ where: { retraction: { isNot: null } } });
    expect(retracted.map(({ typed }) => typed)).toEqual(['log ACME promised Friday']);
  });

  it('takes back what was last within the time for it, however late it is finished', async () => {
    await running.type('log ACME promised Friday');
    const mortal = await running.another({
      ledger: mortalLedger(running.books.ledger, ({ what }) => (/^\$transaction/.test(what) ? 'dies_before' : 'asked')),
    });
    await mortal.send(aCommand('undo'));
    running.books.clock.advance({ hours: 96 });
    await running.app.inbox.sweep();
    expect(await running.books.prisma.conversationRetraction.count()).toBe(1);
  });

  it('is nothing that came in meanwhile, though nobody else can be at work', async () => {
    const { after, letGo } = held();
    let looks = 0;
    const look = ({ what }: { what: string }) => what.includes('left_behind') && ++looks === 1;
    const app = await running.another({
      alone: true,
      ledger: mortalLedger(running.books.ledger, (asked) => (look(asked) ? { after } : 'asked')),
    });
    others.push(app);
    await expect.poll(() => looks, { timeout: 5_000 }).toBe(1);
    running.slack.proxy.script((path) => path.startsWith('/response/'), { slow: 300 });
    await app.send(aCommand('log ACME promised Friday'));
    letGo(null);
    await running.slack.answered(1);
    await settled(app);
    expect(running.slack.answers).toHaveLength(1);
    expect(await rows()).toMatchObject([{ attempts: 1 }]);
  });

  it('is not begun by a process that stops', async () => {
    let away = true;
    const { after, letGo } = held();
    let under = false;
    const app = await running.another({
      ledger: mortalLedger(running.books.ledger, ({ what }) => {
        if (!/^\$transaction/.test(what)) return 'asked';
        if (away) return 'unreachable';
        under = true;
        return { after };
      }),
    });
    for (const name of ['ACME', 'Globex']) await app.send(aCommand(`log ${name} promised Friday`));
    await settled(app);
    away = false;
    void app.app.inbox.sweep();
    await expect.poll(() => under, { timeout: 5_000 }).toBe(true);
    const stopped = app.stop();
    letGo(null);
    await stopped;
    expect(await conversations()).toHaveLength(1);
    expect(await rows()).toMatchObject([
      { attempts: 2, doneAt: expect.any(Date) },
      { attempts: 1, doneAt: null },
    ]);
  });

  it('waits for nobody else, also not for what an earlier look has taken up', async () => {
    const dying = () =>
      running.another({
        ledger: mortalLedger(running.books.ledger, ({ what }) =>
          /^\$transaction/.test(what) ? 'dies_before' : 'asked',
        ),
      });
    const { after, letGo } = held();
    let stuck = false;
    const app = await onBooks(({ what }) => {
      if (stuck || !/^\$transaction/.test(what)) return 'asked';
      stuck = true;
      return { after };
    });
    await (await dying()).send(aCommand('log ACME promised Friday'));
    running.books.clock.advance({ minutes: 1 });
    const first = app.app.inbox.sweep();
    await expect.poll(() => stuck, { timeout: 5_000 }).toBe(true);
    await (await dying()).send({ ...aCommand('log Globex promised Friday'), user_id: 'UKIM' });
    running.books.clock.advance({ minutes: 1 });
    await app.app.inbox.sweep();
    expect(await conversations()).toHaveLength(1);
    letGo(null);
    await first;
    expect(await conversations()).toHaveLength(2);
  });
});

describe('the answer to what was taken up', () => {
  /** A command that is in the books, done by a process that died before it could say so. */
  async function unanswered(line: string): Promise<void> {
    const mortal = await running.another({
      ledger: mortalLedger(running.books.ledger, ({ what }) => (/^\$transaction/.test(what) ? 'dies_after' : 'asked')),
    });
    await mortal.send(aCommand(line));
  }

  it('comes by direct message when the response_url has run out', async () => {
    await unanswered('log ACME promised Friday');
    running.books.clock.advance({ minutes: 31 });
    others.push(await running.another({ alone: true }));
    await running.slack.called('chat.postMessage', 2);
    const [answer] = running.posted('DUDANA');
    expect(wordsOf(answer as never)).toContain('I was interrupted');
    expect(wordsOf(answer as never)).toContain('$12,400.00');
    expect(running.slack.answers).toEqual([]);
  });

  it('of a form with an error comes by direct message, with what was filled in, when the form is gone', async () => {
    const { blocks } = logForm({ privateMetadata: '', text: 'log ' }, languageOf('en'));
    running.slack.mayRefuse(/^views\.update .*not_found/);
    const form = { id: 'V1', callback_id: 'form.log', private_metadata: JSON.stringify(ADDRESS), blocks };
    const line = 'ACME promised 03/04, says Tom';
    const died = ({ what }: { what: string }) => (/insert into inbox_request/.test(what) ? 'dies_after' : 'asked');
    const mortal = await onBooks(died, false);
    void mortal.forgedSubmit(form, { line }).catch(() => undefined);
    await expect.poll(rows).toHaveLength(1);
    others.push(await running.another({ alone: true }));
    await running.slack.called('chat.postMessage', 1);
    const said = wordsOf(running.posted('DUDANA')[0] as never);
    expect(said).toContain('03/04');
    expect(said).toContain(`The line, without /collect: \`${line}\``);
    await expect.poll(rows).toEqual([]);
  });

  it('comes by direct message, in the person’s language, when Slack no longer takes it there', async () => {
    running.slack.user({ id: 'UDANA', name: 'dana', locale: 'zh-CN' });
    await running.books.prisma.person.updateMany({ where: { name: 'dana' }, data: { locale: 'zh-CN' } });
    await unanswered('log ACME promised Friday');
    running.slack.proxy.script((path) => path.startsWith('/response/'), { status: 404, body: 'used_url' });
    others.push(await running.another({ alone: true }));
    await running.slack.called('chat.postMessage', 2);
    expect(wordsOf(running.posted('DUDANA')[0] as never)).toContain('处理曾被中断');
  });
});

describe('a request that ends the process each time', () => {
  it('waits from the third try on, also where nobody else can be at work', async () => {
    const dying = () =>
      mortalLedger(running.books.ledger, ({ what }) => (/^\$transaction/.test(what) ? 'dies_before' : 'asked'));
    const first = await running.another({ ledger: dying() });
    await first.send(aCommand('log ACME promised Friday'));
    for (let n = 2; n <= 3; n += 1) {
      await running.another({ ledger: dying(), alone: true });
      await expect.poll(async () => (await rows())[0]?.attempts).toBe(n);
    }
    const next = await running.another({ alone: true });
    others.push(next);
    await next.app.inbox.sweep();
    await settled(next);
    expect(await conversations()).toEqual([]);
    running.books.clock.advance({ minutes: 0.6 });
    await next.app.inbox.sweep();
    await settled(next);
    expect(await conversations()).toHaveLength(1);
    expect((await rows())[0]).toMatchObject({ attempts: 4, lastError: null });
  });

  it('is given up after eight tries; whoever asked is told that nothing was recorded', async () => {
    const dying = () =>
      mortalLedger(running.books.ledger, ({ what }) => (/^\$transaction/.test(what) ? 'dies_before' : 'asked'));
    const first = await running.another({ ledger: dying() });
    await first.send(aCommand('log ACME promised Friday'));
    for (let n = 2; n <= 8; n += 1) {
      running.books.clock.advance({ minutes: 5 });
      await running.another({ ledger: dying(), alone: true });
      await expect.poll(async () => (await rows())[0]?.attempts).toBe(n);
    }
    running.books.clock.advance({ minutes: 5 });
    others.push(await running.another({ alone: true }));
    await running.slack.called('chat.postMessage', 1);
    const [word] = running.posted('DUDANA');
    expect(wordsOf(word as never)).toContain('Nothing of it was recorded');
    expect(wordsOf(word as never)).toContain('log ACME promised Friday');
    expect(await conversations()).toEqual([]);
    expect((await rows())[0]).toMatchObject({ body: null, lastError: 'not finished in 8 tries' });
  });
});

it('of what was given up it is kept that something was made, not what', async () => {
  const { clock, prisma, workspaceId } = running.books;
  await running.type('status ACME');
  const { id } = await prisma.inboxRequest.create({
    data: {
      ...{ workspaceId, dedupeKey: 'command:1', kind: 'command', attempts: 8 },
      ...{ body: aCommand('log ACME promised Friday'), leasedUntil: clock.now() },
    },
  });
  await prisma.inboxStep.create({ data: { workspaceId, requestId: id, name: 'logConversation', result: { a: 1 } } });
  await running.app.inbox.sweep();
  await running.slack.called('chat.postMessage', 1);
  expect(await prisma.inboxStep.findMany()).toMatchObject([{ name: 'logConversation', result: null }]);
  expect(wordsOf(running.posted('DUDANA')[0] as never)).not.toContain('Nothing of it was recorded');
});

it('is known for two days that a request was made; what was given up for a month', async () => {
  const { clock, prisma } = running.books;
  await running.type('log ACME promised Friday');
  await settled();
  clock.advance({ hours: 25 });
  others.push(await running.another());
  await others[0]?.app.inbox.sweep();
  expect(await rows()).toHaveLength(1);
  await prisma.inboxRequest.create({
    data: {
      workspaceId: running.books.workspaceId,
      dedupeKey: 'given-up',
      kind: 'command',
      leasedUntil: clock.now(),
      doneAt: clock.now(),
      lastError: 'not finished in 8 tries',
    },
  });
  clock.advance({ hours: 24 });
  await others[0]?.app.inbox.sweep();
  expect((await rows()).map((row) => row.dedupeKey)).toEqual(['given-up']);
});
