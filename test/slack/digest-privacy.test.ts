import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTeam } from './a-team.js';
import { type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
let dana: number;

beforeEach(async () => {
  ({ running, dana } = await aTeam());
  running.slack.user({ id: 'UOUT', name: 'outsider' });
});
afterEach(async () => {
  await running.stop();
});

const say = async (line: string, options: Parameters<RunningApp['type']>[1] = {}): Promise<string> =>
  wordsOf((await running.type(line, options)).body);

describe('the digest of a channel', () => {
  it.each(['digest', 'digest now', 'digest 08:30', 'digest off'])(
    'is not there for whoever is in none of its channels: %s',
    async (line) => {
      const hidden = wordsOf((await running.forgedLine(line, { user: 'UOUT' })).body);
      running.slack.channel({ id: 'CNONE', name: 'no-project', members: ['UOUT'] });
      const nothing = await say(line, { user: 'UOUT', channel: 'CNONE' });
      expect(hidden).toBe(nothing);
      expect(hidden).not.toMatch(/\$|ACME|Apollo|09:00/);
      expect(
        await running.books.prisma.channel.findFirstOrThrow({ where: { slackChannelId: 'CAPOLLO' } }),
      ).toMatchObject({ digestTime: '09:00', digestEnabled: true });
    },
  );

  it('is there for its members, whoever owns its project, finance and managers', async () => {
    running.slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: ['UNEW'] });
    expect(await say('digest now', { user: 'UNEW' })).toContain('ACME Ltd');
    // They are not in the channel, so no client of theirs would send it.
    const fromOutside = async (user: string) => wordsOf((await running.forgedLine('digest now', { user })).body);
    for (const user of ['UDANA', 'UKIM', 'USAM']) expect(await fromOutside(user), user).toContain('ACME Ltd');
    await running.books.prisma.project.updateMany({ data: { ownerId: null, backupId: dana } });
    expect(await fromOutside('UDANA')).toContain('ACME Ltd');
  });

  it('keeps the holidays of no country that there is not', async () => {
    expect(await say('digest country XX')).toContain('XX');
    expect((await running.books.prisma.channel.findFirstOrThrow()).country).toBeNull();
    await say('digest country DE');
    expect((await running.books.prisma.channel.findFirstOrThrow()).country).toBe('DE');
  });
});

it('somebody whom Slack does not name is told so, with another try', async () => {
  running.slack.mayRefuse(/^users\.(info|conversations) .*user_not_found/);
  const words = wordsOf((await running.forgedLine('status ACME', { user: 'UWHO9999' })).body);
  expect(words).toContain('Slack does not tell me who you are');
  expect(words).toContain('Try again');
});

it('a brief stands beside the list of candidates, not in its place', async () => {
  const acme = await running.books.prisma.client.findFirstOrThrow({ where: { name: 'ACME Ltd' } });
  const answer = await running.forgedPressed('escalation.brief', JSON.stringify({ clientId: acme.id }), {
    user: 'USAM',
  });
  expect(wordsOf(answer.body)).toContain('Brief: ACME Ltd');
  expect(answer.body).toMatchObject({ replace_original: false });
});
