import { mySettings, setMySettings } from '../../ledger/my-settings.js';
import { readNotifications } from '../../understanding/read-notifications.js';
import { notificationSettings } from '../messages/notifications.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import type { Command } from './command.js';

export const notifications: Command = {
  name: 'notifications',
  aliases: ['notification', 'notify', 'dnd', '通知', '私信', '通知设置'],
  role: 'member',
  anywhere: true,
  async run(desk, visit, line) {
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readNotifications(line.rest);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { request } = reading;
    if (request.action === 'show') {
      return notificationSettings(await mySettings(desk.ledger, visit.actor), false, visit.lang);
    }
    const { settings } = await setMySettings(desk.ledger, visit.actor, request.set);
    return notificationSettings(settings, true, visit.lang);
  },
};
