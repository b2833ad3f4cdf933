import { describe, expect, it } from 'vitest';
import { elementState, emptyState, initialInput, stateOf } from '../../../src/sandbox/block-kit/state.js';
import type { ElementInput } from '../../../src/sandbox/page-protocol.js';
import type { JsonObject } from '../../../src/sandbox/workspace/model.js';
import { anywhere, type ElementName, elements, inputOf, many, mrkdwn, option, richText } from './samples.js';

/** The element without what stands in it at first. */
const bare = (name: ElementName): JsonObject =>
  Object.fromEntries(Object.entries(elements[name]).filter(([field]) => !/^initial_|^default_|timezone/.test(field)));
const inForm = (element: JsonObject): JsonObject[] => [inputOf(element, { block_id: 'b' })];
const stateOfOne = (element: JsonObject, input?: ElementInput): unknown =>
  stateOf(inForm(element), input === undefined ? {} : { b: { [String(element.action_id)]: input } }).b?.[
    String(element.action_id)
  ];

describe("Slack's state of each element", () => {
  const second = elements.static_select.options[1];
  it.each([
    ['plain_text_input', { value: 'x\ny' }, { value: 'x\ny' }, { value: null }, { value: 'as it was' }],
    ['email_text_input', { value: 'a@b.co' }, { value: 'a@b.co' }, { value: null }, { value: 'dana@example.com' }],
    [
      'url_text_input',
      { value: 'https://x' },
      { value: 'https://x' },
      { value: null },
      { value: 'https://example.com' },
    ],
    ['number_input', { value: '7' }, { value: '7' }, { value: null }, { value: '1.5' }],
    [
      'static_select',
      { option: 'b' },
      { selected_option: second },
      { selected_option: null },
      { selected_option: second },
    ],
    [
      'radio_buttons',
      { option: 'b' },
      { selected_option: option('b') },
      { selected_option: null },
      { selected_option: option('a') },
    ],
    [
      'checkboxes',
      { options: ['a'] },
      { selected_options: [elements.checkboxes.options[0]] },
      { selected_options: [] },
      { selected_options: [option('b')] },
    ],
    [
      'multi_static_select',
      { options: ['b', 'a', 'b'] },
      { selected_options: [option('b'), option('a')] },
      { selected_options: [] },
      { selected_options: [option('c'), option('a')] },
    ],
    ['users_select', { user: 'U9' }, { selected_user: 'U9' }, { selected_user: null }, { selected_user: 'U1' }],
    [
      'multi_users_select',
      { users: ['U9'] },
      { selected_users: ['U9'] },
      { selected_users: [] },
      { selected_users: ['U1', 'U2'] },
    ],
    [
      'channels_select',
      { channel: 'C9' },
      { selected_channel: 'C9' },
      { selected_channel: null },
      { selected_channel: 'C1' },
    ],
    [
      'multi_channels_select',
      { channels: ['C9'] },
      { selected_channels: ['C9'] },
      { selected_channels: [] },
      { selected_channels: ['C1'] },
    ],
    [
      'conversations_select',
      { conversation: 'D9' },
      { selected_conversation: 'D9' },
      { selected_conversation: null },
      { selected_conversation: null },
    ],
    [
      'multi_conversations_select',
      { conversations: ['D9'] },
      { selected_conversations: ['D9'] },
      { selected_conversations: [] },
      { selected_conversations: ['C1'] },
    ],
    [
      'datepicker',
      { date: '2026-12-24' },
      { selected_date: '2026-12-24' },
      { selected_date: null },
      { selected_date: '2026-11-22' },
    ],
    [
      'datetimepicker',
      { dateTime: 1_800_000_000 },
      { selected_date_time: 1_800_000_000 },
      { selected_date_time: null },
      { selected_date_time: 1_790_000_000 },
    ],
    [
      'rich_text_input',
      { richText },
      { rich_text_value: richText },
      { rich_text_value: null },
      { rich_text_value: richText },
    ],
    ['file_input', { files: ['F1'] }, { files: [{ id: 'F1' }] }, { files: [] }, { files: [] }],
  ] as [ElementName, ElementInput, object, object, object][])('%s', (name, input, filled, none, initial) => {
    const type = name;
    expect(stateOfOne(bare(name), input)).toEqual({ type, ...filled });
    expect(stateOfOne(bare(name))).toEqual({ type, ...none });
    expect(stateOfOne(elements[name])).toEqual({ type, ...initial });
    expect(stateOfOne(elements[name], null)).toEqual({ type, ...none });
    expect(emptyState(inForm(elements[name]))).toEqual(stateOf(inForm(elements[name]), {}));
    expect(stateOfOne(elements[name], initialInput(elements[name]))).toEqual({ type, ...initial });
  });

  it('a timepicker says its zone; an emptied text is none', () => {
    expect(stateOfOne(elements.timepicker, { time: '23:59' })).toEqual({
      type: 'timepicker',
      selected_time: '23:59',
      timezone: 'Europe/Berlin',
    });
    expect(stateOfOne(bare('timepicker'))).toEqual({ type: 'timepicker', selected_time: null });
    expect(stateOfOne(elements.plain_text_input, { value: '' })).toEqual({ type: 'plain_text_input', value: null });
  });
});

describe('state of all blocks', () => {
  it('names what holds something, in any block, and nothing else', () => {
    const blocks = [
      { type: 'section', block_id: 's', text: mrkdwn('x'), accessory: bare('static_select') },
      { type: 'actions', block_id: 'a', elements: [elements.button, bare('datepicker'), elements.overflow] },
      { type: 'actions', block_id: 'buttons', elements: [elements.button] },
      inputOf(bare('plain_text_input'), { block_id: 'i' }),
      anywhere.divider,
    ];
    expect(stateOf(blocks, { i: { plain_text_input: { value: 'hello' } }, gone: { x: { value: 'y' } } })).toEqual({
      s: { static_select: { type: 'static_select', selected_option: null } },
      a: { datepicker: { type: 'datepicker', selected_date: null } },
      i: { plain_text_input: { type: 'plain_text_input', value: 'hello' } },
    });
  });
  it('takes ids that every object has', () => {
    const blocks = [inputOf({ type: 'datepicker', action_id: 'constructor' }, { block_id: '__proto__' })];
    expect(Object.entries(stateOf(blocks, {}))).toEqual([
      ['__proto__', { constructor: { type: 'datepicker', selected_date: null } }],
    ]);
  });
  it('asks for options that came from the app, files and the conversation', () => {
    const loaded = option('acme', 'ACME Ltd');
    const external = bare('external_select');
    expect(
      stateOf(inForm(external), { b: { external_select: { option: 'acme' } } }, { loaded: () => [loaded] }).b,
    ).toEqual({
      external_select: { type: 'external_select', selected_option: loaded },
    });
    expect(stateOfOne(elements.external_select)).toEqual({ type: 'external_select', selected_option: option('x') });
    expect(() => stateOfOne(external, { option: 'acme' })).toThrow('"acme" is not among the options');
    expect(
      stateOf(
        inForm(elements.file_input),
        { b: { file_input: { files: ['F1'] } } },
        { file: (id) => ({ id, name: 'a.csv' }) },
      ).b?.file_input,
    ).toEqual({ type: 'file_input', files: [{ id: 'F1', name: 'a.csv' }] });
    expect(emptyState(inForm(elements.conversations_select), { conversation: 'C7' }).b?.conversations_select).toEqual({
      type: 'conversations_select',
      selected_conversation: 'C7',
    });
  });
});

describe('what an element does not offer', () => {
  it.each([
    ['static_select', { option: 'z' }],
    ['radio_buttons', { option: 'z' }],
    ['checkboxes', { options: ['a', 'z'] }],
    ['static_select', { value: 'a' }],
    ['datepicker', { date: 'tomorrow' }],
    ['timepicker', { time: '24:00' }],
    ['datetimepicker', { dateTime: 1.5 }],
    ['rich_text_input', { richText: { type: 'section' } }],
    ['multi_users_select', { users: 'U1' }],
    ['plain_text_input', { value: 3 }],
  ] as [ElementName, ElementInput][])('%s refuses %o', (name, input) => {
    expect(() => stateOfOne(elements[name], input)).toThrow(name);
  });
  it('an overflow menu offers its options, a button holds nothing', () => {
    expect(elementState(elements.overflow, { option: 'a' })).toEqual({
      type: 'overflow',
      selected_option: elements.overflow.options[0],
    });
    expect(() => elementState(elements.overflow, { option: 'b' })).toThrow('"b" is not among the options');
    expect(elementState(elements.button, null)).toEqual({ type: 'button' });
  });
  it('a hundred options are told apart', () => {
    const element = { type: 'static_select', action_id: 'x', options: many(100, (n) => option(`v${n}`)) };
    expect(elementState(element, { option: 'v99' })).toEqual({ type: 'static_select', selected_option: option('v99') });
  });
});
