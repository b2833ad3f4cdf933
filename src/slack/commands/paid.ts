import { UserError } from '../../domain/user-error.js';
import { recordPayment } from '../../ledger/payments.js';
import { requireRole } from '../../ledger/people.js';
import { replacePayment } from '../../ledger/replace-payment.js';
import { readPaid } from '../../understanding/read-paid.js';
import { commandLine } from '../messages/command-line.js';
import { paidReceipt } from '../messages/payment.js';
import { misunderstood, questionMessage, typedOn } from '../messages/question.js';
import { samePayment } from '../messages/same-payment.js';
import type { Command } from './command.js';
import { clientOf, saidWhose } from './find-client.js';
import { signInDoubt } from './sign-in-doubt.js';

export const paid: Command = {
  name: 'paid',
  aliases: ['pay', 'payment', 'received', '到账', '收款', '已付', '付款', '回款'],
  role: 'finance',
  async run(desk, visit, line) {
    // Before the amount is argued about: whoever may not record it is told at once who can.
    await requireRole(desk.ledger, visit.actor, ['finance', 'manager']);
    const asked = { verb: line.verb, typed: line.rest, ...typedOn(line) };
    const reading = readPaid(line.rest, visit.reading);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const request = { ...reading.request, another: line.another };
    const found = await clientOf(desk, visit, line, request.clientText);
    if (found.kind === 'ask') return found.message;
    const typed = commandLine(line.verb, line.rest);
    const input = { request, clientId: found.client.id, slackChannelId: visit.slackChannelId, typed };
    try {
      const receipt =
        line.replaces === null
          ? await recordPayment(desk.ledger, visit.actor, input)
          : await replacePayment(desk.ledger, visit.actor, line.replaces, input);
      return saidWhose(paidReceipt(receipt, visit.lang, typed), found, visit.lang);
    } catch (error) {
      if (!(error instanceof UserError) || error.key !== 'same_payment')
        return signInDoubt(error, asked, request.clientText, visit);
      return samePayment({ ...asked, error, client: found.client.name }, visit.lang);
    }
  },
};
