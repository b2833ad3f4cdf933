import { describe, expect, it } from 'vitest';
import { initialInput, initialValues } from '../../../src/sandbox/page/blocks/initial-values.js';
import { groupChoices, optionChoices, searched } from '../../../src/sandbox/page/blocks/menu-options.js';
import { inputOf, valuesOf } from '../../../src/sandbox/page/blocks/select.js';
import { filterRows, rowsOf, sortRows } from '../../../src/sandbox/page/blocks/table-rows.js';
import type { JsonObject } from '../../../src/sandbox/workspace/model.js';

const option = (value: string): JsonObject => ({ text: { type: 'plain_text', text: value.toUpperCase() }, value });

describe('what stands in an element before anybody touched it', () => {
  it.each<[JsonObject, unknown]>([
    [{ type: 'plain_text_input', initial_value: 'x' }, { value: 'x' }],
    [{ type: 'plain_text_input' }, null],
    [{ type: 'static_select', initial_option: option('a') }, { option: 'a' }],
    [{ type: 'radio_buttons', initial_option: option('a') }, { option: 'a' }],
    [{ type: 'multi_static_select', initial_options: [option('a'), option('b')] }, { options: ['a', 'b'] }],
    [{ type: 'checkboxes', initial_options: [] }, null],
    [{ type: 'datepicker', initial_date: '2026-11-27' }, { date: '2026-11-27' }],
    [{ type: 'timepicker', initial_time: '09:30' }, { time: '09:30' }],
    [{ type: 'datetimepicker', initial_date_time: 5 }, { dateTime: 5 }],
    [{ type: 'users_select', initial_user: 'U1' }, { user: 'U1' }],
    [{ type: 'multi_users_select', initial_users: ['U1'] }, { users: ['U1'] }],
    [{ type: 'channels_select', initial_channel: 'C1' }, { channel: 'C1' }],
    [{ type: 'conversations_select', initial_conversation: 'C1' }, { conversation: 'C1' }],
    [{ type: 'conversations_select', default_to_current_conversation: true }, { conversation: 'C9' }],
    [{ type: 'multi_conversations_select', default_to_current_conversation: true }, { conversations: ['C9'] }],
    [{ type: 'button', value: 'x' }, null],
  ])('%j', (element, expected) => {
    expect(initialInput(element, 'C9')).toEqual(expected);
  });

  it('is found in every block that has elements, the ones in containers too', () => {
    const picker = (id: string): JsonObject => ({ type: 'datepicker', action_id: id, initial_date: '2026-11-27' });
    const date = { date: '2026-11-27' };
    expect(
      initialValues([
        { type: 'section', block_id: 's', accessory: picker('a') },
        { type: 'actions', block_id: 'x', elements: [picker('b'), picker('c'), { type: 'button', action_id: 'd' }] },
        { type: 'container', block_id: 'box', child_blocks: [{ type: 'input', block_id: 'i', element: picker('e') }] },
        { type: 'input', block_id: 'empty', element: { type: 'plain_text_input', action_id: 'f' } },
      ]),
    ).toEqual({ s: { a: date }, x: { b: date, c: date }, i: { e: date } });
  });
});

describe('the input of a select', () => {
  it.each([
    ['static_select', { option: 'a' }],
    ['external_select', { option: 'a' }],
    ['multi_external_select', { options: ['a'] }],
    ['users_select', { user: 'a' }],
    ['multi_users_select', { users: ['a'] }],
    ['channels_select', { channel: 'a' }],
    ['multi_channels_select', { channels: ['a'] }],
    ['conversations_select', { conversation: 'a' }],
    ['multi_conversations_select', { conversations: ['a'] }],
  ])('%s', (type, input) => {
    expect(inputOf(type, ['a'])).toEqual(input);
    expect(valuesOf(inputOf(type, ['a']))).toEqual(['a']);
    expect(inputOf(type, [])).toBeNull();
  });
});

describe('searching a menu', () => {
  const groups = groupChoices([
    { label: { type: 'plain_text', text: 'First' }, options: [option('acme'), option('acorn')] },
    { label: { type: 'plain_text', text: 'Second' }, options: [option('bolt')] },
  ]);

  it('finds whatever the case, and leaves groups without a find out', () => {
    expect(searched(groups, ' AC ', 'en').map((group) => [group.label, group.choices.map((one) => one.value)])).toEqual(
      [['First', ['acme', 'acorn']]],
    );
    expect(searched(groups, '', 'en')).toHaveLength(2);
    expect(searched(groups, 'nobody', 'en')).toEqual([]);
  });

  it('draws the emoji of an option', () => {
    expect(optionChoices([{ text: { type: 'plain_text', text: ':tada: Paid' }, value: 'p' }])[0]?.text).toBe('🎉 Paid');
  });
});

describe('the rows of a table', () => {
  const rows = rowsOf({
    rows: [
      [
        { type: 'raw_text', text: 'Globex' },
        { type: 'raw_number', value: 900, text: '$900' },
      ],
      [
        { type: 'raw_text', text: 'acme 10' },
        { type: 'raw_number', value: 12000, text: '$12,000' },
      ],
      [
        { type: 'raw_text', text: 'ACME 9' },
        { type: 'raw_number', value: -5, text: '-$5' },
      ],
      'no row',
    ],
  });
  const full = rows.slice(0, 3);
  const names = (of: readonly (readonly JsonObject[])[]) => of.map((row) => row[0]?.text);

  it('sort as texts with numbers in them, and as numbers', () => {
    expect(names(sortRows(full, 0, false, 'en'))).toEqual(['ACME 9', 'acme 10', 'Globex']);
    expect(names(sortRows(full, 1, false, 'en'))).toEqual(['ACME 9', 'Globex', 'acme 10']);
    expect(names(sortRows(full, 1, true, 'en'))).toEqual(['acme 10', 'Globex', 'ACME 9']);
  });

  it('are found by what any cell says', () => {
    expect(names(filterRows(full, 'acme', 'en'))).toEqual(['acme 10', 'ACME 9']);
    expect(names(filterRows(full, '12,0', 'en'))).toEqual(['acme 10']);
    expect(filterRows(full, ' ', 'en')).toHaveLength(3);
  });

  it('a row that is none is an empty one, and sorts last', () => {
    expect(rows[3]).toEqual([]);
    expect(sortRows(rows, 0, false, 'en').at(-1)).toEqual([]);
  });
});
