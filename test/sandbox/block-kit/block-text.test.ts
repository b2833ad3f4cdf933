import { describe, expect, it } from 'vitest';
import { blocksLength, textTooLong } from '../../../src/sandbox/block-kit/block-text.js';
import { anywhere, container, elements, inMessages, many, mrkdwn, plain, richText } from './samples.js';

const section = (length: number) => ({ type: 'section', text: mrkdwn('x'.repeat(length)) });

describe('all that a message says', () => {
  it('13,200 characters in all blocks together', () => {
    expect(textTooLong([...many(4, () => section(3000)), section(1200)])).toBe(false);
    expect(textTooLong([...many(4, () => section(3000)), section(1201)])).toBe(true);
    expect(
      textTooLong([...many(4, () => section(3000)), { type: 'header', text: plain('x'.repeat(150)) }, section(1051)]),
    ).toBe(true);
    expect(textTooLong(null)).toBe(false);
  });
  it.each([
    ['texts and fields', { type: 'section', text: mrkdwn('abc'), fields: [plain('de'), plain('f')] }, 6],
    ['context', { type: 'context', elements: [mrkdwn('abc'), { type: 'image', alt_text: 'not shown' }] }, 3],
    [
      'rich text',
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'abc' }] }] },
      3,
    ],
    ['markdown', { type: 'markdown', text: 'abcd' }, 4],
    [
      'a label and its hint',
      { type: 'input', label: plain('ab'), hint: plain('c'), element: elements.static_select },
      3,
    ],
    [
      'what stands inside a container',
      { ...container, title: plain('ab'), subtitle: plain('c'), child_blocks: [section(7)] },
      10,
    ],
    ['emoji, once each', { type: 'header', text: plain('👋👋') }, 2],
    ['neither buttons nor tables', anywhere.actions, 0],
    ['nor tables', inMessages.data_table, 0],
  ])('%s', (_name, block, length) => {
    expect(blocksLength([block])).toBe(length);
  });
  it('rich text of every kind is read', () => {
    expect(blocksLength([richText])).toBe('Hello thereonesaidcode'.length);
  });
});
