import { nameKey, numberKey } from '../../domain/name-key.js';
import type { ClientRef, ProjectRef } from '../../ledger/imports/import-row.js';
import { refuse } from '../../ledger/imports/refusal.js';
import { detached } from '../detached.js';
import { BadCell, type CellReader } from './cell-reader.js';

const keys = new Map<string, string>();

/** nameKey, remembered: the same few names come on every row. */
export function keyOf(name: string): string {
  let key = keys.get(name);
  if (key === undefined) {
    key = nameKey(name);
    if (keys.size > 100_000) keys.clear();
    keys.set(detached(name), key);
  }
  return key;
}

const clients = new Map<string, ClientRef>();

/** A client by name, the same object for the same name. */
function clientNamed(name: string): ClientRef {
  let client = clients.get(name);
  if (client === undefined) {
    const own = detached(name);
    client = { name: own, key: nameKey(own), externalId: null };
    if (clients.size > 100_000) clients.clear();
    clients.set(own, client);
  }
  return client;
}

/** numberKey; most numbers are plain and stay as they are. */
export const numberKeyOf = (number: string): string => (/^[0-9A-Z./_-]+$/.test(number) ? number : numberKey(number));

/** The client of a row: by name, else by code, else the group's. Null if none is given. */
export function clientOf(cell: CellReader, group: string | null): ClientRef | null {
  const code = cell.optional('clientCode');
  const name = cell.optional('client') ?? (cell.has('client') ? null : group) ?? code;
  if (name === null) return null;
  return code === null || name === code ? clientNamed(name) : { name, key: keyOf(name), externalId: code };
}

/** Throws BadCell missing. */
export function requiredClient(cell: CellReader, group: string | null): ClientRef {
  const client = clientOf(cell, group);
  if (client === null) throw new BadCell(cell.has('client') ? 'client' : 'clientCode', refuse('missing'));
  return client;
}

export function projectOf(cell: CellReader): ProjectRef | null {
  const name = cell.optional('project');
  return name === null ? null : { name, key: keyOf(name) };
}
