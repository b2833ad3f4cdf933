import type { ActionContainer } from '../page-protocol.js';
import type { Channel, Json, JsonObject, Message, View } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';

/** What somebody acts in: one of the app's messages, or a form or Home tab on their screen. */
export type Place =
  | {
      readonly kind: 'message';
      readonly channel: Channel;
      readonly message: Message;
      readonly blocks: readonly JsonObject[];
    }
  | { readonly kind: 'view'; readonly view: View; readonly blocks: readonly JsonObject[] };

const GONE = 'This message is no longer there.';

/** The place, or a sentence that says why this person cannot act there. */
export function placeOf(workspace: Workspace, user: string, container: ActionContainer): Place | string {
  if (container.kind === 'view') {
    const view = workspace.viewById(container.viewId);
    if (view === null || view.user !== user) return 'This form is no longer open.';
    const top = workspace.forms(user).at(-1);
    if (view.type === 'modal' && top?.id !== view.id) return 'Another form lies over this one.';
    return { kind: 'view', view, blocks: blocksOf(view.payload.blocks) };
  }
  const channel = workspace.channel(container.channel);
  const message = workspace.message(container.channel, container.ts);
  if (channel === null || message === null) return GONE;
  if (message.ephemeralFor !== null && message.ephemeralFor !== user) return GONE;
  if (!channel.members.includes(user))
    return channel.kind === 'public' ? `Join #${channel.name} to use what is in its messages.` : GONE;
  if (message.botId !== workspace.app.botId) return 'Only messages of the app have something to press.';
  const attached = (message.attachments ?? []).flatMap((attachment) => blocksOf(attachment.blocks));
  return { kind: 'message', channel, message, blocks: [...(message.blocks ?? []), ...attached] };
}

/** Blocks that were checked when the app sent them. */
export const blocksOf = (blocks: Json | undefined): readonly JsonObject[] => (Array.isArray(blocks) ? blocks : []);

/** The part `container` of a payload. */
export function containerFacts(place: Place): JsonObject {
  if (place.kind === 'view') return { type: 'view', view_id: place.view.id };
  const { message } = place;
  return {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.ephemeralFor !== null,
    ...(message.threadTs !== null && { thread_ts: message.threadTs }),
  };
}
