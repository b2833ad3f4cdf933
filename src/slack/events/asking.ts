/** What somebody wrote to Collect: by its name in a channel, or in their conversation with it. */
export interface Asking {
  readonly slackUserId: string;
  /** The team the person belongs to; null: Slack did not say. */
  readonly teamId: string | null;
  readonly slackChannelId: string;
  /** As Slack has it, mentions included. */
  readonly text: string;
  readonly ts: string;
  /** The first message of the thread it stands in; null: in none. */
  readonly threadTs: string | null;
  /** Names of the files that came with it, as far as Slack says them. */
  readonly fileNames: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Null for what nobody asks: what apps post (Collect itself among them, which would answer itself for ever), what was
 * edited or deleted, who joined, and messages that are for others.
 *
 * @param event an event `app_mention` or `message`, as Slack sent it
 */
export function askingIn(event: Json): Asking | null {
  const mention = event.type === 'app_mention';
  if (!mention && !(event.type === 'message' && event.channel_type === 'im')) return null;
  if (event.bot_id !== undefined || event.app_id !== undefined || event.edited !== undefined) return null;
  // A file that is dropped into the conversation ("file_share") is no question: whoever imports it listens here. A
  // mention that came with a file says so by the file alone (slackapi/bolt-js#2057).
  if (event.subtype !== undefined && event.subtype !== 'thread_broadcast') return null;
  const asking = {
    slackUserId: textIn(event.user),
    teamId: textIn(event.user_team) || textIn(event.source_team) || textIn(event.team) || null,
    slackChannelId: textIn(event.channel),
    text: textIn(event.text),
    ts: textIn(event.ts),
    threadTs: textIn(event.thread_ts) || null,
    fileNames: (Array.isArray(event.files) ? event.files : []).flatMap((file: unknown) =>
      typeof file === 'object' && file !== null && 'name' in file ? [textIn(file.name)] : [],
    ),
  };
  return asking.slackUserId === '' || asking.slackChannelId === '' || asking.ts === '' ? null : asking;
}
