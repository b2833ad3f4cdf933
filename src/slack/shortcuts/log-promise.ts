import type { GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { ModalView } from '@slack/types';

import { farthestDate } from '../../domain/farthest-date.js';
import { answerApart } from '../../ledger/late-answer.js';
import { namesBySlackId } from '../../ledger/people.js';
import { readLog } from '../../understanding/read-log.js';
import { answerByUrl } from '../answer.js';
import type { Desk, Origin, Visit } from '../desk.js';
import { attend } from '../error-edge.js';
import { mentionedIn, plainMessage } from '../messages/plain-message.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { answerInWindow, fillWindow, openWindow } from '../open-window.js';
import type { Routing } from '../routing.js';
import { waitingView } from '../views/answer-view.js';
import { emptyDraft } from '../views/conversation-draft.js';
import { conversationFormFor, unsaid } from '../views/conversation-form-for.js';
import { draftOfWords } from '../views/form-for-line.js';
import { inPart } from '../views/understood-in-part.js';

/** Callback ids, as manifest.json has them. */
export const shortcutIds = { anywhere: 'log_promise', onMessage: 'log_promise_from_message' } as const;

/** As much of a message as is kept as what the client said. */
const QUOTED = 1_000;

type Build = (visit: Visit) => Promise<ModalView>;

/**
 * "Log a conversation", from the menu, and "Log for a client", from a message: the form of a conversation. Works in
 * threads too, where the receipt then comes.
 */
export function register(routing: Routing, desk: Desk): void {
  routing.shortcut(shortcutIds.anywhere, async ({ ack, shortcut }) => {
    await ack();
    const origin = { slackUserId: shortcut.user.id, teamId: teamOf(shortcut), slackChannelId: null };
    const blank: Build = async (visit) => {
      const nowhere = { channel: null, responseUrl: null, replace: false, auditId: null, permalink: null };
      return await conversationFormFor(desk, visit, { ...nowhere, said: unsaid }, emptyDraft);
    };
    await desk.track(open(desk, origin, { ...shortcut, responseUrl: null }, blank));
  });
  routing.messageShortcut(shortcutIds.onMessage, async ({ ack, shortcut }) => {
    await ack();
    const origin = { slackUserId: shortcut.user.id, teamId: teamOf(shortcut), slackChannelId: shortcut.channel.id };
    const responseUrl = shortcut.response_url === '' ? null : shortcut.response_url;
    await desk.track(open(desk, origin, { ...shortcut, responseUrl }, (visit) => formOf(desk, visit, shortcut)));
  });
}

const teamOf = (shortcut: GlobalShortcut | MessageShortcut): string | null =>
  shortcut.user.team_id ?? shortcut.team?.id ?? null;

/** The message's words read as a line, and kept as they are: what the client said, with a link to where it stands. */
async function formOf(desk: Desk, visit: Visit, shortcut: MessageShortcut): Promise<ModalView> {
  const { channel, message } = shortcut;
  const text = message.text ?? '';
  const names = await namesBySlackId(desk.ledger, visit.workspace.id, mentionedIn(text));
  const words = plainMessage(text, (id) => names.get(id) ?? null).slice(0, QUOTED);
  const found = inPart(words, (line) => readLog(line, visit.reading), farthestDate(visit.actor.today));
  const { draft, said } = await draftOfWords(desk, visit, words, found);
  const thread: unknown = message.thread_ts;
  const address = {
    channel: channel.id,
    responseUrl: shortcut.response_url === '' ? null : shortcut.response_url,
    replace: false,
    ...(typeof thread === 'string' ? { threadTs: thread } : {}),
    auditId: null,
    permalink: await permalinkOf(desk, shortcut),
    said,
  };
  return await conversationFormFor(desk, visit, address, { ...draft, note: words });
}

/** Where the message stands, as Slack says; made by hand where Collect cannot see the channel. */
async function permalinkOf(desk: Desk, { channel, message_ts, team }: MessageShortcut): Promise<string | null> {
  try {
    const { permalink } = await desk.slack.chat.getPermalink({ channel: channel.id, message_ts });
    if (permalink !== undefined) return permalink;
  } catch (error) {
    desk.log.debug({ err: error }, 'Slack gave no link to a message');
  }
  const host = team?.domain === undefined ? null : `https://${team.domain}.slack.com`;
  return host === null ? null : `${host}/archives/${channel.id}/p${message_ts.replace('.', '')}`;
}

/** `responseUrl`: where the person can be answered; null: only in a direct message. */
async function open(
  desk: Desk,
  origin: Origin,
  { trigger_id: triggerId, responseUrl }: { readonly trigger_id: string; readonly responseUrl: string | null },
  build: Build,
): Promise<void> {
  try {
    // Not asked of the books: the window is opened while the trigger lives, however long they take.
    const view = waitingView(desk.languageHeard(origin.slackUserId));
    const viewId = await openWindow(desk, { trigger_id: triggerId, view });
    if (viewId === null) return await tooLate(desk, origin, triggerId, responseUrl);
    await attend(desk, origin, answerInWindow(desk, viewId), null, async () => {
      const visit = await desk.visit(origin);
      await fillWindow(desk, viewId, await build(visit));
    });
  } catch (error) {
    desk.log.error({ err: error }, 'a form could not be opened');
  }
}

/** Slack no longer opens the form: the person learns that nothing happened, and how else it can be done. */
async function tooLate(desk: Desk, origin: Origin, triggerId: string, responseUrl: string | null): Promise<void> {
  const { actor, lang } = await desk.visit(origin, { anywhere: true });
  const message = simpleAnswer(lang.t.commands.form.shortcutTooLate);
  if (responseUrl !== null) return await answerByUrl(responseUrl, desk.log, false)(message, lang);
  await answerApart(desk.ledger, actor, { key: triggerId, ...message });
  desk.wake();
}
