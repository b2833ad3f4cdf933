import type { JsonObject } from '../../workspace/model.js';
import type { Inline, TextBlock } from './nodes.js';
import { numberIn, stringIn, typeOf } from './read-json.js';
import { readRichText } from './rich-text.js';

/** What a tree of text says, without its formatting. Mentions stay ids: names need the page. */
export function plainTextOf(blocks: readonly TextBlock[]): string {
  return blocks.map(blockText).filter(Boolean).join('\n');
}

function blockText(block: TextBlock): string {
  switch (block.kind) {
    case 'quote':
      return plainTextOf(block.blocks);
    case 'list':
      return block.items
        .map((item) => [inlineText(item.children), plainTextOf(item.below)].filter(Boolean).join('\n'))
        .join('\n');
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(inlineText).join(' ')).join('\n');
    case 'gap':
    case 'rule':
      return '';
    case 'hanging':
      return `${block.mark}${inlineText(block.children)}`;
    default:
      return inlineText(block.children);
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text' || node.kind === 'emoji') return node.text;
      if ('children' in node) return inlineText(node.children);
      if (node.kind === 'date') return node.fallback;
      if (node.kind === 'broadcast') return `@${node.range}`;
      if (node.kind === 'color') return node.value;
      return `${node.kind === 'channel' ? '#' : '@'}${node.label ?? node.id}`;
    })
    .join('');
}

/** What a cell of a table says: raw_text, raw_number or rich_text. */
export function cellText(cell: JsonObject): string {
  if (typeOf(cell) === 'rich_text') return plainTextOf(readRichText(cell));
  return stringIn(cell, 'text') ?? String(numberIn(cell, 'value') ?? '');
}
