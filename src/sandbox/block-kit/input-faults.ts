import type { ElementInput, FormErrors, FormValues } from '../page-protocol.js';
import type { JsonObject } from '../workspace/model.js';
import { characters, isFields } from './check.js';
import { elementsOf } from './find-element.js';
import { initialInput, inputIn } from './state.js';

// What Slack's client says itself, in English as it does, before it sends a form.

const required = 'Please complete this required field.';

/** Somebody has written something: mentions, links and emoji count, formatting alone does not. */
function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(saysSomething);
  if (!isFields(value)) return false;
  if (value.type === 'text') return typeof value.text === 'string' && value.text.trim() !== '';
  if (Array.isArray(value.elements)) return value.elements.some(saysSomething);
  return true;
}

function isEmpty(input: ElementInput): boolean {
  if (input === null) return true;
  const said: unknown = Object.values(input)[0];
  if (typeof said === 'string') return said.trim() === '';
  if (Array.isArray(said)) return said.length === 0;
  if (isFields(said)) return !saysSomething(said);
  return said === undefined || said === null;
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
const limit = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function lengthFault(element: JsonObject, text: string): string | null {
  const length = characters(text);
  const min = limit(element.min_length);
  const max = limit(element.max_length);
  if (min !== null && length < min) return `Please enter at least ${plural(min, 'character')}.`;
  if (max !== null && length > max) return `Please enter no more than ${plural(max, 'character')}.`;
  return null;
}

function numberFault(element: JsonObject, text: string): string | null {
  const typed = text.trim();
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(typed)) return 'Please enter a valid number.';
  const value = Number(typed);
  if (element.is_decimal_allowed !== true && !/^[-+]?\d+$/.test(typed)) return 'Please enter a whole number.';
  if (element.min_value !== undefined && value < Number(element.min_value))
    return `Please enter a number greater than or equal to ${String(element.min_value)}.`;
  if (element.max_value !== undefined && value > Number(element.max_value))
    return `Please enter a number less than or equal to ${String(element.max_value)}.`;
  return null;
}

function urlFault(text: string): string | null {
  const url = text.trim();
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? null : 'Please enter a valid URL.';
}

const emailFault = (text: string): string | null =>
  /^[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@.,;<>()]{2,}$/.test(text.trim()) ? null : 'Please enter a valid email address.';

function valueFault(element: JsonObject, input: ElementInput): string | null {
  if (input === null) return null;
  const said: unknown = Object.values(input)[0];
  if (Array.isArray(said)) {
    const max =
      limit(element.max_selected_items) ?? (element.type === 'file_input' ? (limit(element.max_files) ?? 10) : null);
    if (max === null || said.length <= max) return null;
    return element.type === 'file_input'
      ? `Please upload no more than ${plural(max, 'file')}.`
      : `Please select no more than ${plural(max, 'item')}.`;
  }
  if (typeof said !== 'string') return null;
  switch (element.type) {
    case 'plain_text_input':
      return lengthFault(element, said);
    case 'number_input':
      return numberFault(element, said);
    case 'url_text_input':
      return urlFault(said);
    case 'email_text_input':
      return emailFault(said);
    default:
      return null;
  }
}

/** What Slack's client itself refuses to submit, by block_id; empty: it may go. Only input blocks can be at fault. */
export function inputFaults(blocks: readonly JsonObject[], values: FormValues): FormErrors {
  const errors: [string, string][] = [];
  for (const { block, element, blockId, actionId, isInput } of elementsOf(blocks)) {
    if (!isInput) continue;
    const given = inputIn(values, blockId, actionId);
    const input = given === undefined ? initialInput(element) : given;
    const fault = isEmpty(input) ? (block.optional === true ? null : required) : valueFault(element, input);
    if (fault !== null) errors.push([blockId, fault]);
  }
  return Object.fromEntries(errors);
}
