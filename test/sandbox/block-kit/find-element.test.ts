import { describe, expect, it } from 'vitest';
import { elementsOf, findElement } from '../../../src/sandbox/block-kit/find-element.js';
import type { JsonObject } from '../../../src/sandbox/workspace/model.js';
import { anywhere, container, elements, image, inMessages, inputOf, mrkdwn, plain } from './samples.js';

const blocks: JsonObject[] = [
  { type: 'section', block_id: 's', text: mrkdwn('x'), accessory: elements.overflow },
  { type: 'section', block_id: 'i', text: mrkdwn('x'), accessory: image },
  { type: 'actions', block_id: 'a', elements: [elements.button, elements.datepicker] },
  inputOf(elements.plain_text_input, { block_id: 'in' }),
  { ...container, block_id: 'c', child_blocks: [{ type: 'actions', block_id: 'inner', elements: [elements.button] }] },
  {
    type: 'carousel',
    block_id: 'k',
    elements: [{ type: 'card', block_id: 'card', title: plain('x'), actions: [elements.button] }],
  },
  { ...inMessages.context_actions, block_id: 'f' },
  anywhere.divider,
];

describe('elements of blocks', () => {
  it('are found by block_id and action_id, wherever they stand', () => {
    expect(elementsOf(blocks).map((one) => `${one.blockId}/${one.actionId}`)).toEqual([
      's/overflow',
      'a/button',
      'a/datepicker',
      'in/plain_text_input',
      'inner/button',
      'card/button',
      'f/feedback',
      'f/trash',
    ]);
    expect(findElement(blocks, 'inner', 'button')).toMatchObject({ block: { type: 'actions' }, isInput: false });
    expect(findElement(blocks, 'in', 'plain_text_input')).toMatchObject({
      element: { multiline: true },
      isInput: true,
    });
  });
  it('are not found under other names', () => {
    expect(findElement(blocks, 'a', 'overflow')).toBeNull();
    expect(findElement(blocks, 'gone', 'button')).toBeNull();
    expect(findElement([], '', '')).toBeNull();
  });
});
