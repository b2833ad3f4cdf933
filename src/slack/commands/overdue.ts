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
  reads: true,
  async run(desk, visit, line) {
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readOverdue(line.rest);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { request } = reading;
    if (request.filter.kind === 'owner') await introduced(desk, visit, request.filter.person);
    const list = await overdueList(desk.ledger, visit.actor, request);
    return overdueMessage(list, visit.lang, withoutPage(line.rest));
  },
};

/** What the page buttons ask for: what was typed, whichever page that was. A name in quotes may end in "page 2". */
function withoutPage(typed: string): string {
  return typed
    .trim()
    .replace(/(?:^|\s+)(?:(?:page|[页頁])\s+[0-9０-９]{1,4}|第?[0-9０-９]{1,4}[页頁])$/iu, '')
    .trim();
}
