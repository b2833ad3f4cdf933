import {
  array,
  boolean,
  broken,
  byType,
  type Check,
  characters,
  isFields,
  number,
  object,
  oneOf,
  pattern,
  string,
  type,
  wrongType,
} from './check.js';
import { richText } from './check-rich-text.js';
import { choiceOption, confirm, menuOption, optionGroup, overflowOption, plainTextUpTo } from './check-text.js';
import { limits } from './limits.js';

const action_id = string({ max: limits.id });
const placeholder = plainTextUpTo(limits.placeholder);
const focus_on_load = boolean;
const accessibility_label = string({ max: limits.accessibilityLabel });
const style = oneOf('primary', 'danger');
const value = string({ max: limits.buttonValue });
const text = plainTextUpTo(limits.buttonText);
const menu = { action_id, confirm, focus_on_load, placeholder };
const several = { ...menu, max_selected_items: number({ whole: true, min: 1 }) };
const dispatch_action_config = object(
  {},
  { trigger_actions_on: array(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1 }) },
);
const typed = { action_id, placeholder, focus_on_load, dispatch_action_config };
const response_url_enabled = boolean;
const min_query_length = number({ whole: true, min: 0 });
const ids = array(string({ min: 1 }));

const conversationFilter: Check = (filter, at) => {
  if (isFields(filter) && Object.keys(filter).length === 0)
    return [broken(at, 'must provide at least 1 properties', 'min_properties', 1, 0)];
  return object(
    {},
    {
      include: array(oneOf('im', 'mpim', 'private', 'public'), { min: 1 }),
      exclude_external_shared_channels: boolean,
      exclude_bot_users: boolean,
    },
  )(filter, at);
};
const conversations = { default_to_current_conversation: boolean, filter: conversationFilter };

const menuOptions = {
  options: array(menuOption, { min: 1, max: limits.options }),
  option_groups: array(optionGroup, { min: 1, max: limits.optionGroups }),
};
const choices = array(choiceOption, { min: 1, max: limits.choices });

const slackFile: Check = (file, at) => {
  const faults = object({}, { id: string({ min: 1 }), url: string({ min: 1, max: limits.url }) })(file, at);
  if (faults.length > 0 || !isFields(file)) return faults;
  return (file.id === undefined) === (file.url === undefined) ? [broken(at, 'invalid slack file', 'one_of')] : [];
};

/** Slack fetches the picture; the sandbox only refuses what it could not fetch in any case. */
const imageUrl: Check = (url, at) => {
  const faults = string({ min: 1, max: limits.url })(url, at);
  if (faults.length > 0 || /^https?:\/\//i.test(url as string)) return faults;
  return [broken(at, 'downloading image failed', 'format')];
};

/** The fields of an image, as block and as element: one of image_url and slack_file. */
export function image(optional: Readonly<Record<string, Check>>): Check {
  const alt_text = string({ min: 1, max: limits.imageAlt });
  const byUrl = object({ type, image_url: imageUrl, alt_text }, optional);
  const byFile = object({ type, slack_file: slackFile, alt_text }, optional);
  return (fields, at) => {
    if (!isFields(fields)) return [wrongType(at, 'must provide an object')];
    return fields.slack_file === undefined ? byUrl(fields, at) : byFile(fields, at);
  };
}

const feedbackButton = object({ text, value }, { accessibility_label });

/** YYYY-MM-DD. */
const date = pattern(/^\d{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])$/, '^\\d{4}-\\d{2}-\\d{2}$');
/** HH:mm. */
const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, '^([0-1][0-9]|2[0-3]):[0-5][0-9]$');
const decimal = pattern(/^([-+]?(\d+\.?\d*|\.\d+))?$/, '^-?\\d+(\\.\\d+)?$');
/** Ten digits, in seconds. */
const instant: Check = (seconds, at) => {
  const faults = number({ whole: true })(seconds, at);
  if (faults.length > 0 || characters(String(seconds)) === 10) return faults;
  return [broken(at, 'must be a 10 digit UNIX timestamp', 'format')];
};

/** Each element of Block Kit, by its type. */
export const elements = {
  button: object(
    { type, text },
    { action_id, url: string({ max: limits.url }), value, style, confirm, accessibility_label },
  ),
  workflow_button: object(
    {
      type,
      text,
      workflow: object({
        trigger: object(
          { url: string({ min: 1 }) },
          { customizable_input_parameters: array(object({ name: string({ min: 1 }), value: () => [] })) },
        ),
      }),
    },
    { action_id, style, confirm, accessibility_label },
  ),
  overflow: object(
    { type, options: array(overflowOption, { min: 1, max: limits.overflowOptions }) },
    { action_id, confirm },
  ),
  static_select: object({ type }, { ...menu, ...menuOptions, initial_option: menuOption }),
  external_select: object({ type }, { ...menu, initial_option: menuOption, min_query_length }),
  users_select: object({ type }, { ...menu, initial_user: string() }),
  conversations_select: object(
    { type },
    { ...menu, ...conversations, initial_conversation: string(), response_url_enabled },
  ),
  channels_select: object({ type }, { ...menu, initial_channel: string(), response_url_enabled }),
  multi_static_select: object(
    { type },
    { ...several, ...menuOptions, initial_options: array(menuOption, { max: limits.options }) },
  ),
  multi_external_select: object(
    { type },
    { ...several, initial_options: array(menuOption, { max: limits.options }), min_query_length },
  ),
  multi_users_select: object({ type }, { ...several, initial_users: ids }),
  multi_conversations_select: object({ type }, { ...several, ...conversations, initial_conversations: ids }),
  multi_channels_select: object({ type }, { ...several, initial_channels: ids }),
  datepicker: object({ type }, { ...menu, initial_date: date }),
  timepicker: object({ type }, { ...menu, initial_time: time, timezone: string({ min: 1 }) }),
  datetimepicker: object({ type }, { action_id, confirm, focus_on_load, initial_date_time: instant }),
  checkboxes: object(
    { type, options: choices },
    { action_id, confirm, focus_on_load, initial_options: array(choiceOption, { max: limits.choices }) },
  ),
  radio_buttons: object(
    { type, options: choices },
    { action_id, confirm, focus_on_load, initial_option: choiceOption },
  ),
  plain_text_input: object(
    { type },
    {
      ...typed,
      initial_value: string({ max: limits.plainTextInput }),
      multiline: boolean,
      min_length: number({ whole: true, min: 0, max: limits.plainTextInput }),
      max_length: number({ whole: true, min: 1, max: limits.plainTextInput }),
    },
  ),
  email_text_input: object({ type }, { ...typed, initial_value: string() }),
  url_text_input: object({ type }, { ...typed, initial_value: string() }),
  number_input: object(
    { type, is_decimal_allowed: boolean },
    { ...typed, initial_value: decimal, min_value: decimal, max_value: decimal },
  ),
  rich_text_input: object(
    { type },
    {
      ...typed,
      initial_value: byType({ rich_text: richText }),
      min_lines: number({ whole: true, min: 1, max: 100 }),
      max_lines: number({ whole: true, min: 1, max: 100 }),
    },
  ),
  file_input: object(
    { type },
    {
      action_id,
      filetypes: array(string({ min: 1 }), { min: 1 }),
      max_files: number({ whole: true, min: 1, max: limits.files }),
    },
  ),
  image: image({}),
  icon_button: object(
    { type, icon: string({ min: 1 }), text },
    { action_id, value, confirm, accessibility_label, visible_to_user_ids: ids },
  ),
  feedback_buttons: object({ type, positive_button: feedbackButton, negative_button: feedbackButton }, { action_id }),
} satisfies Readonly<Record<string, Check>>;

/** A source beside a task: `url`. */
export const urlSource: Check = byType({ url: object({ type, url: string({ min: 1 }), text: string({ min: 1 }) }) });

const { button, workflow_button, overflow, checkboxes, radio_buttons, datepicker, timepicker, datetimepicker } =
  elements;
const selects = {
  static_select: elements.static_select,
  external_select: elements.external_select,
  users_select: elements.users_select,
  conversations_select: elements.conversations_select,
  channels_select: elements.channels_select,
  multi_static_select: elements.multi_static_select,
  multi_external_select: elements.multi_external_select,
  multi_users_select: elements.multi_users_select,
  multi_conversations_select: elements.multi_conversations_select,
  multi_channels_select: elements.multi_channels_select,
};
const pressed = { button, workflow_button, overflow };
const picked = { ...selects, checkboxes, radio_buttons, datepicker, timepicker };

export const inSection = byType({ ...pressed, ...picked, image: elements.image });
export const inActions = byType({ ...pressed, ...picked, datetimepicker, rich_text_input: elements.rich_text_input });
export const inContextActions = byType({
  feedback_buttons: elements.feedback_buttons,
  icon_button: elements.icon_button,
});
/** What an input block holds. Files can be taken in modals only (docs, file input). */
export function inInput(withFiles: boolean): Check {
  return byType({
    ...picked,
    datetimepicker,
    plain_text_input: elements.plain_text_input,
    email_text_input: elements.email_text_input,
    url_text_input: elements.url_text_input,
    number_input: elements.number_input,
    rich_text_input: elements.rich_text_input,
    ...(withFiles ? { file_input: elements.file_input } : {}),
  });
}
export const buttonOnly = byType({ button });
