import type { Channel, JsonObject, Person } from '../../workspace/model.js';
import { withEmoji } from './emoji.js';
import type { BlockHost } from './host.js';
import { isSet, objectIn, objectsIn, stringIn, stringsIn, textIn, typeOf } from './read-json.js';

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description: string;
}

export interface ChoiceGroup {
  /** Null: not under a heading. */
  readonly label: string | null;
  readonly choices: readonly Choice[];
}

/** Options of Slack's form, as a menu shows them. */
export function optionChoices(options: readonly JsonObject[]): Choice[] {
  return options.map((option) => ({
    value: stringIn(option, 'value') ?? '',
    text: withEmoji(textIn(option, 'text')),
    description: withEmoji(textIn(option, 'description')),
  }));
}

export function groupChoices(groups: readonly JsonObject[]): ChoiceGroup[] {
  return groups.map((group) => ({
    label: withEmoji(textIn(group, 'label')),
    choices: optionChoices(objectsIn(group, 'options')),
  }));
}

/** What a select offers without asking the app. */
export function ownChoices(element: JsonObject, host: BlockHost): ChoiceGroup[] {
  const type = typeOf(element).replace(/^multi_/, '');
  switch (type) {
    case 'static_select': {
      const groups = objectsIn(element, 'option_groups');
      if (groups.length > 0) return groupChoices(groups);
      return [{ label: null, choices: optionChoices(objectsIn(element, 'options')) }];
    }
    case 'users_select':
      return [{ label: null, choices: people(host).map(personChoice) }];
    case 'channels_select':
      return [
        {
          label: null,
          choices: channels(host)
            .filter((channel) => channel.kind === 'public' && !channel.isArchived)
            .map((channel) => channelChoice(channel, host)),
        },
      ];
    case 'conversations_select':
      return [
        {
          label: null,
          choices: channels(host)
            .filter((channel) => !channel.isArchived && isWanted(channel, objectIn(element, 'filter'), host))
            .map((channel) => channelChoice(channel, host)),
        },
      ];
    default:
      return [];
  }
}

const people = (host: BlockHost) => (host.allPeople?.() ?? []).filter((person) => !person.deleted);
const channels = (host: BlockHost) => host.allChannels?.() ?? [];

function isWanted(channel: Channel, filter: JsonObject | null, host: BlockHost): boolean {
  if (filter === null) return true;
  const kinds = stringsIn(filter, 'include');
  if (kinds.length > 0 && !kinds.includes(channel.kind)) return false;
  if (isSet(filter, 'exclude_external_shared_channels') && channel.isExtShared) return false;
  const withBot = channel.kind === 'im' && channel.members.some((id) => host.people(id)?.isBot === true);
  return !(isSet(filter, 'exclude_bot_users') && withBot);
}

function personChoice(person: Person): Choice {
  const name = person.realName || person.name;
  return { value: person.id, text: name, description: person.name === name ? '' : `@${person.name}` };
}

function channelChoice(channel: Channel, host: BlockHost): Choice {
  return { value: channel.id, text: channelTitle(channel, host), description: '' };
}

/** "#proj-apollo", or the people of a direct message. */
export function channelTitle(channel: Channel, host: BlockHost): string {
  if (channel.kind === 'public') return `# ${channel.name}`;
  if (channel.kind === 'private') return `🔒 ${channel.name}`;
  const others = channel.members.filter((id) => id !== host.me);
  const names = (others.length === 0 ? channel.members : others).map((id) => host.people(id)?.realName ?? id);
  return names.join(', ');
}

/** Groups with only what fits the search; a group without any is left out. */
export function searched(groups: readonly ChoiceGroup[], query: string, locale: string): ChoiceGroup[] {
  const wanted = query.trim().toLocaleLowerCase(locale);
  if (wanted === '') return groups.filter((group) => group.choices.length > 0);
  return groups
    .map((group) => ({
      label: group.label,
      choices: group.choices.filter((choice) =>
        `${choice.text} ${choice.description}`.toLocaleLowerCase(locale).includes(wanted),
      ),
    }))
    .filter((group) => group.choices.length > 0);
}
