import { nameKey } from '../domain/name-key.js';
import { type ClientMatch, type ClientName, findClient } from '../ledger/clients.js';
import { ownerCalled } from '../ledger/overdue.js';
import { findProject, projectsOfChannel } from '../ledger/projects.js';
import { brokenPromises, openPromises, type PromisesOf } from '../ledger/promise-list.js';
import type { About, Days, Enquiry } from '../understanding/enquiry.js';
import { nearestNames } from '../understanding/nearest-name.js';
import { severalNames } from '../understanding/several-names.js';
import type { Command } from './commands/command.js';
import { escalations } from './commands/escalations.js';
import { overdue } from './commands/overdue.js';
import { overview } from './commands/overview.js';
import { SHOWN } from './commands/promises.js';
import { findCommand } from './commands/registry.js';
import { status } from './commands/status.js';
import type { Desk, Visit } from './desk.js';
import { quotedName } from './messages/command-line.js';
import { unknownName, whichOne } from './messages/enquiry.js';
import { escapeText } from './messages/escape.js';
import type { SlackMessage } from './messages/message.js';
import { promiseList } from './messages/promise-list.js';
import { simpleAnswer } from './messages/simple-answer.js';

/** Names that are offered for one that nobody bears. */
const OFFERED = 3;

/**
 * Answers what somebody wants to know as the command that reads it does: from the same use cases, with what this person
 * may see. Throws UserError as those do.
 */
export async function answerEnquiry(desk: Desk, visit: Visit, enquiry: Enquiry): Promise<SlackMessage> {
  switch (enquiry.kind) {
    case 'overview':
      return await overview(desk, visit);
    case 'help':
      return await run(findCommand('help') ?? overdue, desk, visit, '');
    case 'escalations':
      return await run(escalations, desk, visit, '');
    case 'status':
      return await about(
        desk,
        visit,
        { kind: 'named', text: enquiry.clientText },
        {
          again: (clientText) => ({ kind: 'status', clientText }),
          client: ({ name }) => run(status, desk, visit, quotedName(name)),
          // How a project is doing is what is overdue in it.
          project: ({ name }) => run(overdue, desk, visit, quotedName(name)),
        },
      );
    case 'overdue': {
      const { of } = enquiry;
      if (of.kind === 'owner') {
        const { person } = of;
        const typed = 'slackUserId' in person ? `<@${person.slackUserId}>` : `@${person.text}`;
        return await run(overdue, desk, visit, typed);
      }
      if (of.kind === 'all' || of.kind === 'mine') {
        return await run(overdue, desk, visit, of.kind === 'mine' ? 'mine' : '');
      }
      const named = ({ name }: { readonly name: string }) => run(overdue, desk, visit, quotedName(name));
      return await about(desk, visit, of, {
        again: (text) => ({ kind: 'overdue', of: { kind: 'named', text } }),
        client: named,
        project: named,
        // "overdue for Lee": a person by their name, as by @.
        otherwise: async (text) =>
          (await ownerCalled(desk.ledger, visit.actor, text)) === null
            ? null
            : await run(overdue, desk, visit, quotedName(text)),
      });
    }
    case 'broken':
    case 'promises': {
      const { kind, of, due } = enquiry;
      if (of.kind === 'all' || of.kind === 'mine') return await promised(desk, visit, of, { kind: of.kind }, enquiry);
      return await about(desk, visit, of, {
        again: (text) => ({ kind, of: { kind: 'named', text }, due }),
        client: ({ id, name }) =>
          promised(desk, visit, { kind: 'client', clientId: id }, { kind: 'named', name }, enquiry),
        project: ({ id, name }) =>
          promised(desk, visit, { kind: 'project', projectId: id }, { kind: 'named', name }, enquiry),
      });
    }
  }
}

const run = (command: Command, desk: Desk, visit: Visit, rest: string): Promise<SlackMessage> =>
  command.run(desk, visit, {
    verb: command.name,
    rest,
    permalink: null,
    newClient: false,
    replaces: null,
    another: false,
  });

async function promised(
  desk: Desk,
  { actor, lang }: Visit,
  of: PromisesOf,
  whose: Parameters<typeof promiseList>[0]['whose'],
  { kind, due }: { readonly kind: 'promises' | 'broken'; readonly due: Days | null },
): Promise<SlackMessage> {
  const wanted = { of, due, limit: SHOWN };
  const broken = kind === 'broken';
  const list = broken
    ? await brokenPromises(desk.ledger, actor, wanted)
    : await openPromises(desk.ledger, actor, wanted);
  return promiseList({ ...list, today: actor.today, whose, due, broken }, lang);
}

interface Ways {
  /** The same about somebody else. */
  readonly again: (name: string) => Enquiry;
  readonly client: (client: ClientName) => Promise<SlackMessage>;
  readonly project: (project: ClientName) => Promise<SlackMessage>;
  /** Where no client and no project is called so: what else may be; null: nothing is. */
  readonly otherwise?: (name: string) => Promise<SlackMessage | null>;
}

/** Finds the client or project that is meant, among those the person may see; a doubt is asked, never guessed. */
async function about(
  desk: Desk,
  visit: Visit,
  of: Extract<About, { kind: 'here' | 'named' }>,
  { again, client, project, otherwise }: Ways,
): Promise<SlackMessage> {
  const { ledger } = desk;
  const { actor, lang } = visit;
  if (of.kind === 'here') {
    const here = await projectsOfChannel(ledger, actor, visit.slackChannelId);
    const [only] = here;
    if (only === undefined) return simpleAnswer(lang.t.enquiries.noProject);
    if (here.length === 1) return await project(only);
    return whichOne(
      lang.t.enquiries.whichProject,
      here.map(({ name }) => again(name)),
      lang,
    );
  }
  const meant = await namedBy(desk, visit, of.text);
  if (meant.kind === 'project') return await project(meant.project);
  if (meant.kind === 'client') return await client(meant.client);
  if (meant.kind === 'several') {
    const { candidates } = meant;
    const question = lang.t.enquiries.severalNames(escapeText(of.text), candidates.length);
    return whichOne(
      question,
      candidates.map(({ name }) => again(name)),
      lang,
    );
  }
  const other = (await otherwise?.(of.text)) ?? null;
  if (other !== null) return other;
  const together = await namedTogether(desk, visit, of.text);
  if (together !== null) return whichOne(lang.t.enquiries.oneAtATime, together.map(again), lang);
  const names = nearestNames(of.text, [...meant.names], OFFERED);
  return unknownName(
    of.text,
    names.map(({ name }) => again(name)),
    lang,
  );
}

type Named =
  | { readonly kind: 'project'; readonly project: ClientName }
  | { readonly kind: 'client'; readonly client: ClientName }
  | { readonly kind: 'several'; readonly candidates: readonly { readonly name: string }[] }
  | { readonly kind: 'unknown'; readonly names: Extract<ClientMatch, { kind: 'unknown' }>['names'] };

/** The project or client that a text names, among those the person may see. */
async function namedBy({ ledger }: Desk, { actor }: Visit, text: string): Promise<Named> {
  const found = await findProject(ledger, actor, text);
  const match = await findClient(ledger, actor, { text, slackChannelId: null });
  // A project of exactly this name comes before clients that only begin so.
  const exact = match.kind === 'found' && nameKey(match.client.name) === nameKey(text);
  if (found !== null && !exact) return { kind: 'project', project: found };
  if (match.kind === 'found') return { kind: 'client', client: match.client };
  // "Apollo project" may be all of its name.
  for (const whole of [`${text} project`, `${text}项目`]) {
    const longer = await findProject(ledger, actor, whole);
    if (longer !== null) return { kind: 'project', project: longer };
  }
  return match.kind === 'several' ? match : { kind: 'unknown', names: match.kind === 'unknown' ? match.names : [] };
}

/** "Falcon and Apollo": the names of the projects and clients that a text lists. Null: it lists none, or not only such. */
async function namedTogether(desk: Desk, visit: Visit, text: string): Promise<readonly string[] | null> {
  for (const names of severalNames(text)) {
    const found: string[] = [];
    for (const name of names) {
      const meant = await namedBy(desk, visit, name);
      if (meant.kind === 'project') found.push(meant.project.name);
      else if (meant.kind === 'client') found.push(meant.client.name);
      else break;
    }
    if (found.length === names.length) return [...new Set(found)];
  }
  return null;
}
