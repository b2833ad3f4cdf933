import type { ElementInput, FormValues } from '../page-protocol.js';
import type { Json, JsonObject } from '../workspace/model.js';
import { isFields } from './check.js';
import { elementsOf } from './find-element.js';
import { initialOptionsOf, isExternal, optionsOf } from './options.js';

/** Slack's `state.values`: by block_id, then action_id. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** What the blocks alone do not say. */
export interface Given {
  /** The options that an external select was given by the app. */
  readonly loaded?: (blockId: string, actionId: string) => readonly JsonObject[];
  /** What Slack says of an uploaded file; without it: its id. */
  readonly file?: (id: string) => JsonObject | null;
  /** Where the person was, for `default_to_current_conversation`. */
  readonly conversation?: string | null;
}

interface Kind {
  /** What Slack calls it in the state. */
  readonly field: string;
  /** Which field of ElementInput carries it. */
  readonly input: string;
  readonly many?: true;
  /** The field of the element that says what stands there at first; options are looked up by their own names. */
  readonly initial: string;
}

const one = (field: string, input: string, initial: string): Kind => ({ field, input, initial });
const many = (field: string, input: string, initial: string): Kind => ({ field, input, initial, many: true });
const typed = one('value', 'value', 'initial_value');
const option = one('selected_option', 'option', 'initial_option');
const options = many('selected_options', 'options', 'initial_options');

/** Elements that hold something; all others only act. */
const kinds: Readonly<Record<string, Kind>> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  static_select: option,
  external_select: option,
  radio_buttons: option,
  checkboxes: options,
  multi_static_select: options,
  multi_external_select: options,
  users_select: one('selected_user', 'user', 'initial_user'),
  multi_users_select: many('selected_users', 'users', 'initial_users'),
  channels_select: one('selected_channel', 'channel', 'initial_channel'),
  multi_channels_select: many('selected_channels', 'channels', 'initial_channels'),
  conversations_select: one('selected_conversation', 'conversation', 'initial_conversation'),
  multi_conversations_select: many('selected_conversations', 'conversations', 'initial_conversations'),
  datepicker: one('selected_date', 'date', 'initial_date'),
  timepicker: one('selected_time', 'time', 'initial_time'),
  datetimepicker: one('selected_date_time', 'dateTime', 'initial_date_time'),
  rich_text_input: one('rich_text_value', 'richText', 'initial_value'),
  file_input: many('files', 'files', ''),
};

const kindOf = (element: JsonObject): Kind | null => {
  const type = String(element.type);
  return Object.hasOwn(kinds, type) ? (kinds[type] ?? null) : null;
};

/** It holds a value that goes along in `state.values`. */
export const isStateful = (element: JsonObject): boolean => kindOf(element) !== null;

const fail = (element: JsonObject, said: string): never => {
  throw new Error(`${said} (${String(element.type)} ${String(element.action_id ?? '')})`.replace(' )', ')'));
};

/** What stands in an element that nobody has touched, as the page would say it. */
export function initialInput(element: JsonObject, given: Given = {}): ElementInput {
  const kind = kindOf(element);
  if (kind === null) return null;
  if (kind === option) {
    const value = initialOptionsOf(element)[0]?.value;
    return typeof value === 'string' ? { option: value } : null;
  }
  if (kind === options) {
    const values = initialOptionsOf(element).map((chosen) => String(chosen.value));
    return values.length === 0 ? null : { options: values };
  }
  const first = element[kind.initial];
  if (first !== undefined && first !== null) return { [kind.input]: first } as unknown as ElementInput;
  if (element.default_to_current_conversation === true && typeof given.conversation === 'string')
    return kind.many === true ? { conversations: [given.conversation] } : { conversation: given.conversation };
  return null;
}

function optionNamed(element: JsonObject, value: string, loaded: readonly JsonObject[]): JsonObject {
  const offered = [...optionsOf(element), ...(isExternal(element) ? [...loaded, ...initialOptionsOf(element)] : [])];
  return offered.find((candidate) => candidate.value === value) ?? fail(element, `"${value}" is not among the options`);
}

const wellFormed: Readonly<Record<string, (value: unknown) => boolean>> = {
  value: (value) => typeof value === 'string',
  option: (value) => typeof value === 'string',
  user: (value) => typeof value === 'string',
  channel: (value) => typeof value === 'string',
  conversation: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string' && /^\d{4}-\d{1,2}-\d{1,2}$/.test(value),
  time: (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
  dateTime: (value) => typeof value === 'number' && Number.isInteger(value),
  richText: (value) => isFields(value) && value.type === 'rich_text',
};
const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');

/**
 * One element's part of the state, which is also what `actions[0]` says of the choice: `{type, selected_option: …}`.
 * A button or the like has nothing but its type. Throws for what the element does not offer or cannot hold.
 */
export function elementState(
  element: JsonObject,
  input: ElementInput,
  loaded: readonly JsonObject[] = [],
  given: Given = {},
): JsonObject {
  const type = element.type ?? '';
  const kind = element.type === 'overflow' ? option : kindOf(element);
  if (kind === null) return { type };
  const said = input === null ? undefined : (input as unknown as Record<string, unknown>)[kind.input];
  if (input !== null && said === undefined) fail(element, `holds no ${Object.keys(input).join(', ')}`);

  const zone: JsonObject = typeof element.timezone === 'string' ? { timezone: element.timezone } : {};
  const state = (value: Json): JsonObject => ({ type, [kind.field]: value, ...zone });

  if (kind.many === true) {
    const values = said ?? [];
    if (!isList(values)) return fail(element, 'takes a list');
    const each = [...new Set(values)];
    if (kind === options) return state(each.map((value) => optionNamed(element, value, loaded)));
    if (kind.field === 'files') return state(each.map((id) => given.file?.(id) ?? { id }));
    return state(each);
  }
  // An input that was emptied holds nothing, as one that was never touched.
  if (said === undefined || said === '') return state(null);
  if (wellFormed[kind.input]?.(said) !== true) return fail(element, `cannot hold ${JSON.stringify(said)}`);
  if (kind === option) return state(optionNamed(element, said as string, loaded));
  return state(said as Json);
}

/** What stands in these blocks before anybody touched them: the initial_* values, null or none elsewhere. */
export function emptyState(blocks: readonly JsonObject[], given: Given = {}): StateValues {
  return stateOf(blocks, {}, given);
}

/**
 * Slack's `state.values` of these blocks once `values` were put in: every element that holds something, in input
 * blocks and elsewhere. What `values` does not name is as it was at first. Throws for a value that is not offered.
 */
export function stateOf(blocks: readonly JsonObject[], values: FormValues, given: Given = {}): StateValues {
  const state = new Map<string, Map<string, JsonObject>>();
  for (const { element, blockId, actionId } of elementsOf(blocks)) {
    if (!isStateful(element)) continue;
    const said = inputIn(values, blockId, actionId);
    const input = said === undefined ? initialInput(element, given) : said;
    const loaded = given.loaded?.(blockId, actionId) ?? [];
    const inBlock = state.get(blockId) ?? new Map<string, JsonObject>();
    inBlock.set(actionId, elementState(element, input, loaded, given));
    state.set(blockId, inBlock);
  }
  // fromEntries: a block may be called "__proto__".
  return Object.fromEntries([...state].map(([blockId, inBlock]) => [blockId, Object.fromEntries(inBlock)]));
}

/** What `values` says of one element; undefined: nothing. */
export function inputIn(values: FormValues, blockId: string, actionId: string): ElementInput | undefined {
  const block = Object.hasOwn(values, blockId) ? values[blockId] : undefined;
  return block !== undefined && Object.hasOwn(block, actionId) ? block[actionId] : undefined;
}
