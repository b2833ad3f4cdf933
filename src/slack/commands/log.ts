import { logConversation } from '../../ledger/conversations.js';
import { replaceConversation } from '../../ledger/replace-conversation.js';
import { readLog } from '../../understanding/read-log.js';
import { commandLine } from '../messages/command-line.js';
import { logReceipt } from '../messages/log-receipt.js';
import { misunderstood, questionMessage, typedOn } from '../messages/question.js';
import type { Command } from './command.js';
import { clientOf, saidWhose } from './find-client.js';
import { signInDoubt } from './sign-in-doubt.js';

export const log: Command = {
  name: 'log',
  aliases: ['l', 'note', '记录', '记', '登记', '录入'],
  role: 'member',
  wakes: 'itself',
  async run(desk, visit, line) {
    const asked = { verb: line.verb, typed: line.rest, ...typedOn(line) };
    const reading = readLog(line.rest, visit.reading);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { request } = reading;
    const found = await clientOf(desk, visit, line, request.clientText);
    if (found.kind === 'ask') return found.message;
    const typed = commandLine(line.verb, line.rest);
    const input = {
      request,
      clientId: found.client.id,
      typed,
      slackChannelId: visit.slackChannelId,
      permalink: line.permalink,
      clientIsNew: line.newClient,
    };
    try {
      const receipt =
        line.replaces === null
          ? await logConversation(desk.ledger, visit.actor, input)
          : await replaceConversation(desk.ledger, visit.actor, line.replaces, input);
      // Words alone tell nobody anything; what they replace may have a line in the channel to be rewritten.
      if (receipt.told !== null || line.replaces !== null) desk.wake();
      return saidWhose(logReceipt(receipt, visit.lang, typed), found, visit.lang);
    } catch (error) {
      return signInDoubt(error, asked, request.clientText, visit);
    }
  },
};
