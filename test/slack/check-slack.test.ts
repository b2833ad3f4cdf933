import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSlack } from '../../src/slack/check-slack.js';
import { SlackWorkspace } from '../support/slack-workspace.js';

const log = pino({ level: 'silent' });
let slack: SlackWorkspace;

beforeEach(async () => {
  slack = await SlackWorkspace.open();
});
afterEach(async () => {
  await slack.close();
});

const http = () => ({
  botToken: slack.botToken,
  apiUrl: slack.apiUrl,
  mode: { kind: 'http', signingSecret: 'secret' } as const,
});
/** The same workspace, where whoever installed the app left scopes out. */
async function reopen(refusedScopes: string[]): Promise<void> {
  await slack.close();
  slack = await SlackWorkspace.open({ refusedScopes });
}

/** Sockets are not offered by the sandbox. */
const opened = { status: 200, body: JSON.stringify({ ok: true, url: 'wss://127.0.0.1/none' }) };
const socket = () => ({ ...http(), mode: { kind: 'socket', appToken: 'xapp-test' } as const });

describe('what doctor asks Slack', () => {
  it('finds nothing wrong with a good installation, and says which option it lacks', async () => {
    await reopen(['users:read.email']);
    slack.script('apps.connections.open', opened);
    expect(await checkSlack(socket(), log)).toEqual({
      team: { id: 'T0001', name: 'Test', botName: 'collect' },
      withoutOptional: ['users:read.email'],
      suggestions: { state: 'off' },
      faults: [],
    });
  });

  it('finds out whether questions can be suggested, without suggesting any', async () => {
    const method = 'assistant.threads.setSuggestedPrompts';
    slack.grant('assistant:write');
    slack.mayRefuse(/setSuggestedPrompts .*channel_not_found/);
    expect((await checkSlack(http(), log)).suggestions).toEqual({ state: 'on' });
    expect(slack.callsOf(method)).toEqual([expect.objectContaining({ channel_id: 'D0000000000' })]);
    slack.script(method, { error: 'feature_not_enabled' });
    const { suggestions, faults } = await checkSlack(http(), log);
    expect(suggestions).toEqual({ state: 'refused', reason: 'feature_not_enabled' });
    expect(faults).toEqual([]);
  });

  it('names a token that is refused, with the reason', async () => {
    slack.script('auth.test', { error: 'account_inactive' });
    const { team, faults } = await checkSlack(http(), log);
    expect(team).toBeNull();
    expect(faults).toEqual([{ code: 'bot_token_refused', reason: 'account_inactive' }]);
  });

  it('names scopes of the manifest that were not granted', async () => {
    await reopen(['im:write', 'groups:read']);
    const { faults, withoutOptional } = await checkSlack(http(), log);
    expect(faults).toEqual([{ code: 'scopes_missing', scopes: ['im:write', 'groups:read'] }]);
    expect(withoutOptional).toEqual([]);
  });

  it('names an app token without the scope for sockets', async () => {
    slack.script('apps.connections.open', { error: 'missing_scope' });
    const { faults } = await checkSlack(socket(), log);
    expect(faults).toEqual([{ code: 'app_token_refused', reason: 'missing_scope' }]);
  });

  it('does not ask for a socket where requests come over HTTP', async () => {
    await checkSlack(http(), log);
    expect(slack.callsOf('apps.connections.open')).toEqual([]);
  });

  it('says when Slack cannot be reached', async () => {
    const connection = socket();
    await slack.close();
    const { faults } = await checkSlack(connection, log);
    expect(faults).toEqual([{ code: 'unreachable', url: connection.apiUrl, reason: 'ECONNREFUSED' }]);
    slack = await SlackWorkspace.open();
  });
});
