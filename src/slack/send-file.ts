import type { WebClient } from '@slack/web-api';
import { slackFault } from './slack-fault.js';

/** A file for one person's eyes. */
export interface SentFile {
  readonly name: string;
  readonly content: string;
  /** What it is and why they get it, as mrkdwn. */
  readonly comment: string;
}

/**
 * Puts a file into somebody's direct messages with Collect. False: Collect was not granted the scope files:write, which
 * is optional.
 */
export async function sendFile(slack: WebClient, slackUserId: string, file: SentFile): Promise<boolean> {
  const { channel } = await slack.conversations.open({ users: slackUserId });
  if (channel?.id === undefined) throw new Error('conversations.open returned no channel');
  try {
    await slack.filesUploadV2({
      channel_id: channel.id,
      filename: file.name,
      title: file.name,
      file: Buffer.from(file.content, 'utf8'),
      initial_comment: file.comment,
    });
    return true;
  } catch (error) {
    if (slackFault(error).code === 'missing_scope') return false;
    throw error;
  }
}
