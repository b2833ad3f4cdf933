import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Lang } from '../text/language.js';
import { postAnswer } from './answer-post.js';
import { requestAtWork } from './inbox-request.js';
import type { SlackMessage } from './messages/message.js';
import { answerView } from './views/answer-view.js';

/** The way back to the one person who asked. Nobody else sees it. */
export type Answer = (message: SlackMessage, lang: Lang) => Promise<void>;

/**
 * By the request's response_url: an ephemeral message. Throws where Slack does not take the answer to a recorded request
 * (lastingAnswer says it elsewhere then). `replace`: in the place of the message whose button was pressed
 * (only where that message is the person's own, never in a channel's digest). `threadTs`: the thread that the message
 * stands in.
 */
export function answerByResponse(
  respond: RespondFn,
  log: Logger,
  replace: boolean,
  threadTs: string | null = null,
): Answer {
  const thread = threadTs === null || replace ? {} : { thread_ts: threadTs };
  return async ({ text, blocks }) => {
    try {
      await respond({ response_type: 'ephemeral', replace_original: replace, text, blocks, ...thread });
    } catch (error) {
      if (requestAtWork() !== null) throw error;
      // After 30 minutes or five answers Slack takes no more: the person has the message or asks again.
      log.warn({ err: error }, 'an answer did not reach Slack');
    }
  };
}

/** By a response_url kept from an earlier request (a form that was opened from a message), into its thread if it has one. */
export function answerByUrl(url: string, log: Logger, replace: boolean, threadTs: string | null = null): Answer {
  const respond: RespondFn = async (message) => {
    const body = JSON.stringify(typeof message === 'string' ? { text: message } : message);
    const response = await postAnswer(new URL(url), body);
    if (!response.ok) {
      throw Object.assign(new Error(`response_url answered ${response.status}`), { statusCode: response.status });
    }
    return response;
  };
  return answerByResponse(respond, log, replace, threadTs);
}

/** Where somebody wrote something. */
interface Place {
  readonly slackUserId: string;
  readonly slackChannelId: string;
  readonly ts: string;
  readonly threadTs: string | null;
}

/**
 * In a channel, to one person's eyes only. In a thread where what they wrote is in one; else in the channel, since Slack
 * shows such a message only in a thread that there is already (docs.slack.dev, chat.postEphemeral).
 */
export function answerUnseen(slack: WebClient, { slackUserId, slackChannelId, threadTs }: Place): Answer {
  const thread = threadTs === null ? {} : { thread_ts: threadTs };
  return async ({ text, blocks }) => {
    await slack.chat.postEphemeral({ channel: slackChannelId, user: slackUserId, text, blocks, ...thread });
  };
}

/** To everybody in the conversation, in the thread of what they wrote. */
export function answerInThread(slack: WebClient, { slackChannelId, ts, threadTs }: Place): Answer {
  return async ({ text, blocks }) => {
    await slack.chat.postMessage({ channel: slackChannelId, thread_ts: threadTs ?? ts, text, blocks });
  };
}

/** A message that Collect posted, by Slack's address of it. */
export interface PostedMessage {
  readonly slackChannelId: string;
  readonly ts: string;
}

/** In place of a message that Collect posted: of one whose buttons did what they offer. */
export function answerInPlace(slack: WebClient, { slackChannelId, ts }: PostedMessage): Answer {
  return async ({ text, blocks }) => {
    await slack.chat.update({ channel: slackChannelId, ts, text, blocks });
  };
}

/** In a form that is open: its content becomes the answer. */
export function answerInView(slack: WebClient, viewId: string): Answer {
  return async (message, lang) => {
    await slack.views.update({ view_id: viewId, view: answerView(message, lang) });
  };
}

/** In a new form over whatever the person looks at. A trigger works once and for 3 s, so this opens at once. */
export async function openAnswer(slack: WebClient, triggerId: string, waiting: ModalView): Promise<Answer> {
  const { view } = await slack.views.open({ trigger_id: triggerId, view: waiting });
  const viewId = view?.id;
  if (viewId === undefined) throw new Error('views.open returned no view');
  return answerInView(slack, viewId);
}
