import type { Done, ShortcutBody } from '../page-protocol.js';
import { sentMessage } from '../to-app/message-object.js';
import type { JsonObject } from '../workspace/model.js';
import { failureSentence, NOT_CONFIGURED } from './failure.js';
import type { ActingParts } from './parts.js';
import { actionTs, channelLabel, commonFacts } from './payload.js';

/** Somebody picks a shortcut of the app: from the menu (`shortcut`), or at a message (`message_action`). */
export async function takeShortcut(parts: ActingParts, body: ShortcutBody): Promise<Done> {
  const { workspace, triggers, sender } = parts;
  const { as: user, callbackId } = body;
  const type = body.message === null ? 'global' : 'message';
  const shortcut = workspace.app.shortcuts.find((one) => one.callbackId === callbackId && one.type === type);
  if (shortcut === undefined) return { ok: false, error: 'The app has no such shortcut.' };
  const about = body.message === null ? {} : messageFacts(parts, user, body.message);
  if (about === null) return { ok: false, error: 'This message is no longer there.' };
  if (!workspace.app.interactivity) return refused(parts, user, NOT_CONFIGURED);

  const payload: JsonObject = {
    type: type === 'global' ? 'shortcut' : 'message_action',
    ...commonFacts(workspace, user),
    action_ts: actionTs(workspace),
    callback_id: callbackId,
    trigger_id: triggers.issue(user, null),
    ...about,
  };
  const outcome = await sender.send({
    url: workspace.app.requestUrls.interactivity,
    title: `${String(payload.type)} ${callbackId}`,
    body: { kind: 'form', fields: { payload: JSON.stringify(payload) } },
  });
  const failure = failureSentence(outcome);
  return failure === null ? { ok: true } : refused(parts, user, failure);
}

/** Null: the person cannot see such a message. What only one person sees has no shortcuts in Slack. */
function messageFacts(
  { workspace, responseUrls }: ActingParts,
  user: string,
  { channel: channelId, ts }: { readonly channel: string; readonly ts: string },
): JsonObject | null {
  const channel = workspace.channel(channelId);
  const message = workspace.message(channelId, ts);
  if (channel === null || message === null || message.ephemeralFor !== null) return null;
  if (!channel.members.includes(user)) return null;
  return {
    channel: { id: channel.id, name: channelLabel(channel) },
    message_ts: message.ts,
    message: sentMessage(workspace, message, responseUrls.parts.url()),
    response_url: responseUrls.issue({
      kind: 'action',
      user,
      channel: channel.id,
      // Only the app's own messages can be replaced by it.
      source: message.botId === workspace.app.botId ? message.ts : null,
    }),
  };
}

function refused({ workspace }: ActingParts, user: string, error: string): Done {
  workspace.notice(user, error);
  return { ok: false, error };
}
