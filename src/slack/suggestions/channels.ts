import { searchDigestChannels } from '../../ledger/search.js';
import type { Desk } from '../desk.js';
import { actionIds } from '../messages/action-ids.js';
import { channelOption, MOST_SUGGESTED } from '../messages/pickers.js';
import type { Routing } from '../routing.js';
import { onSearch } from './suggest.js';

/** The channels whose digest whoever searches may know of. */
export function register(routing: Routing, desk: Desk): void {
  onSearch(routing, desk, actionIds.pickChannel, async ({ visit, typed }) =>
    (await searchDigestChannels(desk.ledger, visit.actor, typed, MOST_SUGGESTED)).map(channelOption),
  );
}
