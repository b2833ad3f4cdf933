import { clientStatus } from '../../ledger/status.js';
import { clientStatus as statusMessage } from '../messages/status.js';
import type { Command } from './command.js';
import { clientOf } from './find-client.js';
import { unquoted } from './unquoted.js';

export const status: Command = {
  name: 'status',
  aliases: ['s', 'show', '状态', '情况', '查询', '查'],
  role: 'member',
  reads: true,
  async run(desk, visit, line) {
    const found = await clientOf(desk, visit, line, unquoted(line.rest), { reads: true });
    if (found.kind === 'ask') return found.message;
    return statusMessage(await clientStatus(desk.ledger, visit.actor, found.client.id), visit.lang);
  },
};
