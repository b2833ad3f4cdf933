import type { ProjectRow } from '../../ledger/imports/import-row.js';
import type { CellReader } from './cell-reader.js';
import { keyOf } from './names.js';

/** One row of a project file; a project may stand in several rows, one a client. Throws BadCell. */
export function projectRow(cell: CellReader): ProjectRow {
  const name = cell.required('name');
  return {
    project: { name, key: keyOf(name) },
    channel: cell.optional('channel'),
    owner: cell.optional('owner'),
    backup: cell.optional('backup'),
    clients: cell.list('clients').map((client) => ({ name: client, key: keyOf(client), externalId: null })),
  };
}
