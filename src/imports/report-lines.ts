import { formatCount, formatDate } from '../text/format.js';
import type { Lang } from '../text/language.js';
import type { ImportQuestion, ImportReport, Refusal } from './import-report.js';

/** A refusal in words: "line 12, DueDate: this cell is empty …". */
export function refusalLine(refusal: Refusal, lang: Lang): string {
  const { refusals, refusalAt } = lang.t.imports;
  return refusalAt(String(refusal.line), refusal.column, refusals[refusal.reason.key](refusal.reason.facts));
}

/**
 * What a person reads about an import, a line each: the question where there is one, else the summary, how the file
 * was read, what was left out and refused.
 * @param mostRefusals how many refused rows are shown
 */
export function reportLines(report: ImportReport, lang: Lang, mostRefusals = 20): string[] {
  const t = lang.t.imports;
  if (report.question !== undefined) return questionLines(report, report.question, lang);
  const count = (n: number): string => formatCount(n, lang.locale);
  const counts = {
    fileName: report.fileName,
    kind: report.kind === null ? '' : t.kinds[report.kind],
    read: count(report.read),
    new: count(report.new),
    changed: count(report.changed),
    unchanged: count(report.unchanged),
    refused: count(report.refused),
  };
  const lines = [report.dryRun ? t.drySummary(counts) : t.summary(counts)];
  const { reading } = report;
  if (reading !== null) {
    lines.push(t.readAs(reading.columns.map(({ column, field }) => `${column} → ${field}`).join(', ')));
    if (reading.dates !== null) lines.push(t.readDates(t.dateOrders[reading.dates]));
  }
  const [first] = report.skippedLines;
  if (first !== undefined) lines.push(t.skipped(count(report.skipped), t.lineText(String(first.line), first.text)));
  const shown = report.refusals.slice(0, mostRefusals);
  lines.push(...shown.map((refusal) => refusalLine(refusal, lang)));
  if (report.refused > shown.length) lines.push(t.moreRefusals(count(report.refused - shown.length)));
  return lines;
}

function questionLines(report: ImportReport, question: ImportQuestion, lang: Lang): string[] {
  const t = lang.t.imports.questions;
  const { fileName } = report;
  switch (question.kind) {
    case 'dates':
      return [
        question.contradictory ? t.datesContradict(fileName) : t.dates(fileName),
        ...question.examples.map(({ line, column, text, mdy, dmy }) =>
          t.dateExample(
            String(line),
            column,
            text,
            mdy === null ? t.noSuchDay : formatDate(mdy, lang.locale),
            dmy === null ? t.noSuchDay : formatDate(dmy, lang.locale),
          ),
        ),
      ];
    case 'amounts':
      return [
        question.contradictory ? t.amountsContradict(fileName) : t.amounts(fileName),
        ...question.examples.map(({ line, column, text }) => t.amountExample(String(line), column, text)),
        t.amountsHow,
      ];
    case 'columns': {
      const headings = question.headings.join(', ');
      if (question.as === null) return [t.kind(fileName, headings)];
      return [t.columns(fileName, lang.t.imports.kinds[question.as], question.missing.join(', '), headings)];
    }
    case 'map':
      return [t.map(fileName, question.column, question.field, question.allowed.join(', '))];
    case 'file':
      return [t.file[question.why](fileName)];
  }
}
