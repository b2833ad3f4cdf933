import { formatCount, formatDate, formatMoney } from '../text/format.js';
import type { Lang } from '../text/language.js';
import type { ImportQuestion, ImportReport, Refusal, SkippedWhy } from './import-report.js';

/** So many payments that may count twice are named; the rest are counted. */
const MOST_TWICE = 5;

/** A refusal in words: "line 12, DueDate: this cell is empty …". */
export function refusalLine(refusal: Refusal, lang: Lang): string {
  return lang.t.imports.refusalAt(String(refusal.line), refusal.column, refusalSentence(refusal, lang));
}

/** What is wrong with a refused row, without where it stands. */
export function refusalSentence({ reason }: Refusal, lang: Lang): string {
  return lang.t.imports.refusals[reason.key](reason.facts);
}

/**
 * What a person reads about an import, a line each: the question where there is one, else the summary, how the file
 * was read, what was left out and refused.
 * @param mostRefusals how many refused rows are shown
 */
export function reportLines(
  report: ImportReport,
  lang: Lang,
  mostRefusals = 20,
  fieldName = lang.t.imports.field,
): string[] {
  const t = lang.t.imports;
  if (report.question !== undefined) return questionLines(report, report.question, lang);
  const count = (n: number): string => formatCount(n, lang.locale);
  const counts = {
    fileName: report.fileName,
    rows: report.kind === null ? count(report.read) : t.counted(report.kind, count(report.read), report.read === 1),
    new: count(report.new),
    changed: count(report.changed),
    unchanged: count(report.unchanged),
    refused: count(report.refused),
  };
  const lines = [report.dryRun ? t.drySummary(counts) : t.summary(counts)];
  const { reading, newClients } = report;
  // A file of clients says it in its first line.
  if (newClients !== undefined && newClients.count > 0 && report.kind !== 'clients') {
    const left = newClients.count - newClients.first.length;
    const names = t.list([...newClients.first]);
    lines.push(
      t.newClients(newClients.count, count(newClients.count), left > 0 ? t.andMore(names, count(left)) : names),
    );
  }
  if (reading !== null) {
    const { sheet } = reading;
    if (sheet !== null && sheet.others.length > 0)
      lines.push(t.readSheet(sheet.name, t.list(sheet.others.map(t.quoted))));
    lines.push(t.readAs(t.list(reading.columns.map(({ column, field }) => `${column} → ${fieldName(field)}`))));
    if (reading.dates !== null) lines.push(t.readDates(t.dateOrders[reading.dates]));
  }
  if (report.read === 0 && report.skipped === 0) lines.push(t.noRows);
  if (report.assumed.currency !== null) lines.push(t.assumedCurrency(report.assumed.currency));
  if (report.assumed.issueDates && report.read > 0) lines.push(t.assumedIssueDates);
  if (report.typedToo > 0) lines.push(t.typedToo(report.typedToo, count(report.typedToo)));
  const { mayCountTwice = [] } = report;
  for (const { clientName, amount, valueDate, invoiceNumber } of mayCountTwice.slice(0, MOST_TWICE)) {
    const [sum, on] = [formatMoney(amount, lang.locale), formatDate(valueDate, lang.locale)];
    lines.push(t.mayCountTwice(clientName, sum, on, invoiceNumber));
  }
  const more = mayCountTwice.length - MOST_TWICE;
  if (more > 0) lines.push(t.moreMayCountTwice(more, count(more)));
  lines.push(...skippedLines(report, lang));
  const shown = report.refusals.slice(0, mostRefusals);
  lines.push(...shown.map((refusal) => refusalLine(refusal, lang)));
  if (report.refused > shown.length) lines.push(t.moreRefusals(count(report.refused - shown.length)));
  return lines;
}

const SKIPPED: readonly [keyof Lang['t']['imports']['skipped'], readonly SkippedWhy[]][] = [
  ['table', ['total', 'heading', 'footer']],
  ['document', ['document']],
  ['draft', ['draft']],
  ['void', ['void']],
];

/** A line for each reason for which lines were left out, with the first of them. */
function skippedLines(report: ImportReport, lang: Lang): string[] {
  const t = lang.t.imports;
  return SKIPPED.flatMap(([group, reasons]) => {
    const first = report.skippedLines.find(({ why }) => reasons.includes(why));
    if (first === undefined) return [];
    const times = reasons.reduce((sum, why) => sum + (report.skippedBy[why] ?? 0), 0);
    return t.skipped[group](formatCount(times, lang.locale), t.lineText(String(first.line), first.text));
  });
}

function questionLines(report: ImportReport, question: ImportQuestion, lang: Lang): string[] {
  const t = lang.t.imports.questions;
  const { fileName } = report;
  const { list, field } = lang.t.imports;
  const fields = (names: readonly string[]): string => list(names.map(field));
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
      const headings = list(question.headings);
      if (question.as === null) return [t.kind(fileName, String(question.line), headings)];
      const kind = lang.t.imports.kinds[question.as];
      return [t.columns(fileName, kind, fields(question.missing), headings, fields(question.allowed ?? []))];
    }
    case 'one_column':
      return [t.oneColumn(fileName, String(question.line), question.text)];
    case 'map':
      return [t.map(fileName, question.column, question.field, fields(question.allowed))];
    case 'file':
      return [t.file[question.why](fileName)];
  }
}
