import type { Message } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';

/** Slack's own voice, which is nobody's account. */
const SLACKBOT = 'USLACKBOT';

/** What only this person sees, said by Slack itself. */
export function slackbotSays(workspace: Workspace, user: string, channel: string, text: string): Message {
  return workspace.post({ channel, user: SLACKBOT, text, ephemeralFor: user, mrkdwn: false });
}
