import type { ImportReport } from '../../../src/imports/import-report.js';
import { reportLines } from '../../../src/imports/report-lines.js';
import type { MySettings } from '../../../src/ledger/my-settings.js';
import { readNotice } from '../../../src/ledger/notice.js';
import type { FileReport, ImportedFile } from '../../../src/slack/importer.js';
import { cardReceipt } from '../../../src/slack/messages/client-card.js';
import { directMessage } from '../../../src/slack/messages/direct.js';
import { fileImported, filePreview } from '../../../src/slack/messages/dropped.js';
import { restOfMorning } from '../../../src/slack/messages/morning.js';
import { noticeMessage } from '../../../src/slack/messages/notice.js';
import { notificationSettings } from '../../../src/slack/messages/notifications.js';
import { doneAlready } from '../../../src/slack/messages/passed-on.js';
import type { Lang } from '../../../src/text/language.js';
import * as facts from '../messages/facts.js';
import { dana, day, lee, sam, usd } from '../messages/facts.js';
import { notice, type Situations } from './situations.js';

const due = {
  kind: 'promise_due',
  facts: { promise: facts.promise(), lastConversation: null, channelName: 'proj-apollo', why: 'owner' },
};
const broken = { kind: 'promise_broken', facts: facts.broken() };
const asked = {
  kind: 'escalation_requested',
  facts: { clientId: 9, clientName: 'Initech', by: lee, note: null, candidate: facts.candidate() },
};

/** As the outbox keeps them: dates are text. */
const morningOf = (items: readonly unknown[], waited = true) =>
  JSON.parse(JSON.stringify({ batchId: 40, items, waited }));
const many = morningOf(Array.from({ length: 30 }, () => broken));

const setup = {
  steps: ['timezone', 'currency', 'project', 'import', 'roles'].map((step) => ({ step, state: 'open' })),
  timezone: 'UTC',
  currency: 'USD',
  ownZone: 'Asia/Shanghai',
  projects: [],
  invoices: 0,
  finance: [],
  managers: [],
  offered: true,
};
const stateOf = (...states: readonly string[]) =>
  setup.steps.map(({ step }, at) => ({ step, state: states[at] ?? 'open' }));

/** What Collect sends to one person about itself: what waited, how messages come, setting up. */
export const directNotices: Readonly<Record<string, Situations>> = {
  morning: {
    'three of them': notice('morning', morningOf([asked, broken, due])),
    'promises that one check found broken': notice('morning', morningOf([broken, broken], false)),
    'more than fit': notice('morning', many),
    'none that can be read': notice('morning', morningOf([{ kind: 'of_another_version', facts: {} }])),
  },
  notifications_off: {
    'just switched off': notice('notifications_off', {}),
    'on again': notice('notifications_off', { onAgain: true }),
  },
  setup: {
    'offered by itself': notice('setup', setup),
    'half done, asked for': notice('setup', {
      ...setup,
      steps: stateOf('done', 'done', 'later', 'open', 'open'),
      ownZone: 'UTC',
      offered: false,
      managers: ['Sam'],
    }),
    finished: notice('setup', {
      ...setup,
      steps: stateOf('done', 'done', 'done', 'done', 'done'),
      timezone: 'Asia/Shanghai',
      projects: ['Apollo', 'Zeus'],
      ownerless: ['Zeus'],
      invoices: 1,
      finance: ['Kim'],
      managers: ['Sam', 'Lee'],
      offered: false,
    }),
    'many of everything': notice('setup', {
      ...setup,
      steps: stateOf('done', 'done', 'done', 'done', 'open'),
      projects: ['Apollo', 'Zeus', 'Hermes', 'Artemis', 'Hera'],
      invoices: 100_000,
      finance: ['Kim', 'Dana', 'Lee', 'Noor'],
      managers: ['Sam'],
      offered: false,
    }),
  },
};

const settings: MySettings = {
  notify: 'at_once',
  hours: { from: '08:00', until: '18:00', weekdays: [], timezone: 'Europe/Berlin', country: 'DE' },
  own: { times: false, weekdays: false },
  workspaceHours: { from: '08:00', until: '18:00' },
  away: null,
  today: day('2026-11-23'),
  withheld: 0,
};
/** Somebody's settings; also for the form of them. */
export const settingsOf = (of: Partial<MySettings> = {}): MySettings => ({ ...settings, ...of });

const card = {
  renamed: null,
  dropped: [],
  auditId: null,
  client: { id: 9, name: 'Initech' },
  isNew: true,
  aliases: ['Initech Ltd', 'INTC'],
  contact: { name: 'Mia Wong', email: 'mia@initech.example', phone: '+1 555 0100', position: null },
  projectName: 'Apollo',
  owner: dana,
  backup: lee,
};

export const directs: Readonly<Record<string, Situations>> = {
  directMessage: {
    'what nobody asked for': (lang) => directMessage(readNotice('promise_due', due.facts), lang),
    'an answer': (lang) => directMessage(readNotice('notifications_off', {}), lang),
  },
  doneAlready: {
    'pressed once more': (lang) => doneAlready({ by: lee, at: '2026-11-23T09:14:00.000Z', auditId: 58 }, lang),
  },
  restOfMorning: {
    'the last ones': (lang) => orNone(restOfMorning(many, 28, lang, noticeMessage)),
    'the last one': (lang) => orNone(restOfMorning(many, 29, lang, noticeMessage)),
    'of what one check found': (lang) => orNone(restOfMorning({ ...many, waited: false }, 28, lang, noticeMessage)),
  },
  notificationSettings: {
    'as the workspace has them': (lang) => notificationSettings(settings, false, lang),
    'own days, no country, once a day, just changed': (lang) =>
      notificationSettings(
        settingsOf({
          notify: 'daily',
          hours: { from: '09:00', until: '17:30', weekdays: [1, 2, 3, 4], timezone: 'Asia/Shanghai', country: null },
          own: { times: true, weekdays: true },
        }),
        true,
        lang,
      ),
    'off, away now, messages kept back': (lang) =>
      notificationSettings(
        settingsOf({
          notify: 'escalations',
          hours: { ...settings.hours, country: null },
          away: { from: day('2026-11-20'), until: day('2026-11-30') },
          withheld: 3,
        }),
        false,
        lang,
      ),
    'away next month': (lang) =>
      notificationSettings(
        settingsOf({ away: { from: day('2026-12-24'), until: day('2027-01-04') }, withheld: 1 }),
        false,
        lang,
      ),
  },
  cardReceipt: {
    'a new one with everything': (lang) => cardReceipt(card, lang),
    'another name': (lang) =>
      cardReceipt(
        {
          ...card,
          isNew: false,
          renamed: { auditId: 7, before: 'ACME Ltd', name: 'ACME' },
          aliases: [],
          contact: null,
          projectName: null,
          owner: null,
          backup: null,
          auditId: 7,
        },
        lang,
      ),
    'a backup changed': (lang) =>
      cardReceipt({ ...card, isNew: false, aliases: [], contact: null, projectName: null, owner: sam }, lang),
    'a contact with nothing but a name': (lang) =>
      cardReceipt(
        {
          ...card,
          isNew: false,
          aliases: [],
          contact: { name: 'Mia Wong', email: null, phone: null, position: null },
          projectName: null,
          owner: null,
          backup: null,
        },
        lang,
      ),
    nothing: (lang) =>
      cardReceipt(
        { ...card, isNew: false, aliases: [], contact: null, projectName: null, owner: null, backup: null },
        lang,
      ),
  },
};

function orNone<Message>(message: Message | null): Message {
  if (message === null) throw new Error('there is a rest');
  return message;
}

const report = (of: Partial<ImportReport> = {}): ImportReport => ({
  kind: 'invoices',
  fileName: 'quickbooks.csv',
  dryRun: true,
  reading: {
    encoding: 'utf-8',
    delimiter: ',',
    sheet: null,
    dates: 'mdy',
    decimal: '.',
    columns: [
      { column: 'Invoice No', field: 'number' },
      { column: 'Customer', field: 'client' },
      { column: 'Due', field: 'dueDate' },
      { column: 'Total', field: 'amount' },
    ],
  },
  read: 41,
  new: 38,
  changed: 1,
  unchanged: 0,
  refused: 2,
  sums: [usd(4_820_000), { minor: 310_000, currency: 'EUR' }],
  refusals: [
    { line: 12, column: 'Due', reason: { key: 'missing', facts: {} } },
    { line: 30, column: 'Total', reason: { key: 'bad_amount', facts: { text: '5,,0' } } },
  ] as unknown as ImportReport['refusals'],
  skipped: 1,
  skippedBy: { total: 1 },
  skippedLines: [{ line: 43, why: 'total', text: 'Total' }] as unknown as ImportReport['skippedLines'],
  assumed: { currency: 'USD', issueDates: true },
  typedToo: 0,
  ...of,
});

const nothing = { new: 0, changed: 0, unchanged: 0, refused: 0, skipped: 0, skippedBy: {}, skippedLines: [] } as const;
const noDoubt = { ...nothing, refusals: [], assumed: { currency: null, issueDates: false } } as const;

const imported = (of: ImportReport): ImportedFile => ({
  report: of as FileReport,
  lines: (lang: Lang, most: number) => reportLines(of, lang, most),
  refusedRows: () => Promise.resolve(null),
});
const file = { id: 'F0FILE', digest: 'a'.repeat(43) };
const preview = (of: ImportReport) => (lang: Lang) => filePreview({ ...imported(of), file, readAs: {} }, lang);
const asks = (question: unknown, kind: ImportReport['kind'] = 'invoices') =>
  preview(report({ ...noDoubt, kind, read: 0, sums: [], reading: null, question: question as never }));
const examples = [
  { line: 2, column: 'Due', text: '03/04/2026', mdy: day('2026-03-04'), dmy: day('2026-04-03') },
  { line: 3, column: 'Due', text: '05/06/2026', mdy: day('2026-05-06'), dmy: day('2026-06-05') },
];
const amounts = [{ line: 2, column: 'Total', text: '1,250' }];

/** Files that were dropped: what importing them would do, and did. */
export const files: Readonly<Record<string, Situations>> = {
  filePreview: {
    'new rows and refused ones': preview(report()),
    'one new row': preview(
      report({
        ...noDoubt,
        read: 1,
        new: 1,
        sums: [usd(940_000)],
        newClients: { count: 1, first: ['Tango GmbH'] },
      }),
    ),
    'payments typed before': preview(report({ ...noDoubt, kind: 'payments', read: 38, new: 38, typedToo: 2 })),
    'all on the books already': preview(report({ ...noDoubt, read: 38, unchanged: 38 })),
    'nothing that could be taken': preview(report({ ...report(), read: 2, new: 0, changed: 0, sums: [] })),
    'no row at all': preview(report({ ...noDoubt, read: 0, sums: [] })),
    'order of the dates': asks({ kind: 'dates', contradictory: false, examples }),
    'dates that contradict': asks({ kind: 'dates', contradictory: true, examples }),
    'sign in the amounts': asks({ kind: 'amounts', contradictory: false, examples: amounts }),
    'amounts that contradict': asks({ kind: 'amounts', contradictory: true, examples: amounts }),
    'no known headings': asks({ kind: 'columns', as: null, missing: [], headings: ['Foo', 'Bar'], line: 1 }, null),
    'one column': asks({ kind: 'one_column', line: 1, text: 'Amount' }, null),
    'missing columns': asks({
      kind: 'columns',
      as: 'invoices',
      missing: ['dueDate', 'amount'],
      headings: ['Invoice No', 'Customer'],
      line: 3,
      allowed: [],
    }),
    'a spreadsheet': asks({ kind: 'file', why: 'spreadsheet' }, null),
    'a zip': asks({ kind: 'file', why: 'archive' }, null),
    'a broken workbook': asks({ kind: 'file', why: 'damaged' }, null),
    'a workbook that is too large': asks({ kind: 'file', why: 'too_large' }, null),
    'a web page': asks({ kind: 'file', why: 'web_page' }, null),
    empty: asks({ kind: 'file', why: 'empty' }, null),
    'no text': asks({ kind: 'file', why: 'not_text' }, null),
  },
  fileImported: {
    'with refused rows as a file': (lang) =>
      fileImported({ ...imported(report({ dryRun: false })), refusedFile: true }, lang),
    'setting up goes on': (lang) =>
      fileImported({ ...imported(report({ ...noDoubt, dryRun: false })), refusedFile: false, nextStep: 'roles' }, lang),
    'with refused rows, without the scope': (lang) =>
      fileImported({ ...imported(report({ dryRun: false })), refusedFile: false }, lang),
    'a payment typed before': (lang) =>
      fileImported(
        {
          ...imported(report({ ...noDoubt, kind: 'payments', dryRun: false, read: 38, new: 38, typedToo: 1 })),
          refusedFile: false,
        },
        lang,
      ),
    'nothing changed': (lang) =>
      fileImported(
        { ...imported(report({ ...noDoubt, dryRun: false, read: 38, unchanged: 38 })), refusedFile: false },
        lang,
      ),
  },
};
