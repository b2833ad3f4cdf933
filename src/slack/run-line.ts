import type { LocalDate } from '../domain/local-date.js';
import { nameKey } from '../domain/name-key.js';
import { visibleClients } from '../ledger/clients.js';
import { isOneSlip } from '../understanding/one-slip.js';
import { readLog } from '../understanding/read-log.js';
import { readPaid } from '../understanding/read-paid.js';
import { splitCommand } from '../understanding/split-command.js';
import type { Answer } from './answer.js';
import { type Command, onlyReads, type TypedLine } from './commands/command.js';
import { clientOf } from './commands/find-client.js';
import { overview } from './commands/overview.js';
import { commands, findCommand, nearestCommand, splitChineseVerb } from './commands/registry.js';
import type { Desk, Origin, Visit } from './desk.js';
import { attend } from './error-edge.js';
import type { SlackMessage } from './messages/message.js';
import { misunderstood, questionMessage, typedOn } from './messages/question.js';
import { unknownVerb } from './unknown-verb.js';

/** What a line carries besides its words. */
export interface Beside {
  /** A link to the message that it is about. */
  readonly permalink?: string | null;
  /** Its client was added a moment ago, on the person's word. */
  readonly newClient?: boolean;
  /** The audit entry of what it is recorded in place of. */
  readonly replaces?: number | null;
  /** The day it was typed, from which its days count; absent: today. */
  readonly on?: LocalDate | undefined;
  /** Its payment is another one than what a file has brought. */
  readonly another?: boolean | undefined;
}

/** A line as understood so far: which command, and what is left for it to read. */
type Understood =
  | { readonly kind: 'overview' }
  | { readonly kind: 'command'; readonly command: Command; readonly verb: string; readonly rest: string }
  | { readonly kind: 'unknown'; readonly verb: string; readonly rest: string }
  /** A line without a verb, or with a mistyped one: which of them, only the names of the clients tell. */
  | { readonly kind: 'unsure'; readonly verb: string; readonly asLog: Extract<Understood, { kind: 'command' }> };

/**
 * Runs one line (what stands after "/collect") for the person at the origin and answers it. Everything that a button
 * repeats comes through here too, so that pressing it is the same as typing the line. Never throws.
 */
export async function runLine(
  desk: Desk,
  origin: Origin,
  answer: Answer,
  text: string,
  beside: Beside = {},
): Promise<void> {
  const typed = text.trim();
  await attend(desk, origin, answer, typed === '' ? null : typed, async () => {
    const command = findCommand(splitCommand(typed).verb);
    const visit = await desk.visit(origin, { anywhere: command?.anywhere === true });
    await answer(await answerLine(desk, visit, typed, beside), visit.lang);
  });
}

/** Runs a line for somebody who was admitted already. Throws UserError for what the person can mend. */
export async function answerLine(desk: Desk, asker: Visit, typed: string, beside: Beside = {}): Promise<SlackMessage> {
  const visit = readingAsOf(asker, beside.on);
  const line = await settle(desk, visit, typed.trim());
  switch (line.kind) {
    case 'overview':
      return await overview(desk, visit);
    case 'unknown':
      return unknownVerb(line.verb, typed, mistyped(line.verb) ?? nearestCommand(line.verb), visit.lang);
    case 'command': {
      const message = await line.command.run(desk, visit, typedLine(line, beside));
      // What it wrote into the outbox is on its way before the person has read the answer.
      if (!onlyReads(line.command, line.rest) && line.command.wakes === undefined) desk.wake();
      return message;
    }
  }
}

/**
 * What keeps a line that records something from being recorded as it stands: a doubt about its date, amount or client.
 * Null if there is none. Nothing is written.
 */
export async function doubtAbout(desk: Desk, visit: Visit, typed: string): Promise<SlackMessage | null> {
  const line = await settle(desk, visit, typed.trim());
  if (line.kind === 'unknown')
    return unknownVerb(line.verb, typed, mistyped(line.verb) ?? nearestCommand(line.verb), visit.lang);
  if (line.kind === 'overview' || (line.command.name !== 'log' && line.command.name !== 'paid')) return null;
  const { name } = line.command;
  const asked = { verb: line.verb, typed: line.rest, on: visit.reading.today };
  const reading = name === 'log' ? readLog(line.rest, visit.reading) : readPaid(line.rest, visit.reading);
  if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
  if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
  const found = await clientOf(desk, visit, typedLine(line, { on: asked.on }), reading.request.clientText);
  return found.kind === 'ask' ? found.message : null;
}

const typedLine = (line: { readonly verb: string; readonly rest: string }, beside: Beside): TypedLine => ({
  verb: line.verb,
  rest: line.rest,
  permalink: beside.permalink ?? null,
  newClient: beside.newClient ?? false,
  replaces: beside.replaces ?? null,
  another: beside.another ?? false,
  ...typedOn(beside),
});

/** Whoever reads a line that was typed on another day: its days count from that one. */
export const readingAsOf = (visit: Visit, on: LocalDate | undefined): Visit =>
  on === undefined ? visit : { ...visit, reading: { ...visit.reading, today: on } };

function understand(typed: string, visit: Visit): Understood {
  const { verb, rest } = splitCommand(typed);
  if (verb === '') return { kind: 'overview' };
  const command = findCommand(verb);
  if (command !== null) return { kind: 'command', command, verb: /^\S+/.exec(typed)?.[0] ?? verb, rest };
  const log = findCommand('log');
  if (log !== null && saysSomething(typed, visit)) {
    const asLog = { kind: 'command', command: log, verb: '', rest: typed } as const;
    return mistyped(verb) === null ? asLog : { kind: 'unsure', verb, asLog };
  }
  const chinese = splitChineseVerb(typed);
  if (chinese !== null) {
    const { rest: behind } = chinese;
    return { kind: 'command', ...chinese, verb: typed.slice(0, typed.length - behind.length).trim() };
  }
  return { kind: 'unknown', verb, rest };
}

/** The command that a word is one slip away from; null for none. */
const mistyped = (verb: string): Command | null => commands.find(({ name }) => isOneSlip(verb, name)) ?? null;

/** "lgo ACME promised Friday" is a slip of the hand, unless there is a client "Lgo". */
async function settle(desk: Desk, visit: Visit, typed: string): Promise<Exclude<Understood, { kind: 'unsure' }>> {
  const line = understand(typed, visit);
  const key = nameKey('verb' in line ? line.verb : '');
  const clients = async () => await visibleClients(desk.ledger, visit.actor);
  if (line.kind === 'unsure') {
    const isName = (await clients()).some(({ keys }) => keys.some((each) => each.startsWith(key)));
    return isName ? line.asLog : { kind: 'unknown', verb: line.verb, rest: line.asLog.rest };
  }
  const log = findCommand('log');
  if (line.kind !== 'unknown' || line.rest === '' || log === null || mistyped(line.verb) !== null) return line;
  // "ACME 5,000 Friday asdf": what cannot be read is told of as something about that client, with its form.
  const begins = (each: string) => each === key || each.startsWith(`${key} `);
  const isName = (await clients()).some(({ keys }) => keys.some(begins));
  return isName ? { kind: 'command', command: log, verb: '', rest: typed } : line;
}

/** "ACME promised Friday": a client and something that was said, only without the word "log". */
function saysSomething(typed: string, visit: Visit): boolean {
  const reading = readLog(typed, visit.reading);
  if (reading.kind === 'question') return true;
  return reading.kind === 'understood' && reading.request.clientText !== null && reading.request.outcome !== 'note';
}
