import { describe, expect, it } from 'vitest';
import { markdownLine, parseMarkdown } from '../../../src/sandbox/page/blocks/markdown.js';
import type { Inline } from '../../../src/sandbox/page/blocks/nodes.js';

function picture(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'link') return `a[${node.url}](${picture(node.children)})`;
      if ('children' in node) return `${node.kind.charAt(0)}(${picture(node.children)})`;
      return 'text' in node ? node.text : '?';
    })
    .join('');
}

describe('Markdown within a paragraph', () => {
  it.each([
    ['**bold** and __bold__', 'b(bold) and b(bold)'],
    ['*italic* and _italic_', 'i(italic) and i(italic)'],
    ['**a *b* c**', 'b(a i(b) c)'],
    ['~~gone~~', 's(gone)'],
    ['`a *b*`', 'c(a *b*)'],
    ['[there](https://x.com "title")', 'a[https://x.com](there)'],
    ['![a picture](https://x.com/p.png)', 'a[https://x.com/p.png](a picture)'],
    ['see https://x.com/a.', 'see a[https://x.com/a](https://x.com/a).'],
    ['snake_case_name 2*3', 'snake_case_name 2*3'],
    ['\\*not\\*', '*not*'],
    [':tada:', '🎉'],
  ])('%s', (text, expected) => {
    expect(picture(markdownLine(text))).toBe(expected);
  });
});

describe('Markdown in blocks', () => {
  it('has headings, paragraphs, rules, quotes and code', () => {
    const text = '# One\n\npara\ngoes on\n\n---\n> said\n> so\n\n```js\nlet a;\n```\n';
    expect(parseMarkdown(text).map((block) => block.kind)).toEqual([
      'heading',
      'gap',
      'lines',
      'gap',
      'rule',
      'quote',
      'gap',
      'pre',
    ]);
  });

  it('has lists in lists, and tasks', () => {
    const [list, ...rest] = parseMarkdown('1. one\n   - deeper\n2. two\n3. [x] done');
    expect(rest).toEqual([]);
    if (list?.kind !== 'list') throw new Error('no list');
    expect(list.ordered).toBe(true);
    expect(list.items.map((item) => [picture(item.children), item.below.length, item.done])).toEqual([
      ['one', 1, null],
      ['two', 0, null],
      ['done', 0, true],
    ]);
  });

  it('has tables with their alignment', () => {
    const [table] = parseMarkdown('| A | B | C |\n|---|:-:|--:|\n| x | **y** | a\\|b |');
    if (table?.kind !== 'table') throw new Error('no table');
    expect(table.align).toEqual(['left', 'center', 'right']);
    expect(table.rows.map((row) => row.map(picture))).toEqual([['x', 'b(y)', 'a|b']]);
  });

  it('shows a block of code that nobody closed', () => {
    expect(parseMarkdown('```\nopen').map((block) => block.kind)).toEqual(['pre']);
  });
});
