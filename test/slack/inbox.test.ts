import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mortalLedger } from '../support/mortal-ledger.js';
import { aTeam } from './a-team.js';
import { type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
const others: RunningApp[] = [];

beforeEach(async () => {
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

describe('a request', () => {
  it('is kept without its token while it is worked on, and without its words when it is done', async () => {
    await running.send(aCommand('log ACME promised Friday'));
    await running.slack.answered(1);
    await settled();
    const [row, ...more] = await rows();
    expect(row).toMatchObject({ kind: 'command', attempts: 1, body: null, doneAt: running.books.clock.now() });
    expect(more).toEqual([]);
  });

  it.each(['', 'help', 'status ACME', 'overdue', 'promises', '状态 ACME'])(
    'that only reads is not kept: %s',
    async (line) => {
      await running.type(line);
      expect(await rows()).toEqual([]);
    },
  );
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
