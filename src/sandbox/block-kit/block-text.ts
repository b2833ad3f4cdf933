import { characters, type Fields, isFields } from './check.js';
import { limits } from './limits.js';
import { everyBlock } from './nested.js';

/** Everything that is said inside rich text, tables' cells included. */
function richLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + richLength(one), 0);
  if (!isFields(value)) return 0;
  if (typeof value.text === 'string') return characters(value.text);
  return richLength(value.elements);
}

const textLength = (value: unknown): number =>
  isFields(value) && typeof value.text === 'string' ? characters(value.text) : 0;
const textsLength = (value: unknown): number =>
  Array.isArray(value) ? value.reduce((sum: number, one) => sum + textLength(one), 0) : 0;

function blockLength(block: Fields): number {
  switch (block.type) {
    case 'rich_text':
      return richLength(block.elements);
    case 'markdown':
      return typeof block.text === 'string' ? characters(block.text) : 0;
    case 'section':
      return textLength(block.text) + textsLength(block.fields);
    case 'context':
      return textsLength(block.elements);
    default:
      return ['text', 'title', 'subtitle', 'body', 'label', 'hint'].reduce(
        (sum, field) => sum + textLength(block[field]),
        0,
      );
  }
}

/** The characters of the texts that these blocks show. What stands in buttons and menus is not counted, nor are tables: they have their own limits. */
export function blocksLength(blocks: readonly unknown[]): number {
  let length = 0;
  for (const { block } of everyBlock(blocks, '')) length += blockLength(block);
  return length;
}

/** All blocks of a message together say more than Slack takes: it answers msg_blocks_too_long. */
export function textTooLong(blocks: unknown): boolean {
  return Array.isArray(blocks) && blocksLength(blocks) > limits.textOfAllBlocks;
}
