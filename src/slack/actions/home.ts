import { homeOpened } from '../../ledger/home-visits.js';
import type { Desk } from '../desk.js';
import { homeOf, publishHome } from '../home.js';
import { actionIds, homePageValue, searchValue } from '../messages/action-ids.js';
import { quotedName } from '../messages/command-line.js';
import type { Routing } from '../routing.js';
import { runLine } from '../run-line.js';
import { onPress } from './press.js';

/** What only the Home tab has: the pages of a person's clients, and the field that finds one. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.homePage, homePageValue.decode, async ({ origin, value }) => {
    const visit = await desk.visit(origin);
    await homeOpened(desk.ledger, visit.actor, value.page);
    await publishHome(desk.slack, origin.slackUserId, await homeOf(desk, visit, value.page));
  });
  onPress(routing, desk, actionIds.homeSearch, searchValue.decode, async ({ origin, answer, value }) => {
    await runLine(desk, origin, answer, value === '' ? 'overdue mine' : `status ${quotedName(value)}`);
  });
}
