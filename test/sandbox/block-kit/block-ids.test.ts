import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withBlockIds, withTextDefaults } from '../../../src/sandbox/block-kit/block-ids.js';
import { messageFaults } from '../../../src/sandbox/block-kit/check-message.js';
import { elementsOf } from '../../../src/sandbox/block-kit/find-element.js';
import { everyBlock } from '../../../src/sandbox/block-kit/nested.js';
import type { JsonObject } from '../../../src/sandbox/workspace/model.js';
import {
  anywhere,
  container,
  elements,
  image,
  inMessages,
  inputOf,
  mrkdwn,
  option,
  plain,
  richText,
} from './samples.js';

const { action_id: _, ...nameless } = elements.button;

describe('blocks as Slack keeps them', () => {
  it('gives blocks and elements five signs where they had no id, and leaves ids alone', () => {
    const [first, second] = withBlockIds([
      { type: 'divider' },
      { type: 'actions', block_id: 'mine', elements: [nameless, elements.overflow] },
    ]);
    expect(first?.block_id).toMatch(/^[A-Za-z0-9+/]{5}$/);
    expect(second).toMatchObject({
      block_id: 'mine',
      elements: [{ action_id: expect.stringMatching(/^[A-Za-z0-9+/]{5}$/) }, { action_id: 'overflow' }],
    });
  });
  it('an image has no action_id, and empty ids count as none', () => {
    const [section] = withBlockIds([{ type: 'section', block_id: '', text: mrkdwn('x'), accessory: image }]);
    expect(section?.accessory).toEqual(image);
    expect(section?.block_id).toMatch(/^.{5}$/);
  });
  it('blocks in a container and cards in a carousel too', () => {
    const kept = withBlockIds([
      { ...container, child_blocks: [{ type: 'actions', elements: [nameless] }] },
      { type: 'carousel', elements: [{ type: 'card', title: plain('x'), actions: [nameless] }] },
    ]);
    expect(kept).toMatchObject([
      { child_blocks: [{ block_id: expect.any(String), elements: [{ action_id: expect.any(String) }] }] },
      { elements: [{ block_id: expect.any(String), actions: [{ action_id: expect.any(String) }] }] },
    ]);
  });
  it('says what was left open in text objects and input blocks', () => {
    const [input, section] = withBlockIds([
      inputOf({ type: 'static_select', action_id: 'a', options: [option('x')] }, { block_id: 'b' }),
      { type: 'section', block_id: 'c', text: mrkdwn('x'), fields: [{ ...plain('y'), emoji: false }] },
    ]);
    expect(input).toEqual({
      type: 'input',
      block_id: 'b',
      label: { type: 'plain_text', text: 'Label', emoji: true },
      optional: false,
      dispatch_action: false,
      element: {
        type: 'static_select',
        action_id: 'a',
        options: [{ text: { type: 'plain_text', text: 'x', emoji: true }, value: 'x' }],
      },
    });
    expect(section).toEqual({
      type: 'section',
      block_id: 'c',
      text: { type: 'mrkdwn', text: 'x', verbatim: false },
      fields: [{ type: 'plain_text', text: 'y', emoji: false }],
    });
    expect(withBlockIds([inputOf({ type: 'plain_text_input', action_id: 'a' })])[0]?.element).toEqual({
      type: 'plain_text_input',
      action_id: 'a',
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    });
    expect(withBlockIds([inputOf(elements.datepicker, { optional: true })])[0]).toMatchObject({ optional: true });
  });
  it('leaves rich text as it is, and says the defaults of anything else that holds texts', () => {
    expect(withTextDefaults(richText)).toEqual(richText);
    expect(withTextDefaults({ type: 'modal', title: plain('x') })).toEqual({
      type: 'modal',
      title: { type: 'plain_text', text: 'x', emoji: true },
    });
  });
  it('never gives an id twice, however poor the chance', () => {
    const kept = withBlockIds(
      [{ type: 'divider' }, { type: 'divider' }, { type: 'divider', block_id: 'AAAAA' }],
      () => 0,
    );
    expect(new Set(kept.map((block) => block.block_id)).size).toBe(3);
  });

  it('what Slack took it takes again, every id is its own, and a second time changes nothing', () => {
    const all: JsonObject[] = [];
    for (const { block_id: _id, ...block } of Object.values<JsonObject>({ ...anywhere, ...inMessages }))
      all.push(block);
    const some = fc.uniqueArray(fc.constantFrom(...all), { selector: (block) => block.type });
    fc.assert(
      fc.property(some, (blocks) => {
        expect(messageFaults(blocks)).toEqual([]);
        const kept = withBlockIds(blocks);
        expect(messageFaults(kept)).toEqual([]);
        expect(withBlockIds(kept)).toEqual(kept);
        const ids = [...everyBlock(kept, '')].map(({ block }) => block.block_id);
        expect(ids.every((id) => typeof id === 'string' && id !== '')).toBe(true);
        expect(new Set(ids).size).toBe(ids.length);
        expect(elementsOf(kept).every((one) => one.actionId !== '' && one.blockId !== '')).toBe(true);
      }),
    );
  });
});
