import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Delivery } from '../../src/slack/delivery.js';
import { ADelivery, aMessage } from './a-delivery.js';

// Slack refuses the token of one message while another of unknown outcome is looked after.

let setting: ADelivery;
let delivery: Delivery;
beforeEach(async () => {
  setting = await ADelivery.open();
  delivery = await setting.start();
});
afterEach(async () => await setting.close());

const posts = (channel: string) => setting.posts().filter((posted) => posted === channel).length;

/** The next message to the other channel is refused so; Slack takes its time to know the bot again. */
async function losesItsToken(): Promise<void> {
  setting.slack.script('chat.postMessage', { error: 'invalid_auth' }, (args) => args.channel === 'CGEMINI');
  setting.slack.script('auth.test', { slow: 600 });
  await setting.say(aMessage('other', { channel: 'CGEMINI' }));
}

it('what stands in the channel is recognised while the token is refused', async () => {
  setting.slack.script('chat.postMessage', { cut: 'after' });
  await setting.say(aMessage('one', { channel: 'CAPOLLO' }));
  await delivery.drain();
  setting.books.clock.advance({ minutes: 2 });
  setting.slack.script('conversations.history', { slow: 300 });
  await losesItsToken();
  await delivery.drain();
  expect(posts('CAPOLLO')).toBe(1);
  expect(await setting.row('one')).toMatchObject({ state: 'sent' });
});

it('what gets into doubt while the token is refused is looked for later', async () => {
  setting.slack.script('chat.postMessage', { slow: 300, fate: { cut: 'after' } }, (args) => args.channel === 'CAPOLLO');
  await setting.say(aMessage('one', { channel: 'CAPOLLO' }));
  await losesItsToken();
  await delivery.drain();
  expect(await setting.row('one')).toMatchObject({ state: 'pending', doubts: 1 });
  setting.books.clock.advance({ minutes: 2 });
  await (await setting.start()).drain();
  expect(await setting.row('one')).toMatchObject({ state: 'sent' });
  expect(posts('CAPOLLO')).toBe(1);
});
