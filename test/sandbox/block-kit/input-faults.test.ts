import { describe, expect, it } from 'vitest';
import { inputFaults } from '../../../src/sandbox/block-kit/input-faults.js';
import type { ElementInput } from '../../../src/sandbox/page-protocol.js';
import type { JsonObject } from '../../../src/sandbox/workspace/model.js';
import { container, elements, inputOf, mrkdwn, option, plain, richText } from './samples.js';

const fault = (element: JsonObject, input: ElementInput, more: JsonObject = {}): string | undefined =>
  inputFaults([inputOf({ action_id: 'e', ...element }, { block_id: 'b', ...more })], { b: { e: input } }).b;
const text = { type: 'plain_text_input' };
const required = 'Please complete this required field.';

describe("what Slack's client does not send", () => {
  it.each([
    [text, null],
    [text, { value: '' }],
    [text, { value: '  \n' }],
    [{ type: 'static_select', options: [option('a')] }, null],
    [{ type: 'checkboxes', options: [option('a')] }, { options: [] }],
    [{ type: 'multi_users_select' }, { users: [] }],
    [{ type: 'datepicker' }, null],
    [{ type: 'file_input' }, { files: [] }],
    [
      { type: 'rich_text_input' },
      {
        richText: {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: ' ' }] }],
        },
      },
    ],
  ] as [JsonObject, ElementInput][])('%o left empty', (element, input) => {
    expect(fault(element, input)).toBe(required);
    expect(fault(element, input, { optional: true })).toBeUndefined();
  });

  it.each([
    [{ ...text, min_length: 3 }, 'ab', 'Please enter at least 3 characters.'],
    [{ ...text, min_length: 3 }, 'abc', undefined],
    [{ ...text, max_length: 3 }, '👋👋👋', undefined],
    [{ ...text, max_length: 1 }, 'ab', 'Please enter no more than 1 character.'],
    [{ type: 'number_input', is_decimal_allowed: false }, 'three', 'Please enter a valid number.'],
    [{ type: 'number_input', is_decimal_allowed: false }, '1e3', 'Please enter a valid number.'],
    [{ type: 'number_input', is_decimal_allowed: false }, '1.5', 'Please enter a whole number.'],
    [{ type: 'number_input', is_decimal_allowed: true }, '-1.5', undefined],
    [
      { type: 'number_input', is_decimal_allowed: true, min_value: '2' },
      '1.99',
      'Please enter a number greater than or equal to 2.',
    ],
    [{ type: 'number_input', is_decimal_allowed: true, min_value: '2' }, '2', undefined],
    [
      { type: 'number_input', is_decimal_allowed: true, max_value: '2' },
      '2.01',
      'Please enter a number less than or equal to 2.',
    ],
    [{ type: 'email_text_input' }, 'dana', 'Please enter a valid email address.'],
    [{ type: 'email_text_input' }, 'dana@example', 'Please enter a valid email address.'],
    [{ type: 'email_text_input' }, 'dana+x@mail.example.com', undefined],
    [{ type: 'url_text_input' }, 'example.com', 'Please enter a valid URL.'],
    [{ type: 'url_text_input' }, 'https://exa mple', 'Please enter a valid URL.'],
    [{ type: 'url_text_input' }, 'https://example.com/?a=b#c', undefined],
  ] as [JsonObject, string, string | undefined][])('%o holds %o', (element, value, expected) => {
    expect(fault(element, { value })).toBe(expected);
    expect(fault(element, { value }, { optional: true })).toBe(expected);
  });

  it('more than may be chosen', () => {
    const menu = { ...elements.multi_static_select, action_id: 'e', max_selected_items: 2 };
    expect(fault(menu, { options: ['a', 'b'] })).toBeUndefined();
    expect(fault(menu, { options: ['a', 'b', 'c'] })).toBe('Please select no more than 2 items.');
    expect(fault({ type: 'file_input', max_files: 1 }, { files: ['F1', 'F2'] })).toBe(
      'Please upload no more than 1 file.',
    );
  });
  it('a filled form goes; what stood there at first counts', () => {
    expect(fault({ type: 'rich_text_input' }, { richText })).toBeUndefined();
    expect(fault({ type: 'datetimepicker' }, { dateTime: 1_790_000_000 })).toBeUndefined();
    expect(inputFaults([inputOf(elements.datepicker, { block_id: 'b' })], {})).toEqual({});
    expect(inputFaults([inputOf({ type: 'datepicker', action_id: 'e' }, { block_id: 'b' })], {})).toEqual({
      b: required,
    });
    expect(inputFaults([inputOf(elements.datepicker, { block_id: 'b' })], { b: { datepicker: null } })).toEqual({
      b: required,
    });
  });
  it('only input blocks are asked, those in a container too', () => {
    const blocks: JsonObject[] = [
      { type: 'section', block_id: 's', text: mrkdwn('x'), accessory: { type: 'datepicker', action_id: 'd' } },
      { type: 'actions', block_id: 'a', elements: [{ type: 'users_select', action_id: 'u' }] },
      { ...container, title: plain('x'), child_blocks: [inputOf({ ...text, action_id: 't' }, { block_id: 'inner' })] },
    ];
    expect(inputFaults(blocks, {})).toEqual({ inner: required });
  });
});
