import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChannel, aClient, anInvoice, aPerson, aProject } from '../support/books.js';
import { buttonsOf, RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;

beforeEach(async () => {
  running = await RunningApp.start();
  const { slack, books } = running;
  slack.user({ id: 'UDANA', name: 'dana' });
  slack.user({ id: 'UKIM', name: 'kim' });
  slack.user({ id: 'UGUEST', name: 'guest', is_restricted: true });
  slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: ['UDANA', 'UKIM', 'UGUEST'] });
  slack.channel({ id: 'COTHER', name: 'other', members: ['UDANA'] });
  const ownerId = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'kim', role: 'finance' });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  const projectId = await aProject(books, { name: 'Apollo', channelId, ownerId });
  const acme = await aClient(books, { name: 'ACME Ltd', projectId, aliases: ['ACME'] });
  await anInvoice(books, { clientId: acme, number: 'INV-104', due: '2026-11-05', amount: 940000 });
  await anInvoice(books, { clientId: acme, number: 'INV-107', due: '2026-11-24', amount: 300000 });
  await aClient(books, { name: 'Acme Studios', projectId });
  await aClient(books, { name: 'Hidden Corp' });
});

afterEach(async () => {
  await running.stop();
});

describe('/collect log ACME promised Friday', () => {
  it('answers with a receipt and tells the channel in one line', async () => {
    const answer = await running.type('log ACME promised Friday');
    const words = wordsOf(answer.body);
    expect(words).toContain('ACME Ltd');
    expect(words).toContain('$12,400.00');
    expect(words).toContain('Fri 27 Nov 2026');
    expect(words).toContain('INV-104');
    await running.slack.called('chat.postMessage');
    const [line] = running.posted('CAPOLLO');
    expect(String(line?.text)).toContain('$12,400.00');
    expect(line?.metadata).toMatchObject({ event_type: 'collect_message' });
    expect(running.posted('CAPOLLO')).toHaveLength(1);
  });
});
