import type { SlackMessage } from '../../src/slack/messages/message.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

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
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const text = value.text;
  const words = typeof text === 'string' ? text : element(text ?? null);
  if (value.type === 'button') return `[${shown(words)}]`;
  if (value.type === 'overflow') return '[⋯]';
  return shown(words);
}

const tableRow = (row: Json): string => (Array.isArray(row) ? `| ${row.map(element).join(' | ')} |` : '');

function block(value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  if (value.type === 'divider') return '---';
  if (value.type === 'data_table' && Array.isArray(value.rows)) return value.rows.map(tableRow).join('\n');
  const elements = Array.isArray(value.elements) ? value.elements.map(element) : [];
  const accessory = value.accessory === undefined ? '' : `   ${element(value.accessory)}`;
  const input = value.type === 'input' ? `${element(value.label ?? null)}: ______` : '';
  const text = value.text === undefined ? '' : element(value.text);
  const line = `${text}${input}${elements.join(value.type === 'actions' ? ' ' : ' · ')}${accessory}`;
  return value.type === 'context' ? `_${line}_` : line;
}

/**
 * A message as plain text, one block under the other: `_…_` is small print, `[…]` a button, `[⋯]` a menu. For tests
 * that hold a message against its picture.
 */
export function renderText(message: SlackMessage | { readonly blocks: readonly unknown[] }): string {
  return (message.blocks as readonly unknown[]).map((one) => block(JSON.parse(JSON.stringify(one)) as Json)).join('\n');
}
