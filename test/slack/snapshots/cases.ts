import { UserError } from '../../../src/domain/user-error.js';
import type { ShownDeed } from '../../../src/ledger/facts/digest.js';
import { helpOf } from '../../../src/slack/commands/help.js';
import { commands } from '../../../src/slack/commands/registry.js';
import { assigned, assignForm } from '../../../src/slack/messages/assign-form.js';
import { brief } from '../../../src/slack/messages/brief.js';
import { notUnderstood, offeredDeed, unknownName, whichOne } from '../../../src/slack/messages/enquiry.js';
import { errorMessage, staleButton } from '../../../src/slack/messages/error.js';
import { escalateForm, keepUntilForm, logForm, staleForm } from '../../../src/slack/messages/forms.js';
import { helpMessage } from '../../../src/slack/messages/help.js';
import { logReceipt } from '../../../src/slack/messages/log-receipt.js';
import { overdueList } from '../../../src/slack/messages/overdue.js';
import { overview } from '../../../src/slack/messages/overview.js';
import { paidReceipt } from '../../../src/slack/messages/payment.js';
import { promiseStands } from '../../../src/slack/messages/promise.js';
import { promiseList } from '../../../src/slack/messages/promise-list.js';
import { misunderstood, questionMessage } from '../../../src/slack/messages/question.js';
import { roleList } from '../../../src/slack/messages/roles.js';
import { samePayment } from '../../../src/slack/messages/same-payment.js';
import { simpleAnswer } from '../../../src/slack/messages/simple-answer.js';
import { snoozeReceipt } from '../../../src/slack/messages/snooze.js';
import { clientStatus } from '../../../src/slack/messages/status.js';
import { undelivered } from '../../../src/slack/messages/undelivered.js';
import { undoReceipt } from '../../../src/slack/messages/undo.js';
import { undoableAnswer } from '../../../src/slack/messages/undoable-answer.js';
import { whichClient } from '../../../src/slack/messages/which-client.js';
import { unknownVerb } from '../../../src/slack/unknown-verb.js';
import { answerView, waitingView } from '../../../src/slack/views/answer-view.js';
import type { Lang } from '../../../src/text/language.js';
import * as facts from '../messages/facts.js';
import { dana, day, lee, sam, usd } from '../messages/facts.js';
import { directNotices, directs, files } from './direct-cases.js';
import { filledForms, homes } from './form-cases.js';
import { notice, type Shown, type Situations } from './situations.js';

const typed = 'log ACME promised Friday';
const privateMetadata = '{}';
const today = day('2026-11-23');
const done = { by: sam, at: '2026-11-23T09:14:00.000Z', auditId: 7 };

const error =
  (key: UserError | { readonly unreachable: true } | { readonly id: string } | { readonly slow: true }) =>
  (lang: Lang): Shown =>
    errorMessage({ error: key, typed }, lang);

/** What was said by e-mail, and logged by a command. */
/** The promise itself is over. */
const ended = (state: string, by: typeof sam | null) => ({
  kind: 'ended' as const,
  by,
  at: '2026-11-24T09:14:00Z',
  auditId: 0,
  elsewhere: true,
  summary: { amount: null, date: null, level: null, outcome: state },
});

const promisedSince = {
  by: dana,
  at: '2026-11-24T09:14:00Z',
  amount: usd(1_240_000),
  date: day('2026-12-04'),
  level: 3,
};

const elsewhere = {
  kind: 'logged' as const,
  by: lee,
  at: '2026-11-24T09:14:00Z',
  auditId: 58,
  elsewhere: true,
  summary: { amount: null, date: null, level: null, outcome: 'dispute' },
};

/** What was done about the clients of a digest since it came. */
const deeds: ShownDeed[] = [
  {
    clientId: 7,
    by: dana,
    localTime: '09:14',
    what: { kind: 'promised', amounts: [usd(1_240_000)], until: day('2026-11-27'), dates: 1 },
  },
  { clientId: 8, by: null, localTime: '09:20', what: { kind: 'paid', amount: usd(900_000) } },
  { clientId: 9, by: lee, localTime: '09:31', what: { kind: 'logged', outcome: 'not_answered', medium: 'call' } },
  {
    clientId: 9,
    by: lee,
    localTime: '09:40',
    what: { kind: 'disputed', amount: usd(500_000), revisitOn: day('2026-12-07') },
  },
  { clientId: 9, by: sam, localTime: '10:02', what: { kind: 'snoozed', until: day('2026-12-04') } },
];

const overdue = {
  filter: { kind: 'all' as const },
  today,
  aging: [facts.aging()],
  rows: [
    {
      clientId: 7,
      clientName: 'ACME',
      aging: [facts.aging({ overdue: 940_000, toCollect: 0 })],
      oldestDaysOverdue: 18,
      owner: dana,
      promise: facts.promise(),
    },
    {
      clientId: 9,
      clientName: 'Initech',
      aging: [facts.aging({ overdue: 725_000, toCollect: 725_000 })],
      oldestDaysOverdue: 63,
      owner: null,
      promise: null,
    },
  ],
  page: 1,
  pages: 2,
  total: 12,
};

/** Everything that Collect says by itself, by its kind. */
export const notices: Readonly<Record<string, Situations>> = {
  ...directNotices,
  promise_logged: {
    'a second date': notice('promise_logged', { promises: [facts.promise()], by: dana, undone: false }),
    'amounts hidden': notice('promise_logged', {
      promises: [facts.promise()],
      by: dana,
      undone: false,
      amountsShown: false,
    }),
    'taken back': notice('promise_logged', { promises: [facts.promise()], by: dana, undone: true }),
  },
  promise_due: {
    'to the owner': notice('promise_due', {
      promise: facts.promise(),
      lastConversation: facts.broken().lastConversation,
      channelName: 'proj-apollo',
      why: 'owner',
    }),
    'a new date given': notice('promise_due', {
      promise: facts.promise(),
      lastConversation: null,
      channelName: null,
      why: 'owner',
      decision: {
        kind: 'new_date',
        by: dana,
        at: '2026-11-23T09:14:00.000Z',
        auditId: 56,
        summary: { amount: usd(1_240_000), date: day('2026-12-04'), level: 3, outcome: null },
      },
    }),
    ...Object.fromEntries(
      (['broken', 'partially_kept', 'superseded', 'withdrawn'] as const).map((state) => [
        `over, as ${state}`,
        notice('promise_due', {
          promise: facts.promise(),
          lastConversation: null,
          channelName: null,
          why: 'owner',
          decision: ended(state, state === 'withdrawn' ? sam : null),
        }),
      ]),
    ),
    'to the backup of somebody who is not in the channel': notice('promise_due', {
      promise: facts.promise({ level: 1, slipDays: 0 }),
      lastConversation: null,
      channelName: 'proj-apollo',
      why: 'backup',
      instead: { person: dana, reason: 'not_in_channel', until: null, channelName: 'proj-apollo' },
    }),
    'to a manager, since the owner is not in the channel': notice('promise_due', {
      promise: facts.promise({ level: 1, slipDays: 0 }),
      lastConversation: null,
      channelName: 'proj-apollo',
      why: 'manager',
      instead: { person: dana, reason: 'not_in_channel', until: null, channelName: 'proj-apollo' },
    }),
    'to the backup': notice('promise_due', {
      promise: facts.promise({ level: 1, slipDays: 0 }),
      lastConversation: null,
      channelName: null,
      why: 'backup',
    }),
  },
  promise_broken: {
    'to the owner': notice('promise_broken', facts.broken()),
    'to a manager': notice('promise_broken', facts.broken({ why: 'manager', lastConversation: null })),
    decided: notice(
      'promise_broken',
      facts.broken({
        decision: {
          kind: 'new_date',
          by: dana,
          at: '2026-11-24T09:14:00Z',
          auditId: 57,
          summary: { amount: usd(1_240_000), date: day('2026-11-27'), level: 3, outcome: null },
        },
      }),
    ),
    'decided elsewhere': notice('promise_broken', facts.broken({ decision: elsewhere })),
    'escalated by a manager': notice(
      'promise_broken',
      facts.broken({
        decision: { ...elsewhere, kind: 'taken_over', by: sam, summary: { ...elsewhere.summary, outcome: null } },
      }),
    ),
    'taken back': notice('promise_broken', facts.broken({ decision: ended('withdrawn', sam) })),
    'taken back, nobody knows by whom': notice('promise_broken', facts.broken({ decision: ended('withdrawn', null) })),
    'the managers are asked': notice(
      'promise_broken',
      facts.broken({
        decision: {
          kind: 'escalated',
          by: dana,
          at: '2026-11-24T09:14:00Z',
          auditId: 57,
          summary: { amount: null, date: null, level: null, outcome: null },
        },
      }),
    ),
    'its channel shows no amounts': notice('promise_broken', { ...facts.broken(), pushAmounts: false }),
    'paid by an import': notice(
      'promise_broken',
      facts.broken({
        decision: {
          ...elsewhere,
          kind: 'paid',
          by: null,
          summary: { amount: null, date: null, level: null, outcome: null },
        },
      }),
    ),
  },
  payments_met: {
    'one payment': notice('payments_met', {
      fileName: 'payments.csv',
      payments: [{ auditId: 7, clientName: 'ACME', amount: usd(960_000), valueDate: day('2026-11-20'), apart: null }],
    }),
    'one that the file has for another invoice': notice('payments_met', {
      fileName: 'payments.csv',
      asked: true,
      payments: [
        {
          auditId: 7,
          clientName: 'ACME',
          amount: usd(960_000),
          valueDate: day('2026-11-20'),
          apart: null,
          doubt: { typedFor: ['INV-1'], bookedFor: ['INV-2'], bookedOn: day('2026-11-23') },
        },
      ],
    }),
    'to whoever records money, of somebody who no longer does': notice('payments_met', {
      fileName: 'payments.csv',
      payments: [{ auditId: 7, clientName: 'ACME', amount: usd(960_000), valueDate: day('2026-11-20'), apart: null }],
      typedBy: sam,
    }),
    'two, one of them another': notice('payments_met', {
      fileName: 'payments.csv',
      payments: [
        { auditId: 7, clientName: 'ACME', amount: usd(960_000), valueDate: day('2026-11-20'), apart: null },
        { auditId: 8, clientName: 'Initech', amount: usd(50_000), valueDate: day('2026-11-19'), apart: sam },
      ],
    }),
  },
  payment_recorded: {
    'a promise kept': notice('payment_recorded', {
      clientName: 'ACME',
      amount: usd(1_240_000),
      by: sam,
      promisesKept: 1,
      undone: false,
    }),
    'taken back': notice('payment_recorded', {
      clientName: 'ACME',
      amount: usd(1_240_000),
      by: sam,
      promisesKept: 0,
      undone: true,
    }),
  },
  digest: {
    'a morning': notice('digest', facts.digestFacts()),
    'something done': notice(
      'digest',
      facts.digestFacts({
        deeds,
        belowMinimum: { clients: 2, minimum: usd(50_000) },
        waiting: { clients: 2, amounts: [usd(1_700_000)] },
      }),
    ),
    'amounts hidden, something done': notice(
      'digest',
      facts.digestFacts({
        amountsShown: false,
        deeds,
        belowMinimum: { clients: 1, minimum: usd(50_000) },
        waiting: { clients: 1, amounts: [usd(1_300_000)] },
      }),
    ),
    'amounts hidden because of guests': notice(
      'digest',
      facts.digestFacts({ amountsShown: false, amountsHidden: 'guests', rows: facts.digestFacts().rows.slice(0, 2) }),
    ),
    'nothing to do, nobody knows who reads there': notice(
      'digest',
      facts.digestFacts({
        amountsShown: false,
        amountsHidden: 'unknown',
        rows: [],
        changes: [],
        nextPromise: { clientName: 'Globex', amount: usd(900_000), promisedDate: day('2026-11-25') },
      }),
    ),
    'nothing to do, amounts hidden': notice(
      'digest',
      facts.digestFacts({
        amountsShown: false,
        rows: [],
        changes: [],
        nextPromise: { clientName: 'Globex', amount: usd(900_000), promisedDate: day('2026-11-25') },
      }),
    ),
    'nothing to do': notice(
      'digest',
      facts.digestFacts({
        rows: [],
        changes: [],
        nextPromise: { clientName: 'Globex', amount: usd(900_000), promisedDate: day('2026-11-25') },
      }),
    ),
    'old figures': notice(
      'digest',
      facts.digestFacts({
        data: {
          at: '2026-11-19T08:55:00Z',
          localDate: day('2026-11-19'),
          localTime: '08:55',
          fileName: 'new-client.csv',
          most: { localDate: day('2026-11-12'), fileName: 'quickbooks.csv' },
          payments: { localDate: day('2026-11-20'), fileName: 'payments.csv' },
          stale: true,
          importedBy: sam,
        },
      }),
    ),
  },
  digest_thread: {
    'the second page': notice('digest_thread', { page: 2, pages: 2, rows: facts.digestFacts().rows }),
    'amounts hidden, something done': notice('digest_thread', {
      page: 1,
      pages: 1,
      rows: facts.digestFacts().rows,
      amountsShown: false,
      deeds,
      today,
    }),
  },
  escalation_list: {
    'one candidate': notice('escalation_list', {
      today,
      overdueClients: 41,
      candidates: [facts.candidate()],
      stale: false,
    }),
    'two settled': notice('escalation_list', {
      today,
      overdueClients: 41,
      candidates: [
        facts.candidate({
          decision: { kind: 'settled', by: sam, at: '2026-11-23T09:14:00.000Z', until: null, auditId: 0 },
        }),
        facts.candidate({
          rank: 2,
          clientName: 'Hooli',
          decision: { kind: 'settled', by: null, at: '2026-11-23T09:20:00.000Z', until: null, auditId: 0 },
        }),
      ],
      stale: false,
    }),
    'two decided': notice('escalation_list', {
      today,
      overdueClients: 41,
      candidates: [
        facts.candidate({
          decision: { kind: 'keep', by: sam, at: '2026-11-23T09:14:00.000Z', until: day('2026-12-11'), auditId: 56 },
        }),
        facts.candidate({
          rank: 2,
          clientName: 'Hooli',
          decision: { kind: 'escalate', by: sam, at: '2026-11-23T09:20:00.000Z', until: null, auditId: 57 },
        }),
      ],
      stale: false,
    }),
    nobody: notice('escalation_list', { today, overdueClients: 41, candidates: [], stale: false }),
  },
  kept_with_owner: {
    'with a note': notice('kept_with_owner', {
      clientName: 'Initech',
      by: sam,
      until: day('2026-11-30'),
      note: 'Call Tom first',
    }),
  },
  escalated: {
    'with a note': notice('escalated', {
      clientId: 9,
      clientName: 'Initech',
      by: sam,
      owner: lee,
      reasons: facts.candidate().reasons,
      note: 'I call their CFO today',
    }),
    'to the owner': notice('escalated', {
      clientId: 9,
      clientName: 'Initech',
      by: sam,
      owner: lee,
      reasons: facts.candidate().reasons,
      note: null,
      why: 'owner',
      instead: null,
    }),
    'amounts hidden': notice('escalated', {
      clientId: 9,
      clientName: 'Initech',
      by: sam,
      owner: lee,
      reasons: facts.candidate().reasons,
      note: null,
      amountsShown: false,
    }),
    'amounts hidden, with a note that names one': notice('escalated', {
      clientId: 9,
      clientName: 'Initech',
      by: sam,
      owner: lee,
      reasons: facts.candidate().reasons,
      note: 'They want to pay 5k of 27,250',
      amountsShown: false,
    }),
  },
  escalation_requested: {
    'by the owner': notice('escalation_requested', {
      clientId: 9,
      clientName: 'Initech',
      by: lee,
      note: 'They do not answer any more',
      candidate: facts.candidate(),
    }),
    ...Object.fromEntries(
      [true, false].map((pushAmounts) => [
        `a new date was named since${pushAmounts ? '' : ', its channel shows no amounts'}`,
        notice('escalation_requested', {
          clientId: 9,
          clientName: 'Initech',
          by: lee,
          note: null,
          candidate: facts.candidate(),
          pushAmounts,
          promisedSince,
        }),
      ]),
    ),
    'escalated since': notice('escalation_requested', {
      clientId: 9,
      clientName: 'Initech',
      by: lee,
      note: null,
      candidate: facts.candidate(),
      promisedSince,
      decision: { kind: 'escalate', by: sam, at: '2026-11-24T09:14:00Z', until: null, auditId: 57 },
    }),
    'kept with its owner since': notice('escalation_requested', {
      clientId: 9,
      clientName: 'Initech',
      by: lee,
      note: null,
      candidate: facts.candidate(),
      decision: { kind: 'keep', by: sam, at: '2026-11-24T09:14:00Z', until: day('2026-12-04'), auditId: 57 },
    }),
    'taken back': notice('escalation_requested', {
      clientId: 9,
      clientName: 'Initech',
      by: lee,
      note: null,
      candidate: facts.candidate(),
      takenBack: { by: lee, at: '2026-11-24T09:14:00Z' },
    }),
    'of a client that is long overdue and promised in parts, amounts hidden in its channel': notice(
      'escalation_requested',
      {
        clientId: 9,
        clientName: 'Initech',
        by: lee,
        note: null,
        pushAmounts: false,
        candidate: facts.candidate({
          reasons: [
            { kind: 'requested', points: 100, by: lee, on: day('2026-11-23') },
            { kind: 'days_overdue', points: 30, days: 94, limit: 60 },
          ],
          lastPromise: facts.promise({ promisedDate: day('2026-11-30'), amount: usd(740_000) }),
          otherParts: [facts.promise({ promisedDate: day('2026-11-20'), amount: usd(500_000), state: 'broken' })],
          lastDecision: { kind: 'requested', until: null, by: lee, on: day('2026-11-23') },
        }),
      },
    ),
  },
  project_set: {
    'with owner and backup': notice('project_set', {
      projectName: 'Apollo',
      by: sam,
      owner: dana,
      backup: lee,
      digestTime: '09:00',
    }),
    'taken back': notice('project_set', {
      projectName: 'Apollo',
      by: sam,
      owner: dana,
      backup: lee,
      digestTime: '09:00',
      undone: true,
    }),
    'without an owner': notice('project_set', {
      projectName: 'Apollo',
      by: sam,
      owner: null,
      backup: null,
      digestTime: '09:00',
    }),
  },
  passed_on: {
    'a payment': notice('passed_on', { by: dana, typed: 'paid ACME 12,400', on: today }),
    done: notice('passed_on', { by: dana, typed: 'paid ACME 12,400', on: today, done }),
  },
  passed_on_done: {
    'a payment': notice('passed_on_done', { typed: 'paid ACME 12,400', on: today, done, undone: false }),
    'taken back since': notice('passed_on_done', { typed: 'paid ACME 12,400', on: today, done, undone: true }),
  },
  role_changed: {
    'by somebody': notice('role_changed', { by: sam, before: 'member', after: 'finance' }),
    'by whoever runs Collect': notice('role_changed', { by: null, before: 'manager', after: 'admin' }),
    'taken away': notice('role_changed', { by: sam, before: 'manager', after: 'member' }),
  },
  channel_refused: Object.fromEntries(
    ['not_member', 'archived', 'shared', 'restricted'].map((trouble) => [
      trouble,
      notice('channel_refused', {
        slackChannelId: 'C0APOLLO',
        channelName: 'proj-apollo',
        projectNames: ['Apollo', 'Zeus'],
        trouble,
        code: 'not_in_channel',
      }),
    ]),
  ),
  taken_down: { 'shared with another organisation': notice('taken_down', {}) },
  late_answer: {
    'after an interruption': (lang) => {
      const { text, blocks } = logReceipt(facts.logged(), lang, typed);
      return notice('late_answer', { text, blocks })(lang);
    },
  },
  request_given_up: {
    'nothing recorded': notice('request_given_up', { typed, recorded: false }),
    'in part': notice('request_given_up', { typed, recorded: true }),
  },
};

/** Answers, by the name of their builder. */
export const messages: Readonly<Record<string, Situations>> = {
  ...directs,
  ...files,
  logReceipt: {
    'a second date': (lang) => logReceipt(facts.logged(), lang, typed),
    'no date': (lang) =>
      logReceipt(facts.logged({ promises: [], outcome: 'intent', hints: [{ kind: 'intent_only' }] }), lang, typed),
    'a dispute': (lang) =>
      logReceipt(
        facts.logged({
          promises: [],
          outcome: 'dispute',
          dispute: { amount: usd(500_000), invoiceNumber: 'INV-104', revisitOn: day('2026-12-07') },
        }),
        lang,
        typed,
      ),
    'a dispute said again': (lang) =>
      logReceipt(
        facts.logged({
          promises: [],
          outcome: 'dispute',
          dispute: {
            amount: usd(500_000),
            invoiceNumber: 'INV-104',
            revisitOn: day('2026-12-07'),
            instead: [usd(300_000)],
          },
        }),
        lang,
        typed,
      ),
    'a dispute that is settled': (lang) =>
      logReceipt(
        facts.logged({
          promises: [],
          outcome: 'dispute_settled',
          settledDisputes: [
            { amount: usd(500_000), invoiceNumber: 'INV-104' },
            { amount: usd(20_000), invoiceNumber: 'INV-107' },
          ],
        }),
        lang,
        typed,
      ),
    'a dispute that nobody knows': (lang) =>
      logReceipt(
        facts.logged({ promises: [], outcome: 'dispute_settled', hints: [{ kind: 'no_dispute' }] }),
        lang,
        typed,
      ),
    'a part for which nothing is left': (lang) =>
      logReceipt(
        facts.logged({ hints: [{ kind: 'nothing_left', date: day('2026-12-07'), disputed: [usd(500_000)] }] }),
        lang,
        typed,
      ),
  },
  paidReceipt: { 'with credit left': (lang) => paidReceipt(facts.paid, lang, 'paid ACME 10,000') },
  clientStatus: {
    'with a promise': (lang) => clientStatus(facts.statusFacts(), lang),
    'kept with its owner by a manager': (lang) => {
      const keptWithOwner = { until: facts.day('2026-12-04'), by: facts.lee, why: 'the new CFO starts on Monday' };
      return clientStatus(facts.statusFacts({ keptWithOwner }), lang);
    },
    'kept without a reason, by the operator, without an owner': (lang) => {
      const keptWithOwner = { until: facts.day('2026-12-04'), by: null, why: null };
      return clientStatus(facts.statusFacts({ owner: null, backup: null, keptWithOwner }), lang);
    },
  },
  brief: { 'a candidate': (lang) => brief({ status: facts.statusFacts(), candidate: facts.candidate() }, lang) },
  overdueList: {
    'the first page': (lang) => overdueList(overdue, lang, ''),
    'promised in parts': (lang) =>
      overdueList(
        {
          ...overdue,
          rows: [
            {
              clientId: 8,
              clientName: 'Lakeside',
              aging: [facts.aging({ overdue: 990_000, toCollect: 0 })],
              oldestDaysOverdue: 23,
              owner: dana,
              promise: facts.promise({ amount: usd(200_000), promisedDate: day('2026-11-24') }),
              together: { count: 2, amounts: [usd(990_000)], until: day('2026-12-08') },
            },
          ],
        },
        lang,
        '',
      ),
  },
  overview: {
    'work to do': (lang) =>
      overview(
        {
          today,
          role: 'manager',
          broken: [facts.promise({ state: 'broken', promisedDate: day('2026-11-20') })],
          due: [facts.promise()],
          ownOverdue: overdue.rows,
          ownOverdueCount: 7,
          escalations: 3,
          empty: false,
        },
        lang,
      ),
    'in the place of somebody who is away': (lang) =>
      overview(
        {
          today,
          role: 'member',
          broken: [facts.promise({ state: 'broken', promisedDate: day('2026-11-20') })],
          due: [],
          ownOverdue: overdue.rows,
          ownOverdueCount: 2,
          standIns: [{ clientId: 7, instead: { person: dana, reason: 'away', until: day('2026-11-27') } }],
          escalations: null,
          empty: false,
        },
        lang,
      ),
    'nothing in the books': (lang) =>
      overview(
        {
          today,
          role: 'member',
          broken: [],
          due: [],
          ownOverdue: [],
          ownOverdueCount: 0,
          escalations: null,
          empty: true,
        },
        lang,
      ),
  },
  promiseStands: {
    'to a member': (lang) => promiseStands(facts.promise(), elsewhere, { mayRecordMoney: false, today }, lang),
    'to finance': (lang) => promiseStands(facts.promise(), elsewhere, { mayRecordMoney: true, today }, lang),
  },
  promiseList: {
    mine: (lang) =>
      promiseList({ today, promises: [facts.promise()], total: 1, whose: { kind: 'mine' }, due: null }, lang),
    none: (lang) => promiseList({ today, promises: [], total: 0, whose: { kind: 'mine' }, due: null }, lang),
    broken: (lang) =>
      promiseList(
        {
          today,
          promises: [facts.promise()],
          total: 2,
          whose: { kind: 'all' },
          due: { from: day('2026-11-16'), to: day('2026-11-22') },
          broken: true,
        },
        lang,
      ),
    'none broken': (lang) =>
      promiseList({ today, promises: [], total: 0, whose: { kind: 'all' }, due: null, broken: true }, lang),
  },
  roleList: {
    'of each role': (lang) =>
      roleList(
        {
          holders: [
            { person: sam, role: 'admin', fromSlack: true },
            { person: lee, role: 'manager', fromSlack: false },
            { person: dana, role: 'finance', fromSlack: false },
          ],
          members: 4,
        },
        lang,
      ),
    nobody: (lang) => roleList({ holders: [], members: 1 }, lang),
  },
  undoReceipt: {
    'a promise': (lang) =>
      undoReceipt(
        {
          auditId: 58,
          kind: 'conversation.logged',
          clientName: 'ACME',
          typed,
          undone: [facts.promise()],
          restored: [facts.promise({ level: 1, promisedDate: day('2026-11-13'), slipDays: 0 })],
        },
        lang,
      ),
    'a payment from a form': (lang) =>
      undoReceipt(
        {
          auditId: 58,
          kind: 'payment.recorded',
          clientName: 'ACME',
          typed: 'paid "ACME" 5000 2026-11-20 ref 4711',
          form: { outcome: null, note: '4711', amount: usd(500_000), on: day('2026-11-20') },
          restored: [],
        },
        lang,
      ),
    'a role': (lang) =>
      undoReceipt({ auditId: 58, kind: 'role.set', clientName: null, typed: null, restored: [] }, lang),
  },
  undoableAnswer: {
    escalated: (lang) => undoableAnswer(lang.t.commands.decided.escalated('Initech'), 59, lang),
  },
  assigned: {
    'to another': (lang) =>
      assigned({ auditId: 60, kind: 'client', name: 'ACME', owner: dana, backup: lee, before: sam }, lang),
    'to whoever stood in': (lang) =>
      assigned(
        { auditId: 60, kind: 'client', name: 'ACME', owner: lee, backup: null, backupLeft: true, before: dana },
        lang,
      ),
  },
  snoozeReceipt: {
    'with a note': (lang) =>
      snoozeReceipt(
        { auditId: 61, clientId: 7, clientName: 'ACME', until: day('2026-12-04'), note: 'their CFO is away' },
        lang,
      ),
    ended: (lang) => snoozeReceipt({ auditId: 61, clientId: 7, clientName: 'ACME', until: null, note: null }, lang),
  },
  simpleAnswer: {
    'a client': (lang) => simpleAnswer(lang.t.commands.client.added('Initech')),
    'a role': (lang) =>
      simpleAnswer(
        lang.t.commands.role.done('<@U0DANA>', lang.t.commands.role.names.finance),
        lang.t.commands.role.before(lang.t.commands.role.names.member),
      ),
  },
  samePayment: {
    'in the file of today': (lang) =>
      samePayment(
        {
          verb: 'paid',
          typed: 'Blue Fjord 9,600',
          error: new UserError('same_payment', {
            client: 'Blue Fjord',
            minor: 960_000,
            currency: 'USD',
            imported: '2026-11-23',
          }),
          client: 'Blue Fjord',
        },
        lang,
      ),
  },
  questionMessage: {
    'which date': (lang) =>
      questionMessage(
        {
          verb: 'log',
          typed: 'ACME promised 03/04',
          question: {
            kind: 'which_date',
            typed: '03/04',
            choices: [
              { date: day('2027-03-04'), text: 'ACME promised 2027-03-04' },
              { date: day('2027-04-03'), text: 'ACME promised 2027-04-03' },
            ],
          },
        },
        lang,
      ),
  },
  misunderstood: {
    'an amount': (lang) =>
      misunderstood(
        { verb: 'paid', typed: 'ACME 5,,0', problem: { kind: 'bad_amount', typed: '5,,0', example: 'ACME 12,400' } },
        lang,
      ),
  },
  whichClient: {
    unknown: (lang) =>
      whichClient(
        {
          verb: 'log',
          typed: 'ACMEE promised Friday',
          clientText: 'ACMEE',
          match: { kind: 'unknown', nearest: [{ id: 7, name: 'ACME Ltd' }], mayAdd: true },
        },
        lang,
      ),
    'unknown, where nothing would be saved': (lang) =>
      whichClient(
        {
          verb: 'status',
          typed: 'ACMEE',
          clientText: 'ACMEE',
          reads: true,
          match: { kind: 'unknown', nearest: [{ id: 7, name: 'ACME Ltd' }], mayAdd: false },
        },
        lang,
      ),
    several: (lang) =>
      whichClient(
        {
          verb: 'log',
          typed: 'AC promised Friday',
          clientText: 'AC',
          match: {
            kind: 'several',
            candidates: [
              { id: 7, name: 'ACME Ltd' },
              { id: 8, name: 'Acorn' },
            ],
          },
        },
        lang,
      ),
    'none named': (lang) =>
      whichClient(
        {
          verb: 'log',
          typed: 'promised Friday',
          clientText: null,
          match: { kind: 'unnamed', candidates: [{ id: 7, name: 'ACME Ltd' }] },
        },
        lang,
      ),
  },
  notUnderstood: {
    'with what is near': (lang) => notUnderstood([{ kind: 'escalations' }, { kind: 'overview' }], lang),
    'nothing near': (lang) => notUnderstood([], lang),
  },
  unknownName: { 'one is near': (lang) => unknownName('ACMEE', [{ kind: 'status', clientText: 'ACME' }], lang) },
  whichOne: {
    projects: (lang) =>
      whichOne(
        lang.t.enquiries.whichProject,
        [
          { kind: 'overdue', of: { kind: 'named', text: 'Apollo' } },
          { kind: 'overdue', of: { kind: 'named', text: 'Zeus' } },
        ],
        lang,
      ),
  },
  offeredDeed: {
    'a promise': (lang) => offeredDeed(typed, today, lang),
    undo: (lang) => offeredDeed('undo', today, lang),
    'a snooze': (lang) => offeredDeed('snooze ACME until Friday', today, lang),
  },
  errorMessage: {
    'no role': (lang) =>
      errorMessage(
        {
          error: new UserError('role_required', { allowed: ['Kim', 'Sam'], role: 'finance' }),
          typed: 'paid ACME 12,400',
          passOnTo: [{ personId: 2, name: 'Kim' }],
        },
        lang,
      ),
    'only admins': (lang) =>
      errorMessage(
        { error: new UserError('role_required', { allowed: ['Sam'], role: 'admin' }), typed: 'role @lee manager' },
        lang,
      ),
    'nobody has the role': error(new UserError('role_required', { allowed: [], role: 'manager' })),
    guest: error(new UserError('guest')),
    'another organisation': error(new UserError('another_organisation')),
    'unknown client or project': error(new UserError('unknown_client', { client: 'Apolo', or: 'project' })),
    'unknown client': error(new UserError('unknown_client', { client: 'ACMEE' })),
    'unknown project': error(new UserError('unknown_project', { project: 'Apolo' })),
    'unknown invoice': error(new UserError('unknown_invoice', { invoice: 'INV-9', client: 'ACME' })),
    'settled invoice': error(new UserError('invoice_settled', { invoice: 'INV-9', client: 'ACME' })),
    'other currency': error(new UserError('other_currency', { invoice: 'INV-9', currency: 'EUR', typed: 'USD' })),
    'unknown person': error(new UserError('unknown_person', { person: 'dana' })),
    'client exists': error(new UserError('client_exists', { client: 'ACME' })),
    'alias taken': error(new UserError('alias_taken', { client: 'ACME', alias: 'AC' })),
    'bad amount': error(new UserError('bad_amount', { amount: '-5', outstanding: '$3.00' })),
    'currency needed': error(new UserError('currency_needed', { client: 'ACME', currencies: ['USD', 'EUR'] })),
    'future date': error(new UserError('future_date', { date: '2026-11-27' })),
    'nothing to undo': error(new UserError('nothing_to_undo')),
    'cannot undo, moved on': error(new UserError('cannot_undo', { why: 'promise_moved_on' })),
    'cannot undo, done already': error(new UserError('cannot_undo', { why: 'already_undone' })),
    'cannot undo, too old': error(new UserError('cannot_undo', { why: 'too_old' })),
    'bad until': error(new UserError('bad_until', { until: '2026-11-20', max: '2026-12-23' })),
    'a guest as owner': error(new UserError('outsider', { person: 'gil', why: 'guest', post: 'owner' })),
    'owner and backup at once': error(new UserError('same_backup', { person: 'kim' })),
    'far promise': error(new UserError('far_promise', { date: '2031-11-20', latest: '2028-11-23' })),
    'working hours over night': error(
      new UserError('bad_setting', {
        setting: 'hours',
        value: '22:00-06:00',
        allowed: '09:00-17:30',
        overnight: 'yes',
      }),
    ),
    'past promise': error(new UserError('past_promise', { date: '2026-11-20' })),
    'settled promise': error(new UserError('promise_settled', { state: 'kept' })),
    'not in the channel': error(new UserError('not_in_channel', { channel: 'proj-apollo' })),
    'shared channel': error(new UserError('shared_channel', { channel: 'with-acme' })),
    'channel needed': error(new UserError('channel_needed')),
    'bad setting': error(new UserError('bad_setting', { setting: 'time', value: '25:99', allowed: '08:30' })),
    'last admin': error(new UserError('last_admin')),
    'books away': error({ unreachable: true }),
    slow: error({ slow: true }),
    'a fault of ours': error({ id: '7F3A' }),
  },
  staleButton: { pressed: (lang) => staleButton(lang) },
  staleForm: { sent: (lang) => staleForm(lang) },
  unknownVerb: {
    'one is near': (lang) =>
      unknownVerb('staus', 'staus ACME', commands.find(({ name }) => name === 'status') ?? null, lang),
    'none is near': (lang) => unknownVerb('frobnicate', 'frobnicate', null, lang),
  },
  helpMessage: {
    all: (lang) =>
      helpMessage(
        commands.map((command) => helpOf(command, lang)),
        null,
        lang,
      ),
    'one command': (lang) =>
      helpMessage(
        commands.map((command) => helpOf(command, lang)),
        'log',
        lang,
      ),
  },
  undelivered: {
    'to a channel': (lang) => ({
      text: lang.t.answers.undelivered.title,
      blocks: undelivered(
        [
          {
            kind: 'digest',
            state: 'failed',
            reason: 'not_in_channel',
            slackChannelId: 'C0APOLLO',
            name: null,
            messages: 2,
            since: new Date('2026-11-20T09:00:00Z'),
            worksAgain: false,
          },
        ],
        3,
        lang,
      ),
    }),
  },
};

/** Forms and tabs, by the name of their builder. */
export const views: Readonly<Record<string, Situations>> = {
  ...filledForms,
  ...homes,
  logForm: { open: (lang) => logForm({ privateMetadata, text: typed }, lang) },
  keepUntilForm: {
    open: (lang) =>
      keepUntilForm(
        {
          privateMetadata,
          clientName: 'ACME',
          ownerName: 'Dana',
          today,
          latest: day('2026-12-23'),
          suggested: day('2026-11-30'),
        },
        lang,
      ),
  },
  escalateForm: {
    'by a manager': (lang) =>
      escalateForm(
        { privateMetadata, clientName: 'Initech', by: 'manager', ownerName: 'Lee', channelName: 'proj-apollo' },
        lang,
      ),
    'by the owner': (lang) =>
      escalateForm({ privateMetadata, clientName: 'Initech', by: 'owner', ownerName: 'Lee', channelName: null }, lang),
  },
  assignForm: {
    open: (lang) => assignForm({ privateMetadata, clientName: 'ACME', owner: dana, backup: null }, lang),
  },
  waitingView: { waiting: (lang) => waitingView(lang) },
  answerView: { 'a refusal': (lang) => answerView(staleButton(lang), lang) },
};
