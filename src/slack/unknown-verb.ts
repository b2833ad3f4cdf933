import type { Lang } from '../text/language.js';
import type { Command } from './commands/command.js';
import { helpOf } from './commands/help.js';
import { commands } from './commands/registry.js';
import { context, section } from './messages/blocks.js';
import { escapeText } from './messages/escape.js';
import { helpMessage } from './messages/help.js';
import type { SlackMessage } from './messages/message.js';

/** A word that is no command: what was typed, the nearest command, and what can be typed. */
export function unknownVerb(verb: string, typed: string, nearest: Command | null, lang: Lang): SlackMessage {
  const words = lang.t.commands;
  const first =
    nearest === null
      ? words.unknownVerb(escapeText(verb))
      : words.didYouMean(escapeText(verb), words.entries[nearest.name].usage);
  const topic = nearest?.name ?? null;
  const help = helpMessage(
    commands.map((command) => helpOf(command, lang)),
    topic,
    lang,
  );
  return { text: first, blocks: [section(first), context(words.typed(escapeText(typed))), ...help.blocks] };
}
