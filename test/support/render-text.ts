import type { SlackMessage } from '../../src/slack/messages/message.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

const isNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** mrkdwn as a person reads it: escapes undone, bold and code marks kept as they stand. */
function shown(text: string): string {
  return text
    .replaceAll('\u200b', '')
    .replaceAll('\u00a0', ' ')
    .replace(/<!date\^(\d+)\^[^|>]*\|([^>]*)>/g, '$2')
    .replace(/<(?:https?:[^|>]*)\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function element(value: Json): string {
  if (!isNode(value)) return '';
  const text = value.text;
  const words = typeof text === 'string' ? text : element(text ?? null);
  if (value.type === 'button') return `[${shown(words)}]`;
  if (value.type === 'overflow') return '[⋯]';
  return shown(words);
}

const tableRow = (row: Json): string => (Array.isArray(row) ? `| ${row.map(element).join(' | ')} |` : '');

function block(value: Json): string {
  if (!isNode(value)) return '';
  if (value.type === 'divider') return '---';
  if (value.type === 'data_table' && Array.isArray(value.rows)) return value.rows.map(tableRow).join('\n');
  const elements = Array.isArray(value.elements) ? value.elements.map(element) : [];
  const accessory = value.accessory === undefined ? '' : `   ${element(value.accessory)}`;
  const input = value.type === 'input' ? `${element(value.label ?? null)}: ______` : '';
  const text = value.text === undefined ? '' : element(value.text);
  const line = `${text}${input}${elements.join(value.type === 'actions' ? ' ' : ' · ')}${accessory}`;
  return value.type === 'context' ? `_${line}_` : line;
}

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/**
 * A message as plain text, one block under the other: `_…_` is small print, `[…]` a button, `[⋯]` a menu. For tests
 * that hold a message against its picture.
 */
export function renderText(message: SlackMessage | { readonly blocks: readonly unknown[] }): string {
  return (message.blocks as readonly unknown[]).map((one) => block(json(one))).join('\n');
}

/**
 * The same with all that a person can come to see or hear: the push line, what screen readers say of buttons, the
 * entries of menus, the fields of a form with their hints and what stands in them.
 */
export function renderWhole(thing: { readonly blocks: readonly unknown[] }): string {
  const { text, type, title, submit, close } = json(thing) as Node;
  const head =
    type === undefined
      ? [`push: ${typeof text === 'string' ? shown(text) : ''}`]
      : [`${String(type)}${title === undefined ? '' : `: ${element(title)}`}`];
  const foot = [submit, close].flatMap((button) => (button === undefined ? [] : [`[${element(button)}]`]));
  const body = thing.blocks.flatMap((one) => wholeBlock(json(one)));
  return [...head, '', ...body, ...(foot.length === 0 ? [] : ['', foot.join(' ')])].join('\n');
}

function wholeBlock(value: Json): string[] {
  if (!isNode(value)) return [];
  if (value.type === 'input') {
    const optional = value.optional === true ? ' (optional)' : '';
    const hint = value.hint === undefined ? [] : [`    ${element(value.hint)}`];
    return [`${element(value.label ?? null)}${optional}: ${field(value.element ?? null)}`, ...hint];
  }
  if (value.type === 'header') return [`# ${element(value.text ?? null)}`];
  if (value.type === 'image') return [`(image: ${String(value.alt_text)})`];
  if (Array.isArray(value.rows))
    return [`(${String(value.type)}: ${String(value.caption ?? '')})`, ...value.rows.map(row)];
  const known = ['section', 'context', 'actions', 'divider'].includes(String(value.type));
  // What this does not draw is there all the same, for the reviewer to see.
  if (!known) return JSON.stringify(value, null, 1).split('\n');
  return [block(value), ...pressable(value)];
}

/** A table's row: its cells side by side. */
const row = (cells: Json): string => (Array.isArray(cells) ? cells.map(element).join(' | ') : '');

/** What stands behind buttons and menus: what is said of them, and what they offer. */
function pressable(value: Node): string[] {
  const elements = [...(Array.isArray(value.elements) ? value.elements : []), value.accessory ?? null].filter(isNode);
  return elements.flatMap((one) => {
    const label =
      typeof one.accessibility_label === 'string' ? [`    ${element(one)} “${one.accessibility_label}”`] : [];
    const options = Array.isArray(one.options) ? one.options.map((option) => `    · ${element(option)}`) : [];
    const confirm = isNode(one.confirm)
      ? [`    ? ${element(one.confirm.title ?? null)}: ${element(one.confirm.text ?? null)}`]
      : [];
    return [
      ...(one.style === 'primary' ? [...label.map((text) => `${text} (primary)`)] : label),
      ...options,
      ...confirm,
    ];
  });
}

function field(value: Json): string {
  if (!isNode(value)) return '';
  const { initial_value, initial_date, initial_time, initial_option, initial_user, initial_conversation } = value;
  const filled =
    initial_value ?? initial_date ?? initial_time ?? initial_option ?? initial_user ?? initial_conversation ?? null;
  const ticked = Array.isArray(value.initial_options)
    ? value.initial_options.map((option) => `✓ ${element(option)}`).join(' ')
    : '';
  const now = typeof filled === 'string' ? filled : `${element(filled)}${ticked}`;
  const placeholder = value.placeholder === undefined ? '' : `…${element(value.placeholder)}`;
  const options = Array.isArray(value.options) ? value.options.map((option) => element(option)).join(' | ') : '';
  return `[${String(value.type)}] ${[now, placeholder, options].filter((part) => part !== '').join(' ')}`.trimEnd();
}
