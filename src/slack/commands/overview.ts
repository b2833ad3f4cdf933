import { personOverview } from '../../ledger/overview.js';
import type { Desk, Visit } from '../desk.js';
import type { SlackMessage } from '../messages/message.js';
import { overview as overviewMessage } from '../messages/overview.js';

/** Bare /collect: what matters to this person now. */
export async function overview(desk: Desk, visit: Visit): Promise<SlackMessage> {
  return overviewMessage(await personOverview(desk.ledger, visit.actor), visit.lang);
}
