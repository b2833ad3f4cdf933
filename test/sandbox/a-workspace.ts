import { MemoryKeep } from '../../src/sandbox/workspace/keep.js';
import { readManifest } from '../../src/sandbox/workspace/manifest.js';
import type { Channel, Person, WorkspaceSeed } from '../../src/sandbox/workspace/model.js';
import { seededChannel, seededPerson } from '../../src/sandbox/workspace/seeded.js';
import { Workspace } from '../../src/sandbox/workspace/workspace.js';
import { TestTimer } from './test-timer.js';

export const aPerson = (id: string, name: string, facts: Partial<Person> = {}): Person =>
  seededPerson({
    id,
    name,
    realName: `${name[0]?.toUpperCase()}${name.slice(1)} Example`,
    email: `${name}@studio.example`,
    timezone: 'Europe/Berlin',
    ...facts,
  });

export const aChannel = (
  id: string,
  name: string,
  members: readonly string[],
  facts: Partial<Channel> = {},
): Omit<Channel, 'created'> => seededChannel({ id, name, members, creator: members[0] ?? 'U0DANA', ...facts });

export const aSeed: WorkspaceSeed = {
  team: { id: 'T0STUDIO', name: 'Studio', domain: 'studio', timezone: 'Europe/Berlin' },
  people: [
    aPerson('U0DANA', 'dana'),
    aPerson('U0SAM', 'sam', { isAdmin: true }),
    aPerson('U0GUS', 'gus', { isRestricted: true }),
  ],
  channels: [
    aChannel('C0GENERAL', 'general', ['U0DANA', 'U0SAM', 'BOT']),
    aChannel('C0APOLLO', 'proj-apollo', ['U0DANA', 'BOT']),
    aChannel('C0SECRET', 'board', ['U0SAM'], { kind: 'private' }),
  ],
};

/** Every scope and event that the sandbox knows what to do with, and one command and shortcut of each kind. */
export const aManifest = {
  display_information: { name: 'Helper', description: 'An app for tests' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'Helper Bot', always_online: true },
    shortcuts: [
      { name: 'New thing', type: 'global', callback_id: 'new_thing', description: 'Begin a thing' },
      { name: 'From this', type: 'message', callback_id: 'from_this', description: 'Begin it from a message' },
    ],
    slash_commands: [
      { command: '/help-me', description: 'Helps', usage_hint: '[what]', should_escape: true },
      { command: '/plain', description: 'Takes text as it is' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'channels:history',
        'channels:join',
        'channels:manage',
        'channels:read',
        'chat:write',
        'commands',
        'files:read',
        'files:write',
        'groups:history',
        'groups:read',
        'groups:write',
        'im:history',
        'im:read',
        'im:write',
        'mpim:history',
        'mpim:read',
        'mpim:write',
        'reactions:read',
        'reactions:write',
        'team:read',
        'users:read',
      ],
      bot_optional: ['users:read.email'],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'app_mention',
        'channel_archive',
        'channel_left',
        'channel_rename',
        'channel_shared',
        'channel_unarchive',
        'channel_unshared',
        'file_shared',
        'group_left',
        'member_joined_channel',
        'member_left_channel',
        'message.channels',
        'message.groups',
        'message.im',
        'message.mpim',
        'reaction_added',
        'team_join',
        'user_change',
      ],
    },
    interactivity: { is_enabled: true },
  },
};

/** A workspace that keeps nothing, on a time that stands still. */
export function aWorkspace(facts: { manifest?: unknown; seed?: WorkspaceSeed } = {}) {
  const timer = new TestTimer();
  const workspace = new Workspace({
    seed: facts.seed ?? aSeed,
    app: readManifest(facts.manifest ?? aManifest),
    keep: new MemoryKeep(),
    directory: null,
    timer,
  });
  return { workspace, timer };
}
