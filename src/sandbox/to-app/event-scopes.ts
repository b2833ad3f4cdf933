/** One of these lets an app hear of the event; an event that is not named here is never sent. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  app_mention: ['app_mentions:read'],
  channel_archive: ['channels:read'],
  channel_created: ['channels:read'],
  channel_left: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_shared: ['channels:read', 'groups:read'],
  channel_unarchive: ['channels:read'],
  channel_unshared: ['channels:read', 'groups:read'],
  group_archive: ['groups:read'],
  group_left: ['groups:read'],
  group_rename: ['groups:read'],
  group_unarchive: ['groups:read'],
  file_shared: ['files:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  team_join: ['users:read'],
  user_change: ['users:read'],
};

/** Whether an app with these subscriptions and scopes hears of it. `scope`: the one that this kind of channel needs. */
export function hears(
  app: { readonly events: readonly string[]; readonly scopes: readonly string[] },
  name: string,
  scope: string | null,
): boolean {
  if (!app.events.includes(name)) return false;
  if (scope !== null) return app.scopes.includes(scope);
  // Opening its own Home needs no scope.
  return name === 'app_home_opened' || (SCOPES[name] ?? []).some((one) => app.scopes.includes(one));
}
