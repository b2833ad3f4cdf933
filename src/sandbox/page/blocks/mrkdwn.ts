import { emojiOf } from './emoji.js';
import { type Inline, joined, type TextBlock } from './nodes.js';

/**
 * Slack's mrkdwn: *bold* _italic_ ~strike~ `code` ```block``` "> quote", and what stands in angle brackets (mentions,
 * links, dates). Lists are no part of it: lines that look like items are only hung. `verbatim`: bare addresses stay text.
 */
export function parseMrkdwn(text: string, options: { readonly verbatim?: boolean } = {}): TextBlock[] {
  const verbatim = options.verbatim ?? false;
  const blocks: TextBlock[] = [];
  let rest = text.replace(/\r\n?/g, '\n');
  for (;;) {
    const fence = /```([\s\S]*?\S[\s\S]*?)```/.exec(rest);
    if (fence === null) break;
    const before = rest.slice(0, fence.index).replace(/\n$/, '');
    if (before !== '') blocks.push(...linesOf(before, verbatim));
    blocks.push({ kind: 'pre', children: codeChildren((fence[1] ?? '').replace(/^\n|\n$/g, '')) });
    rest = rest.slice(fence.index + fence[0].length).replace(/^\n/, '');
  }
  if (rest !== '') blocks.push(...linesOf(rest, verbatim));
  return blocks;
}

/** One line of mrkdwn, for titles and table cells. */
export function parseLine(line: string, options: { readonly verbatim?: boolean } = {}): Inline[] {
  return inline(line, options.verbatim ?? false);
}

const QUOTE = /^(?:>|&gt;) ?/;
const QUOTE_REST = /^(?:>>>|&gt;&gt;&gt;) ?/;
const ITEM = /^( *(?:[•◦▪‣·–-]|\d{1,3}[.)]) +)(?=\S)/u;

function linesOf(text: string, verbatim: boolean): TextBlock[] {
  const lines = text.split('\n');
  const blocks: TextBlock[] = [];
  let plain: string[] = [];
  let quoted: string[] = [];
  const endPlain = () => {
    if (plain.length > 0) {
      blocks.push({
        kind: 'lines',
        children: joined(plain.flatMap((line, at) => [...(at > 0 ? [newline] : []), ...inline(line, verbatim)])),
      });
    }
    plain = [];
  };
  const endQuote = () => {
    if (quoted.length > 0) blocks.push({ kind: 'quote', blocks: linesOf(quoted.join('\n'), verbatim) });
    quoted = [];
  };
  for (const [at, line] of lines.entries()) {
    if (QUOTE_REST.test(line)) {
      endPlain();
      endQuote();
      const all = [line.replace(QUOTE_REST, ''), ...lines.slice(at + 1)].join('\n');
      blocks.push({ kind: 'quote', blocks: linesOf(all, verbatim) });
      return blocks;
    }
    if (QUOTE.test(line)) {
      endPlain();
      quoted.push(line.replace(QUOTE, ''));
      continue;
    }
    endQuote();
    if (line.trim() === '') {
      endPlain();
      blocks.push({ kind: 'gap' });
      continue;
    }
    const item = ITEM.exec(line);
    if (item === null) {
      plain.push(line);
      continue;
    }
    endPlain();
    const mark = item[1] ?? '';
    blocks.push({ kind: 'hanging', mark, children: inline(line.slice(mark.length), verbatim) });
  }
  endPlain();
  endQuote();
  return blocks;
}

const newline: Inline = { kind: 'text', text: '\n' };
const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const WORD = /[\p{L}\p{N}]/u;
const EMOJI = /^:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/;
const ADDRESS = /^(?:https?:\/\/[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/;

/** Formatting signs count only beside a space or a Western sign, never inside a word or beside a Chinese character. */
function isEdge(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return true;
  // A surrogate is half of a sign: most of those are emoji, beside which Slack formats.
  const sign = text[at] ?? '';
  if (sign >= '\ud800' && sign <= '\udfff') return true;
  return !WORD.test(sign) && sign <= '\u2e7f';
}

/** Where the span that opens at `from` ends: the sign's place, or -1. Links, mentions and code in it are whole. */
function closing(text: string, from: number, sign: string): number {
  const first = text[from + 1] ?? ' ';
  if (/\s/.test(first) || first === sign) return -1;
  for (let at = from + 1; at < text.length; at += 1) {
    const here = text[at];
    if (here === '<') {
      const end = text.indexOf('>', at);
      if (end !== -1) at = end;
    } else if (here === '`' && sign !== '`') {
      const end = text.indexOf('`', at + 1);
      if (end > at + 1) at = end;
    } else if (here === sign && at > from + 1 && !/\s/.test(text[at - 1] ?? ' ') && isEdge(text, at + 1)) return at;
  }
  return -1;
}

function inline(text: string, verbatim: boolean): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const push = (node: Inline) => {
    if (plain !== '') nodes.push({ kind: 'text', text: unescaped(plain) });
    plain = '';
    nodes.push(node);
  };
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (sign === '<') {
      const end = text.indexOf('>', at);
      const node = end === -1 ? null : bracketed(text.slice(at + 1, end));
      if (node !== null) {
        push(node);
        at = end + 1;
        continue;
      }
    } else if (sign === '`') {
      const end = text.indexOf('`', at + 1);
      if (end > at + 1) {
        push({ kind: 'code', children: codeChildren(text.slice(at + 1, end)) });
        at = end + 1;
        continue;
      }
    } else if ((sign === '*' || sign === '_' || sign === '~') && isEdge(text, at - 1)) {
      const end = closing(text, at, sign);
      if (end !== -1) {
        push({ kind: STYLES[sign], children: inline(text.slice(at + 1, end), verbatim) });
        at = end + 1;
        continue;
      }
    } else if (sign === ':') {
      const match = EMOJI.exec(text.slice(at, at + 80));
      const shown = match === null ? null : emojiOf(match[1] ?? '', match[2]);
      if (match !== null && shown !== null) {
        push({ kind: 'emoji', name: match[1] ?? '', text: shown });
        at += match[0].length;
        continue;
      }
    }
    if (!verbatim && !WORD.test(text[at - 1] ?? ' ') && WORD.test(sign)) {
      const address = addressAt(text, at);
      if (address !== null) {
        push(address.node);
        at += address.length;
        continue;
      }
    }
    plain += sign;
    at += 1;
  }
  if (plain !== '') nodes.push({ kind: 'text', text: unescaped(plain) });
  return joined(nodes);
}

function addressAt(text: string, at: number): { node: Inline; length: number } | null {
  const found = ADDRESS.exec(text.slice(at, at + 2000));
  if (found === null) return null;
  // A full stop or bracket that ends the sentence is not the address's.
  const address = found[0].replace(/(?:&(?:lt|gt);.*|[.,:;!?'"*_~`)\]}]+)$/, '');
  if (!address.includes('@') && !/^https?:\/\/[^\s/]/.test(address)) return null;
  const shown = unescaped(address);
  const url = /^https?:/.test(address) ? shown : `mailto:${shown}`;
  return { node: { kind: 'link', url, children: [{ kind: 'text', text: shown }] }, length: address.length };
}

/** The inside of code: nothing is formatted, but links and mentions are still themselves. */
function codeChildren(text: string): Inline[] {
  const nodes: Inline[] = [];
  let last = 0;
  for (const match of text.matchAll(/<([^<>\n]+)>/g)) {
    const node = bracketed(match[1] ?? '');
    if (node === null) continue;
    nodes.push({ kind: 'text', text: unescaped(text.slice(last, match.index)) }, node);
    last = match.index + match[0].length;
  }
  nodes.push({ kind: 'text', text: unescaped(text.slice(last)) });
  return joined(nodes);
}

/** What stands between "<" and ">", or null where Slack would show it as it is. */
function bracketed(inside: string): Inline | null {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 || bar === inside.length - 1 ? null : unescaped(inside.slice(bar + 1));
  const mention = /^([@#])([A-Z0-9]+)$/.exec(target);
  if (mention !== null) {
    const id = mention[2] ?? '';
    if (mention[1] === '@') return { kind: id.startsWith('S') ? 'group' : 'user', id, label };
    return { kind: 'channel', id, label };
  }
  if (target.startsWith('!')) return special(target.slice(1), label);
  if (!/^(?:https?:\/\/|mailto:|tel:|slack:)/i.test(target)) return null;
  const url = unescaped(target);
  const shown = label === null ? unescaped(target.replace(/^(?:mailto|tel):/i, '')) : label;
  return { kind: 'link', url, children: label === null ? [{ kind: 'text', text: shown }] : labelled(shown) };
}

/** Emoji in a link's label are drawn; nothing else in it is formatted. */
function labelled(label: string): Inline[] {
  const nodes: Inline[] = [];
  let last = 0;
  for (const match of label.matchAll(/:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/g)) {
    const shown = emojiOf(match[1] ?? '', match[2]);
    if (shown === null) continue;
    nodes.push({ kind: 'text', text: label.slice(last, match.index) });
    nodes.push({ kind: 'emoji', name: match[1] ?? '', text: shown });
    last = match.index + match[0].length;
  }
  nodes.push({ kind: 'text', text: label.slice(last) });
  return joined(nodes);
}

function special(command: string, label: string | null): Inline | null {
  if (command === 'here' || command === 'channel' || command === 'everyone')
    return { kind: 'broadcast', range: command };
  if (command === 'group') return { kind: 'broadcast', range: 'channel' };
  const [name = '', ...parts] = command.split('^');
  if (name === 'subteam') return { kind: 'group', id: parts[0] ?? '', label };
  if (name === 'date') {
    const seconds = Number(parts[0]);
    const format = unescaped(parts[1] ?? '');
    if (!Number.isFinite(seconds) || parts[0] === '' || format === '') {
      return label === null ? null : { kind: 'text', text: label };
    }
    const link = parts[2] === undefined || parts[2] === '' ? null : unescaped(parts[2]);
    return { kind: 'date', seconds, format, link, fallback: label ?? '' };
  }
  return { kind: 'text', text: label ?? `<!${unescaped(command)}>` };
}

/** Slack has three escapes and no others. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
