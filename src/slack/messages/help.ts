import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { bold, codeText, escapeText, ownText } from './escape.js';
import { rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';

/** One command as help shows it, in the person's language already. */
export interface CommandHelp {
  readonly name: string;
  /** "log CLIENT promised DATE [AMOUNT] …", without "/collect". */
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  readonly aliases: readonly string[];
  readonly role: 'member' | 'finance' | 'manager' | 'admin';
}

/** All commands, or one of them with its examples; an unknown topic gets the list. */
export function helpMessage(commands: readonly CommandHelp[], topic: string | null, lang: Lang): SlackMessage {
  const { help } = lang.t.answers;
  const wanted = topic?.trim().toLowerCase() ?? '';
  const one = commands.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
  if (one !== undefined) return oneCommand(one, lang);
  const head = [
    ...(wanted === '' ? [] : [section(help.unknownTopic(escapeText(wanted, 60)))]),
    section(bold(help.title)),
  ];
  const tail = [section(help.ask), context(lang.t.words.lines([help.more, help.guests]))];
  const { blocks } = rowsThatFit(commands, (command) => [section(commandLines(command, lang))], [...head, ...tail]);
  return { text: help.push(commands.length), blocks: [...head, ...blocks, ...tail] };
}

function commandLines(command: CommandHelp, lang: Lang): string {
  const role = lang.t.answers.help.roles[command.role];
  const summary = clean(command.summary);
  return lang.t.words.lines([
    codeText(`/collect ${command.usage}`, 300),
    role === '' ? summary : `${summary} · ${role}`,
  ]);
}

/** A summary is our own sentence, yet it comes through the registry: its escapes are made here. */
const clean = (summary: string): string => ownText(summary, 400);

function oneCommand(command: CommandHelp, lang: Lang): SlackMessage {
  const { help } = lang.t.answers;
  const { words } = lang.t;
  const lines = [commandLines(command, lang)];
  if (command.examples.length > 0)
    lines.push(
      '',
      bold(help.examples),
      ...command.examples.slice(0, 12).map((line) => codeText(`/collect ${line}`, 200)),
    );
  const aliases = command.aliases.slice(0, 12).map((alias) => codeText(alias, 40));
  return {
    text: clean(command.summary),
    blocks: [
      section(words.lines(lines)),
      ...(aliases.length === 0 ? [] : [context(help.aliases(words.list(aliases)))]),
    ],
  };
}
