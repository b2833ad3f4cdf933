import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageFaults } from '../../../src/sandbox/block-kit/check-message.js';
import { faultLines, faultSentence } from '../../../src/sandbox/block-kit/fault.js';
import type { JsonObject } from '../../../src/sandbox/workspace/model.js';
import {
  alert,
  anywhere,
  confirm,
  container,
  elements,
  image,
  inMessages,
  inputOf,
  many,
  mrkdwn,
  option,
  plain,
  richText,
} from './samples.js';

const lines = (...blocks: unknown[]): string[] => faultLines(messageFaults(blocks));
/** The last line is the one that names the place; those before say which schemas it was part of. */
const last = (...blocks: unknown[]): string | undefined => messageFaults(blocks).map(faultSentence).at(-1);
const text = (length: number): string => 'x'.repeat(length);
const section = (more: JsonObject): JsonObject => ({ type: 'section', ...more });
const actions = (...list: JsonObject[]): JsonObject => ({ type: 'actions', elements: list });
const { block_id: _, ...plainSection } = anywhere.section;

describe('what Slack takes', () => {
  const { file_input: _files, ...inputs } = elements;
  it.each(Object.entries({ ...anywhere, ...inMessages }))('a block of type %s', (_type, block) => {
    expect(lines(block)).toEqual([]);
  });
  it.each(Object.entries(inputs).filter(([type]) => !['button', 'overflow', 'workflow_button'].includes(type)))(
    'an input with %s',
    (_type, element) => {
      expect(lines(inputOf(element))).toEqual([]);
    },
  );
  it.each(Object.entries(inputs).filter(([type]) => !/input/.test(type) || type === 'rich_text_input'))(
    '%s among actions',
    (_type, element) => {
      expect(lines(actions(element))).toEqual([]);
    },
  );
  it.each(Object.entries(inputs).filter(([type]) => !/input|datetimepicker/.test(type)))(
    '%s beside a section',
    (_type, element) => {
      expect(lines(section({ text: mrkdwn('x'), accessory: element }))).toEqual([]);
    },
  );

  it('no blocks, the same action_id in two blocks, fields that are not sent', () => {
    expect(messageFaults([])).toEqual([]);
    expect(lines(actions(elements.button), actions(elements.button))).toEqual([]);
    expect(lines({ type: 'divider', block_id: undefined })).toEqual([]);
    expect(lines({ type: 'divider', block_id: '' }, { type: 'divider', block_id: '' })).toEqual([]);
  });
  it('counts characters, not what they are stored in', () => {
    expect(lines({ type: 'header', text: plain('👋'.repeat(150)) })).toEqual([]);
    expect(last({ type: 'header', text: plain('👋'.repeat(151)) })).toContain('must be less than 151 characters');
  });
});

describe('limits: taken at the limit, refused one over', () => {
  const button = (more: JsonObject): JsonObject => actions({ ...elements.button, ...more });
  const menu = (more: JsonObject): JsonObject =>
    actions({ type: 'static_select', action_id: 'a', options: [option('a')], ...more });
  const size = (max: number, where: string, build: (value: string) => JsonObject) =>
    [where, max, (n: number) => build(text(n)), `must be less than ${max + 1} characters`] as const;
  const count = (max: number, where: string, build: (n: number) => JsonObject) =>
    [where, max, build, `no more than ${max} items allowed`] as const;
  const options = (n: number): JsonObject[] => many(n, (at) => option(`v${at}`));

  it.each([
    size(3000, '/blocks/0/text/text', (value) => section({ text: mrkdwn(value) })),
    size(2000, '/blocks/0/fields/0/text', (value) => section({ fields: [mrkdwn(value)] })),
    count(10, '/blocks/0/fields', (n) => section({ fields: many(n, () => plain('x')) })),
    size(150, '/blocks/0/text/text', (value) => ({ type: 'header', text: plain(value) })),
    count(10, '/blocks/0/elements', (n) => ({ type: 'context', elements: many(n, () => mrkdwn('x')) })),
    count(25, '/blocks/0/elements', (n) => actions(...many(n, (at) => ({ ...elements.button, action_id: `${at}` })))),
    count(5, '/blocks/0/elements', (n) => ({
      type: 'context_actions',
      elements: many(n, (at) => ({ type: 'icon_button', icon: 'trash', text: plain('x'), action_id: `${at}` })),
    })),
    size(255, '/blocks/0/block_id', (value) => ({ type: 'divider', block_id: value })),
    size(255, '/blocks/0/elements/0/action_id', (value) => button({ action_id: value })),
    size(75, '/blocks/0/elements/0/text/text', (value) => button({ text: plain(value) })),
    size(2000, '/blocks/0/elements/0/value', (value) => button({ value })),
    size(3000, '/blocks/0/elements/0/url', (value) => button({ url: `https://${value.slice(8)}` })),
    size(75, '/blocks/0/elements/0/accessibility_label', (value) => button({ accessibility_label: value })),
    size(100, '/blocks/0/elements/0/confirm/title/text', (value) =>
      button({ confirm: { ...confirm, title: plain(value) } }),
    ),
    size(300, '/blocks/0/elements/0/confirm/text/text', (value) =>
      button({ confirm: { ...confirm, text: mrkdwn(value) } }),
    ),
    size(30, '/blocks/0/elements/0/confirm/confirm/text', (value) =>
      button({ confirm: { ...confirm, confirm: plain(value) } }),
    ),
    size(30, '/blocks/0/elements/0/confirm/deny/text', (value) =>
      button({ confirm: { ...confirm, deny: plain(value) } }),
    ),
    size(75, '/blocks/0/elements/0/options/0/text/text', (value) => menu({ options: [option('a', value)] })),
    size(75, '/blocks/0/elements/0/options/0/description/text', (value) =>
      menu({ options: [{ ...option('a'), description: plain(value) }] }),
    ),
    size(150, '/blocks/0/elements/0/options/0/value', (value) => menu({ options: [option(value, 'a')] })),
    size(150, '/blocks/0/elements/0/placeholder/text', (value) => menu({ placeholder: plain(value) })),
    count(100, '/blocks/0/elements/0/options', (n) => menu({ options: options(n) })),
    count(100, '/blocks/0/elements/0/option_groups', (n) =>
      actions({
        type: 'static_select',
        option_groups: many(n, (at) => ({ label: plain('x'), options: [option(`${at}`)] })),
      }),
    ),
    size(75, '/blocks/0/elements/0/option_groups/0/label/text', (value) =>
      actions({ type: 'static_select', option_groups: [{ label: plain(value), options: [option('a')] }] }),
    ),
    count(5, '/blocks/0/elements/0/options', (n) => actions({ type: 'overflow', options: options(n) })),
    count(10, '/blocks/0/elements/0/options', (n) => actions({ type: 'checkboxes', options: options(n) })),
    count(10, '/blocks/0/elements/0/options', (n) => actions({ type: 'radio_buttons', options: options(n) })),
    size(2000, '/blocks/0/label/text', (value) => ({ ...anywhere.input, label: plain(value) })),
    size(2000, '/blocks/0/hint/text', (value) => ({ ...anywhere.input, hint: plain(value) })),
    size(3000, '/blocks/0/element/initial_value', (value) =>
      inputOf({ type: 'plain_text_input', initial_value: value }),
    ),
    size(2000, '/blocks/0/alt_text', (value) => ({ ...image, alt_text: value })),
    size(2000, '/blocks/0/title/text', (value) => ({ ...image, title: plain(value) })),
    size(3000, '/blocks/0/image_url', (value) => ({ ...image, image_url: `https://${value.slice(8)}` })),
    size(12_000, '/blocks/0/text', (value) => ({ type: 'markdown', text: value })),
    count(100, '/blocks/0/rows', (n) => ({ type: 'table', rows: many(n, () => [{ type: 'raw_text', text: 'x' }]) })),
    count(20, '/blocks/0/rows/0', (n) => ({
      type: 'table',
      rows: [many(n, () => ({ type: 'raw_text', text: 'x' }))],
    })),
    size(10_000, '/blocks/0/rows', (value) => ({ type: 'table', rows: [[{ type: 'raw_text', text: value }]] })),
    count(201, '/blocks/0/rows', (n) => ({
      ...inMessages.data_table,
      row_header_column_index: 0,
      rows: many(n, () => [{ type: 'raw_text', text: 'x' }]),
    })),
    count(10, '/blocks/0/child_blocks', (n) => ({ ...container, child_blocks: many(n, () => anywhere.divider) })),
    size(150, '/blocks/0/title/text', (value) => ({ ...container, title: plain(value) })),
    size(200, '/blocks/0/body/text', (value) => ({ ...inMessages.card, body: mrkdwn(value) })),
    count(10, '/blocks/0/elements', (n) => ({ type: 'carousel', elements: many(n, () => inMessages.card) })),
  ])('%s: %i', (where, max, build, words) => {
    expect(lines(build(max))).toEqual([]);
    expect(last(build(max + 1))).toBe(`${words} [json-pointer:${where}]`);
  });

  it('50 blocks', () => {
    expect(lines(...many(50, () => anywhere.divider))).toEqual([]);
    expect(lines(...many(51, () => anywhere.divider))).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ]);
  });
  it('12,000 characters of markdown in all', () => {
    const markdown = (length: number): JsonObject => ({ type: 'markdown', text: text(length) });
    expect(lines(markdown(6000), markdown(6000))).toEqual([]);
    expect(lines(markdown(6000), markdown(6001))).toEqual([
      '[ERROR] must be less than 12001 characters [json-pointer:/blocks/1/text]',
    ]);
  });
});

describe("Slack's words", () => {
  it.each([
    [
      'a text that is too long',
      [section({ text: mrkdwn(text(3001)) })],
      [
        '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]',
        '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
      ],
    ],
    [
      'emoji in mrkdwn',
      [section({ text: { ...mrkdwn('x'), emoji: true } })],
      [
        '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]',
        '[ERROR] invalid additional property: emoji [json-pointer:/blocks/0/text]',
      ],
    ],
    [
      'an empty text',
      [section({ fields: [mrkdwn('')] })],
      [
        '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/fields/0]',
        '[ERROR] must be more than 0 characters [json-pointer:/blocks/0/fields/0/text]',
      ],
    ],
    [
      'a section that says nothing',
      [section({})],
      ['[ERROR] must define either `text` or `fields` [json-pointer:/blocks/0/type]'],
    ],
    ['an unknown block', [{ type: 'sections' }], ['[ERROR] unsupported type: sections [json-pointer:/blocks/0/type]']],
    ['a block without a type', [{}], ['[ERROR] missing required field: type [json-pointer:/blocks/0]']],
    [
      'a block of another kind',
      ['x', null, 3, []],
      many(4, (at) => `[ERROR] must provide an object [json-pointer:/blocks/${at}]`),
    ],
    [
      'a type that is a name of every object',
      [{ type: 'constructor' }],
      ['[ERROR] unsupported type: constructor [json-pointer:/blocks/0/type]'],
    ],
    [
      'a field that blocks do not have',
      [{ type: 'divider', text: 'x' }],
      ['[ERROR] invalid additional property: text [json-pointer:/blocks/0]'],
    ],
    [
      'block_id on an element',
      [actions({ ...elements.button, block_id: 'x' })],
      ['[ERROR] invalid additional property: block_id [json-pointer:/blocks/0/elements/0]'],
    ],
    [
      'a disabled button',
      [actions({ ...elements.button, disabled: true })],
      ['[ERROR] invalid additional property: disabled [json-pointer:/blocks/0/elements/0]'],
    ],
    [
      'an image without what it needs',
      [section({ text: mrkdwn('x'), accessory: { type: 'image' } })],
      [
        '[ERROR] missing required field: image_url [json-pointer:/blocks/0/accessory]',
        '[ERROR] missing required field: alt_text [json-pointer:/blocks/0/accessory]',
      ],
    ],
    [
      'an image as Slack returned it',
      [{ ...image, image_width: 10, fallback: '10x10px image' }],
      [
        '[ERROR] invalid additional property: image_width [json-pointer:/blocks/0]',
        '[ERROR] invalid additional property: fallback [json-pointer:/blocks/0]',
      ],
    ],
    [
      'an image that cannot be fetched',
      [{ ...image, image_url: '/a.png' }],
      ['[ERROR] downloading image failed [json-pointer:/blocks/0/image_url]'],
    ],
    [
      'a file that is named twice',
      [{ type: 'image', alt_text: 'x', slack_file: { id: 'F1', url: 'https://x' } }],
      ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'],
    ],
    [
      'no options',
      [actions({ type: 'static_select', options: [] })],
      ['[ERROR] must provide at least 1 items [json-pointer:/blocks/0/elements/0/options]'],
    ],
    [
      'neither options nor groups',
      [actions({ type: 'static_select' })],
      ['[ERROR] must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0/type]'],
    ],
    [
      'an option that leads somewhere, outside an overflow menu',
      [actions({ type: 'static_select', options: [{ ...option('a'), url: '' }] })],
      ['[ERROR] invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]'],
    ],
    [
      'mrkdwn in a menu',
      [actions({ type: 'overflow', options: [{ text: mrkdwn('a'), value: 'a' }] })],
      [
        '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/elements/0/options/0/text]',
        '[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/options/0/text/type]',
      ],
    ],
    [
      'a style of the wrong kind',
      [actions({ ...elements.button, style: null })],
      ['[ERROR] must provide a string [json-pointer:/blocks/0/elements/0/style]'],
    ],
    [
      'a style that is none',
      [actions({ ...elements.button, style: 'blue' })],
      ['[ERROR] must be a valid enum value [json-pointer:/blocks/0/elements/0/style]'],
    ],
    [
      'null where an option belongs',
      [inputOf({ ...elements.static_select, initial_option: null })],
      ['[ERROR] must provide an object [json-pointer:/blocks/0/element/initial_option]'],
    ],
    [
      'numbers',
      [inputOf({ ...elements.plain_text_input, min_length: -1, max_length: 3001 })],
      [
        '[ERROR] must be greater than 0 [json-pointer:/blocks/0/element/min_length]',
        '[ERROR] must be less than 3000 [json-pointer:/blocks/0/element/max_length]',
      ],
    ],
    [
      'a number in words',
      [inputOf({ ...elements.plain_text_input, multiline: 'true', min_length: '3' })],
      [
        '[ERROR] must be a boolean [json-pointer:/blocks/0/element/multiline]',
        '[ERROR] must provide an integer [json-pointer:/blocks/0/element/min_length]',
      ],
    ],
    [
      'the same action_id twice in a block',
      [actions(elements.button, elements.button)],
      ['[ERROR] `action_id` "button" already exists [json-pointer:/blocks/0/elements/1/action_id]'],
    ],
    [
      'the same block_id twice',
      [plainSection, { type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' }],
      ['[ERROR] `block_id` "a" already exists [json-pointer:/blocks/2/block_id]'],
    ],
    [
      'an input among actions',
      [actions(elements.plain_text_input)],
      ['[ERROR] unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]'],
    ],
    [
      'a button in an input',
      [inputOf(elements.button)],
      ['[ERROR] unsupported type: button [json-pointer:/blocks/0/element/type]'],
    ],
    [
      'files outside of forms',
      [inputOf(elements.file_input)],
      ['[ERROR] unsupported type: file_input [json-pointer:/blocks/0/element/type]'],
    ],
    [
      'an alert in a message',
      [alert],
      ['[ERROR] Block type is not supported in this container [json-pointer:/blocks/0/type]'],
    ],
    ['two tables', [inMessages.table, inMessages.table], ['[ERROR] only_one_table_allowed [json-pointer:/blocks/1]']],
    [
      'a fault in rich text',
      [{ ...richText, elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x', bold: true }] }] }],
      ['[ERROR] invalid additional property: bold [json-pointer:/blocks/0/elements/0/elements/0]'],
    ],
    [
      'a number cell without its number',
      [
        {
          ...inMessages.data_table,
          rows: [
            [
              { type: 'raw_text', text: 'x' },
              { type: 'raw_text', text: 'y' },
            ],
            [
              { type: 'raw_text', text: 'x' },
              { type: 'raw_number', text: '1' },
            ],
          ],
        },
      ],
      ['[ERROR] missing required field: value [json-pointer:/blocks/0/rows/1/1]'],
    ],
    [
      'a container in a container',
      [{ ...container, child_blocks: [container] }],
      ['[ERROR] unsupported type: container [json-pointer:/blocks/0/child_blocks/0/type]'],
    ],
  ] as [string, unknown[], string[]][])('%s', (_name, blocks, expected) => {
    expect(lines(...blocks)).toEqual(expected);
  });

  it('rich text that says nothing', () => {
    const of = (piece: JsonObject): string | undefined =>
      last({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [piece] }] });
    expect(of({ type: 'text', text: '' })).toBe(
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    );
    expect(of({ type: 'link', url: 'https://x', text: '' })).toContain('must be more than 0 characters');
    expect(lines({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] })).toEqual([]);
  });
  it('no array at all', () => {
    for (const value of [undefined, null, 'x', {}])
      expect(faultLines(messageFaults(value))).toEqual(['[ERROR] must provide an array [json-pointer:/blocks]']);
  });
  it('blocks.validate: bare blocks, with code and constraint', () => {
    expect(messageFaults([{ type: 'header', text: { type: 'invalid', text: 'x' } }], '')).toContainEqual({
      pointer: '/0/text/type',
      message: 'unsupported type: invalid',
      code: 'failed_constraint',
      constraint: { type: 'enum', expected: ['plain_text'], got: 'invalid' },
    });
    expect(messageFaults([{ type: 'header' }], '')).toEqual([
      { pointer: '/0', message: 'missing required field: text', code: 'missing_field', field: 'text' },
    ]);
  });
});

describe('between the fields', () => {
  it('chosen beforehand is what is offered', () => {
    const options = [option('a'), option('b')];
    const refused = (field: string) =>
      `must be one of the provided options [json-pointer:/blocks/0/elements/0/${field}]`;
    const radio = { type: 'radio_buttons', options };
    const boxes = { type: 'checkboxes', options };
    expect(last(actions({ ...radio, initial_option: option('c') }))).toBe(refused('initial_option'));
    expect(last(actions({ ...boxes, initial_options: [option('a'), option('c')] }))).toBe(refused('initial_options'));
    expect(last(actions({ ...boxes, initial_options: [] }))).toBe(refused('initial_options'));
    expect(lines(actions({ ...boxes, initial_options: [option('b')] }))).toEqual([]);
    expect(lines(actions({ type: 'external_select', initial_option: option('anything') }))).toEqual([]);
  });
  it('rows of a data table', () => {
    const cell = { type: 'raw_text', text: 'x' };
    const of = (...rows: unknown[]) => ({ type: 'data_table', caption: 'x', rows });
    expect(last(of([cell, cell], [cell]))).toContain('/blocks/0/rows/1]');
    expect(last(of([richText], [cell]))).toBe('unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]');
    expect(last(of([cell]))).toBe('must provide at least 2 items [json-pointer:/blocks/0/rows]');
  });
  it('a number between its bounds, a card and a container that say something', () => {
    expect(last(inputOf({ ...elements.number_input, min_value: '11' }))).toContain('/element/min_value]');
    expect(last({ type: 'card', icon: image })).toContain('/blocks/0]');
    expect(last({ ...inMessages.card, slack_icon: { type: 'icon', name: 'globe' } })).toContain('only one of');
    expect(lines({ type: 'card', title: plain('x'), slack_icon: { type: 'icon', name: 'globe' } })).toEqual([]);
    expect(last({ type: 'container', child_blocks: [anywhere.divider] })).toContain('`title`');
    expect(
      last({ ...container, child_blocks: [{ ...anywhere.actions, elements: [elements.button, elements.button] }] }),
    ).toBe('`action_id` "button" already exists [json-pointer:/blocks/0/child_blocks/0/elements/1/action_id]');
  });
});

describe('whatever is sent', () => {
  const all = Object.values<JsonObject>({ ...anywhere, ...inMessages });
  it('is answered, not thrown at', () => {
    fc.assert(fc.property(fc.anything(), (value) => Array.isArray(messageFaults(value))));
    fc.assert(
      fc.property(
        fc.array(
          fc
            .record({ type: fc.constantFrom(...all.map((b) => b.type), 3, null) })
            .chain((base) =>
              fc
                .dictionary(
                  fc.constantFrom(
                    'text',
                    'fields',
                    'elements',
                    'element',
                    'accessory',
                    'rows',
                    'child_blocks',
                    'chart',
                    'tasks',
                    'title',
                    'options',
                  ),
                  fc.jsonValue(),
                )
                .map((more) => ({ ...more, ...base })),
            ),
        ),
        (blocks) => {
          for (const fault of messageFaults(blocks)) expect(fault.pointer).toMatch(/^\/blocks/);
        },
      ),
    );
  });
  it('one field that nobody knows, anywhere, is refused at its place', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(), (block, pick) => {
        const bent = structuredClone(block) as Record<string, unknown>;
        const places: { at: string; value: Record<string, unknown> }[] = [];
        const visit = (value: unknown, at: string): void => {
          if (Array.isArray(value)) for (const [index, one] of value.entries()) visit(one, `${at}/${index}`);
          else if (typeof value === 'object' && value !== null) {
            places.push({ at, value: value as Record<string, unknown> });
            for (const [name, one] of Object.entries(value)) visit(one, `${at}/${name}`);
          }
        };
        visit(bent, '/blocks/0');
        const place = places[pick % places.length];
        if (place === undefined) return;
        place.value.nobody_knows = 1;
        expect(lines(bent)).toContain(`[ERROR] invalid additional property: nobody_knows [json-pointer:${place.at}]`);
      }),
      { numRuns: 300 },
    );
  });

  it('null is no value: any field that is null is refused, where null is', () => {
    // A table's column may be skipped with null; what a workflow is given can be anything.
    const takesNull = /\/column_settings\/\d+$|\/customizable_input_parameters\/\d+\/value$/;
    for (const block of [
      ...all,
      actions(elements.workflow_button),
      ...Object.values(elements).map((one) => inputOf(one)),
    ]) {
      if (lines(block).length > 0) continue;
      const visit = (value: unknown, at: string, bent: (to: unknown) => unknown): void => {
        if (at !== '/blocks/0' && !takesNull.test(at))
          expect([at, messageFaults([bent(null)]).some((fault) => fault.pointer.startsWith(at))]).toEqual([at, true]);
        if (typeof value !== 'object' || value === null) return;
        for (const [name, one] of Object.entries(value))
          visit(one, `${at}/${name}`, (to) =>
            bent(Array.isArray(value) ? value.with(Number(name), to) : { ...value, [name]: to }),
          );
      };
      visit(block, '/blocks/0', (to) => to);
    }
  });
});
