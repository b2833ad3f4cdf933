import type { VNode } from 'preact';
import type { ElementInput } from '../../page-protocol.js';
import type { JsonObject } from '../../workspace/model.js';
import { Combobox } from './combobox.js';
import type { BlockHost } from './host.js';
import { type Choice, channelTitle, groupChoices, optionChoices, ownChoices } from './menu-options.js';
import { isSet, numberIn, objectIn, objectsIn, typeOf } from './read-json.js';
import { placeholderOf } from './text-fields.js';
import { type ElementProps, naming, useElement } from './use-element.js';

/** Words of options that the app gave for a search: the form keeps only their values. By element, then value. */
const seen = new Map<string, Map<string, Choice>>();

/** Every select of Block Kit: static, external, users, channels, conversations; one or several. */
export function Select(props: ElementProps): VNode {
  const { element, blockId, host, field } = props;
  const state = useElement(props);
  const type = typeOf(element);
  const multiple = type.startsWith('multi_');
  const external = type.endsWith('external_select');
  const remembered = seen.get(state.id) ?? new Map<string, Choice>();
  const groups = external ? null : ownChoices(element, host);
  const known = new Map<string, Choice>(remembered);
  for (const choice of [...initialChoices(element), ...(groups ?? []).flatMap((group) => group.choices)]) {
    known.set(choice.value, choice);
  }
  const chosen = valuesOf(state.value).map(
    (value) => known.get(value) ?? { value, text: nameOf(value, host), description: '' },
  );
  const words = host.words.blocks;
  const placeholder = placeholderOf(element, defaultPlaceholder(type, words));
  return (
    <>
      <Combobox
        id={state.id}
        host={host}
        naming={naming(field, placeholder)}
        placeholder={placeholder}
        groups={groups}
        load={
          external
            ? {
                from: numberIn(element, 'min_query_length') ?? 3,
                ask: async (query) => {
                  const answer = await host.loadOptions(blockId, state.actionId, query);
                  const found =
                    answer.groups !== null
                      ? groupChoices(answer.groups)
                      : [{ label: null, choices: optionChoices(answer.options) }];
                  for (const choice of found.flatMap((group) => group.choices)) remembered.set(choice.value, choice);
                  seen.set(state.id, remembered);
                  return found.filter((group) => group.choices.length > 0);
                },
              }
            : null
        }
        multiple={multiple}
        chosen={chosen}
        most={multiple ? (numberIn(element, 'max_selected_items') ?? 100) : 1}
        clearable={multiple ? false : field?.optional === true}
        busy={state.busy}
        focus={isSet(element, 'focus_on_load')}
        onChoose={(choices) => {
          const values = choices.map((choice) => choice.value);
          // Choosing again what is chosen is no choice.
          if (!multiple && values[0] !== undefined && values[0] === chosen[0]?.value) return;
          state.choose(inputOf(type, values));
        }}
      />
      {state.dialog}
    </>
  );
}

function initialChoices(element: JsonObject): Choice[] {
  const one = objectIn(element, 'initial_option');
  return optionChoices([...(one === null ? [] : [one]), ...objectsIn(element, 'initial_options')]);
}

function nameOf(id: string, host: BlockHost): string {
  const channel = host.channel(id);
  if (channel !== null) return channelTitle(channel, host);
  return host.people(id)?.realName ?? id;
}

function defaultPlaceholder(type: string, words: BlockHost['words']['blocks']): string {
  if (type.endsWith('users_select')) return words.chooseUser;
  if (type.endsWith('channels_select')) return words.chooseChannel;
  if (type.endsWith('conversations_select')) return words.chooseConversation;
  return type.startsWith('multi_') ? words.chooseSeveral : words.choose;
}

/** The values that stand in an input of any select. */
export function valuesOf(input: ElementInput): readonly string[] {
  if (input === null) return [];
  if ('option' in input) return [input.option];
  if ('options' in input) return input.options;
  if ('user' in input) return [input.user];
  if ('users' in input) return input.users;
  if ('channel' in input) return [input.channel];
  if ('channels' in input) return input.channels;
  if ('conversation' in input) return [input.conversation];
  if ('conversations' in input) return input.conversations;
  return [];
}

/** Chosen values as the kind of input that the select's type has. */
export function inputOf(type: string, values: readonly string[]): ElementInput {
  const [first] = values;
  if (first === undefined) return null;
  switch (type) {
    case 'users_select':
      return { user: first };
    case 'multi_users_select':
      return { users: values };
    case 'channels_select':
      return { channel: first };
    case 'multi_channels_select':
      return { channels: values };
    case 'conversations_select':
      return { conversation: first };
    case 'multi_conversations_select':
      return { conversations: values };
    default:
      return type.startsWith('multi_') ? { options: values } : { option: first };
  }
}
