import { describe, expect, it } from 'vitest';
import { parseMrkdwn } from '../../../src/sandbox/page/blocks/mrkdwn.js';
import { plainTextOf } from '../../../src/sandbox/page/blocks/plain-text.js';
import { asTyped, readRichText, writeRichText } from '../../../src/sandbox/page/blocks/rich-text.js';

const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (words: string, style?: object) => ({
  type: 'text',
  text: words,
  ...(style === undefined ? {} : { style }),
});
const rich = (...elements: object[]) => JSON.parse(JSON.stringify({ type: 'rich_text', elements }));

describe('reading rich text', () => {
  it('puts styles around what they are about', () => {
    expect(readRichText(rich(section(text('a'), text('b', { bold: true, code: true }))))).toEqual([
      {
        kind: 'lines',
        children: [
          { kind: 'text', text: 'a' },
          { kind: 'bold', children: [{ kind: 'code', children: [{ kind: 'text', text: 'b' }] }] },
        ],
      },
    ]);
  });

  it('reads mentions, emoji, dates and links', () => {
    const block = rich(
      section(
        { type: 'user', user_id: 'U1' },
        { type: 'channel', channel_id: 'C1' },
        { type: 'broadcast', range: 'here' },
        { type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd' },
        { type: 'link', url: 'https://x.com' },
        { type: 'date', timestamp: 1392734382, format: '{date}', fallback: 'then' },
        { type: 'nobody_knows' },
      ),
    );
    expect(plainTextOf(readRichText(block))).toBe('@U1#C1@here👋🏽https://x.comthen');
  });

  it('goes on counting after a deeper list', () => {
    const list = (style: string, indent: number, ...words: string[]) => ({
      type: 'rich_text_list',
      style,
      indent,
      elements: words.map((word) => section(text(word))),
    });
    const blocks = readRichText(rich(list('ordered', 0, 'a', 'b'), list('bullet', 1, 'x'), list('ordered', 0, 'c')));
    expect(blocks.map((block) => (block.kind === 'list' ? [block.ordered, block.indent, block.start] : null))).toEqual([
      [true, 0, 1],
      [false, 1, 1],
      [true, 0, 3],
    ]);
  });

  it('survives parts of the wrong kind', () => {
    expect(readRichText(rich({ type: 'rich_text_section', elements: 'x' }, { type: 7 }))).toEqual([
      { kind: 'lines', children: [] },
    ]);
  });
});

describe('writing rich text from what was typed', () => {
  it('has sections, lists, quotes and blocks of code', () => {
    const typed = 'hello *you* <@U1>\nsecond\n• one\n• _two_\n1. three\n> quoted\n```code```';
    expect(writeRichText(parseMrkdwn(typed))).toEqual(
      rich(
        section(
          text('hello '),
          text('you', { bold: true }),
          text(' '),
          { type: 'user', user_id: 'U1' },
          text('\nsecond'),
        ),
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 0,
          border: 0,
          elements: [section(text('one')), section(text('two', { italic: true }))],
        },
        { type: 'rich_text_list', style: 'ordered', indent: 0, border: 0, elements: [section(text('three'))] },
        { type: 'rich_text_quote', elements: [text('quoted')] },
        { type: 'rich_text_preformatted', elements: [text('code')] },
      ),
    );
  });

  it.each([
    'plain',
    '*bold* and _italic_ and `code`',
    'first\nsecond',
    '• one\n• two',
    '> quoted',
    '<https://x.com|there> :tada: <@U1> <#C1> <!here>',
    '```\nlet a = 1;\n```',
  ])('%j comes back as it was typed', (typed) => {
    expect(asTyped(writeRichText(parseMrkdwn(typed)))).toBe(typed);
  });
});
