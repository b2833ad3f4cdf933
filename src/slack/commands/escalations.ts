import { escalationCandidates } from '../../ledger/escalations.js';
import { requireRole } from '../../ledger/people.js';
import { escalationList } from '../messages/escalation.js';
import type { Command } from './command.js';

export const escalations: Command = {
  name: 'escalations',
  aliases: ['escalation', 'escalate', 'e', '升级', '升级名单', '上报'],
  role: 'manager',
  reads: true,
  async run(desk, visit) {
    await requireRole(desk.ledger, visit.actor, ['manager']);
    return escalationList(await escalationCandidates(desk.ledger, visit.actor, visit.actor.today), visit.lang);
  },
};
