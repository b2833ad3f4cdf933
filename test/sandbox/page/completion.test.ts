import { describe, expect, it } from 'vitest';
import { complete, usageOf } from '../../../src/sandbox/page/completion.js';
import type { PageState } from '../../../src/sandbox/page-protocol.js';
import { aChannel, aPerson } from '../a-workspace.js';

const state: PageState = {
  team: { id: 'T0', name: 'Studio', domain: 'studio', timezone: 'UTC' },
  me: aPerson('U0DANA', 'dana'),
  people: [aPerson('U0DANA', 'dana'), aPerson('U0LEE', 'lee'), aPerson('U0GONE', 'lena', { deleted: true })],
  channels: [
    { ...aChannel('C0APOLLO', 'proj-apollo', ['U0DANA']), created: 0, isMember: true, unread: 0, mentions: 0 },
    { ...aChannel('C0OLD', 'proj-old', [], { isArchived: true }), created: 0, isMember: true, unread: 0, mentions: 0 },
  ],
  app: {
    appId: 'A0',
    botUserId: 'U0BOT',
    botId: 'B0',
    name: 'Desk',
    description: '',
    commands: [
      { command: '/desk', description: 'All of it', usageHint: '[open | close | help]', shouldEscape: true },
      { command: '/note', description: 'A note', usageHint: 'TEXT', shouldEscape: false },
    ],
    shortcuts: [
      { name: 'Open a ticket', type: 'global', callbackId: 'open_ticket', description: '' },
      { name: 'From this', type: 'message', callbackId: 'from_this', description: '' },
    ],
    scopes: [],
    events: [],
    homeTab: true,
    messagesTab: true,
    messagesTabReadOnly: false,
    interactivity: true,
    requestUrls: { events: null, interactivity: null, options: null, commands: {} },
  },
  clock: { now: '2026-11-23T09:05:00Z', ahead: 0, timezone: 'UTC', movesApp: true, moving: false },
  rateLimits: true,
  home: null,
  forms: [],
  canStartOver: false,
  read: {},
};

const offered = (text: string, inThread = false) => complete(text, text.length, state, inThread);
const labels = (text: string) => offered(text)?.items.map((item) => item.label);

describe('what the composer offers', () => {
  it('lists every command, those of the workspace and the global shortcuts after a slash', () => {
    expect(labels('/')).toEqual(['/desk', '/note', '/invite', '/remove', '/leave', '/join', 'Open a ticket']);
  });

  it('narrows as one types', () => {
    expect(labels('/no')).toEqual(['/note']);
    expect(labels('/tick')).toEqual(['Open a ticket']);
  });

  it('offers no commands in threads, where Slack has none', () => {
    expect(offered('/', true)).toBeNull();
  });

  it('offers the first words that a hint names, out of the way of Enter', () => {
    expect(labels('/desk ')).toEqual(['open', 'close', 'help']);
    expect(labels('/desk cl')).toEqual(['close']);
    expect(offered('/desk ')?.eager).toBe(false);
    expect(offered('/note ')).toBeNull();
    expect(offered('/desk open x')).toBeNull();
  });

  it.each([
    ['hello @da', ['Dana Example']],
    ['hello @Example', ['Dana Example', 'Lee Example']],
    ['/desk open @le', ['Lee Example']],
    ['mail me@le', undefined],
    ['in #proj', ['#proj-apollo']],
  ])('%s', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('leaves Enter to the message once a name or command stands there in full', () => {
    expect(offered('hello @da')?.eager).toBe(true);
    expect(offered('hello @dana')?.eager).toBe(false);
    expect(offered('/desk')?.eager).toBe(false);
  });

  it('shows how a command goes on', () => {
    expect(usageOf('/note something', state)).toEqual({ command: '/note', usage: 'TEXT' });
    expect(usageOf('/other something', state)).toBeNull();
    expect(usageOf('a note', state)).toBeNull();
  });
});
