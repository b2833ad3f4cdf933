import type { JsonObject } from '../../../src/sandbox/workspace/model.js';

// Whole, well-formed parts of Block Kit: what the tests bend until Slack refuses it.

export const plain = (text: string): JsonObject => ({ type: 'plain_text', text });
export const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text });
export const many = <One>(count: number, one: (n: number) => One): One[] =>
  Array.from({ length: count }, (_, n) => one(n));
export const option = (value: string, text = value): JsonObject => ({ text: plain(text), value });
export const confirm: JsonObject = {
  title: plain('Sure?'),
  text: mrkdwn('It cannot be *undone*.'),
  confirm: plain('Yes'),
  deny: plain('No'),
  style: 'danger',
};
export const richText: JsonObject = {
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'Hello ', style: { bold: true, italic: true } },
        { type: 'link', url: 'https://example.com', text: 'there' },
        { type: 'user', user_id: 'U1' },
        { type: 'usergroup', usergroup_id: 'S1' },
        { type: 'channel', channel_id: 'C1' },
        { type: 'team', team_id: 'T1' },
        { type: 'broadcast', range: 'here' },
        { type: 'color', value: '#ff0000' },
        { type: 'date', timestamp: 1_790_000_000, format: '{date_long}', fallback: 'some day' },
        { type: 'emoji', name: 'wave', unicode: '1f44b' },
      ],
    },
    {
      type: 'rich_text_list',
      style: 'ordered',
      indent: 1,
      border: 0,
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
    },
    { type: 'rich_text_quote', border: 1, elements: [{ type: 'text', text: 'said' }] },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
  ],
};

/** One of each element, with every field it may have. */
export const elements = {
  button: {
    type: 'button',
    text: plain('Press'),
    action_id: 'button',
    value: 'v',
    url: 'https://example.com',
    style: 'primary',
    confirm,
    accessibility_label: 'Press me',
  },
  workflow_button: {
    type: 'workflow_button',
    text: plain('Run'),
    action_id: 'workflow_button',
    workflow: {
      trigger: { url: 'https://slack.com/shortcuts/Ft1/x', customizable_input_parameters: [{ name: 'a', value: 'b' }] },
    },
  },
  overflow: {
    type: 'overflow',
    action_id: 'overflow',
    options: [{ ...option('a'), url: 'https://example.com', description: plain('More') }],
    confirm,
  },
  static_select: {
    type: 'static_select',
    action_id: 'static_select',
    options: [option('a'), { ...option('b'), description: plain('The second') }],
    initial_option: option('b'),
    placeholder: plain('Choose'),
    confirm,
    focus_on_load: true,
  },
  external_select: {
    type: 'external_select',
    action_id: 'external_select',
    initial_option: option('x'),
    min_query_length: 0,
    placeholder: plain('Search'),
  },
  users_select: { type: 'users_select', action_id: 'users_select', initial_user: 'U1', placeholder: plain('Who') },
  conversations_select: {
    type: 'conversations_select',
    action_id: 'conversations_select',
    default_to_current_conversation: true,
    filter: { include: ['public', 'im'], exclude_bot_users: true, exclude_external_shared_channels: true },
    response_url_enabled: true,
  },
  channels_select: { type: 'channels_select', action_id: 'channels_select', initial_channel: 'C1' },
  multi_static_select: {
    type: 'multi_static_select',
    action_id: 'multi_static_select',
    option_groups: [{ label: plain('Letters'), options: [option('a'), option('b'), option('c')] }],
    initial_options: [option('c'), option('a')],
    max_selected_items: 3,
    placeholder: plain('Some'),
  },
  multi_external_select: {
    type: 'multi_external_select',
    action_id: 'multi_external_select',
    initial_options: [option('x')],
    min_query_length: 2,
  },
  multi_users_select: { type: 'multi_users_select', action_id: 'multi_users_select', initial_users: ['U1', 'U2'] },
  multi_conversations_select: {
    type: 'multi_conversations_select',
    action_id: 'multi_conversations_select',
    initial_conversations: ['C1'],
  },
  multi_channels_select: {
    type: 'multi_channels_select',
    action_id: 'multi_channels_select',
    initial_channels: ['C1'],
  },
  datepicker: { type: 'datepicker', action_id: 'datepicker', initial_date: '2026-11-22', placeholder: plain('When') },
  timepicker: { type: 'timepicker', action_id: 'timepicker', initial_time: '09:05', timezone: 'Europe/Berlin' },
  datetimepicker: { type: 'datetimepicker', action_id: 'datetimepicker', initial_date_time: 1_790_000_000 },
  checkboxes: {
    type: 'checkboxes',
    action_id: 'checkboxes',
    options: [{ text: mrkdwn('*a*'), value: 'a', description: mrkdwn('_first_') }, option('b')],
    initial_options: [option('b')],
  },
  radio_buttons: {
    type: 'radio_buttons',
    action_id: 'radio_buttons',
    options: [option('a'), option('b')],
    initial_option: option('a'),
  },
  plain_text_input: {
    type: 'plain_text_input',
    action_id: 'plain_text_input',
    initial_value: 'as it was',
    multiline: true,
    min_length: 1,
    max_length: 3000,
    placeholder: plain('Say something'),
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
    focus_on_load: false,
  },
  email_text_input: { type: 'email_text_input', action_id: 'email_text_input', initial_value: 'dana@example.com' },
  url_text_input: { type: 'url_text_input', action_id: 'url_text_input', initial_value: 'https://example.com' },
  number_input: {
    type: 'number_input',
    action_id: 'number_input',
    is_decimal_allowed: true,
    initial_value: '1.5',
    min_value: '-1',
    max_value: '10',
  },
  rich_text_input: {
    type: 'rich_text_input',
    action_id: 'rich_text_input',
    initial_value: richText,
    min_lines: 1,
    max_lines: 9,
  },
  file_input: { type: 'file_input', action_id: 'file_input', filetypes: ['csv'], max_files: 10 },
} satisfies Readonly<Record<string, JsonObject>>;

export type ElementName = keyof typeof elements;
export const image: JsonObject = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A picture' };
export const inputOf = (element: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
const card: JsonObject = {
  type: 'card',
  hero_image: image,
  icon: image,
  title: mrkdwn('Title'),
  subtitle: plain('Below'),
  body: mrkdwn('Body'),
  actions: [elements.button],
};
const cell = (text: string): JsonObject => ({ type: 'raw_text', text });
const task: JsonObject = {
  type: 'task_card',
  task_id: 't1',
  title: 'Look it up',
  status: 'in_progress',
  details: richText,
  sources: [{ type: 'url', url: 'https://example.com', text: 'Source' }],
};

const named = <Name extends string>(blocks: Record<Name, JsonObject>): Record<Name, JsonObject> => blocks;

/** One of each block that can stand anywhere. */
export const anywhere = named({
  section: {
    type: 'section',
    block_id: 'section',
    text: mrkdwn('Hello'),
    fields: [mrkdwn('*a*'), plain('b')],
    accessory: elements.button,
    expand: true,
  },
  divider: { type: 'divider' },
  header: { type: 'header', text: plain('Head'), level: 2 },
  context: { type: 'context', elements: [mrkdwn('small'), plain('print'), image] },
  actions: { type: 'actions', elements: [elements.button, elements.overflow, elements.datepicker] },
  image: { ...image, title: plain('Title') },
  input: inputOf(elements.plain_text_input, { hint: plain('Hint'), optional: true, dispatch_action: true }),
  rich_text: richText,
  video: {
    type: 'video',
    video_url: 'https://example.com/embed',
    thumbnail_url: 'https://example.com/t.png',
    alt_text: 'A film',
    title: plain('Film'),
    title_url: 'https://example.com/film',
    author_name: 'Dana',
    provider_name: 'Example',
    provider_icon_url: 'https://example.com/i.png',
    description: plain('About'),
  },
});

export const container: JsonObject = {
  type: 'container',
  title: plain('Resolved today'),
  subtitle: mrkdwn('two'),
  child_blocks: [anywhere.section, anywhere.divider, anywhere.actions],
  width: 'wide',
  is_collapsible: true,
  default_collapsed: true,
};

/** Blocks of messages only. */
export const inMessages = named({
  file: { type: 'file', external_id: 'ABCD1', source: 'remote' },
  markdown: { type: 'markdown', text: '**bold**' },
  context_actions: {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback',
        positive_button: { text: plain('Good'), value: 'good', accessibility_label: 'It was good' },
        negative_button: { text: plain('Bad'), value: 'bad' },
      },
      { type: 'icon_button', action_id: 'trash', icon: 'trash', text: plain('Delete'), visible_to_user_ids: ['U1'] },
    ],
  },
  table: {
    type: 'table',
    column_settings: [{ align: 'right', is_wrapped: true }, null],
    rows: [
      [cell('Client'), richText],
      [cell('ACME'), { type: 'raw_number', value: 12, text: '12' }],
    ],
  },
  data_table: {
    type: 'data_table',
    caption: 'Overdue',
    page_size: 10,
    row_header_column_index: 1,
    rows: [
      [cell('Client'), cell('Amount')],
      [richText, { type: 'raw_number', value: 12.5, text: '€12.50' }],
    ],
  },
  data_visualization: {
    type: 'data_visualization',
    title: 'Ageing',
    chart: {
      type: 'bar',
      series: [{ name: 'EUR', data: [{ label: '1–30', value: 5 }] }],
      axis_config: { categories: ['1–30'], x_label: 'Days' },
    },
  },
  container,
  carousel: { type: 'carousel', elements: [card, card] },
  card,
  task_card: task,
  plan: { type: 'plan', title: 'To do', tasks: [task, { task_id: 't2', title: 'Then this' }] },
});

export const alert: JsonObject = { type: 'alert', text: mrkdwn('Careful'), level: 'warning' };

export const modal = (blocks: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain('Form'),
  submit: plain('Send'),
  blocks,
  ...more,
});
export const home = (blocks: readonly JsonObject[]): JsonObject => ({ type: 'home', blocks });
