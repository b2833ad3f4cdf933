import { searchClients } from '../../ledger/search.js';
import type { Desk } from '../desk.js';
import { actionIds } from '../messages/action-ids.js';
import { clientOption, MOST_SUGGESTED } from '../messages/pickers.js';
import type { Routing } from '../routing.js';
import { onSearch } from './suggest.js';

/** The clients that whoever searches may see. */
export function register(routing: Routing, desk: Desk): void {
  onSearch(routing, desk, actionIds.pickClient, async ({ visit, typed }) =>
    (await searchClients(desk.ledger, visit.actor, typed, MOST_SUGGESTED)).map(clientOption),
  );
}
