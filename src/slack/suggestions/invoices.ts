import { searchOpenInvoices } from '../../ledger/search.js';
import type { Desk } from '../desk.js';
import { actionIds } from '../messages/action-ids.js';
import { clientOfInvoices, MOST_SUGGESTED, openInvoiceOption } from '../messages/pickers.js';
import type { Routing } from '../routing.js';
import { onSearch } from './suggest.js';

/** The open invoices of the client that the picker is for. */
export function register(routing: Routing, desk: Desk): void {
  onSearch(routing, desk, actionIds.pickInvoices, async ({ visit, typed, actionId }) => {
    const clientId = clientOfInvoices(actionId);
    if (clientId === null) return [];
    const invoices = await searchOpenInvoices(desk.ledger, visit.actor, clientId, typed, MOST_SUGGESTED);
    return invoices.map((invoice) => openInvoiceOption(invoice, visit.actor.today, visit.lang));
  });
}
