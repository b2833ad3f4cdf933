import type { Asking } from './asking.js';

/** Files that somebody dropped into their conversation with Collect. */
export interface Dropped extends Omit<Asking, 'text' | 'fileNames'> {
  /** Slack's ids of them. */
  readonly fileIds: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Null for every other message: what apps post (Collect itself gives files back), and what is said in channels.
 *
 * @param event an event `message`, as Slack sent it
 */
export function droppedIn(event: Json): Dropped | null {
  if (event.type !== 'message' || event.channel_type !== 'im' || event.subtype !== 'file_share') return null;
  if (event.bot_id !== undefined || event.app_id !== undefined || event.edited !== undefined) return null;
  const files: readonly unknown[] = Array.isArray(event.files) ? event.files : [];
  const fileIds = files.flatMap((file) =>
    typeof file === 'object' && file !== null && 'id' in file && typeof file.id === 'string' ? [file.id] : [],
  );
  const dropped = {
    slackUserId: textIn(event.user),
    teamId: textIn(event.user_team) || textIn(event.source_team) || textIn(event.team) || null,
    slackChannelId: textIn(event.channel),
    ts: textIn(event.ts),
    threadTs: textIn(event.thread_ts) || null,
    fileIds,
  };
  const { slackUserId, slackChannelId, ts } = dropped;
  return slackUserId === '' || slackChannelId === '' || ts === '' || fileIds.length === 0 ? null : dropped;
}
