import { undo as undoLast } from '../../ledger/undo.js';
import { undoReceipt } from '../messages/undo.js';
import type { Command } from './command.js';

export const undo: Command = {
  name: 'undo',
  aliases: ['revert', '撤销', '撤回', '取消'],
  role: 'member',
  async run(desk, visit) {
    return undoReceipt(await undoLast(desk.ledger, visit.actor, 'last'), visit.lang);
  },
};
