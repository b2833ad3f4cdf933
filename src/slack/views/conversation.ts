import { logConversation } from '../../ledger/conversations.js';
import { visiblePromise } from '../../ledger/promise-list.js';
import { replaceConversation } from '../../ledger/replace-conversation.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { logReceipt } from '../messages/log-receipt.js';
import type { Routing } from '../routing.js';
import { showDecision } from '../show-decision.js';
import { draftIn, lineFor, readDraft } from './conversation-draft.js';
import { replacing } from './conversation-form-for.js';
import { conversationMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/**
 * A conversation with a client: recorded as a typed line is, or in the place of what was recorded before, so that a
 * slip of the pen never counts as a second date. Opened from a message about a promise, it is what was decided about
 * that.
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
    const { permalink, auditId, promiseId = null } = metadata;
    const replaces = await replacing(desk, visit, metadata, reading);
    const input = {
      request,
      clientId,
      typed,
      form: true,
      slackChannelId: visit.slackChannelId,
      permalink,
      ...replaces,
    };
    const receipt =
      auditId === null
        ? await logConversation(desk.ledger, actor, input)
        : await replaceConversation(desk.ledger, actor, auditId, input);
    if (promiseId === null) return { answer: logReceipt(receipt, lang, typed) };
    const promise = await visiblePromise(desk.ledger, actor, promiseId);
    // Another client may have been chosen in the form: that says nothing of this one.
    if (promise.clientId !== clientId) return { answer: logReceipt(receipt, lang) };
    const [made] = receipt.promises;
    await showDecision(desk, actor, {
      promiseId,
      kind: made === undefined ? 'called' : 'new_date',
      auditId: receipt.auditId,
      summary: {
        amount: made?.amount ?? null,
        date: made?.promisedDate ?? null,
        level: made?.level ?? null,
        outcome: made === undefined ? request.outcome : null,
      },
    });
    return { answer: logReceipt(receipt, lang) };
  });
}
