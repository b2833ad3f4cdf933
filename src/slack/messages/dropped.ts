import type { KnownBlock } from '@slack/types';
import type { SetupStep } from '../../domain/setup.js';
import type { Lang } from '../../text/language.js';
import type { FileQuestion, ImportedFile, ReadAs } from '../importer.js';
import { type ActionId, actionIds, importValue, rerunValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { clipMrkdwn, escapeText, plainText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { count, listed, moneyList, named } from './wording.js';

/** Refused rows that a message shows; all of them come as a file. */
const SHOWN_REFUSALS = 8;
const LINE = 700;
/** Of all lines together: a message has room for the buttons besides. */
const ALL_LINES = 2_900;

interface DroppedFacts extends ImportedFile {
  /** What a button of this message carries: the file as Slack names it, and what was in it when it was read. */
  readonly file: { readonly id: string; readonly digest: string };
  readonly readAs: ReadAs;
}

/** What importing a dropped file would do, to be confirmed; or the question that it leaves open. */
export function filePreview(facts: DroppedFacts, lang: Lang): SlackMessage {
  const { report } = facts;
  const t = lang.t.dropped;
  if (report.question !== undefined) return fileQuestion(facts, report.question, lang);
  const name = named(report.fileName);
  const isNews = report.new + report.changed > 0;
  const isTaken = isNews || report.unchanged > 0;
  const known =
    report.refused === 0
      ? t.nothingNew(name)
      : t.nothingNewOfRest(name, count(report.unchanged, lang), count(report.refused, lang));
  const title = isNews ? t.preview(name) : isTaken ? known : t.nothingTaken(name);
  const knownWhy = report.refused === 0 ? t.nothingNewWhy : t.nothingNewRefused;
  const value = { file: facts.file.id, digest: facts.file.digest, ...facts.readAs };
  const shownName = plainText(report.fileName, 40);
  return {
    text: clipMrkdwn(
      isTaken ? t.previewPush(name, ...pushCounts(facts, lang)) : t.nothingTakenPush(name, count(report.refused, lang)),
      limits.messageText,
    ),
    blocks: [
      section(title),
      section(linesOf(facts, lang)),
      ...(isNews && report.sums.length > 0 ? [section(t.sums(moneyList(report.sums, lang, 5)))] : []),
      ...(isTaken
        ? actions([
            choice(actionIds.importConfirm, t.import, t.importLabel(shownName), value, 'primary'),
            choice(actionIds.importCancel, t.cancel, t.cancelLabel(shownName), value),
          ])
        : []),
      context(isNews ? t.why : isTaken ? knownWhy : t.mend),
    ],
  };
}

/**
 * What became of a file that was imported. `refusedFile`: the refused rows follow as a file; `nextStep`: of setting up,
 * what its reader can do now.
 */
export function fileImported(
  facts: ImportedFile & { readonly refusedFile: boolean; readonly nextStep?: SetupStep | null },
  lang: Lang,
): SlackMessage {
  const { report } = facts;
  const t = lang.t.dropped;
  const name = named(report.fileName);
  const isNews = report.new + report.changed > 0;
  const mend = report.refused === 0 ? [] : [context(facts.refusedFile ? t.refusedFollow : t.noFileScope)];
  return {
    text: clipMrkdwn(t.importedPush(name, ...pushCounts(facts, lang)), limits.messageText),
    blocks: [
      section(isNews || report.refused > 0 ? t.imported(name) : t.importedUnchanged(name)),
      section(linesOf(facts, lang)),
      ...(isNews && report.sums.length > 0 ? [section(t.sumsImported(moneyList(report.sums, lang, 5)))] : []),
      ...mend,
      ...nextStep(facts.nextStep ?? null, lang),
    ],
  };
}

function nextStep(step: SetupStep | null, lang: Lang): KnownBlock[] {
  if (step === null) return [];
  const { dropped, setup } = lang.t;
  const name = setup.names[step];
  return [
    section(
      dropped.nextStep(name),
      button({
        text: dropped.goOn,
        label: dropped.goOnLabel(name),
        action: actionIds.rerun,
        value: rerunValue.encode({ text: 'setup' }),
      }),
    ),
  ];
}

/** What the push line tells: rows that are new, changed and refused. */
const pushCounts = ({ report }: ImportedFile, lang: Lang) =>
  [count(report.new, lang), count(report.changed, lang), count(report.refused, lang)] as const;

function linesOf(facts: ImportedFile, lang: Lang): string {
  const lines = facts.lines(lang, SHOWN_REFUSALS).map((line) => escapeText(line, LINE));
  return clipMrkdwn(lang.t.words.lines(lines), ALL_LINES);
}

function fileQuestion(facts: DroppedFacts, question: FileQuestion, lang: Lang): SlackMessage {
  const t = lang.t.dropped;
  const name = named(facts.report.fileName);
  const value = { file: facts.file.id, digest: facts.file.digest, ...facts.readAs };
  switch (question.kind) {
    case 'dates': {
      if (question.contradictory) return simpleAnswer(t.datesContradict(name), examples(question, lang));
      const orders = (['dmy', 'mdy'] as const).map((dates, n) =>
        choice(
          actionIds.importReadAs,
          t.orders[dates],
          t.chooseLabel(t.orders[dates]),
          { ...value, dates },
          undefined,
          n,
        ),
      );
      return asking(t.dates(name), examples(question, lang), orders);
    }
    case 'amounts': {
      if (question.contradictory) return simpleAnswer(t.amountsContradict(name), examples(question, lang));
      const signs = (['.', ','] as const).map((decimal, n) =>
        choice(
          actionIds.importReadAs,
          t.signs[decimal],
          t.chooseLabel(t.signs[decimal]),
          { ...value, decimal },
          undefined,
          n,
        ),
      );
      return asking(t.amounts(name), examples(question, lang), signs);
    }
    case 'columns': {
      const headings = listed(
        question.headings.map((heading) => escapeText(heading, 40)),
        lang,
        20,
      );
      if (question.as === null) return simpleAnswer(t.unknownKind(name, String(question.line), headings));
      const { kinds, fieldWords } = lang.t.imports;
      const missing = listed(question.missing.map(fieldWords), lang, 10);
      return simpleAnswer(t.missingColumns(name, kinds[question.as], missing, headings));
    }
    case 'one_column':
      return simpleAnswer(t.oneColumn(name, String(question.line), escapeText(question.text, 120)));
    case 'file':
      return simpleAnswer(
        escapeText(lang.t.imports.questions.file[question.why](facts.report.fileName), LINE),
        t.dropThat,
      );
    default:
      return simpleAnswer(t.nothingTaken(name), t.mend);
  }
}

function asking(question: string, beside: string, choices: readonly ReturnType<typeof choice>[]): SlackMessage {
  const answer = simpleAnswer(question, beside);
  return { ...answer, blocks: [...answer.blocks, ...actions(choices)] };
}

function examples(question: FileQuestion & { readonly kind: 'dates' | 'amounts' }, lang: Lang): string {
  const t = lang.t.dropped;
  const shown = question.examples
    .slice(0, 3)
    .map(({ line, column, text }) => t.example(String(line), escapeText(column, 60), escapeText(text, 60)));
  return lang.t.words.lines(shown);
}

function choice(
  action: ActionId,
  text: string,
  label: string,
  value: Parameters<typeof importValue.encode>[0],
  style?: 'primary',
  n = 0,
) {
  return button({
    action,
    text,
    label,
    value: importValue.encode(value),
    n,
    ...(style === undefined ? {} : { style }),
  });
}
