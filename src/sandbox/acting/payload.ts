import type { Channel, JsonObject } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';

/** How Slack names a conversation to an app that may not even be in it. */
export function channelLabel(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** What every interaction says of where it comes from and who acted. */
export function commonFacts(workspace: Workspace, user: string): JsonObject {
  const name = workspace.person(user)?.name ?? '';
  const { team } = workspace;
  return {
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: user, username: name, name, team_id: team.id },
    api_app_id: workspace.app.appId,
    token: workspace.secrets.verificationToken,
  };
}

/** The moment of an act, as Slack writes it. */
export const actionTs = (workspace: Workspace): string => (workspace.clock.now().getTime() / 1_000).toFixed(6);
