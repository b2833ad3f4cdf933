import { UserError } from '../../domain/user-error.js';
import { openListOfChannel } from '../../ledger/open-list.js';
import type { Desk } from '../desk.js';
import { actionIds } from '../messages/action-ids.js';
import { openListFile } from '../messages/open-list-file.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { channelLink } from '../messages/wording.js';
import type { Routing } from '../routing.js';
import { sendFile } from '../send-file.js';
import { onPress } from './press.js';

/** The whole list of a digest's channel as a file, to whoever asks for it alone, with what they may see. */
export function register(routing: Routing, desk: Desk): void {
  const anything = (): true => true;
  onPress(routing, desk, actionIds.digestCsv, anything, async ({ origin, beside }) => {
    const { actor, lang, slackChannelId } = await desk.visit(origin);
    if (slackChannelId === null) throw new UserError('channel_needed');
    const { csvSent, csvEmpty, csvComment, csvNotGranted } = lang.t.digest;
    const list = await openListOfChannel(desk.ledger, actor, slackChannelId);
    if (list.rows.length === 0) return await beside(simpleAnswer(csvEmpty), lang);
    const { name, content } = openListFile(list, actor.today, lang);
    const comment = csvComment(list.rows.length, channelLink(slackChannelId, list.channelName, lang));
    const sent = await sendFile(desk.slack, origin.slackUserId, { name, content, comment });
    await beside(simpleAnswer(sent ? csvSent(list.rows.length) : csvNotGranted), lang);
  });
}
