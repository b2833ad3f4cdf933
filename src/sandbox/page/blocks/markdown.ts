import { emojiOf } from './emoji.js';
import { type Inline, joined, type ListItem, type TextBlock } from './nodes.js';

/** Ordinary Markdown as the markdown block takes it: headings, lists, tasks, tables, quotes, code, links. Pictures become links. */
export function parseMarkdown(text: string): TextBlock[] {
  return blocksOf(text.replace(/\r\n?/g, '\n').split('\n'));
}

const FENCE = /^ {0,3}(```+|~~~+)/;
const HEADING = /^ {0,3}(#{1,6}) +(.*?)(?: +#+)?$/;
const RULE = /^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/;
const BULLET = /^( *)(?:[-*+]|(\d{1,9})[.)]) +(.*)$/;
const TABLE_LINE = /^ *\|?(?: *:?-+:? *\|)+ *(?::?-+:?)? *$/;

function blocksOf(lines: readonly string[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'lines', children: markdownLine(paragraph.join('\n')) });
    paragraph = [];
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    if (fence !== null) {
      endParagraph();
      const mark = fence[1] ?? '```';
      const end = lines.findIndex((other, place) => place > at && other.trim().startsWith(mark));
      const inside = lines.slice(at + 1, end === -1 ? lines.length : end);
      blocks.push({ kind: 'pre', children: joined([{ kind: 'text', text: inside.join('\n') }]) });
      at = end === -1 ? lines.length : end + 1;
    } else if (heading !== null) {
      endParagraph();
      blocks.push({ kind: 'heading', level: (heading[1] ?? '#').length, children: markdownLine(heading[2] ?? '') });
      at += 1;
    } else if (RULE.test(line)) {
      endParagraph();
      blocks.push({ kind: 'rule' });
      at += 1;
    } else if (/^ {0,3}>/.test(line)) {
      endParagraph();
      const from = at;
      while (at < lines.length && /^ {0,3}>/.test(lines[at] ?? '')) at += 1;
      blocks.push({
        kind: 'quote',
        blocks: blocksOf(lines.slice(from, at).map((each) => each.replace(/^ {0,3}> ?/, ''))),
      });
    } else if (line.includes('|') && TABLE_LINE.test(lines[at + 1] ?? '')) {
      endParagraph();
      const from = at;
      at += 2;
      while (at < lines.length && (lines[at] ?? '').includes('|')) at += 1;
      blocks.push(tableOf(lines.slice(from, at)));
    } else if (BULLET.test(line)) {
      endParagraph();
      const from = at;
      at += 1;
      while (at < lines.length && (BULLET.test(lines[at] ?? '') || /^ {2,}\S/.test(lines[at] ?? ''))) at += 1;
      blocks.push(...listsOf(lines.slice(from, at), 0));
    } else {
      if (line.trim() === '') {
        endParagraph();
        if (blocks.length > 0 && blocks.at(-1)?.kind !== 'gap' && at < lines.length - 1) blocks.push({ kind: 'gap' });
      } else paragraph.push(line.trim());
      at += 1;
    }
  }
  endParagraph();
  return blocks;
}

function listsOf(lines: readonly string[], indent: number): TextBlock[] {
  const lists: TextBlock[] = [];
  const base = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  let items: ListItem[] = [];
  let ordered = false;
  let start = 1;
  const end = () => {
    if (items.length > 0) lists.push({ kind: 'list', ordered, indent, start, border: false, items });
    items = [];
  };
  let at = 0;
  while (at < lines.length) {
    const match = BULLET.exec(lines[at] ?? '');
    const from = at + 1;
    at = from;
    while (at < lines.length && (/^ */.exec(lines[at] ?? '')?.[0].length ?? 0) > base + 1) at += 1;
    if (match === null) continue;
    const isOrdered = match[2] !== undefined;
    if (isOrdered !== ordered) end();
    if (items.length === 0) start = isOrdered ? Number(match[2]) : 1;
    ordered = isOrdered;
    const task = /^\[([ xX])\] +(.*)$/.exec(match[3] ?? '');
    const deeper = lines.slice(from, at);
    items.push({
      children: markdownLine(task === null ? (match[3] ?? '') : (task[2] ?? '')),
      below:
        deeper.length === 0
          ? []
          : BULLET.test(deeper[0] ?? '')
            ? listsOf(deeper, indent + 1)
            : blocksOf(deeper.map((each) => each.trim())),
      done: task === null ? null : task[1] !== ' ',
    });
  }
  end();
  return lists;
}

function tableOf(lines: readonly string[]): TextBlock {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
  const align = cells(lines[1] ?? '').map((cell) =>
    cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'right') : ('left' as const),
  );
  return {
    kind: 'table',
    align,
    head: cells(lines[0] ?? '').map(markdownLine),
    rows: lines.slice(2).map((line) => cells(line).map(markdownLine)),
  };
}

const SPANS: readonly { readonly pattern: RegExp; readonly node: (match: RegExpExecArray) => Inline }[] = [
  { pattern: /^\\([!-/:-@[-`{-~])/, node: (match) => ({ kind: 'text', text: match[1] ?? '' }) },
  {
    pattern: /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/,
    node: (match) => ({ kind: 'code', children: [{ kind: 'text', text: match[2] ?? '' }] }),
  },
  {
    pattern: /^!?\[([^\]\n]*)\]\(<?([^\s)>]+)>?(?: +"[^"]*")?\)/,
    node: (match) => ({ kind: 'link', url: match[2] ?? '', children: markdownLine(match[1] || (match[2] ?? '')) }),
  },
  {
    pattern: /^<((?:https?:\/\/|mailto:)[^\s>]+)>/,
    node: (match) => ({ kind: 'link', url: match[1] ?? '', children: [{ kind: 'text', text: match[1] ?? '' }] }),
  },
  { pattern: /^<@([A-Z0-9]+)>/, node: (match) => ({ kind: 'user', id: match[1] ?? '', label: null }) },
  { pattern: /^<#([A-Z0-9]+)>/, node: (match) => ({ kind: 'channel', id: match[1] ?? '', label: null }) },
  {
    pattern: /^\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/,
    node: (match) => ({ kind: 'bold', children: markdownLine(match[1] ?? '') }),
  },
  {
    pattern: /^__(?=\S)([\s\S]*?\S)__(?!\w)/,
    node: (match) => ({ kind: 'bold', children: markdownLine(match[1] ?? '') }),
  },
  { pattern: /^~~(?=\S)([\s\S]*?\S)~~/, node: (match) => ({ kind: 'strike', children: markdownLine(match[1] ?? '') }) },
  {
    pattern: /^\*(?=[^\s*])([^*]*?[^\s*])\*/,
    node: (match) => ({ kind: 'italic', children: markdownLine(match[1] ?? '') }),
  },
  {
    pattern: /^_(?=[^\s_])([^_]*?[^\s_])_(?!\w)/,
    node: (match) => ({ kind: 'italic', children: markdownLine(match[1] ?? '') }),
  },
  {
    pattern: /^https?:\/\/[^\s<>()]+[^\s<>().,:;!?'"]/,
    node: (match) => ({ kind: 'link', url: match[0], children: [{ kind: 'text', text: match[0] }] }),
  },
];

/** Markdown within one paragraph. */
export function markdownLine(text: string): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  let at = 0;
  next: while (at < text.length) {
    const sign = text[at] ?? '';
    if (/[\\`![<*_~h:]/.test(sign)) {
      const inWord = /\w/.test(text[at - 1] ?? ' ');
      const rest = text.slice(at);
      const emoji = sign === ':' ? /^:([a-z0-9_+'-]+):/.exec(rest) : null;
      const shown = emoji === null ? null : emojiOf(emoji[1] ?? '');
      if (emoji !== null && shown !== null) {
        nodes.push({ kind: 'text', text: plain }, { kind: 'emoji', name: emoji[1] ?? '', text: shown });
        plain = '';
        at += emoji[0].length;
        continue;
      }
      for (const { pattern, node } of SPANS) {
        const match = (sign === '_' || sign === 'h') && inWord ? null : pattern.exec(rest);
        if (match === null) continue;
        nodes.push({ kind: 'text', text: plain }, node(match));
        plain = '';
        at += match[0].length;
        continue next;
      }
    }
    plain += sign;
    at += 1;
  }
  nodes.push({ kind: 'text', text: plain });
  return joined(nodes);
}
