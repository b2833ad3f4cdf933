import type { PageState } from '../page-protocol.js';
import { channelName, nameOf, standingOf } from './people.js';
import { words } from './words.js';

/** One thing the composer offers while somebody types. */
export interface Suggestion {
  readonly key: string;
  /** What stands for it in bold: "/collect", "Dana Reed". */
  readonly label: string;
  /** Beside it, quiet: arguments, a handle. */
  readonly hint: string;
  /** Below it, quiet. */
  readonly summary: string;
  /** Where it comes from: the app, the workspace. */
  readonly source: string;
  /** What is put in place of what was typed, or the shortcut that is run. */
  readonly picks:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'shortcut'; readonly callbackId: string };
}

export interface Completion {
  readonly title: string;
  /** The part of the text that a suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Suggestion[];
  /** Short words: they stand beside each other. */
  readonly short?: boolean;
  /** The first one is chosen by Enter; false: Enter sends, only arrows and Tab choose. */
  readonly eager: boolean;
}

const mostItems = 12;

/** What may be meant by the text before the caret; null: nothing is to be offered. */
export function complete(text: string, caret: number, state: PageState, inThread: boolean): Completion | null {
  const before = text.slice(0, caret);
  const command = /^\/(\S*)$/.exec(before);
  if (command !== null) return inThread ? null : commands(before, command[1] ?? '', state);
  const argument = /^(\/\S+) (\S*)$/.exec(before);
  if (argument !== null && !inThread && !/^[@#]/.test(argument[2] ?? '')) {
    return verbs(argument[1] ?? '', argument[2] ?? '', caret, state);
  }
  const mention = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (mention === null) return null;
  const query = (mention[2] ?? '').toLowerCase();
  const from = caret - query.length - 1;
  const items = (mention[1] === '@' ? peopleItems(state, query) : channelItems(state, query)).slice(0, mostItems);
  const typedWhole = items.some((item) => item.picks.kind === 'text' && item.picks.text.trim() === before.slice(from));
  return { title: words.composer.suggestions, from, to: caret, items, eager: !typedWhole };
}

/** The command that a line begins with and how it goes on, to be shown while somebody types it. */
export function usageOf(text: string, state: PageState): { readonly command: string; readonly usage: string } | null {
  const command = /^(\/\S+)\s/.exec(text)?.[1];
  if (command === undefined) return null;
  const found = commandItems(state).find((item) => item.label === command);
  return found === undefined || found.hint === '' ? null : { command, usage: found.hint };
}

function commands(before: string, query: string, state: PageState): Completion {
  const asked = query.toLowerCase();
  const all = [...commandItems(state), ...shortcutItems(state)];
  // With the sign or without: shortcuts have none.
  const items = all.filter((item) => `/${item.label} ${item.label}`.toLowerCase().includes(asked));
  const whole = items.some((item) => item.label === before);
  return { title: words.composer.slash, from: 0, to: before.length, items, eager: !whole };
}

/**
 * Hints such as "[log | status | help]" name the first words that a command knows: they are offered, but never in the
 * way of Enter.
 */
function verbs(command: string, query: string, caret: number, state: PageState): Completion | null {
  const hint = state.app.commands.find((known) => known.command === command)?.usageHint ?? '';
  const named = /^\[\s*([\p{L}\p{N}-]+(?:\s*\|\s*[\p{L}\p{N}-]+)+)\s*\]$/u.exec(hint)?.[1];
  if (named === undefined) return null;
  const items = named
    .split('|')
    .map((verb) => verb.trim())
    .filter((verb) => verb.startsWith(query.toLowerCase()) && verb !== query)
    .map((verb) => textItem(`${command} ${verb}`, verb, '', '', '', `${verb} `));
  if (items.length === 0) return null;
  return { title: command, from: caret - query.length, to: caret, items, short: true, eager: false };
}

function commandItems(state: PageState): Suggestion[] {
  const { builtIn, composer } = words;
  const own = state.app.commands.map((known) =>
    textItem(known.command, known.command, known.usageHint, known.description, state.app.name, `${known.command} `),
  );
  const others = Object.entries(builtIn).map(([name, { usage, summary }]) =>
    textItem(`/${name}`, `/${name}`, usage, summary, composer.builtIn, usage === '' ? `/${name}` : `/${name} `),
  );
  return [...own, ...others];
}

function shortcutItems(state: PageState): Suggestion[] {
  return state.app.shortcuts
    .filter((known) => known.type === 'global')
    .map((known) => ({
      key: `shortcut ${known.callbackId}`,
      label: known.name,
      hint: '',
      summary: known.description,
      source: state.app.name,
      picks: { kind: 'shortcut', callbackId: known.callbackId },
    }));
}

function peopleItems(state: PageState, query: string): Suggestion[] {
  return state.people
    .filter((person) => !person.deleted)
    .filter((person) =>
      [person.name, ...nameOf(person).toLowerCase().split(/\s+/)].some((name) => name.startsWith(query)),
    )
    .map((person) =>
      textItem(
        person.id,
        nameOf(person),
        `@${person.name}`,
        '',
        person.isBot ? words.sidebar.app : (standingOf(person) ?? ''),
        `@${person.name} `,
      ),
    );
}

function channelItems(state: PageState, query: string): Suggestion[] {
  return state.channels
    .filter((channel) => channel.name !== '' && !channel.isArchived && channel.name.includes(query))
    .map((channel) => {
      const name = channelName(channel, state.me.id, () => null);
      return textItem(channel.id, name, '', channel.topic, '', `${name} `);
    });
}

function textItem(key: string, label: string, hint: string, summary: string, source: string, text: string): Suggestion {
  return { key, label, hint, summary, source, picks: { kind: 'text', text } };
}
