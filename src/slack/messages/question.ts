import type { KnownBlock } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import { parseDecimal } from '../../domain/money.js';
import { formatDecimal, formatMoneyByCode } from '../../text/format.js';
import type { Lang } from '../../text/language.js';
import type { Misunderstanding, Question, ReadingChoice } from '../../understanding/reading.js';
import { actionIds, changeValue, rerunValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { commandLine } from './command-line.js';
import { codeText, escapeText } from './escape.js';
import type { SlackMessage } from './message.js';
import { fullDate } from './wording.js';

/** Buttons on one row; more choices nobody reads. */
const MOST_CHOICES = 6;

/** `verb`: the command's name; `typed`: all that stood behind it. */
export interface Asked {
  readonly verb: string;
  readonly typed: string;
  /** The day it was typed, where the question may be answered on another. */
  readonly on?: LocalDate;
}

/** As a button carries it. */
export const typedOn = ({ on }: { readonly on?: LocalDate | undefined }): { on?: LocalDate } =>
  on === undefined ? {} : { on };

/** A doubt that only the person can settle: each choice is a button that runs the line without the doubt. */
export function questionMessage(asked: Asked & { readonly question: Question }, lang: Lang): SlackMessage {
  const { questions: say, words, buttons } = lang.t;
  const { question, verb } = asked;
  const choices = question.choices.slice(0, MOST_CHOICES);
  const named = choices.map((choice) => choiceText(choice, lang));
  const text = questionText(question, named, lang);
  return {
    text,
    blocks: [
      section(text),
      ...actions([
        ...choices.map((choice, n) =>
          button({
            text: named[n] ?? choice.text,
            label: buttons.labels.choose(named[n] ?? choice.text),
            action: actionIds.rerun,
            n,
            value: rerunValue.encode({ text: commandLine(verb, choice.text), ...typedOn(asked) }),
          }),
        ),
        otherButton(asked, lang),
      ]),
      context(words.sentences([say.nothingSaved, words.youTyped(codeText(commandLine(verb, asked.typed)))])),
    ],
  };
}

function questionText(question: Question, named: readonly string[], lang: Lang): string {
  const { questions: say } = lang.t;
  const typed = escapeText(question.typed, 100);
  if (question.kind === 'past_date') return say.pastDate(typed, fullDate(question.date, lang));
  const date = question.kind === 'which_date';
  if (question.kind === 'which_currency') {
    const choices = say.or(named.map((choice) => escapeText(choice, 100)));
    return say.whichCurrency(typed, choices, escapeText(question.of, 80), lang.t.words.list(question.owed));
  }
  if (named.length === 0) return date ? say.misunderstood.bad_date(typed) : say.misunderstood.bad_amount(typed);
  const choices = say.or(named.map((choice) => escapeText(choice, 100)));
  return date ? say.whichDate(typed, choices) : say.whichAmount(typed, choices);
}

/** A choice as its button says it: plain text. */
function choiceText(choice: ReadingChoice, lang: Lang): string {
  if (choice.date !== undefined) return fullDate(choice.date, lang);
  const { amount = '', currency } = choice;
  const money = currency === undefined ? null : parseDecimal(amount, currency);
  if (money !== null) return formatMoneyByCode(money, lang.locale);
  return formatDecimal(choice.amount ?? choice.text, lang.locale);
}

function otherButton(asked: Asked, lang: Lang) {
  const { buttons } = lang.t;
  return button({
    text: buttons.other,
    label: buttons.labels.other,
    action: actionIds.change,
    value: changeValue.encode({ text: commandLine(asked.verb, asked.typed), ...typedOn(asked) }),
  });
}

/** What was typed, what is wrong with it, the nearest right line, and a form with the line in it. */
export function misunderstood(asked: Asked & { readonly problem: Misunderstanding }, lang: Lang): SlackMessage {
  const { questions: say, words, buttons } = lang.t;
  const { problem } = asked;
  const typed = escapeText(problem.typed, 200);
  const entry = say.misunderstood[problem.kind];
  const fault = typeof entry === 'string' ? entry : entry(typed);
  const lines = [fault];
  if (problem.example !== '')
    lines.push(say.example(codeText(`/collect ${commandLine(asked.verb, problem.example)}`, 300)));
  const line = commandLine(asked.verb, asked.typed);
  const form: KnownBlock[] = actions([
    button({
      text: buttons.fix,
      label: buttons.labels.fix,
      action: actionIds.change,
      value: changeValue.encode({ text: line, ...typedOn(asked) }),
    }),
  ]);
  return {
    text: words.sentences(lines),
    blocks: [
      section(words.lines(lines)),
      ...form,
      context(words.sentences([say.nothingSaved, words.youTyped(codeText(line, 2500))])),
    ],
  };
}
