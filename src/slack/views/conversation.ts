import { logConversation } from '../../ledger/conversations.js';
import { replaceConversation } from '../../ledger/replace-conversation.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { logReceipt } from '../messages/log-receipt.js';
import type { Routing } from '../routing.js';
import { draftIn, lineFor, readDraft } from './conversation-draft.js';
import { conversationMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/**
 * A conversation with a client: recorded as a typed line is, or in the place of what was recorded before, so that a
 * slip of the pen never counts as a second date.
 */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.conversation, conversationMetadata, async (submission) => {
    const { visit, metadata } = submission;
    const { actor, lang } = visit;
    const draft = draftIn(submission, metadata);
    const reading = readDraft(draft, metadata.said, actor.today, lang);
    if ('errors' in reading) return { errors: reading.errors };
    const { request, clientId } = reading;
    const typed = lineFor(draft, request);
    const { permalink, auditId } = metadata;
    const input = { request, clientId, typed, slackChannelId: visit.slackChannelId, permalink };
    const receipt =
      auditId === null
        ? await logConversation(desk.ledger, actor, input)
        : await replaceConversation(desk.ledger, actor, auditId, input);
    return { answer: logReceipt(receipt, lang, typed) };
  });
}
