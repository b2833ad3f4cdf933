import { UserError } from '../../domain/user-error.js';
import { type ClientName, findClient, visibleClients } from '../../ledger/clients.js';
import type { Lang } from '../../text/language.js';
import { clientInText } from '../../understanding/client-in-text.js';
import { nearestNames } from '../../understanding/nearest-name.js';
import type { Desk, Visit } from '../desk.js';
import { section } from '../messages/blocks.js';
import { bold, escapeText } from '../messages/escape.js';
import type { SlackMessage } from '../messages/message.js';
import { typedOn } from '../messages/question.js';
import { whichClient } from '../messages/which-client.js';
import { named } from '../messages/wording.js';
import type { TypedLine } from './command.js';

/** The client that is meant, or the question that settles it. */
export type FoundClient =
  | { readonly kind: 'found'; readonly client: ClientName; readonly begunAs?: string }
  | { readonly kind: 'ask'; readonly message: SlackMessage };

/** How many names are offered for one that nobody bears. */
const OFFERED = 3;

/**
 * Finds the client that a line names (null: the channel's), among those the person may see; where that leaves a doubt
 * it is asked, never guessed. `reads`: the line shows something and saves nothing.
 */
export async function clientOf(
  desk: Desk,
  visit: Visit,
  line: TypedLine,
  clientText: string | null,
  { reads = false }: { readonly reads?: boolean } = {},
): Promise<FoundClient> {
  const named = { text: clientText, slackChannelId: visit.slackChannelId };
  const match = await findClient(desk.ledger, visit.actor, named);
  if (match.kind === 'found') return match;
  const asked = { verb: line.verb, typed: line.rest, clientText, reads, ...typedOn(line) };
  if (match.kind === 'unknown') {
    const near = nearestNames(match.typed, [...match.names], OFFERED);
    const nearest = withFirst(clientInText(line.rest, match.names), near).slice(0, OFFERED);
    const facts = { ...asked, match: { kind: match.kind, nearest, mayAdd: match.mayAdd } } as const;
    return { kind: 'ask', message: whichClient(facts, visit.lang) };
  }
  if (match.kind === 'several') return { kind: 'ask', message: whichClient({ ...asked, match }, visit.lang) };
  // "dispute northwind: …": whoever is named anywhere in the line is likelier than the others of the channel
  const said = line.rest === '' ? null : clientInText(line.rest, await visibleClients(desk.ledger, visit.actor));
  const candidates = withFirst(said, match.candidates);
  const total = (match.total ?? match.candidates.length) + candidates.length - match.candidates.length;
  return { kind: 'ask', message: whichClient({ ...asked, match: { kind: 'unnamed', candidates, total } }, visit.lang) };
}

const withFirst = (first: ClientName | null, others: readonly ClientName[]): ClientName[] =>
  first === null ? [...others] : [{ id: first.id, name: first.name }, ...others.filter(({ id }) => id !== first.id)];

/** Several clients by name, all of which must be found. Throws UserError unknown_client for the first that is not. */
export async function clientsOf(desk: Desk, visit: Visit, texts: readonly string[]): Promise<ClientName[]> {
  const clients: ClientName[] = [];
  for (const text of texts) {
    const match = await findClient(desk.ledger, visit.actor, { text, slackChannelId: null });
    if (match.kind !== 'found') throw new UserError('unknown_client', { client: text });
    clients.push(match.client);
  }
  return clients;
}

/** The receipt of what was recorded for a client whose name was typed in part: it says so at once, beside its Undo. */
export function saidWhose(
  receipt: SlackMessage,
  { client, begunAs }: Extract<FoundClient, { kind: 'found' }>,
  lang: Lang,
): SlackMessage {
  if (begunAs === undefined) return receipt;
  const said = section(lang.t.receipts.takenFor(escapeText(begunAs, 60), bold(named(client.name))));
  const [headline, ...rest] = receipt.blocks;
  return { ...receipt, blocks: headline === undefined ? [said] : [headline, said, ...rest] };
}
