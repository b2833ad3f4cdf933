import { z } from 'zod';

/** Why a channel takes no message, as far as somebody can do something about it. */
export const channelTrouble = z.enum(['not_member', 'archived', 'shared', 'restricted']);
export type ChannelTrouble = z.infer<typeof channelTrouble>;

/** To a manager: what was to go to a channel cannot be said there. */
export const channelRefusedNotice = z.object({
  slackChannelId: z.string(),
  channelName: z.string(),
  /** The projects whose messages go there. */
  projectNames: z.array(z.string()),
  trouble: channelTrouble,
  /** Slack's own word for it. */
  code: z.string(),
});

/** In the place of what stood in a channel that is shared with another organisation now. */
export const takenDownNotice = z.object({});
