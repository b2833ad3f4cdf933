import { SaxesParser } from 'saxes';
import { UnreadableWorkbook } from './unreadable.js';

/** What an element says; names come without their prefix (`x:row` is `row`). */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** So many characters without an element that begins or ends are no workbook's. */
const LONGEST_PIECE = 1_000_000;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML piece by piece and tells the handler what stands in it; after each piece the caller gets its turn. Entities
 * of a document's own are not known, so nothing grows while it is read. Throws UnreadableWorkbook.
 */
export async function* readXml(pieces: AsyncIterable<string>, handler: XmlHandler): AsyncGenerator<void> {
  // Without namespaces the parser takes a prefix for a part of the name, and is a third faster.
  const parser = new SaxesParser({ xmlns: false, position: false });
  let since = 0;
  parser.on('error', (error) => {
    throw new UnreadableWorkbook('damaged', error);
  });
  parser.on('opentag', ({ name, attributes }) => {
    since = 0;
    handler.open?.(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    since = 0;
    handler.close?.(local(name));
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  for await (const piece of pieces) {
    since += piece.length;
    parser.write(piece);
    if (since > LONGEST_PIECE) throw new UnreadableWorkbook('damaged', new Error('a text without end'));
    yield;
  }
  parser.close();
}

/** An attribute by its name without prefix: `r:id` is `id`. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name];
  const prefixed = Object.keys(attributes).find((key) => local(key) === name && !key.startsWith('xmlns'));
  return prefixed === undefined ? undefined : attributes[prefixed];
}
