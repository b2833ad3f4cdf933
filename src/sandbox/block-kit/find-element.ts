import type { JsonObject } from '../workspace/model.js';
import { elementsIn, everyBlock } from './nested.js';

/** Something that can be pressed, chosen or filled in, and the block it stands in. */
export interface ElementFacts {
  readonly block: JsonObject;
  readonly element: JsonObject;
  readonly blockId: string;
  readonly actionId: string;
  /** In an `input` block: it is filled in, and acts at once only with `dispatch_action`. */
  readonly isInput: boolean;
}

const idOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Every interactive element of these blocks (kept ones: withBlockIds has given them ids), in order; inner blocks too. */
export function elementsOf(blocks: readonly JsonObject[]): ElementFacts[] {
  const found: ElementFacts[] = [];
  for (const { block } of everyBlock(blocks, ''))
    for (const { element } of elementsIn(block))
      if (element.type !== 'image')
        found.push({
          block: block as JsonObject,
          element: element as JsonObject,
          blockId: idOf(block.block_id),
          actionId: idOf(element.action_id),
          isInput: block.type === 'input',
        });
  return found;
}

/** The element with these ids; null: there is none (any more). */
export function findElement(blocks: readonly JsonObject[], blockId: string, actionId: string): ElementFacts | null {
  return elementsOf(blocks).find((one) => one.blockId === blockId && one.actionId === actionId) ?? null;
}
