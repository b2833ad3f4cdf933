import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLine, parseMrkdwn } from '../../../src/sandbox/page/blocks/mrkdwn.js';
import { type Inline, safeUrl, type TextBlock } from '../../../src/sandbox/page/blocks/nodes.js';
import { plainTextOf } from '../../../src/sandbox/page/blocks/plain-text.js';

/** A tree as one line: b(…) bold, i(…) italic, s(…) strike, c(…) code, a[address](…) link. */
function picture(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text;
        case 'link':
          return `a[${node.url}](${picture(node.children)})`;
        case 'emoji':
          return node.text;
        case 'user':
        case 'channel':
        case 'group':
          return `${node.kind}[${node.id}${node.label === null ? '' : ` ${node.label}`}]`;
        case 'broadcast':
          return `all[${node.range}]`;
        case 'date':
          return `date[${node.seconds} ${node.format} ${node.link ?? '-'} ${node.fallback}]`;
        case 'color':
          return node.value;
        case 'strike':
          return `s(${picture(node.children)})`;
        default:
          return `${node.kind.charAt(0)}(${picture(node.children)})`;
      }
    })
    .join('');
}

function shape(blocks: readonly TextBlock[]): string[] {
  return blocks.map((block) => {
    if (block.kind === 'quote') return `> ${shape(block.blocks).join(' / ')}`;
    if (block.kind === 'pre') return `pre ${picture(block.children)}`;
    if (block.kind === 'hanging') return `item ${block.mark}${picture(block.children)}`;
    if (block.kind === 'lines') return picture(block.children);
    return block.kind;
  });
}

describe('mrkdwn within a line', () => {
  it.each([
    ['*bold*', 'b(bold)'],
    ['_italic_ and ~gone~', 'i(italic) and s(gone)'],
    ['*bold _and italic_*', 'b(bold i(and italic))'],
    ['_*~all~*_', 'i(b(s(all)))'],
    ['*several words.* Then', 'b(several words.) Then'],
    ['(*in brackets*)', '(b(in brackets))'],
    ['*a*-*b*', 'b(a)-b(b)'],
    ['snake_case_name', 'snake_case_name'],
    ['5*3*2', '5*3*2'],
    ['* no *', '* no *'],
    ['*open', '*open'],
    ['**', '**'],
    ['**double**', '*b(double)*'],
    ['*a\u200b*', 'b(a\u200b)'],
    // Beside a Chinese character Slack prints the signs; a space of no width makes it see them.
    ['共*三*家', '共*三*家'],
    ['共\u200b*三*\u200b家', '共\u200bb(三)\u200b家'],
    ['*三*，四', '*三*，四'],
    ['*欠款* 5', 'b(欠款) 5'],
    ['`code *as is*`', 'c(code *as is*)'],
    ['*see `a*b` here*', 'b(see c(a*b) here)'],
    ['``', '``'],
    ['`a &amp; &lt;b&gt;`', 'c(a & <b>)'],
    ['`<https://x.com|there>`', 'c(a[https://x.com](there))'],
    ['&lt;b&gt; &amp;amp; &quot;', '<b> &amp; &quot;'],
    [':tada: :+1: :nope: 08:55:10', '🎉 👍 :nope: 08:55:10'],
    [':+1::skin-tone-3:', '👍🏼'],
    ['*:warning: stale*', 'b(⚠️ stale)'],
  ])('%s', (text, expected) => {
    expect(picture(parseLine(text))).toBe(expected);
  });
});

describe('what stands in angle brackets', () => {
  it.each([
    ['<@U1>', 'user[U1]'],
    ['<@U1|dana>', 'user[U1 dana]'],
    ['*<@U1>*', 'b(user[U1])'],
    ['<#C1|proj-apollo>', 'channel[C1 proj-apollo]'],
    ['<#C1|>', 'channel[C1]'],
    ['<!here>', 'all[here]'],
    ['<!channel|channel>', 'all[channel]'],
    ['<!subteam^S1|@finance>', 'group[S1 @finance]'],
    ['<https://x.com>', 'a[https://x.com](https://x.com)'],
    ['<https://x.com/?a=1&amp;b=2|A &amp; B>', 'a[https://x.com/?a=1&b=2](A & B)'],
    ['<https://x.com|*not bold* :tada:>', 'a[https://x.com](*not bold* 🎉)'],
    ['*<https://x.com|in bold>*', 'b(a[https://x.com](in bold))'],
    ['<mailto:mia@acme.example|mia@acme.example>', 'a[mailto:mia@acme.example](mia@acme.example)'],
    ['<mailto:mia@acme.example>', 'a[mailto:mia@acme.example](mia@acme.example)'],
    ['<javascript:alert(1)|x>', '<javascript:alert(1)|x>'],
    ['<not a link>', '<not a link>'],
    ['a < b > c', 'a < b > c'],
    ['<!date^1392734382^{date} at {time}|then>', 'date[1392734382 {date} at {time} - then]'],
    ['<!date^1392734382^{ago}^https://x.com|then>', 'date[1392734382 {ago} https://x.com then]'],
    ['<!date^soon^{ago}|then>', 'then'],
    ['<!wave|hello>', 'hello'],
  ])('%s', (text, expected) => {
    expect(picture(parseLine(text))).toBe(expected);
  });
});

describe('bare addresses', () => {
  it.each([
    ['see https://x.com/a, and', 'see a[https://x.com/a](https://x.com/a), and'],
    ['(https://x.com).', '(a[https://x.com](https://x.com)).'],
    ['*https://x.com*', 'b(a[https://x.com](https://x.com))'],
    ['https://x.com/?a=1&amp;b=2 &lt;x', 'a[https://x.com/?a=1&b=2](https://x.com/?a=1&b=2) <x'],
    ['mia@acme.example pays', 'a[mailto:mia@acme.example](mia@acme.example) pays'],
    ['http:// is none', 'http:// is none'],
  ])('%s becomes a link', (text, expected) => {
    expect(picture(parseLine(text))).toBe(expected);
  });

  it('stay text where the text is verbatim; what is in brackets does not', () => {
    expect(picture(parseLine('https://x.com <https://y.com|y>', { verbatim: true }))).toBe(
      'https://x.com a[https://y.com](y)',
    );
  });
});

describe('mrkdwn over several lines', () => {
  it.each<[string, string[]]>([
    ['one\ntwo', ['one\ntwo']],
    ['one\n\ntwo', ['one', 'gap', 'two']],
    ['*not\nbold*', ['*not\nbold*']],
    ['> quoted *line*\n&gt; second\nafter', ['> quoted b(line)\nsecond', 'after']],
    ['before\n&gt;&gt;&gt; all\n\nthe rest', ['before', '> all / gap / the rest']],
    ['```\nconst a = 1;\n*b*\n```\nafter', ['pre const a = 1;\n*b*', 'after']],
    ['a ```b``` c', ['a ', 'pre b', ' c']],
    ['```never closed', ['```never closed']],
    ['• one\n• *two*\n1. three\n- four', ['item • one', 'item • b(two)', 'item 1. three', 'item - four']],
    ['- \n-5 days', ['- \n-5 days']],
  ])('%j', (text, expected) => {
    expect(shape(parseMrkdwn(text))).toEqual(expected);
  });

  it('never loses a letter or throws, whatever was sent', () => {
    const signs = fc.string({
      unit: fc.constantFrom('*', '_', '~', '`', '>', '<', '|', ':', '&', '\n', ' ', 'a', '三', '!'),
    });
    fc.assert(
      fc.property(signs, (text) => {
        const letters = (of: string) => [...of].filter((sign) => sign === 'a' || sign === '三').length;
        expect(letters(plainTextOf(parseMrkdwn(text)))).toBeLessThanOrEqual(letters(text));
        if (!/[<|]/.test(text)) expect(letters(plainTextOf(parseMrkdwn(text)))).toBe(letters(text));
      }),
    );
  });
});

describe('addresses that may be opened', () => {
  it.each([
    ['https://x.com/a b', 'https://x.com/a%20b'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['/page/switches', null],
    ['', null],
  ])('%s', (url, expected) => {
    expect(safeUrl(url)).toBe(expected);
  });
});
