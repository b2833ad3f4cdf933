import { distance } from 'fastest-levenshtein';
import { type Lang, languageOf } from '../../text/language.js';
import { assign } from './assign.js';
import { away, back } from './away.js';
import { client } from './client.js';
import type { Command } from './command.js';
import { digest } from './digest.js';
import { escalations } from './escalations.js';
import { helpCommand } from './help.js';
import { log } from './log.js';
import { notifications } from './notifications.js';
import { overdue } from './overdue.js';
import { paid } from './paid.js';
import { project } from './project.js';
import { promises } from './promises.js';
import { role } from './role.js';
import { setup } from './setup.js';
import { snooze } from './snooze.js';
import { status } from './status.js';
import { undo } from './undo.js';

/** Every subcommand, in the order in which help shows them. Help, the manifest's hint and the README's table read it. */
export const commands: readonly Command[] = [
  log,
  promises,
  status,
  overdue,
  paid,
  snooze,
  escalations,
  undo,
  project,
  client,
  assign,
  role,
  digest,
  notifications,
  away,
  back,
  setup,
  helpCommand(
    () => commands,
    (verb) => findCommand(verb),
  ),
];

const fold = (verb: string): string => verb.normalize('NFKC').toLowerCase().replace(/^\//, '');

const byVerb = new Map<string, Command>(
  commands.flatMap((command) => [command.name, ...command.aliases].map((verb) => [fold(verb), command] as const)),
);

/** The command of that name or alias, in any language; null if there is none. */
export function findCommand(verb: string): Command | null {
  return byVerb.get(fold(verb)) ?? null;
}

const CHINESE = /^\p{Script=Han}/u;
const chineseVerbs = [...byVerb.keys()].filter((verb) => CHINESE.test(verb)).sort((a, b) => b.length - a.length);

/** Chinese is written without spaces: "状态华瑞科技" is "状态 华瑞科技". */
export function splitChineseVerb(text: string): { readonly command: Command; readonly rest: string } | null {
  const verb = chineseVerbs.find((candidate) => text.startsWith(candidate));
  const command = verb === undefined ? undefined : byVerb.get(verb);
  return verb === undefined || command === undefined ? null : { command, rest: text.slice(verb.length).trim() };
}

/** The command whose name or alias is nearest to a mistyped one; null if none is near. */
export function nearestCommand(verb: string): Command | null {
  const typed = fold(verb);
  // One slip in a short word, two in a longer one: any more and the guess is noise.
  const allowed = typed.length <= 4 ? 1 : 2;
  let best: { command: Command; slips: number } | null = null;
  for (const [known, command] of byVerb) {
    if (known.length < 3) continue;
    const slips = slipsBetween(typed, known);
    if (slips <= allowed && (best === null || slips < best.slips)) best = { command, slips };
  }
  return best?.command ?? null;
}

const letters = (word: string): string => [...word].sort().join('');

/** How far apart two words are; a beginning is no slip, letters in another order are one. */
function slipsBetween(typed: string, known: string): number {
  if (typed.length >= 3 && known.startsWith(typed)) return 0;
  return letters(typed) === letters(known) ? 1 : distance(typed, known);
}

/** What Slack shows beside /collect while somebody types. The manifest holds the English one. */
export function usageHint(lang: Lang = languageOf('en')): string {
  return lang.t.commands.hint(commands.map((command) => command.name).join(' | '));
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The README's table of commands, in Markdown. */
export function commandsTable(lang: Lang = languageOf('en')): string {
  const { table, who, entries, overviewSummary } = lang.t.commands;
  const row = (usage: string, does: string, whoMay: string): string =>
    `| \`${cell(usage)}\` | ${cell(does)} | ${whoMay} |`;
  return [
    `| ${table.command} | ${table.does} | ${table.who} |`,
    '| --- | --- | --- |',
    row('/collect', overviewSummary, who.member),
    ...commands.map((command) => {
      const { usage, summary } = entries[command.name];
      return row(`/collect ${usage}`, summary, who[command.role]);
    }),
  ].join('\n');
}
