import { describe, expect, it } from 'vitest';
import { viewFaults } from '../../../src/sandbox/block-kit/check-view.js';
import { faultLines } from '../../../src/sandbox/block-kit/fault.js';
import type { JsonObject } from '../../../src/sandbox/workspace/model.js';
import {
  alert,
  anywhere,
  container,
  elements,
  home,
  inMessages,
  inputOf,
  many,
  modal,
  mrkdwn,
  plain,
} from './samples.js';

const lines = (view: unknown): string[] => faultLines(viewFaults(view));
const all = '[ERROR] failed to match all allowed schemas [json-pointer:/view]';
const text = (length: number): string => 'x'.repeat(length);
const { input, ...shown } = anywhere;

describe('what Slack takes', () => {
  it.each(Object.entries({ ...anywhere, alert, card: inMessages.card }))('%s in a modal', (_type, block) => {
    expect(lines(modal([block]))).toEqual([]);
  });
  it.each(Object.entries({ ...anywhere, card: inMessages.card, carousel: inMessages.carousel, container }))(
    '%s on Home',
    (_type, block) => {
      expect(lines(home([block]))).toEqual([]);
    },
  );
  it.each(Object.entries(elements).filter(([type]) => !['button', 'overflow', 'workflow_button'].includes(type)))(
    'an input with %s',
    (_type, element) => {
      expect(lines(modal([inputOf(element)]))).toEqual([]);
    },
  );
  it('every field of a view', () => {
    const more = {
      close: plain('Cancel'),
      callback_id: 'c',
      external_id: 'e',
      private_metadata: '{}',
      clear_on_close: true,
      notify_on_close: true,
    };
    expect(lines(modal([input], more))).toEqual([]);
    expect(lines({ type: 'home', blocks: [], callback_id: 'c', private_metadata: '', external_id: 'e' })).toEqual([]);
  });
  it('no submit where nothing is filled in; Home needs none', () => {
    expect(lines({ type: 'modal', title: plain('Form'), blocks: Object.values(shown) })).toEqual([]);
    expect(lines(home([input]))).toEqual([]);
  });
});

describe("limits, with Slack's words", () => {
  const word = (field: string) => (value: string) => modal([], { [field]: plain(value) });
  it.each([
    ['/view/title/text', 24, word('title')],
    ['/view/submit/text', 24, word('submit')],
    ['/view/close/text', 24, word('close')],
    ['/view/private_metadata', 3000, (value: string) => modal([], { private_metadata: value })],
    ['/view/callback_id', 255, (value: string) => modal([], { callback_id: value })],
    ['/view/external_id', 255, (value: string) => modal([], { external_id: value })],
    ['/view/private_metadata', 3000, (value: string) => ({ ...home([]), private_metadata: value })],
    ['/view/blocks/0/text/text', 200, (value: string) => modal([{ ...alert, text: mrkdwn(value) }])],
  ] as [string, number, (value: string) => JsonObject][])('%s: %i', (where, max, build) => {
    expect(lines(build(text(max)))).toEqual([]);
    const refused = lines(build(text(max + 1)));
    expect(refused[0]).toBe(all);
    expect(refused.at(-1)).toBe(`[ERROR] must be less than ${max + 1} characters [json-pointer:${where}]`);
  });
  it('100 blocks', () => {
    for (const build of [modal, home]) {
      expect(lines(build(many(100, () => anywhere.divider)))).toEqual([]);
      expect(lines(build(many(101, () => anywhere.divider)))).toEqual([
        all,
        '[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]',
      ]);
    }
  });
  it.each([
    ['nothing', {}, [all, '[ERROR] missing required field: type [json-pointer:/view]']],
    [
      'only a type',
      { type: 'modal' },
      [
        all,
        '[ERROR] missing required field: title [json-pointer:/view]',
        '[ERROR] missing required field: blocks [json-pointer:/view]',
      ],
    ],
    ['another type', { type: 'page', blocks: [] }, [all, '[ERROR] unsupported type: page [json-pointer:/view/type]']],
    [
      'submit null',
      modal([], { submit: null }),
      [
        all,
        '[ERROR] failed to match all allowed schemas [json-pointer:/view/submit]',
        '[ERROR] must provide an object [json-pointer:/view/submit]',
      ],
    ],
    [
      'mrkdwn as title',
      modal([], { title: mrkdwn('*x*') }),
      [
        all,
        '[ERROR] failed to match all allowed schemas [json-pointer:/view/title]',
        '[ERROR] unsupported type: mrkdwn [json-pointer:/view/title/type]',
      ],
    ],
    [
      'a view as Slack returned it',
      modal([], { hash: '1.x', state: { values: {} } }),
      [
        all,
        '[ERROR] invalid additional property: hash [json-pointer:/view]',
        '[ERROR] invalid additional property: state [json-pointer:/view]',
      ],
    ],
    [
      'an input without submit',
      modal([anywhere.divider, { ...input, block_id: 'x' }], { submit: undefined as never }),
      ['[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]'],
    ],
    [
      'blocks of messages',
      modal([inMessages.markdown, inMessages.data_table, inMessages.file, container]),
      [
        all,
        ...['markdown', 'data_table', 'file', 'container'].map(
          (type, at) => `[ERROR] unsupported type: ${type} [json-pointer:/view/blocks/${at}/type]`,
        ),
      ],
    ],
    [
      'files that act at once',
      modal([inputOf(elements.file_input, { dispatch_action: true })]),
      [all, '[ERROR] unsupported type: file_input [json-pointer:/view/blocks/0/element/type]'],
    ],
    [
      'the same block_id twice',
      modal([
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ]),
      ['[ERROR] `block_id` "a" already exists [json-pointer:/view/blocks/1/block_id]'],
    ],
  ] as [string, unknown, string[]][])('%s', (_name, view, expected) => {
    expect(lines(view)).toEqual(expected);
  });
  it('not an object', () => {
    for (const view of [undefined, null, 'x', []])
      expect(lines(view)).toEqual([all, '[ERROR] must provide an object [json-pointer:/view]']);
  });
});
