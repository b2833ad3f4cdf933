import type { JsonObject } from '../workspace/model.js';

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What stands between "<" and ">" in a message: a person, a channel, everybody, a link. */
function reference(inner: string): JsonObject {
  const [target = '', label] = inner.split('|', 2);
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) };
  if (target.startsWith('!subteam^')) return { type: 'usergroup', usergroup_id: target.slice('!subteam^'.length) };
  if (target.startsWith('!')) return { type: 'broadcast', range: target.slice(1) };
  return { type: 'link', url: unescaped(target), ...(label === undefined ? {} : { text: unescaped(label) }) };
}

/** The blocks that Slack's client gives to what a person types: one of rich text. `id`: of the block. */
export function richTextOf(text: string, id: string): JsonObject[] {
  const elements: JsonObject[] = text
    .split(/(<[^<>]+>)/)
    .filter((part) => part !== '')
    .map((part) => (/^<[^<>]+>$/.test(part) ? reference(part.slice(1, -1)) : { type: 'text', text: unescaped(part) }));
  if (elements.length === 0) return [];
  return [{ type: 'rich_text', block_id: id, elements: [{ type: 'rich_text_section', elements }] }];
}
