import type { JsonObject } from '../../workspace/model.js';
import { emojiOf } from './emoji.js';
import { type Inline, joined, type TextBlock } from './nodes.js';
import { isSet, numberIn, objectIn, objectsIn, stringIn, typeOf } from './read-json.js';

/** A rich_text block as a tree of text. Element types that nobody knows are left out. */
export function readRichText(block: JsonObject): TextBlock[] {
  const blocks: TextBlock[] = [];
  // An ordered list goes on counting after a deeper list between its items.
  const counts = new Map<number, number>();
  for (const element of objectsIn(block, 'elements')) {
    const children = inlines(objectsIn(element, 'elements'));
    const type = typeOf(element);
    if (type !== 'rich_text_list') counts.clear();
    switch (type) {
      case 'rich_text_section':
        blocks.push({ kind: 'lines', children });
        break;
      case 'rich_text_quote':
        blocks.push({ kind: 'quote', blocks: [{ kind: 'lines', children }] });
        break;
      case 'rich_text_preformatted':
        blocks.push({ kind: 'pre', children });
        break;
      case 'rich_text_list': {
        const indent = Math.min(8, Math.max(0, numberIn(element, 'indent') ?? 0));
        const ordered = stringIn(element, 'style') === 'ordered';
        const items = objectsIn(element, 'elements').map((item) => ({
          children: inlines(objectsIn(item, 'elements')),
          below: [],
          done: null,
        }));
        for (const deeper of [...counts.keys()]) if (deeper > indent) counts.delete(deeper);
        const start = (ordered ? (counts.get(indent) ?? 0) : 0) + (numberIn(element, 'offset') ?? 0) + 1;
        if (ordered) counts.set(indent, start - 1 + items.length);
        else counts.delete(indent);
        blocks.push({ kind: 'list', ordered, indent, start, border: numberIn(element, 'border') === 1, items });
        break;
      }
    }
  }
  return blocks;
}

function inlines(elements: readonly JsonObject[]): Inline[] {
  return joined(elements.flatMap((element) => styled(element, inlineOf(element))));
}

function inlineOf(element: JsonObject): Inline[] {
  const id = (key: string) => stringIn(element, key) ?? '';
  switch (typeOf(element)) {
    case 'text':
      return [{ kind: 'text', text: id('text') }];
    case 'link':
      return [{ kind: 'link', url: id('url'), children: [{ kind: 'text', text: id('text') || id('url') }] }];
    case 'emoji':
      return [
        {
          kind: 'emoji',
          name: id('name'),
          text: fromUnicode(id('unicode')) ?? emojiOf(id('name')) ?? `:${id('name')}:`,
        },
      ];
    case 'user':
      return [{ kind: 'user', id: id('user_id'), label: null }];
    case 'channel':
      return [{ kind: 'channel', id: id('channel_id'), label: null }];
    case 'usergroup':
      return [{ kind: 'group', id: id('usergroup_id'), label: null }];
    case 'broadcast': {
      const range = id('range');
      return [{ kind: 'broadcast', range: range === 'here' || range === 'everyone' ? range : 'channel' }];
    }
    case 'date':
      return [
        {
          kind: 'date',
          seconds: numberIn(element, 'timestamp') ?? Number.NaN,
          format: id('format'),
          link: stringIn(element, 'url'),
          fallback: id('fallback'),
        },
      ];
    case 'color':
      return [{ kind: 'color', value: id('value') }];
    default:
      return id('text') === '' ? [] : [{ kind: 'text', text: id('text') }];
  }
}

function styled(element: JsonObject, nodes: Inline[]): Inline[] {
  const style = objectIn(element, 'style');
  if (style === null) return nodes;
  let all = nodes;
  if (isSet(style, 'code')) all = [{ kind: 'code', children: all }];
  for (const kind of ['strike', 'underline', 'italic', 'bold'] as const) {
    if (isSet(style, kind)) all = [{ kind, children: all }];
  }
  return all;
}

/** "1f44b-1f3fd" as the sign it stands for. */
function fromUnicode(points: string): string | null {
  if (!/^[0-9a-f]+(?:-[0-9a-f]+)*$/i.test(points)) return null;
  const codes = points.split('-').map((code) => Number.parseInt(code, 16));
  return codes.every((code) => code <= 0x10ffff) ? String.fromCodePoint(...codes) : null;
}

/** A tree of text as a rich_text block: what a rich_text_input sends. */
export function writeRichText(blocks: readonly TextBlock[]): JsonObject {
  const elements: JsonObject[] = [];
  const lines = (children: readonly Inline[]) => children.flatMap((child) => elementsOf(child, {}));
  // Neighbouring lines are one section, as Slack's own composer writes them.
  let open: JsonObject[] = [];
  const end = () => {
    if (open.length > 0) elements.push({ type: 'rich_text_section', elements: open });
    open = [];
  };
  for (const block of blocks) {
    switch (block.kind) {
      case 'lines':
        if (open.length > 0) open.push({ type: 'text', text: '\n' });
        open.push(...lines(block.children));
        break;
      case 'gap':
        open.push({ type: 'text', text: '\n' });
        break;
      case 'quote':
        end();
        elements.push({
          type: 'rich_text_quote',
          elements: block.blocks.flatMap((inner, at) => [
            ...(at > 0 ? [{ type: 'text', text: '\n' }] : []),
            ...('children' in inner ? lines(inner.children) : []),
          ]),
        });
        break;
      case 'pre':
        end();
        elements.push({ type: 'rich_text_preformatted', elements: lines(block.children) });
        break;
      case 'hanging': {
        end();
        const style = /\d/.test(block.mark) ? 'ordered' : 'bullet';
        const item: JsonObject = { type: 'rich_text_section', elements: lines(block.children) };
        const last = elements.at(-1);
        if (last !== undefined && typeOf(last) === 'rich_text_list' && stringIn(last, 'style') === style) {
          elements[elements.length - 1] = { ...last, elements: [...objectsIn(last, 'elements'), item] };
        } else elements.push({ type: 'rich_text_list', style, indent: 0, border: 0, elements: [item] });
        break;
      }
    }
  }
  end();
  return { type: 'rich_text', elements };
}

type Style = Readonly<Record<string, true>>;

function elementsOf(node: Inline, style: Style): JsonObject[] {
  const worn: JsonObject = Object.keys(style).length > 0 ? { style: { ...style } } : {};
  switch (node.kind) {
    case 'text':
      return [{ type: 'text', text: node.text, ...worn }];
    case 'bold':
    case 'italic':
    case 'strike':
    case 'underline':
    case 'code':
      return node.children.flatMap((child) => elementsOf(child, { ...style, [node.kind]: true }));
    case 'link': {
      const text = node.children.map((child) => ('text' in child ? child.text : '')).join('');
      return [{ type: 'link', url: node.url, ...(text === node.url ? {} : { text }), ...worn }];
    }
    case 'emoji':
      return [{ type: 'emoji', name: node.name, ...worn }];
    case 'user':
      return [{ type: 'user', user_id: node.id, ...worn }];
    case 'channel':
      return [{ type: 'channel', channel_id: node.id, ...worn }];
    case 'group':
      return [{ type: 'usergroup', usergroup_id: node.id, ...worn }];
    case 'broadcast':
      return [{ type: 'broadcast', range: node.range, ...worn }];
    default:
      return [];
  }
}

const SIGNS: Readonly<Record<string, string>> = { bold: '*', italic: '_', strike: '~', code: '`' };

/** A rich_text block as somebody would type it, to begin a rich_text_input with. */
export function asTyped(block: JsonObject): string {
  const inline = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => {
        if (node.kind === 'text') return node.text;
        if (node.kind === 'emoji') return `:${node.name}:`;
        if (node.kind === 'user') return `<@${node.id}>`;
        if (node.kind === 'channel') return `<#${node.id}>`;
        if (node.kind === 'broadcast') return `<!${node.range}>`;
        if (node.kind === 'date') return node.fallback;
        if (node.kind === 'link') {
          const label = inline(node.children);
          return label === node.url ? node.url : `<${node.url}|${label}>`;
        }
        if (!('children' in node)) return '';
        const sign = SIGNS[node.kind] ?? '';
        return `${sign}${inline(node.children)}${sign}`;
      })
      .join('');
  return readRichText(block)
    .map((part) => {
      if (part.kind === 'list') {
        return part.items
          .map((item, at) => `${part.ordered ? `${part.start + at}.` : '•'} ${inline(item.children)}`)
          .join('\n');
      }
      if (part.kind === 'quote') {
        const text = part.blocks.map((inner) => ('children' in inner ? inline(inner.children) : '')).join('\n');
        return text.replace(/^/gm, '> ');
      }
      if (part.kind === 'pre') return `\`\`\`\n${inline(part.children)}\n\`\`\``;
      return 'children' in part ? inline(part.children) : '';
    })
    .join('\n');
}
