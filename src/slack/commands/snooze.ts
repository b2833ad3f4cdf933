import { snoozeClient, wakeClient } from '../../ledger/snooze.js';
import { readSnooze } from '../../understanding/read-snooze.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import { snoozeReceipt } from '../messages/snooze.js';
import type { Command } from './command.js';
import { clientOf, saidWhose } from './find-client.js';

export const snooze: Command = {
  name: 'snooze',
  aliases: ['mute', '暂停提醒', '暂停', '稍后提醒'],
  role: 'member',
  async run(desk, visit, line) {
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readSnooze(line.rest, visit.reading);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { clientText, until, note } = reading.request;
    const found = await clientOf(desk, visit, line, clientText);
    if (found.kind === 'ask') return found.message;
    const clientId = found.client.id;
    const receipt =
      until === null
        ? await wakeClient(desk.ledger, visit.actor, clientId)
        : await snoozeClient(desk.ledger, visit.actor, { clientId, until, note });
    const answer = snoozeReceipt(receipt, visit.lang);
    return receipt.auditId === null ? answer : saidWhose(answer, found, visit.lang);
  },
};
