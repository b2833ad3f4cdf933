import { requireRole } from '../../ledger/people.js';
import { assignOwner } from '../../ledger/projects.js';
import { readAssign } from '../../understanding/read-assign.js';
import { assigned } from '../messages/assign-form.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import type { Command } from './command.js';
import { clientOf } from './find-client.js';
import { introduced } from './people.js';

export const assign: Command = {
  name: 'assign',
  aliases: ['owner', 'give', '指派', '分配', '负责人', '分派'],
  role: 'finance',
  async run(desk, visit, line) {
    await requireRole(desk.ledger, visit.actor, ['finance', 'manager']);
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readAssign(line.rest);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { request } = reading;
    const found = await clientOf(desk, visit, line, request.clientText);
    if (found.kind === 'ask') return found.message;
    const receipt = await assignOwner(
      desk.ledger,
      visit.actor,
      { clientId: found.client.id },
      {
        owner: await introduced(desk, visit, request.owner),
        backup: await introduced(desk, visit, request.backup),
      },
    );
    return assigned(receipt, visit.lang);
  },
};
