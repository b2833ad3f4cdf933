import type { ElementInput, FormValues } from '../../page-protocol.js';
import type { JsonObject } from '../../workspace/model.js';
import { isSet, numberIn, objectIn, objectsIn, stringIn, stringsIn, typeOf } from './read-json.js';

/** What stands in an element before anybody touched it. `here`: the conversation on the screen. */
export function initialInput(element: JsonObject, here: string | null = null): ElementInput {
  const type = typeOf(element);
  const text = (key: string) => stringIn(element, key);
  const many = (key: string) => {
    const ids = stringsIn(element, key);
    return ids.length === 0 ? null : ids;
  };
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input': {
      const value = text('initial_value');
      return value === null || value === '' ? null : { value };
    }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons': {
      const option = objectIn(element, 'initial_option');
      const value = option === null ? null : stringIn(option, 'value');
      return value === null ? null : { option: value };
    }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes': {
      const options = objectsIn(element, 'initial_options').flatMap((option) => stringIn(option, 'value') ?? []);
      return options.length === 0 ? null : { options };
    }
    case 'datepicker': {
      const date = text('initial_date');
      return date === null ? null : { date };
    }
    case 'timepicker': {
      const time = text('initial_time');
      return time === null ? null : { time };
    }
    case 'datetimepicker': {
      const dateTime = numberIn(element, 'initial_date_time');
      return dateTime === null ? null : { dateTime };
    }
    case 'users_select': {
      const user = text('initial_user');
      return user === null ? null : { user };
    }
    case 'multi_users_select': {
      const users = many('initial_users');
      return users === null ? null : { users };
    }
    case 'channels_select': {
      const channel = text('initial_channel');
      return channel === null ? null : { channel };
    }
    case 'multi_channels_select': {
      const channels = many('initial_channels');
      return channels === null ? null : { channels };
    }
    case 'conversations_select': {
      const conversation =
        (isSet(element, 'default_to_current_conversation') ? here : null) ?? text('initial_conversation');
      return conversation === null ? null : { conversation };
    }
    case 'multi_conversations_select': {
      const current = isSet(element, 'default_to_current_conversation') && here !== null ? [here] : null;
      const conversations = many('initial_conversations') ?? current;
      return conversations === null ? null : { conversations };
    }
    case 'rich_text_input': {
      const richText = objectIn(element, 'initial_value');
      return richText === null ? null : { richText };
    }
    default:
      return null;
  }
}

/** What stands in all inputs of these blocks before anybody touched them: what BlockHost.values begins with. */
export function initialValues(blocks: readonly JsonObject[], here: string | null = null): FormValues {
  const values: Record<string, Record<string, ElementInput>> = {};
  const visit = (block: JsonObject) => {
    const accessory = objectIn(block, 'accessory') ?? objectIn(block, 'element');
    for (const element of [...(accessory === null ? [] : [accessory]), ...objectsIn(block, 'elements')]) {
      const input = initialInput(element, here);
      const blockId = stringIn(block, 'block_id');
      const actionId = stringIn(element, 'action_id');
      if (input === null || blockId === null || actionId === null) continue;
      values[blockId] = { ...values[blockId], [actionId]: input };
    }
    for (const child of objectsIn(block, 'child_blocks')) visit(child);
  };
  for (const block of blocks) visit(block);
  return values;
}
