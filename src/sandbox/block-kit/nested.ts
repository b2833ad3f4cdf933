import { type Fields, isFields } from './check.js';

// Blocks can hold blocks: a container its children, a carousel its cards.

/** The blocks that stand directly in this one, and where. */
export function childrenOf(
  block: Fields,
): { readonly field: 'child_blocks' | 'elements'; readonly blocks: readonly Fields[] } | null {
  if (block.type === 'container' && Array.isArray(block.child_blocks))
    return { field: 'child_blocks', blocks: block.child_blocks.filter(isFields) };
  if (block.type === 'carousel' && Array.isArray(block.elements))
    return { field: 'elements', blocks: block.elements.filter(isFields) };
  return null;
}

/** Every block with its pointer, the inner ones after the one they stand in. */
export function* everyBlock(blocks: readonly unknown[], at: string): Generator<{ block: Fields; at: string }> {
  for (const [index, block] of blocks.entries()) {
    if (!isFields(block)) continue;
    yield { block, at: `${at}/${index}` };
    const inner = childrenOf(block);
    if (inner !== null) yield* everyBlock(inner.blocks, `${at}/${index}/${inner.field}`);
  }
}

/** The elements that stand in this block itself, and where. */
export function elementsIn(block: Fields): { readonly at: string; readonly element: Fields }[] {
  const one = (field: string): { at: string; element: Fields }[] => {
    const element = block[field];
    return isFields(element) ? [{ at: `/${field}`, element }] : [];
  };
  const many = (field: string): { at: string; element: Fields }[] => {
    const list = block[field];
    if (!Array.isArray(list)) return [];
    return list.flatMap((element, index) => (isFields(element) ? [{ at: `/${field}/${index}`, element }] : []));
  };
  switch (block.type) {
    case 'section':
      return one('accessory');
    case 'input':
      return one('element');
    case 'actions':
    case 'context_actions':
      return many('elements');
    case 'card':
      return many('actions');
    default:
      return [];
  }
}
