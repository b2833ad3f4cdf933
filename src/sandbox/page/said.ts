import type { Channel, Person } from '../workspace/model.js';
import { parseMrkdwn } from './blocks/mrkdwn.js';
import { plainTextOf } from './blocks/plain-text.js';
import { nameOf } from './people.js';

/** A message's text in one line without its formatting, with names for ids: for where it is only referred to. */
export function said(
  text: string,
  names: { readonly person: (id: string) => Person | null; readonly channel: (id: string) => Channel | null },
): string {
  const named = text.replace(/<([@#])([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, sign: string, id: string) => {
    const person = sign === '@' ? names.person(id) : null;
    const name = person === null ? (sign === '#' ? names.channel(id)?.name : undefined) : nameOf(person);
    return name === undefined ? whole : escaped(`${sign}${name}`);
  });
  return plainTextOf(parseMrkdwn(named, { verbatim: true })).replace(/\s+/g, ' ');
}

function escaped(name: string): string {
  return name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
