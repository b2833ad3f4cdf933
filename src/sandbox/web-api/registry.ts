import type { Method } from './method.js';
import { apiMethods } from './methods/api.js';
import { assistantMethods } from './methods/assistant.js';
import { authMethods } from './methods/auth.js';
import { blocksMethods } from './methods/blocks.js';
import { channelsMethods } from './methods/channels.js';
import { chatMethods } from './methods/chat.js';
import { conversationsMethods } from './methods/conversations.js';
import { filesMethods } from './methods/files.js';
import { historyMethods } from './methods/history.js';
import { membershipMethods } from './methods/membership.js';
import { reactionsMethods } from './methods/reactions.js';
import { usersMethods } from './methods/users.js';
import { viewsMethods } from './methods/views.js';

/** Every method that the sandbox offers, by Slack's name; others are answered unknown_method. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...apiMethods,
    ...assistantMethods,
    ...authMethods,
    ...blocksMethods,
    ...channelsMethods,
    ...chatMethods,
    ...conversationsMethods,
    ...filesMethods,
    ...historyMethods,
    ...membershipMethods,
    ...reactionsMethods,
    ...usersMethods,
    ...viewsMethods,
  } satisfies Readonly<Record<string, Method>>),
);
