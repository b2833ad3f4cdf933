import type { ClientRow } from '../../ledger/imports/import-row.js';
import type { CellReader } from './cell-reader.js';
import { keyOf, projectOf } from './names.js';

/** One row of a client file: a client with at most one contact; more contacts stand in more rows. Throws BadCell. */
export function clientRow(cell: CellReader): ClientRow {
  const name = cell.required('name');
  const email = cell.optional('email');
  const person =
    cell.optional('contact') ??
    ([cell.optional('firstName'), cell.optional('lastName')].filter((part) => part !== null).join(' ') || email);
  return {
    client: { name, key: keyOf(name), externalId: cell.optional('externalId') },
    aliases: cell.list('aliases'),
    contact:
      person === null || person === ''
        ? null
        : { name: person, email, phone: cell.optional('phone'), position: cell.optional('position') },
    owner: cell.optional('owner'),
    backup: cell.optional('backup'),
    project: projectOf(cell),
  };
}
