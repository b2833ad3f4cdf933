import type { KnownBlock } from '@slack/types';

/** Slack's limits (docs.slack.dev block reference; total text of all blocks: slackapi/bolt-js#2509). In characters. */
export const limits = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** Undocumented, about 13,200: beyond it Slack answers msg_blocks_too_long. */
  blocksText: 13_200,
  sectionText: 3000,
  sectionFields: 10,
  sectionField: 2000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  accessibilityLabel: 75,
  id: 255,
  optionText: 75,
  /** 150 in the docs, 75 in the SDK's types. */
  optionValue: 75,
  options: 100,
  overflowOptions: 5,
  checkboxes: 10,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  placeholder: 150,
  modalTitle: 24,
  privateMetadata: 3000,
  inputLabel: 2000,
  plainTextInput: 3000,
  /** With its head; the docs disagree: 101 or 201. */
  tableRows: 101,
  tablePage: 100,
  /** The docs disagree: 10,000 or 20,000. */
  tableCharacters: 10_000,
  viewBytes: 250_000,
  /** Recommended; Slack cuts at 40,000. */
  messageText: 4000,
} as const;

/** What our own messages stay within, so that there is room before Slack refuses. */
export const budget = { blocks: 45, characters: 10_000 } as const;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: Json | undefined): string => (isObject(value) ? String(value.text ?? '') : '');

const READ: ReadonlySet<string> = new Set(['mrkdwn', 'plain_text', 'raw_text', 'raw_number']);

/** All that is read in these blocks, in characters: texts of sections, contexts, buttons, menus, cells of tables. */
export function blocksLength(blocks: readonly KnownBlock[]): number {
  let length = 0;
  const visit = (value: Json): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (!isObject(value)) return;
    if (READ.has(String(value.type)) && typeof value.text === 'string') {
      length += value.text.length;
      return;
    }
    for (const one of Object.values(value)) visit(one);
  };
  visit(blocks as unknown as Json);
  return length;
}

/** How many of `rows` fit beside `fixed` blocks within our budget, each built as a list of blocks. */
export function rowsThatFit<Row>(
  rows: readonly Row[],
  build: (row: Row, at: number) => KnownBlock[],
  fixed: readonly KnownBlock[],
  most: number = rows.length,
): { readonly blocks: KnownBlock[]; readonly shown: number } {
  const blocks: KnownBlock[] = [];
  // One block and its sentence are kept free to say what was left out.
  let blocksLeft = budget.blocks - fixed.length - 1;
  let charactersLeft = budget.characters - blocksLength(fixed) - 300;
  let shown = 0;
  for (const [at, row] of rows.slice(0, most).entries()) {
    const built = build(row, at);
    blocksLeft -= built.length;
    charactersLeft -= blocksLength(built);
    if (blocksLeft < 0 || charactersLeft < 0) break;
    blocks.push(...built);
    shown += 1;
  }
  return { blocks, shown };
}

/** Mentions of everybody are never ours; the date element is the only "<!" that Collect writes. */
const BROADCAST = /<!(?!date\^\d+\^)/;

/**
 * Throws an Error that lists every fault if Slack would refuse this message or view, or if a text from outside could
 * do something in it. For tests: a message that a builder makes passes by construction.
 */
export function assertWithinLimits(
  thing:
    | { readonly text: string; readonly blocks: readonly unknown[] }
    | { readonly type: 'modal' | 'home'; readonly blocks: readonly unknown[] },
): void {
  const faults: string[] = [];
  const most = (what: string, size: number, max: number) => {
    if (size > max) faults.push(`${what}: ${size} > ${max}`);
  };
  const needed = (what: string, text: string, max: number) => {
    if (text.trim() === '') faults.push(`${what}: empty`);
    most(what, text.length, max);
  };
  const json = JSON.parse(JSON.stringify(thing)) as JsonObject;
  const blocks = (Array.isArray(json.blocks) ? json.blocks : []) as readonly JsonObject[];
  const isModal = json.type === 'modal';
  const isView = isModal || json.type === 'home';
  if (blocks.length === 0) faults.push('no blocks');
  most('blocks', blocks.length, isView ? limits.blocksPerView : limits.blocksPerMessage);
  if (isView) {
    if (isModal) needed('title', textOf(json.title), limits.modalTitle);
    if (json.submit !== undefined) needed('submit', textOf(json.submit), limits.modalTitle);
    if (json.close !== undefined) needed('close', textOf(json.close), limits.modalTitle);
    if (isModal && json.submit === undefined && blocks.some((block) => block.type === 'input'))
      faults.push('input without submit');
    most('private_metadata', String(json.private_metadata ?? '').length, limits.privateMetadata);
    most('callback_id', String(json.callback_id ?? '').length, limits.id);
    most('view', JSON.stringify(json).length, limits.viewBytes);
  } else {
    needed('text', String(json.text ?? ''), limits.messageText);
    if (BROADCAST.test(String(json.text))) faults.push('text calls everybody');
    most('text of all blocks', blocksLength(blocks as unknown as KnownBlock[]), limits.blocksText);
  }
  const ids = blocks.map((block) => block.block_id).filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) faults.push('block_id twice');

  const visit = (value: Json, path: string): void => {
    if (Array.isArray(value)) value.forEach((one, at) => void visit(one, `${path}[${at}]`));
    if (!isObject(value)) return;
    checkObject(value, path);
    for (const [key, one] of Object.entries(value)) visit(one, `${path}.${key}`);
  };
  const checkObject = (value: JsonObject, path: string): void => {
    const list = (key: string): readonly JsonObject[] =>
      Array.isArray(value[key]) ? (value[key] as JsonObject[]) : [];
    if (value.block_id !== undefined) needed(`${path}.block_id`, String(value.block_id), limits.id);
    if (value.action_id !== undefined) needed(`${path}.action_id`, String(value.action_id), limits.id);
    if (value.placeholder !== undefined) needed(`${path}.placeholder`, textOf(value.placeholder), limits.placeholder);
    switch (value.type) {
      case 'mrkdwn': {
        const text = String(value.text);
        needed(path, text, limits.sectionText);
        if (value.verbatim !== true) faults.push(`${path}: not verbatim`);
        if (BROADCAST.test(text)) faults.push(`${path}: calls everybody`);
        if (/&(?!amp;|lt;|gt;)/.test(text)) faults.push(`${path}: half an escape`);
        if (/\bundefined\b|\bNaN\b|\[object /.test(text)) faults.push(`${path}: ${text.slice(0, 200)}`);
        break;
      }
      case 'plain_text':
        needed(path, String(value.text), limits.sectionText);
        break;
      case 'section':
        most(`${path}.fields`, list('fields').length, limits.sectionFields);
        for (const field of list('fields')) most(`${path}.fields`, textOf(field).length, limits.sectionField);
        break;
      case 'header':
        needed(path, textOf(value.text), limits.headerText);
        break;
      case 'context':
        most(`${path}.elements`, list('elements').length, limits.contextElements);
        break;
      case 'actions': {
        const actionIds = list('elements').map((element) => element.action_id);
        if (actionIds.length === 0) faults.push(`${path}: no elements`);
        most(`${path}.elements`, actionIds.length, limits.actionsElements);
        if (new Set(actionIds).size !== actionIds.length) faults.push(`${path}: action_id twice`);
        break;
      }
      case 'input':
        needed(`${path}.label`, textOf(value.label), limits.inputLabel);
        if (value.hint !== undefined) needed(`${path}.hint`, textOf(value.hint), limits.inputLabel);
        break;
      case 'button':
        needed(`${path}.text`, textOf(value.text), limits.buttonText);
        needed(`${path}.accessibility_label`, String(value.accessibility_label ?? ''), limits.accessibilityLabel);
        most(`${path}.value`, String(value.value ?? '').length, limits.buttonValue);
        most(`${path}.url`, String(value.url ?? '').length, limits.url);
        break;
      case 'overflow':
        most(`${path}.options`, list('options').length, limits.overflowOptions);
        break;
      case 'static_select':
      case 'external_select':
      case 'multi_external_select':
        most(`${path}.initial_options`, list('initial_options').length, limits.options);
        most(`${path}.options`, list('options').length, limits.options);
        break;
      case 'checkboxes':
        most(`${path}.options`, list('options').length, limits.checkboxes);
        break;
      case 'raw_text':
      case 'raw_number':
        needed(path, String(value.text), limits.sectionText);
        break;
      case 'data_table': {
        const rows = (Array.isArray(value.rows) ? value.rows : []) as readonly (readonly Json[])[];
        needed(`${path}.caption`, String(value.caption ?? ''), limits.sectionText);
        most(`${path}.rows`, rows.length, limits.tableRows);
        most(`${path}.page_size`, Number(value.page_size ?? 0), limits.tablePage);
        most(`${path}.text`, blocksLength(rows as unknown as KnownBlock[]), limits.tableCharacters);
        if (rows.some((row) => row.length !== rows[0]?.length)) faults.push(`${path}.rows: not all of one length`);
        break;
      }
      case 'plain_text_input':
        most(`${path}.max_length`, Number(value.max_length ?? 0), limits.plainTextInput);
        most(
          `${path}.initial_value`,
          String(value.initial_value ?? '').length,
          Number(value.max_length ?? limits.plainTextInput),
        );
        break;
      default:
    }
    const initial = isObject(value.initial_option) ? [value.initial_option] : list('initial_options');
    for (const option of [...list('options'), ...initial]) {
      needed(`${path}.option`, textOf(option.text), limits.optionText);
      needed(`${path}.option.value`, String(option.value ?? ''), limits.optionValue);
    }
  };
  visit(json.blocks ?? null, 'blocks');
  if (faults.length > 0) throw new Error(`Slack would refuse this:\n${faults.join('\n')}`);
}
