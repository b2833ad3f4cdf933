import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/slack/delivery.js';
import { aChannel, aPerson, aProject } from '../support/books.js';
import { ADelivery, aMessage } from './a-delivery.js';

let setting: ADelivery;
let delivery: Delivery;
let number = 0;

beforeEach(async () => {
  setting = await ADelivery.open();
  const { books, slack } = setting;
  slack.user({ id: 'USAM', name: 'sam' });
  await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'sam', role: 'manager' });
  await aPerson(books, { name: 'wei', slackAdmin: true, locale: 'zh-CN' });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  await aProject(books, { name: 'Apollo', channelId });
  delivery = await setting.start();
});

afterEach(async () => await setting.close());

/** What was said to somebody directly. */
const told = (user: string): string[] =>
  setting.slack.messages(`D${user}`).map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`);

/** Something goes to the channel, as `error` of Slack has it. */
async function refused(error: string | null, channel = 'CAPOLLO'): Promise<void> {
  if (error !== null) setting.slack.script('chat.postMessage', { error }, (args) => args.channel === channel);
  number += 1;
  await setting.say(aMessage(`line ${number}`, { channel }));
  await delivery.drain();
}

describe('a channel that takes no messages', () => {
  it.each([
    ['not_in_channel', '/invite @Collect'],
    ['channel_not_found', '/invite @Collect'],
    ['is_archived', 'Unarchive'],
    ['restricted_action', 'posting permissions'],
    ['restricted_action_read_only_channel', 'posting permissions'],
  ])('is named to every manager with what to do: %s', async (error, todo) => {
    await refused(error);
    const [message, ...more] = told('USAM');
    expect(more).toEqual([]);
    for (const word of ['<#CAPOLLO>', 'Apollo', todo, error]) expect(message).toContain(word);
    expect(told('UWEI')[0]).toContain('我无法在 <#CAPOLLO> 发消息');
    expect(told('UDANA')).toEqual([]);
  });

  it('is named as it is in the workspace, too: archived, shared, without the bot', async () => {
    setting.slack.channel({ id: 'COLD', name: 'old', members: [], is_archived: true });
    setting.slack.channel({ id: 'CSHARED', name: 'with-acme', members: [], is_ext_shared: true });
    setting.slack.channel({ id: 'CELSE', name: 'else', members: [], bot: false });
    setting.slack.mayRefuse(/^chat.postMessage .*not_in_channel/);
    for (const channel of ['COLD', 'CSHARED', 'CELSE']) await refused(null, channel);
    const messages = told('USAM');
    expect(messages).toHaveLength(3);
    for (const [n, word] of ['archived', 'another organisation', '/invite'].entries()) {
      expect(messages[n]).toContain(word);
    }
  });

  it('is named once, until it works again', async () => {
    await refused('not_in_channel');
    setting.books.clock.advance({ days: 1 });
    await refused('not_in_channel');
    await refused('channel_not_found');
    expect(told('USAM')).toHaveLength(1);
    await refused('is_archived');
    expect(told('USAM')).toHaveLength(2);
    await refused('not_in_channel', 'CGEMINI');
    expect(told('USAM')).toHaveLength(3);
    await refused(null);
    await refused('not_in_channel');
    expect(told('USAM')).toHaveLength(4);
  });

  it('is named once also where two deliveries find it at the same time', async () => {
    const other = await setting.start();
    for (const name of ['a', 'b']) {
      setting.slack.script('chat.postMessage', { error: 'not_in_channel' }, ({ channel }) => channel === 'CAPOLLO');
      await setting.say(aMessage(name, { channel: 'CAPOLLO' }));
    }
    await Promise.all([delivery.drain(), other.drain()]);
    await delivery.drain();
    expect(told('USAM')).toHaveLength(1);
  });
});

describe('nobody is told', () => {
  it('that a direct message was refused, not even the one about a channel', async () => {
    setting.slack.script('chat.postMessage', { error: 'is_archived' }, ({ channel }) => channel === 'DUSAM');
    await refused('not_in_channel');
    expect(told('USAM')).toEqual([]);
    expect(told('UWEI')).toHaveLength(1);
    const rows = await setting.books.prisma.outboxMessage.findMany({ where: { kind: 'channel_refused' } });
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['failed', 'sent']);
  });

  it.each(['missing_scope', 'no_text', 'cant_update_message'])(
    'where the channel is not what was refused: %s',
    async (error) => {
      await refused(error);
      expect(told('USAM')).toEqual([]);
    },
  );
});
