import { nameKey } from '../domain/name-key.js';
import { manages } from '../domain/role.js';
import { findClient, visibleClients } from '../ledger/clients.js';
import { clientOfInvoice } from '../ledger/invoices.js';
import { type Lang, languageOf } from '../text/language.js';
import { invoiceIn } from '../understanding/invoices.js';
import { nearestEnquiries } from '../understanding/nearest-enquiries.js';
import { readDeed } from '../understanding/read-deed.js';
import { readQuestion } from '../understanding/read-question.js';
import { answerEnquiry } from './answer-enquiry.js';
import { overview } from './commands/overview.js';
import type { Desk, Visit } from './desk.js';
import { notUnderstood, offeredDeed } from './messages/enquiry.js';
import type { SlackMessage } from './messages/message.js';
import { doubtAbout } from './run-line.js';

/**
 * Answers what somebody wrote to Collect in a sentence, in the language that it is clearly written in, else the
 * person's. A question is answered; what would record something comes back as a button; anything else gets the nearest
 * things that can be asked. Writes nothing. Throws UserError for what the person can mend.
 */
export async function answerQuestion(
  desk: Desk,
  asker: Visit,
  text: string,
): Promise<{ readonly message: SlackMessage; readonly lang: Lang }> {
  // Only the name of Collect: the same as the bare command.
  if (text.trim() === '') return { message: await overview(desk, asker), lang: asker.lang };
  const reading = readQuestion(text, asker.reading);
  const lang = reading.tongue === null ? asker.lang : languageOf(reading.tongue);
  const visit = { ...asker, lang };
  if (reading.kind === 'understood') return { message: await answerEnquiry(desk, visit, reading.enquiry), lang };
  const message = (await offered(desk, visit, text)) ?? (await nearest(desk, visit, text));
  return { message, lang };
}

/** The button that does it, or the doubt that there is about it first. Null: nothing is to be recorded. */
async function offered(desk: Desk, visit: Visit, text: string): Promise<SlackMessage | null> {
  const deed = readDeed(text, visit.reading, visit.actor.role !== 'member');
  if (deed === null) return null;
  if (deed.clientText !== null) {
    // "Thanks, Kim promised to look at it": a report is one only if it is about a client.
    const match = await findClient(desk.ledger, visit.actor, { text: deed.clientText, slackChannelId: null });
    if (match.kind !== 'found' && match.kind !== 'several') return null;
  }
  return (await doubtAbout(desk, visit, deed.line)) ?? offeredDeed(deed.line, visit.reading.today, visit.lang);
}

async function nearest(desk: Desk, visit: Visit, text: string): Promise<SlackMessage> {
  const { actor } = visit;
  const named = (await clientIn(desk, visit, text)) ?? (await clientOfNamedInvoice(desk, visit, text));
  const decides = manages(actor.role);
  return notUnderstood(nearestEnquiries(text, named, decides), visit.lang);
}

/** "is INV-104 paid?": the client whose invoice it is. */
async function clientOfNamedInvoice(desk: Desk, { actor }: Visit, text: string): Promise<string | null> {
  const number = invoiceIn(text);
  return number === null ? null : await clientOfInvoice(desk.ledger, actor, number);
}

/** Shorter names stand in other words. */
const LEAST_LETTERS = { latin: 3, han: 2 };

/** The one client whose name stands in a text, among those the person may see. */
async function clientIn(desk: Desk, { actor }: Visit, text: string): Promise<string | null> {
  const said = nameKey(text);
  const words = ` ${said} `;
  const named = (await visibleClients(desk.ledger, actor)).filter(({ keys }) =>
    keys.some((key) =>
      /\p{sc=Han}/u.test(key)
        ? key.length >= LEAST_LETTERS.han && said.includes(key)
        : key.length >= LEAST_LETTERS.latin && words.includes(` ${key} `),
    ),
  );
  return named.length === 1 ? (named[0]?.name ?? null) : null;
}
