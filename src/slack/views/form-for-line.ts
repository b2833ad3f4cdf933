import type { ModalView } from '@slack/types';
import { farthestDate } from '../../domain/farthest-date.js';
import type { LogRequest } from '../../domain/request.js';
import { visibleClients } from '../../ledger/clients.js';
import { requireRole } from '../../ledger/people.js';
import { clientInText } from '../../understanding/client-in-text.js';
import type { PersonText } from '../../understanding/mentions.js';
import { type AssignRequest, readAssign } from '../../understanding/read-assign.js';
import { type ClientRequest, readClient } from '../../understanding/read-client.js';
import { readDigest } from '../../understanding/read-digest.js';
import { readLog } from '../../understanding/read-log.js';
import { readPaid } from '../../understanding/read-paid.js';
import { readProject } from '../../understanding/read-project.js';
import { readSnooze } from '../../understanding/read-snooze.js';
import type { Reading } from '../../understanding/reading.js';
import { splitCommand } from '../../understanding/split-command.js';
import type { Command, CommandName, TypedLine } from '../commands/command.js';
import { clientOf } from '../commands/find-client.js';
import { findCommand, splitChineseVerb } from '../commands/registry.js';
import { unquoted } from '../commands/unquoted.js';
import type { Desk, Visit } from '../desk.js';
import type { ConversationDraft } from '../messages/conversation-form.js';
import { logForm } from '../messages/forms.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import { amountInForm, amountText, draftOf, emptyDraft } from './conversation-draft.js';
import { conversationFormFor, unsaid } from './conversation-form-for.js';
import { type ConversationMetadata, logMetadata } from './metadata.js';
import type { LineAddress } from './open-forms.js';
import { clientFormFor, digestFormFor, type FilledCard, projectFormFor, snoozeFormFor } from './opened-form.js';
import { paymentFormFor } from './payment-form-for.js';
import { type InPart, inPart, openParts, openPayment } from './understood-in-part.js';

/** As much of a contact's name as a form remembers. */
const LONGEST_NAME = 200;

/**
 * The form for what somebody typed, with all of it that was understood in its fields, and above them what was not. A
 * line for which there is no such form stands in a form as it is.
 */
export async function formForLine(desk: Desk, visit: Visit, address: LineAddress, line: string): Promise<ModalView> {
  const { verb, command, rest } = verbOf(line);
  switch (verb) {
    case 'log':
      return await conversationFormOf(desk, visit, address, rest);
    case 'paid':
      return await paymentFormOf(desk, visit, address, rest);
    case 'snooze':
      return await snoozeFormOf(desk, visit, address, rest);
    case 'client':
    case 'assign':
      return await clientFormOf(desk, visit, address, verb, rest);
    case 'project':
      return await projectFormOf(desk, visit, address, rest);
    case 'digest':
      return await digestFormFor(desk, visit, address, digestProblem(rest, visit));
    default:
      if (command !== null) await requireRole(desk.ledger, visit.actor, [command.role], DEED_OF[command.name]);
      return logForm({ privateMetadata: logMetadata.write({ ...address }), text: line }, visit.lang);
  }
}

/** What the role of a command without a form of its own is needed for. */
const DEED_OF: Partial<Record<CommandName, string>> = { role: 'roles', escalations: 'escalations' };

/** The command that a line is for; a line without a verb says what a client said. */
function verbOf(line: string): {
  readonly verb: string;
  readonly command: Command | null;
  readonly rest: string;
} {
  const typed = line.trim();
  const { verb, rest } = splitCommand(typed);
  const command = findCommand(verb);
  if (command !== null) return { verb: command.name, command, rest };
  const chinese = splitChineseVerb(typed);
  if (chinese !== null) return { verb: chinese.command.name, ...chinese };
  return { verb: 'log', command: null, rest: typed };
}

async function conversationFormOf(desk: Desk, visit: Visit, address: LineAddress, rest: string): Promise<ModalView> {
  const read = (text: string) => inPart(text, (line) => readLog(line, visit.reading), farthestDate(visit.actor.today));
  const reading = rest === '' ? null : readLog(rest, visit.reading);
  const noVerb = reading?.kind === 'misunderstood' && reading.problem.kind === 'no_verb';
  const found = read(rest) ?? (noVerb ? await promiseWithoutVerb(desk, visit, rest, read) : null);
  if (found === null) {
    const named = unquoted(rest);
    const only = named === null ? null : await exactClient(desk, visit, named);
    const client = only ?? (await guessedClient(desk, visit, rest));
    // A name alone begins a conversation: there is nothing to put right yet.
    const draft: ConversationDraft = { ...emptyDraft, client, note: only === null ? rest : '' };
    const problem = only === null && reading !== null ? problemOf('log', reading, rest, visit) : null;
    return await conversationFormFor(desk, visit, { ...address, said: unsaid }, draft, problem);
  }
  const { draft, said, unknown } = await draftOfWords(desk, visit, rest, found);
  const doubt = reading === null ? null : problemOf('log', reading, rest, visit);
  return await conversationFormFor(desk, visit, { ...address, said }, draft, doubt ?? unknown);
}

/** So many words of a line may be the client's name. */
const LONGEST_NAME_IN_WORDS = 6;

/**
 * "ACME 5,000 Friday asdf" says no verb, but with one after the client's name the rest is a promise: it is proposed as
 * that, for the person to look at.
 */
async function promiseWithoutVerb(
  desk: Desk,
  visit: Visit,
  line: string,
  read: (text: string) => InPart<LogRequest> | null,
): Promise<InPart<LogRequest> | null> {
  const clients = await visibleClients(desk.ledger, visit.actor);
  const words = line.split(' ').filter((word) => word !== '');
  for (let length = 1; length < words.length && length <= LONGEST_NAME_IN_WORDS; length += 1) {
    const name = words.slice(0, length).join(' ');
    if (clientInText(name, clients) === null) continue;
    const found = read(`${name} promised ${words.slice(length).join(' ')}`);
    if (found !== null && found.request.outcome === 'promised' && found.request.promises.length > 0) return found;
  }
  return null;
}

/**
 * What was understood of somebody's words as a conversation, with the client that they name, else one that stands in
 * them, else the channel's. `unknown`: the question that the name leaves open.
 */
export async function draftOfWords(
  desk: Desk,
  visit: Visit,
  words: string,
  found: InPart<LogRequest> | null,
): Promise<{ draft: ConversationDraft; said: ConversationMetadata['said']; unknown: string | null }> {
  if (found === null || found.request.outcome === 'note') {
    const client = await guessedClient(desk, visit, words);
    const note = found?.request.note ?? words;
    return { draft: { ...emptyDraft, client, outcome: 'note', note }, said: unsaid, unknown: null };
  }
  const { request } = found;
  const named = await clientOf(desk, visit, asTyped(words), request.clientText);
  const client = named.kind === 'found' ? named.client : await guessedClient(desk, visit, words);
  const parts = openParts(found).map(({ amount, date }) => ({
    amount: typeof amount === 'string' ? amount : amountInForm(amount, visit.lang),
    date,
  }));
  const said = {
    medium: request.medium,
    direction: request.direction,
    contactText: request.contactText?.slice(0, LONGEST_NAME) ?? null,
    happenedOn: request.happenedOn === visit.actor.today ? null : request.happenedOn,
  };
  const draft = draftOf(request, client, visit.lang);
  return {
    draft: { ...draft, parts: parts.length === 0 ? draft.parts : parts },
    said,
    unknown: client === null && named.kind === 'ask' && request.clientText !== null ? named.message.text : null,
  };
}

async function paymentFormOf(desk: Desk, visit: Visit, address: LineAddress, rest: string): Promise<ModalView> {
  const read = (text: string) => readPaid(text, visit.reading);
  const found = rest === '' ? null : inPart(rest, read, visit.actor.today);
  const { today } = visit.actor;
  if (found === null) {
    const named = unquoted(rest);
    const only = named === null ? null : await exactClient(desk, visit, named);
    const client = only ?? (await guessedClient(desk, visit, rest));
    const reference = only === null ? rest : '';
    const draft = { client, amount: '', currency: null, date: today, invoices: [], reference };
    const problem = only === null && rest !== '' ? problemOf('paid', read(rest), rest, visit) : null;
    return await paymentFormFor(desk, visit, address, draft, problem);
  }
  const { request } = found;
  const { amount, date } = openPayment(found);
  // A sign stays in the amount: what it means depends on the client.
  const named = typeof amount !== 'string' && amount.kind === 'exact' && amount.sign === undefined;
  const client = await clientOf(desk, visit, asTyped(rest), request.clientText);
  const doubt = problemOf('paid', read(rest), rest, visit);
  const draft = {
    client: client.kind === 'found' ? client.client : null,
    amount: typeof amount === 'string' ? amount : named ? amount.value : amountText(amount),
    currency: named ? amount.currency : null,
    date,
    invoices: request.invoiceTexts.map((number) => ({ number })),
    reference: request.reference ?? '',
  };
  const problem = doubt ?? (client.kind === 'ask' && request.clientText !== null ? client.message.text : null);
  return await paymentFormFor(desk, visit, address, draft, problem);
}

async function snoozeFormOf(desk: Desk, visit: Visit, address: LineAddress, rest: string): Promise<ModalView> {
  const reading = readSnooze(rest, visit.reading);
  const problem = rest === '' ? null : problemOf('snooze', reading, rest, visit);
  if (reading.kind !== 'understood') {
    const client = await guessedClient(desk, visit, rest);
    return snoozeFormFor(visit, address, { client, until: null, note: '' }, problem);
  }
  const { clientText, until, note } = reading.request;
  const client = await clientOf(desk, visit, asTyped(rest), clientText);
  return snoozeFormFor(
    visit,
    address,
    { client: client.kind === 'found' ? client.client : null, until, note: note ?? '' },
    problem ?? (client.kind === 'ask' && clientText !== null ? client.message.text : null),
  );
}

async function clientFormOf(
  desk: Desk,
  visit: Visit,
  address: LineAddress,
  verb: 'client' | 'assign',
  rest: string,
): Promise<ModalView> {
  const reading = verb === 'client' ? readClient(rest) : readAssign(rest);
  const problem = rest === '' ? null : problemOf(verb, reading, rest, visit);
  if (reading.kind !== 'understood') {
    const client = await guessedClient(desk, visit, rest);
    return await clientFormFor(desk, visit, address, client, {}, problem);
  }
  const { request } = reading;
  const name = 'nameText' in request ? request.nameText : request.clientText;
  const found = await clientOf(desk, visit, asTyped(rest), name);
  const client = found.kind === 'found' ? found.client : null;
  const unknown = client === null && found.kind === 'ask' && !isAdding(request) ? found.message.text : null;
  const filled =
    'owner' in request ? { owner: slackIdOf(request.owner), backup: slackIdOf(request.backup) } : detailsOf(request);
  return await clientFormFor(desk, visit, address, client, { name, ...filled }, unknown);
}

const isAdding = (request: ClientRequest | AssignRequest): boolean =>
  'action' in request && request.action.kind === 'add';

const slackIdOf = (person: PersonText | null): string | null =>
  person !== null && 'slackUserId' in person ? person.slackUserId : null;

function detailsOf({ action }: ClientRequest): FilledCard {
  if (action.kind === 'alias') return { aliases: action.alias };
  if (action.kind === 'rename') return { rename: action.name };
  if (action.kind !== 'contact') return {};
  return { contact: action.name, email: action.email ?? '', phone: action.phone ?? '' };
}

async function projectFormOf(desk: Desk, visit: Visit, address: LineAddress, rest: string): Promise<ModalView> {
  const reading = readProject(rest);
  const problem = rest === '' ? null : problemOf('project', reading, rest, visit);
  if (reading.kind !== 'understood') return await projectFormFor(desk, visit, address, {}, problem);
  const { nameText: name, channel, owner, backup } = reading.request;
  const filled = { name, owner: slackIdOf(owner), backup: slackIdOf(backup) };
  return await projectFormFor(desk, visit, address, {
    ...filled,
    ...(channel === null ? {} : { slackChannelId: channel }),
  });
}

function digestProblem(rest: string, visit: Visit): string | null {
  return rest === '' ? null : problemOf('digest', readDigest(rest), rest, visit);
}

/** What keeps a line from being recorded as it stands; null: nothing. */
function problemOf(verb: string, reading: Reading<unknown>, typed: string, visit: Visit): string | null {
  const asked = { verb, typed };
  if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang).text;
  if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang).text;
  return null;
}

const asTyped = (rest: string): TypedLine => ({
  verb: 'log',
  rest,
  permalink: null,
  newClient: false,
  replaces: null,
  another: false,
});

/** The client of that name, if it is all that was typed. */
async function exactClient(desk: Desk, visit: Visit, name: string): Promise<ConversationDraft['client']> {
  const found = await clientOf(desk, visit, asTyped(name), name);
  return found.kind === 'found' ? found.client : null;
}

/** The client that a text names, among those that the person may see; null where it names none or several. */
export async function guessedClient(desk: Desk, visit: Visit, text: string): Promise<ConversationDraft['client']> {
  const client = clientInText(text, await visibleClients(desk.ledger, visit.actor));
  return client === null ? null : { id: client.id, name: client.name };
}
