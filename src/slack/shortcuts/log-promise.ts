import type { GlobalShortcut, MessageShortcut } from '@slack/bolt';
import { answerInView } from '../answer.js';
import type { Desk, Origin } from '../desk.js';
import { attend } from '../error-edge.js';
import { logForm } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { waitingView } from '../views/answer-view.js';
import { logMetadata } from '../views/metadata.js';

/** Callback ids, as manifest.json has them. */
export const shortcutIds = { anywhere: 'log_promise', onMessage: 'log_promise_from_message' } as const;

/** As much of a message as goes into the line: what a client said is said in a sentence. */
const QUOTED = 300;

/** "Log a promise", from the menu or from a message: the same line as /collect log, in a form. Works in threads too. */
export function register(routing: Routing, desk: Desk): void {
  routing.shortcut(shortcutIds.anywhere, async ({ ack, shortcut }) => {
    await ack();
    const origin = { slackUserId: shortcut.user.id, teamId: teamOf(shortcut), slackChannelId: null };
    await desk.track(open(desk, origin, shortcut.trigger_id, { text: 'log ', responseUrl: null, permalink: null }));
  });
  routing.messageShortcut(shortcutIds.onMessage, async ({ ack, shortcut }) => {
    await ack();
    const { channel, message, team } = shortcut;
    const origin = { slackUserId: shortcut.user.id, teamId: teamOf(shortcut), slackChannelId: channel.id };
    const said = (message.text ?? '').replace(/\s+/g, ' ').trim().slice(0, QUOTED);
    const host = team?.domain === undefined ? null : `https://${team.domain}.slack.com`;
    const permalink = host === null ? null : `${host}/archives/${channel.id}/p${shortcut.message_ts.replace('.', '')}`;
    const responseUrl = shortcut.response_url === '' ? null : shortcut.response_url;
    await desk.track(open(desk, origin, shortcut.trigger_id, { text: `log ${said}`, responseUrl, permalink }));
  });
}

const teamOf = (shortcut: GlobalShortcut | MessageShortcut): string | null =>
  shortcut.user.team_id ?? shortcut.team?.id ?? null;

async function open(
  desk: Desk,
  origin: Origin,
  triggerId: string,
  line: { readonly text: string; readonly responseUrl: string | null; readonly permalink: string | null },
): Promise<void> {
  const lang = await desk.language(origin.slackUserId);
  try {
    const { view } = await desk.slack.views.open({ trigger_id: triggerId, view: waitingView(lang) });
    const viewId = view?.id;
    if (viewId === undefined) throw new Error('Slack opened no form');
    await attend(desk, origin, answerInView(desk.slack, viewId), null, async () => {
      const visit = await desk.visit(origin);
      const privateMetadata = logMetadata.write({
        channel: origin.slackChannelId,
        responseUrl: line.responseUrl,
        replace: false,
        auditId: null,
        permalink: line.permalink,
      });
      await desk.slack.views.update({
        view_id: viewId,
        view: logForm({ privateMetadata, text: line.text }, visit.lang),
      });
    });
  } catch (error) {
    desk.log.error({ err: error }, 'a form could not be opened');
  }
}
