import { setupOf } from '../../ledger/setup.js';
import { setupMessage } from '../messages/setup.js';
import type { Command } from './command.js';

/** Back to setting up, wherever it was left. */
export const setup: Command = {
  name: 'setup',
  aliases: ['初始设置', '安装'],
  role: 'manager',
  anywhere: true,
  reads: true,
  async run(desk, visit) {
    return setupMessage(await setupOf(desk.ledger, visit.actor), visit.lang);
  },
};
