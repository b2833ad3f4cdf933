import type { Lang } from '../text/language.js';
import type { Command } from './commands/command.js';
import { helpOf } from './commands/help.js';
import { commands } from './commands/registry.js';
import { actionIds, rerunValue } from './messages/action-ids.js';
import { actions, button, context, section } from './messages/blocks.js';
import { escapeText, plainText } from './messages/escape.js';
import { helpMessage } from './messages/help.js';
import type { SlackMessage } from './messages/message.js';

/** The line with the right name in place of its first word; null for a word alone, which its usage says enough of. */
function mendedLine(typed: string, { name }: Command): string | null {
  const rest = typed.replace(/^\S+\s*/, '');
  return rest === '' ? null : `${name} ${rest}`;
}

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
  const mended = nearest === null ? null : mendedLine(typed, nearest);
  const run =
    mended === null
      ? []
      : actions([
          button({
            text: mended,
            label: words.run(plainText(mended, 60)),
            action: actionIds.rerun,
            value: rerunValue.encode({ text: mended }),
          }),
        ]);
  return { text: first, blocks: [section(first), ...run, context(words.typed(escapeText(typed))), ...help.blocks] };
}
