import type { Lang } from '../../text/language.js';
import { type CommandHelp, helpMessage } from '../messages/help.js';
import type { Command } from './command.js';

/** What help, the manifest and the README say of a command, from its one entry in the registry and in text/. */
export function helpOf(command: Command, lang: Lang): CommandHelp {
  const { usage, summary, examples } = lang.t.commands.entries[command.name];
  return { name: command.name, usage, summary, examples, aliases: command.aliases, role: command.role };
}

/** The help command shows all commands, itself included: it is made from the list that it belongs to. */
export function helpCommand(all: () => readonly Command[], find: (verb: string) => Command | null): Command {
  return {
    name: 'help',
    aliases: ['?', 'h', 'commands', '帮助', '命令', '说明'],
    role: 'member',
    anywhere: true,
    reads: true,
    async run(_desk, visit, line) {
      const topic = line.rest.trim() === '' ? null : (find(line.rest.trim())?.name ?? line.rest.trim());
      return helpMessage(
        all().map((command) => helpOf(command, visit.lang)),
        topic,
        visit.lang,
      );
    },
  };
}
