import { renameClient } from '../../ledger/client-names.js';
import { addAlias, addClient, addContact, setClientProject } from '../../ledger/clients.js';
import { requireRole } from '../../ledger/people.js';
import { clientStatus } from '../../ledger/status.js';
import { readClient } from '../../understanding/read-client.js';
import type { Desk, Visit } from '../desk.js';
import { escapeText } from '../messages/escape.js';
import type { SlackMessage } from '../messages/message.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { clientStatus as statusMessage } from '../messages/status.js';
import { undoableAnswer } from '../messages/undoable-answer.js';
import type { Command, TypedLine } from './command.js';
import { clientOf } from './find-client.js';

export const client: Command = {
  name: 'client',
  aliases: ['customer', '客户'],
  role: 'finance',
  reads: (rest) => {
    const reading = readClient(rest);
    return reading.kind !== 'understood' || reading.request.action.kind === 'show';
  },
  async run(desk, visit, line) {
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readClient(line.rest);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    return await answer(desk, visit, line, reading.request);
  },
};

type Request = Extract<ReturnType<typeof readClient>, { kind: 'understood' }>['request'];

async function answer(desk: Desk, visit: Visit, line: TypedLine, request: Request): Promise<SlackMessage> {
  const { ledger } = desk;
  const { actor, lang } = visit;
  const { action } = request;
  const words = lang.t.commands.client;
  // Looking at a client is everybody's; changing one is not.
  if (action.kind !== 'show') await requireRole(ledger, actor, ['finance', 'manager']);
  if (action.kind === 'add') {
    const added = await addClient(ledger, actor, request.nameText);
    return simpleAnswer(words.added(escapeText(added.name)));
  }
  const found = await clientOf(desk, visit, line, request.nameText);
  if (found.kind === 'ask') return found.message;
  const { id } = found.client;
  switch (action.kind) {
    case 'show':
      return statusMessage(await clientStatus(ledger, actor, id), lang);
    case 'alias': {
      const done = await addAlias(ledger, actor, id, action.alias);
      return simpleAnswer(words.alias(escapeText(done.clientName), escapeText(done.alias)));
    }
    case 'rename': {
      const done = await renameClient(ledger, actor, id, action.name);
      return undoableAnswer(words.renamed(escapeText(done.before), escapeText(done.name)), done.auditId, lang);
    }
    case 'contact': {
      const { name, email, phone, position } = action;
      const done = await addContact(ledger, actor, id, { name, email, phone, position });
      const { contact } = done;
      const parts = [contact.name, contact.position, contact.email, contact.phone].filter((part) => part !== null);
      return simpleAnswer(
        words.contact(escapeText(done.clientName), lang.t.words.list(parts.map((part) => escapeText(part)))),
      );
    }
    case 'project': {
      const done = await setClientProject(ledger, actor, id, action.projectText);
      return simpleAnswer(words.project(escapeText(done.clientName), escapeText(done.projectName)));
    }
  }
}
