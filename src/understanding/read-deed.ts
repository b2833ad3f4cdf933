import { deedWays } from './deeds.js';
import { readAssign } from './read-assign.js';
import { readClient } from './read-client.js';
import { readDigest } from './read-digest.js';
import { readLog } from './read-log.js';
import { readPaid } from './read-paid.js';
import { readProject } from './read-project.js';
import { withoutGreeting } from './read-question.js';
import { readRole } from './read-role.js';
import { readSnooze } from './read-snooze.js';
import type { ReadingContext } from './reading.js';
import { splitCommand } from './split-command.js';

/** A command that records something. */
export type DeedCommand = 'snooze' | 'log' | 'paid' | 'undo' | 'project' | 'client' | 'assign' | 'role' | 'digest';

export interface Deed {
  /** What to type after /collect. */
  readonly line: string;
  /** The client that it names without saying which command is meant; null: a command was named. */
  readonly clientText: string | null;
}

/** The commands by the words that nobody takes for the beginning of a sentence. */
const VERBS: Readonly<Record<string, DeedCommand>> = {
  log: 'log',
  paid: 'paid',
  payment: 'paid',
  undo: 'undo',
  project: 'project',
  client: 'client',
  assign: 'assign',
  role: 'role',
  digest: 'digest',
  记录: 'log',
  登记: 'log',
  到账: 'paid',
  收款: 'paid',
  撤销: 'undo',
  撤回: 'undo',
  项目: 'project',
  客户: 'client',
  指派: 'assign',
  分配: 'assign',
  角色: 'role',
  晨报: 'digest',
  snooze: 'snooze',
  mute: 'snooze',
  暂停提醒: 'snooze',
  稍后提醒: 'snooze',
};

/** Asks, doubts or wishes: what is in it is not said to have happened. */
const NO_REPORT =
  /[?？]|^(?:who|whom|whose|what|which|when|where|why|how|if|is|are|was|were|do|does|did|has|have|had|can|could|should|shall|will|would|may|might|must|i think|i guess|i hope|i wish|i believe|maybe|perhaps|let us|let's|we should|please do not|don't|do not|never|no)\b|吗|呢$|是不是|有没有|是否|谁|哪|什么|怎么|为什么|多少|如果|要是|希望|可能|也许|应该|别|不要/iu;

/**
 * What somebody wants recorded who writes it in a sentence to Collect: the line of the command that would. Nothing is
 * recorded by it. Null: it asks for nothing of the kind. Pure; never throws.
 *
 * @param recordsPayments whoever writes may: "ACME paid 500" is money then, and not what a client says
 */
export function readDeed(text: string, context: ReadingContext, recordsPayments = false): Deed | null {
  const said = withoutGreeting(text);
  for (const [way, line] of deedWays) {
    const match = way.exec(said);
    if (match === null) continue;
    const typed = line.replace(/\$(\d)/g, (_, place: string) => match[Number(place)] ?? '').trim();
    if (isLine(typed, context)) return { line: typed, clientText: null };
  }
  if (isLine(said, context)) return { line: said, clientText: null };
  if (NO_REPORT.test(text)) return null;
  const reading = readLog(said, context);
  if (reading.kind === 'misunderstood') return null;
  const clientText = reading.kind === 'understood' ? reading.request.clientText : nameBefore(said, context);
  if (clientText === null || (reading.kind === 'understood' && reading.request.outcome === 'note')) return null;
  const paid = recordsPayments && reading.kind === 'understood' ? PAID.exec(said) : null;
  if (paid !== null) {
    const line = `paid ${paid[1]} ${paid[2]}`;
    if (readPaid(`${paid[1]} ${paid[2]}`, context).kind !== 'misunderstood') return { line, clientText };
  }
  return { line: `log ${said}`, clientText };
}

/** Whoever has paid, and how much: money that is here. */
const PAID = /^(.+?)\s+(?:has\s+|have\s+)?(?:just\s+)?paid\s+(?:us\s+)?(.*\d.*)$/isu;

/** A doubt about its date leaves the client as it is: the first choice says who is meant. */
function nameBefore(said: string, context: ReadingContext): string | null {
  const reading = readLog(said, context);
  const choice = reading.kind === 'question' ? reading.question.choices[0]?.text : undefined;
  const settled = choice === undefined ? null : readLog(choice, context);
  return settled?.kind === 'understood' ? settled.request.clientText : null;
}

/** Whether a line begins with such a command and can be read as one. */
function isLine(line: string, context: ReadingContext): boolean {
  const { verb, rest } = splitCommand(line);
  const command = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  switch (command) {
    case undefined:
      return false;
    case 'undo':
      return rest === '';
    case 'snooze': {
      const reading = readSnooze(rest, context);
      return reading.kind === 'question' || (reading.kind === 'understood' && reading.request.clientText !== null);
    }
    case 'log': {
      const reading = readLog(rest, context);
      return reading.kind === 'question' || (reading.kind === 'understood' && reading.request.clientText !== null);
    }
    case 'paid': {
      // Without an amount the command says what is missing.
      const reading = readPaid(rest, context);
      return reading.kind !== 'misunderstood' || reading.problem.kind === 'no_amount';
    }
    default:
      return rest !== '' && readers[command](rest).kind === 'understood';
  }
}

const readers = {
  project: readProject,
  client: (rest: string) => {
    const reading = readClient(rest);
    // A client that is only named is looked at, and that is a question.
    return reading.kind === 'understood' && reading.request.action.kind === 'show'
      ? ({ kind: 'misunderstood' } as const)
      : reading;
  },
  assign: readAssign,
  role: readRole,
  digest: readDigest,
};
