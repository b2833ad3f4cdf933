import { overdueList } from '../../ledger/overdue.js';
import { readOverdue } from '../../understanding/read-overdue.js';
import { overdueList as overdueMessage } from '../messages/overdue.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import type { Command } from './command.js';
import { introduced } from './people.js';

export const overdue: Command = {
  name: 'overdue',
  aliases: ['due', 'o', '逾期', '欠款', '应收'],
  role: 'member',
  async run(desk, visit, line) {
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readOverdue(line.rest);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { request } = reading;
    if (request.filter.kind === 'owner') await introduced(desk, visit, request.filter.person);
    return overdueMessage(await overdueList(desk.ledger, visit.actor, request), visit.lang);
  },
};
