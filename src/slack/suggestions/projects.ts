import { searchProjects } from '../../ledger/search.js';
import type { Desk } from '../desk.js';
import { actionIds } from '../messages/action-ids.js';
import { MOST_SUGGESTED, projectOption } from '../messages/pickers.js';
import type { Routing } from '../routing.js';
import { onSearch } from './suggest.js';

/** The projects that a client can be given to, for those who may. */
export function register(routing: Routing, desk: Desk): void {
  onSearch(routing, desk, actionIds.pickProject, async ({ visit, typed }) =>
    (await searchProjects(desk.ledger, visit.actor, typed, MOST_SUGGESTED)).map(projectOption),
  );
}
