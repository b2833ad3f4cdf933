import { broken, characters, type Fields, isFields } from './check.js';
import type { BlockFault } from './fault.js';
import { limits } from './limits.js';
import { elementsIn, everyBlock } from './nested.js';

// What no single field shows: Slack looks at it once every field is as it should be.

const rule = (at: string, message: string): BlockFault => ({ pointer: at, message, code: 'failed_constraint' });
const rows = (block: Fields): readonly (readonly unknown[])[] =>
  Array.isArray(block.rows) ? block.rows.filter((row): row is unknown[] => Array.isArray(row)) : [];
const length = (value: unknown): number => characters(String(value));

/** What a table's cell shows. */
function cellLength(cell: unknown): number {
  if (!isFields(cell)) return 0;
  if (typeof cell.text === 'string') return length(cell.text);
  if (cell.type === 'link' && typeof cell.url === 'string') return length(cell.url);
  return Array.isArray(cell.elements) ? cell.elements.reduce((sum: number, one) => sum + cellLength(one), 0) : 0;
}

const tableLength = (block: Fields): number =>
  rows(block).reduce((sum, row) => sum + row.reduce((inner: number, cell) => inner + cellLength(cell), 0), 0);

function sectionFaults(block: Fields, at: string): BlockFault[] {
  if (block.text !== undefined || block.fields !== undefined) return [];
  return [rule(`${at}/type`, 'must define either `text` or `fields`')];
}

function cardFaults(block: Fields, at: string): BlockFault[] {
  if (block.icon !== undefined && block.slack_icon !== undefined)
    return [rule(at, 'must define only one of `icon` and `slack_icon`')];
  const fields = ['hero_image', 'title', 'actions', 'body'];
  if (fields.some((field) => block[field] !== undefined)) return [];
  return [rule(at, 'must define at least one of `hero_image`, `title`, `actions` or `body`')];
}

function containerFaults(block: Fields, at: string): BlockFault[] {
  if (block.title !== undefined || block.rich_text_title !== undefined) return [];
  return [rule(at, 'must define either `title` or `rich_text_title`')];
}

function dataTableFaults(block: Fields, at: string): BlockFault[] {
  const all = rows(block);
  const width = all[0]?.length ?? 0;
  const faults: BlockFault[] = [];
  for (const [index, row] of all.entries())
    if (row.length !== width) faults.push(rule(`${at}/rows/${index}`, 'all rows must have the same number of cells'));
  for (const [index, cell] of (all[0] ?? []).entries())
    if (isFields(cell) && cell.type === 'rich_text')
      faults.push(
        broken(`${at}/rows/0/${index}/type`, 'unsupported type: rich_text', 'enum', ['raw_text', 'raw_number']),
      );
  if (typeof block.row_header_column_index === 'number' && block.row_header_column_index >= width)
    faults.push(broken(`${at}/row_header_column_index`, `must be less than ${width - 1}`, 'maximum', width - 1));
  return faults;
}

/** Chosen beforehand is only what is offered. */
function offeredFaults(element: Fields, at: string): BlockFault[] {
  if (!['static_select', 'multi_static_select', 'radio_buttons', 'checkboxes'].includes(String(element.type)))
    return [];
  const isMenu = element.type === 'static_select' || element.type === 'multi_static_select';
  if (element.options === undefined && element.option_groups === undefined)
    return isMenu ? [rule(`${at}/type`, 'must define either `options` or `option_groups`')] : [];
  const offered = new Set(
    [element.options, ...(Array.isArray(element.option_groups) ? element.option_groups.map((g) => g?.options) : [])]
      .flatMap((list) => (Array.isArray(list) ? list : []))
      .map((option) => option?.value),
  );
  const isOffered = (option: unknown): boolean => isFields(option) && offered.has(option.value);
  const faults: BlockFault[] = [];
  const refuse = (field: string): void => {
    faults.push(rule(`${at}/${field}`, 'must be one of the provided options'));
  };
  if (element.initial_option !== undefined && !isOffered(element.initial_option)) refuse('initial_option');
  // An empty list is refused with the same words.
  const { initial_options: chosen } = element;
  if (Array.isArray(chosen) && (chosen.length === 0 || !chosen.every(isOffered))) refuse('initial_options');
  return faults;
}

function boundFaults(element: Fields, at: string): BlockFault[] {
  if (element.type !== 'number_input' || element.min_value === undefined || element.max_value === undefined) return [];
  if (Number(element.min_value) <= Number(element.max_value)) return [];
  return [rule(`${at}/min_value`, '`min_value` cannot be greater than `max_value`')];
}

function elementFaults(block: Fields, at: string): BlockFault[] {
  const faults: BlockFault[] = [];
  const seen = new Set<string>();
  for (const { at: within, element } of elementsIn(block)) {
    const place = `${at}${within}`;
    const id = element.action_id;
    if (typeof id === 'string' && id !== '') {
      if (seen.has(id)) faults.push(rule(`${place}/action_id`, `\`action_id\` "${id}" already exists`));
      seen.add(id);
    }
    faults.push(...offeredFaults(element, place), ...boundFaults(element, place));
  }
  return faults;
}

/** What is wrong between fields and between blocks that are each well-formed. */
export function wholeFaults(blocks: readonly unknown[], at: string): BlockFault[] {
  const faults: BlockFault[] = [];
  const seen = new Set<string>();
  let markdown = 0;
  let tables = 0;
  let dataTables = 0;
  let charts = 0;
  for (const { block, at: place } of everyBlock(blocks, at)) {
    const id = block.block_id;
    if (typeof id === 'string' && id !== '') {
      if (seen.has(id)) faults.push(rule(`${place}/block_id`, `\`block_id\` "${id}" already exists`));
      seen.add(id);
    }
    faults.push(...elementFaults(block, place));
    if (block.type === 'section') faults.push(...sectionFaults(block, place));
    if (block.type === 'card') faults.push(...cardFaults(block, place));
    if (block.type === 'container') faults.push(...containerFaults(block, place));
    if (block.type === 'markdown') {
      markdown += length(block.text);
      if (markdown > limits.markdown)
        faults.push(
          broken(
            `${place}/text`,
            `must be less than ${limits.markdown + 1} characters`,
            'max_length',
            limits.markdown,
            markdown,
          ),
        );
    }
    if (block.type === 'table') {
      tables += 1;
      if (tables > 1) faults.push(rule(place, 'only_one_table_allowed'));
      if (tableLength(block) > limits.tableCharacters)
        faults.push(
          broken(
            `${place}/rows`,
            `must be less than ${limits.tableCharacters + 1} characters`,
            'max_length',
            limits.tableCharacters,
          ),
        );
    }
    if (block.type === 'data_table') {
      dataTables += tableLength(block);
      faults.push(...dataTableFaults(block, place));
      if (dataTables > limits.dataTableCharacters)
        faults.push(
          broken(
            `${place}/rows`,
            `must be less than ${limits.dataTableCharacters + 1} characters`,
            'max_length',
            limits.dataTableCharacters,
          ),
        );
    }
    if (block.type === 'data_visualization') {
      charts += 1;
      if (charts > limits.chartsInMessage)
        faults.push(rule(place, `no more than ${limits.chartsInMessage} \`data_visualization\` blocks allowed`));
    }
  }
  return faults;
}
