import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SlackCallEnded, watchedFetch } from '../../src/slack/metrics/slack-calls.js';
import { SlackProxy } from '../support/slack-proxy.js';

let proxy: SlackProxy;
beforeEach(async () => {
  proxy = await SlackProxy.open(() => undefined);
  proxy.weather((path) => (path === '/response/slow' ? { slow: 60_000 } : { status: 200, body: 'ok' }));
});
afterEach(async () => await proxy.close());

it('nobody waits for ever for Slack to take an answer', async () => {
  const ended: SlackCallEnded[] = [];
  const told = (call: SlackCallEnded) => void ended.push(call);
  const quick = await watchedFetch(told)(`${proxy.url}/response/quick`, { method: 'POST' });
  expect(await quick.text()).toBe('ok');
  await expect(watchedFetch(told, 100)(`${proxy.url}/response/slow`, { method: 'POST' })).rejects.toThrow(/timeout/);
  expect(ended.map(({ error }) => error)).toEqual(['none', 'timeout']);
});
