import type { LocalDate } from '../../domain/local-date.js';
import type { LogRequest, PaidRequest } from '../../domain/request.js';
import type { Misunderstanding, Question, Reading } from '../../understanding/reading.js';

/** A line as far as it was understood: what is in doubt is left open, as it was typed. */
export interface InPart<Request> {
  readonly request: Request;
  /** The doubts that were settled by their first choice only to read the rest. */
  readonly doubts: readonly Question[];
}

/** More doubts than this in one line nobody has. */
const MOST_DOUBTS = 4;

/** Days that cannot be used: whoever corrects one need not say the rest again. */
const UNUSABLE_DAYS: ReadonlySet<Misunderstanding['kind']> = new Set(['too_far', 'future_date', 'bad_date']);

/**
 * Reads a line whose doubts keep it from being understood. Null: nothing of it could be.
 *
 * @param standIn a day that could stand there, to read the rest of a line whose day cannot be used
 */
export function inPart<Request>(
  text: string,
  read: (text: string) => Reading<Request>,
  standIn: LocalDate,
): InPart<Request> | null {
  const doubts: Question[] = [];
  let line = text;
  while (doubts.length <= MOST_DOUBTS) {
    const reading = read(line);
    if (reading.kind === 'understood') return { request: reading.request, doubts };
    const question = reading.kind === 'question' ? reading.question : openDay(reading.problem, line, standIn);
    const [first] = question?.choices ?? [];
    if (question === null || first === undefined) return null;
    doubts.push(question);
    line = first.text;
  }
  return null;
}

function openDay({ kind, typed }: Misunderstanding, line: string, standIn: LocalDate): Question | null {
  if (!UNUSABLE_DAYS.has(kind) || typed === '' || !line.includes(typed)) return null;
  return { kind: 'which_date', typed, choices: [{ date: standIn, text: line.replace(typed, () => standIn) }] };
}

/** Where a doubt's first choice stands in what was read, it is taken out again: a person settles it, nobody guesses. */
const isChoice = (doubts: readonly Question[], is: (choice: Question['choices'][number]) => boolean): Question | null =>
  doubts.find(({ choices: [first] }) => first !== undefined && is(first)) ?? null;

export interface OpenPart {
  readonly amount: LogRequest['promises'][number]['amount'] | string;
  readonly date: LogRequest['promises'][number]['date'] | null;
}

/** The parts of a promise, a doubtful amount as it was typed, a doubtful date left open. */
export function openParts({ request, doubts }: InPart<LogRequest>): readonly OpenPart[] {
  return request.promises.map(({ amount, date }) => {
    const doubtful = amount.kind === 'exact' ? isChoice(doubts, (choice) => choice.amount === amount.value) : null;
    const open = isChoice(doubts, (choice) => choice.date === date) !== null;
    return { amount: doubtful?.typed ?? amount, date: open ? null : date };
  });
}

/** The same of a payment. */
export function openPayment({ request, doubts }: InPart<PaidRequest>): {
  readonly amount: PaidRequest['amount'] | string;
  readonly date: PaidRequest['valueDate'] | null;
} {
  const { amount, valueDate } = request;
  const doubtful = amount.kind === 'exact' ? isChoice(doubts, (choice) => choice.amount === amount.value) : null;
  const open = isChoice(doubts, (choice) => choice.date === valueDate) !== null;
  return { amount: doubtful?.typed ?? amount, date: open ? null : valueDate };
}
