import type { ModalView } from '@slack/types';
import type { LogRequest } from '../../domain/request.js';
import { UserError } from '../../domain/user-error.js';
import { readConversation } from '../../ledger/dry-reading.js';
import type { LogReceipt } from '../../ledger/facts/receipt.js';
import type { LogInput } from '../../ledger/log-input.js';
import { visiblePromise } from '../../ledger/promise-list.js';
import type { Desk, Visit } from '../desk.js';
import { type ConversationDraft, conversationForm } from '../messages/conversation-form.js';
import { userErrorText } from '../messages/error.js';
import type { Preview } from '../messages/preview.js';
import { keptOf, lineFor, readDraft } from './conversation-draft.js';
import { type ConversationMetadata, conversationMetadata } from './metadata.js';

/** Nothing was said about how it was held. */
export const unsaid: ConversationMetadata['said'] = {
  medium: 'unknown',
  direction: 'out',
  contactText: null,
  happenedOn: null,
};

/** The form with this in its fields, and what would be recorded of it. */
export async function conversationFormFor(
  desk: Desk,
  visit: Visit,
  address: Omit<ConversationMetadata, 'kept'>,
  draft: ConversationDraft,
  problem: string | null = null,
  focus?: 'outcome' | 'date',
): Promise<ModalView> {
  const privateMetadata = conversationMetadata.write({ ...address, kept: keptOf(draft) });
  const preview = await previewOf(desk, visit, address, draft);
  return conversationForm({ privateMetadata, draft, preview, problem, focus }, visit.lang);
}

/**
 * A form that was opened from a promise gives it a new date: the promise is superseded (R9). Another client that was
 * chosen in it, or another outcome, says nothing of it. Throws UserError unknown_client.
 */
export async function replacing(
  desk: Desk,
  { actor }: Visit,
  { promiseId }: Pick<ConversationMetadata, 'promiseId'>,
  { request, clientId }: { readonly request: LogRequest; readonly clientId: number },
): Promise<{ readonly replaces?: number }> {
  if (promiseId == null || request.outcome !== 'promised') return {};
  const promise = await visiblePromise(desk.ledger, actor, promiseId);
  return promise.clientId === clientId ? { replaces: promise.id } : {};
}

async function previewOf(
  desk: Desk,
  visit: Visit,
  address: Omit<ConversationMetadata, 'kept'>,
  draft: ConversationDraft,
): Promise<Preview<LogReceipt>> {
  const { actor, lang } = visit;
  const reading = readDraft(draft, address.said, actor.today, lang);
  if ('errors' in reading) {
    const missing = [lang.t.forms.chooseClient, lang.t.commands.form.empty];
    const wrong = Object.values(reading.errors).filter((sentence) => !missing.includes(sentence));
    return wrong.length === 0 ? { kind: 'incomplete' } : { kind: 'refused', text: lang.t.words.lines(wrong) };
  }
  const { request, clientId } = reading;
  const input = async (): Promise<LogInput> => ({
    request,
    clientId,
    typed: lineFor(draft, request),
    slackChannelId: visit.slackChannelId,
    permalink: address.permalink,
    ...(await replacing(desk, visit, address, reading)),
  });
  try {
    return {
      kind: 'receipt',
      receipt: await readConversation(desk.parts.ledger, actor, await input(), address.auditId),
    };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'refused', text: userErrorText(error, lang) };
    // The form is what matters: it can be filled in and sent without it.
    desk.log.warn({ err: error }, 'what would be recorded could not be read');
    return { kind: 'incomplete' };
  }
}
