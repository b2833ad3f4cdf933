import { openPromises } from '../../ledger/promise-list.js';
import { promiseList } from '../messages/promise-list.js';
import type { Command } from './command.js';
import { clientOf } from './find-client.js';
import { unquoted } from './unquoted.js';

/** Promises in one answer: more than anybody reads, and below what Slack takes. */
export const SHOWN = 30;

export const promises: Command = {
  name: 'promises',
  aliases: ['promise', 'p', '承诺', '付款承诺'],
  role: 'member',
  reads: true,
  async run(desk, visit, line) {
    const { actor, lang } = visit;
    const text = unquoted(line.rest);
    if (text === null || /^(mine|me|我的)$/i.test(text)) {
      const list = await openPromises(desk.ledger, actor, { of: { kind: 'mine' }, limit: SHOWN });
      return promiseList({ ...list, today: actor.today, whose: { kind: 'mine' }, due: null }, lang);
    }
    const found = await clientOf(desk, visit, line, text, { reads: true });
    if (found.kind === 'ask') return found.message;
    const list = await openPromises(desk.ledger, actor, {
      of: { kind: 'client', clientId: found.client.id },
      limit: SHOWN,
    });
    return promiseList(
      { ...list, today: actor.today, whose: { kind: 'named', name: found.client.name }, due: null },
      lang,
    );
  },
};
