import fc from 'fast-check';
import { type LocalDate, localDate } from '../../../src/domain/local-date.js';
import { media, outcomes } from '../../../src/domain/outcome.js';
import { roles } from '../../../src/domain/role.js';
import { setupSteps } from '../../../src/domain/setup.js';
import type {
  AgingFact,
  InvoiceFact,
  KeptRateFact,
  LastConversationFact,
  PersonFact,
} from '../../../src/ledger/facts/common.js';
import type {
  DeedFact,
  DigestChange,
  DigestNotice,
  DigestReason,
  DigestRow,
} from '../../../src/ledger/facts/digest.js';
import type { EscalationCandidate, EscalationReason } from '../../../src/ledger/facts/escalation.js';
import type { PersonHome, WaitingClient } from '../../../src/ledger/facts/home.js';
import type { PromiseBrokenNotice, PromiseFact } from '../../../src/ledger/facts/promise.js';
import type { ClientStatus, LogHint, LogReceipt, OverdueList, PaidReceipt } from '../../../src/ledger/facts/receipt.js';
import type { GivenUp } from '../../../src/ledger/given-up.js';
import { escapeText } from '../../../src/slack/messages/escape.js';
import type { Enquiry } from '../../../src/understanding/enquiry.js';

/** Facts at their worst: whatever comes out of the books, a message of it must be one that Slack takes. */
const SCRAPS = [
  '<!channel>',
  '<!here|here>',
  '<@U0EVIL>',
  '<#C0EVIL|x>',
  '<https://evil.example|bank>',
  '&amp;',
  '&',
  '<',
  '>',
  '*bold*',
  '_low_',
  '~gone~',
  '`code`',
  '```',
  '> quote',
  '@channel',
  ':rotating_light:',
  '\n',
  '\u202e',
  '\u0000',
  '\ud800',
  '12,400.00',
  '0123456789',
  '"',
  '“',
  '|',
  '华瑞科技',
  '（中国）有限公司',
  '👩‍👩‍👧‍👦',
  'é'.normalize('NFD'),
  'Acme & Sons ',
  'x',
  ' ',
];

/** Up to about `length` characters of the above. */
export const nasty = (length: number): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .array(fc.constantFrom(...SCRAPS), { maxLength: Math.ceil(length / 6) })
        .map((scraps) => scraps.join('')),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('<', '&', '*', '_', '`', '9', 'W', '字', '<!channel>')
        .map((one) => one.repeat(length)),
    },
    { weight: 1, arbitrary: fc.constant('') },
  );

const name = nasty(200);
const note = fc.option(nasty(3000), { nil: null });
const id = fc.integer({ min: 1, max: 9_007_199_254_740_991 });
const count = fc.integer({ min: 0, max: 1_000_000 });
export const date: fc.Arbitrary<LocalDate> = fc
  .integer({ min: 0, max: 80_000 })
  .map((days) => localDate(new Date(days * 86_400_000).toISOString().slice(0, 10)));
const currency = fc.constantFrom('USD', 'EUR', 'CNY', 'JPY', 'KWD', 'IQD', 'CLF', 'XOF', 'HUF', 'VND', 'MGA', 'CHF');
const minor = fc.oneof(fc.integer({ min: 0, max: 9_007_199_254_740_991 }), fc.integer({ min: 0, max: 2_000_000 }));
const money = fc.record({ minor, currency });
const person: fc.Arbitrary<PersonFact> = fc.record({
  id,
  name,
  slackUserId: fc.option(fc.constantFrom('U0DANA', 'W0123456789', '<!channel>', 'U0|x>'), { nil: null }),
});
const maybePerson = fc.option(person, { nil: null });
const link = fc.option(
  fc.oneof(fc.constantFrom('https://books.example/i?a=1&b=<2>|3', 'javascript:alert(1)', 'no link'), nasty(2000)),
  { nil: null },
);

const invoice: fc.Arbitrary<InvoiceFact> = fc.record({
  id,
  number: name,
  dueDate: date,
  daysOverdue: fc.integer({ min: -500, max: 5000 }),
  amount: money,
  open: money,
  link,
});
const talk: fc.Arbitrary<LastConversationFact | null> = fc.option(
  fc.record({
    happenedOn: date,
    outcome: fc.oneof(fc.constantFrom(...outcomes), nasty(60)),
    medium: fc.oneof(fc.constantFrom(...media), nasty(60)),
    note,
    contactName: fc.option(name, { nil: null }),
    byName: fc.option(name, { nil: null }),
  }),
  { nil: null },
);
const keptRate: fc.Arbitrary<KeptRateFact> = fc
  .tuple(count, count)
  .map(([a, b]) => ({ kept: Math.min(a, b), n: Math.max(a, b) }));

export const promise: fc.Arbitrary<PromiseFact> = fc.record({
  id,
  clientId: id,
  clientName: name,
  amount: money,
  received: money,
  promisedDate: date,
  deadline: date,
  givenOn: date,
  state: fc.constantFrom('open', 'kept', 'partially_kept', 'broken', 'superseded', 'withdrawn'),
  level: fc.integer({ min: 1, max: 40 }),
  firstPromisedDate: date,
  slipDays: fc.integer({ min: 0, max: 400 }),
  finalDate: fc.boolean(),
  covers: fc.array(
    invoice.chain((one) =>
      fc.record({ promised: money, level: fc.integer({ min: 1, max: 9 }) }).map((more) => ({ ...one, ...more })),
    ),
    { maxLength: 30 },
  ),
});
const agingLine: fc.Arbitrary<AgingFact> = fc.record({
  currency,
  outstanding: minor,
  notDue: minor,
  days1to30: minor,
  days31to60: minor,
  days61to90: minor,
  days91plus: minor,
  overdue: minor,
  promised: minor,
  disputed: minor,
  toCollect: minor,
  openInvoices: count,
  overdueInvoices: count,
});
const agings = fc.uniqueArray(agingLine, { selector: (one) => one.currency, maxLength: 12 });

const reason: fc.Arbitrary<DigestReason> = fc.oneof(
  fc.record({
    kind: fc.constant('promise_broken' as const),
    promisedDate: date,
    inRow: fc.integer({ min: 1, max: 40 }),
    partial: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('promise_due' as const), promisedDate: date, amount: money }),
  fc.record({ kind: fc.constant('dispute_revisit' as const), revisitOn: date, amount: money }),
  fc.record({ kind: fc.constant('silent' as const), daysOverdue: count, silentDays: fc.option(count, { nil: null }) }),
  fc.record({ kind: fc.constant('newly_overdue' as const), daysOverdue: count }),
  fc.record({ kind: fc.constant('no_owner' as const), daysOverdue: count }),
);
export const row: fc.Arbitrary<DigestRow> = fc.record({
  clientId: id,
  clientName: name,
  toCollect: fc.array(money, { maxLength: 6 }),
  daysOverdue: fc.option(count, { nil: null }),
  reason,
  owner: maybePerson,
  promiseId: fc.option(id, { nil: null }),
  priority: fc.integer(),
});
const change: fc.Arbitrary<DigestChange> = fc.oneof(
  fc.record({ kind: fc.constant('paid' as const), clientName: name, amount: money, promiseKept: fc.boolean() }),
  fc.record({ kind: fc.constant('promise_kept' as const), clientName: name, amount: money }),
  fc.record({ kind: fc.constant('promise_broken' as const), clientName: name, amount: money, promisedDate: date }),
  fc.record({ kind: fc.constant('newly_overdue' as const), clientName: name, amount: money }),
  fc.record({ kind: fc.constant('promised' as const), clientName: name, amount: money, promisedDate: date }),
);
const deed: fc.Arbitrary<DeedFact> = fc.oneof(
  fc.record({
    kind: fc.constant('promised' as const),
    amounts: fc.array(money, { minLength: 1, maxLength: 6 }),
    until: date,
    dates: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ kind: fc.constant('logged' as const), outcome: name, medium: name }),
  fc.record({ kind: fc.constant('disputed' as const), amount: money, revisitOn: date }),
  fc.record({ kind: fc.constant('paid' as const), amount: money }),
  fc.record({ kind: fc.constant('assigned' as const), owner: person }),
  fc.record({ kind: fc.constant('snoozed' as const), until: date }),
  fc.constant({ kind: 'escalated' as const }),
);
/** Of clients of whom some have a row. */
const deeds = fc.array(
  fc.record({
    clientId: fc.integer({ min: 1, max: 80 }),
    by: maybePerson,
    localTime: fc.constant('09:14'),
    what: deed,
  }),
  { maxLength: 40 },
);
const rows = (most: number) =>
  fc.array(row, { maxLength: most }).map((all) => all.map((one, index) => ({ ...one, clientId: index + 1 })));
export const digest: fc.Arbitrary<DigestNotice> = fc.record({
  amountsShown: fc.boolean(),
  amountsHidden: fc.constantFrom('guests' as const, 'unknown' as const, null),
  deeds,
  belowMinimum: fc.option(fc.record({ clients: fc.integer({ min: 1, max: 900 }), minimum: money }), { nil: null }),
  channelName: name,
  projectNames: fc.array(name, { maxLength: 12 }),
  today: date,
  since: fc.option(date, { nil: null }),
  aging: agings,
  toCollectBefore: fc.array(money, { maxLength: 12 }),
  rows: rows(60),
  changes: fc.array(change, { maxLength: 60 }),
  quietClients: count,
  waiting: fc.option(
    fc.record({ clients: fc.integer({ min: 1, max: 900 }), amounts: fc.array(money, { minLength: 1, maxLength: 3 }) }),
    { nil: null },
  ),
  nextPromise: fc.option(fc.record({ clientName: name, amount: money, promisedDate: date }), { nil: null }),
  data: fc.record({
    at: fc.option(fc.constant('2026-11-23T08:55:00Z'), { nil: null }),
    localDate: fc.option(date, { nil: null }),
    localTime: fc.option(fc.constant('08:55'), { nil: null }),
    fileName: fc.option(name, { nil: null }),
    most: fc.option(fc.record({ localDate: date, fileName: name }), { nil: null }),
    payments: fc.option(fc.record({ localDate: date, fileName: name }), { nil: null }),
    stale: fc.boolean(),
    importedBy: maybePerson,
  }),
  setUpBy: maybePerson,
});
export const digestThread = fc.record({
  page: fc.integer({ min: 1, max: 9 }),
  pages: fc.integer({ min: 1, max: 9 }),
  amountsShown: fc.boolean(),
  deeds,
  rows: rows(60),
  above: fc.integer({ min: 0, max: 10 }),
  today: fc.option(date, { nil: null }),
});

const summary = fc.record({
  amount: fc.option(money, { nil: null }),
  date: fc.option(date, { nil: null }),
  level: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
  outcome: fc.option(nasty(60), { nil: null }),
});
const instead = fc.option(
  fc.record({
    person,
    reason: fc.constantFrom('away' as const, 'deactivated' as const, 'unreachable' as const),
    until: fc.option(date, { nil: null }),
  }),
  { nil: null },
);
export const broken: fc.Arbitrary<PromiseBrokenNotice> = fc.record({
  promise,
  openNow: money,
  oldestDaysOverdue: fc.integer({ min: -10, max: 5000 }),
  notKeptInRow: fc.integer({ min: 1, max: 40 }),
  keptRate,
  lastConversation: talk,
  detectedOn: date,
  detectedLate: fc.boolean(),
  channelName: fc.option(name, { nil: null }),
  why: fc.constantFrom('owner', 'backup', 'manager'),
  instead,
  owner: maybePerson,
  decision: fc.option(
    fc.record({
      kind: fc.constantFrom('paid', 'new_date', 'called', 'escalated', 'taken_over'),
      by: person,
      at: fc.constant('2026-11-24T09:14:00Z'),
      auditId: id,
      summary,
    }),
    { nil: null },
  ),
});
export const due = fc.record({
  promise,
  lastConversation: talk,
  channelName: fc.option(name, { nil: null }),
  why: fc.constantFrom('owner' as const, 'backup' as const, 'manager' as const),
  instead,
});
export const promiseLogged = fc.record({
  promises: fc.array(promise, { minLength: 1, maxLength: 12 }),
  by: person,
  amountsShown: fc.boolean(),
  undone: fc.boolean(),
});
export const payment = fc.record({
  clientName: name,
  amount: money,
  by: person,
  promisesKept: fc.integer({ min: 0, max: 9 }),
  amountsShown: fc.boolean(),
  undone: fc.boolean(),
});

export const paymentsMet = fc.record({
  fileName: name,
  payments: fc.array(
    fc.record(
      {
        auditId: id,
        clientName: name,
        amount: money,
        valueDate: date,
        apart: maybePerson,
        doubt: fc.record({
          typedFor: fc.array(name, { maxLength: 5 }),
          bookedFor: fc.array(name, { maxLength: 5 }),
          bookedOn: date,
        }),
      },
      { requiredKeys: ['auditId', 'clientName', 'amount', 'valueDate', 'apart'] },
    ),
    { minLength: 1, maxLength: 10 },
  ),
});

const escalationReason: fc.Arbitrary<EscalationReason> = fc.oneof(
  fc.record({ kind: fc.constant('broken_in_row' as const), points: count, count }),
  fc.record({ kind: fc.constant('final_date_broken' as const), points: count, promisedDate: date }),
  fc.record({ kind: fc.constant('days_overdue' as const), points: count, days: count, limit: count }),
  fc.record({ kind: fc.constant('amount' as const), points: count, overdue: money, limit: money }),
  fc.record({
    kind: fc.constant('no_contact' as const),
    points: count,
    days: fc.option(count, { nil: null }),
    limit: count,
  }),
  fc.record({ kind: fc.constant('dispute_past_revisit' as const), points: count, revisitOn: date, amount: money }),
  fc.record({ kind: fc.constant('owner_silent' as const), points: count, sentOn: date, owner: maybePerson }),
  fc.record({ kind: fc.constant('requested' as const), points: count, by: maybePerson, on: date }),
);
export const candidate: fc.Arbitrary<EscalationCandidate> = fc.record({
  rank: fc.integer({ min: 1, max: 200 }),
  clientId: id,
  clientName: name,
  owner: maybePerson,
  aging: agings,
  oldestDaysOverdue: count,
  points: count,
  reasons: fc.array(escalationReason, { minLength: 1, maxLength: 8 }),
  lastPromise: fc.option(promise, { nil: null }),
  lastConversation: talk,
  lastDecision: fc.option(
    fc.record({
      kind: fc.constantFrom('keep' as const, 'escalate' as const, 'requested' as const),
      until: fc.option(date, { nil: null }),
      by: maybePerson,
      on: date,
    }),
    { nil: null },
  ),
});
export const escalationList = fc.record({
  today: date,
  overdueClients: count,
  candidates: fc.array(candidate, { maxLength: 30 }),
  stale: fc.boolean(),
});
export const keptWithOwner = fc.record({
  clientName: name,
  by: person,
  until: date,
  note: fc.option(nasty(3000), { nil: null }),
});
export const escalated = fc.record({
  clientId: id,
  clientName: name,
  by: person,
  owner: maybePerson,
  reasons: fc.array(escalationReason, { maxLength: 8 }),
  note,
  instead,
});
export const escalationRequested = fc.record({
  clientId: id,
  clientName: name,
  by: person,
  note,
  candidate: fc.option(candidate, { nil: null }),
});
export const projectSet = fc.record({
  projectName: name,
  by: person,
  owner: maybePerson,
  backup: maybePerson,
  digestTime: fc.constant('08:30'),
  undone: fc.boolean(),
});
export const setup = fc.record({
  steps: fc.tuple(
    ...setupSteps.map((step) =>
      fc.record({ step: fc.constant(step), state: fc.constantFrom('done', 'later', 'open') }),
    ),
  ),
  timezone: nasty(60),
  currency: fc.constant('USD'),
  ownZone: fc.option(nasty(60), { nil: null }),
  projects: fc.array(name, { maxLength: 3 }),
  ownerless: fc.array(name, { maxLength: 3 }),
  invoices: fc.nat(100_000),
  finance: fc.array(name, { maxLength: 3 }),
  managers: fc.array(name, { maxLength: 3 }),
  admins: fc.array(name, { maxLength: 3 }),
  decides: fc.boolean(),
  offered: fc.boolean(),
});
export const channelRefused = fc.record({
  slackChannelId: fc.constantFrom('C0APOLLO', '<!channel>'),
  channelName: name,
  projectNames: fc.array(name, { maxLength: 60 }),
  trouble: fc.constantFrom('not_member', 'archived', 'shared', 'restricted'),
  code: nasty(100),
});
const done = fc.record({ by: person, at: fc.constant('2026-11-23T09:14:00.000Z'), auditId: id });
const passedOnLine = nasty(3000).map((text) => `paid ${text}`);
export const passedOn = fc.record({
  by: person,
  typed: passedOnLine,
  on: date,
  done: fc.option(done, { nil: null }),
});
export const passedOnDone = fc.record({ typed: passedOnLine, on: date, done, undone: fc.boolean() });
export const roleChanged = fc.record({
  by: fc.option(person, { nil: null }),
  before: fc.constantFrom(...roles),
  after: fc.constantFrom(...roles),
});
export const roleList = fc.record({
  holders: fc.array(
    fc.record({
      person,
      role: fc.constantFrom('finance' as const, 'manager' as const, 'admin' as const),
      fromSlack: fc.boolean(),
    }),
    { maxLength: 200 },
  ),
  members: fc.nat(),
});
export const lateAnswer = fc.record({
  text: nasty(500).map((text) => `Logged: ${escapeText(text)}`),
  // Blocks that one of our own builders made: within the limits.
  blocks: fc.array(
    nasty(290).map((text) => ({ type: 'section', text: { type: 'plain_text', text: `…${text}`.slice(0, 2_900) } })),
    { maxLength: 4 },
  ),
});
const item = <Facts>(kind: string, facts: fc.Arbitrary<Facts>) =>
  facts.map((some) => ({ kind, facts: JSON.parse(JSON.stringify(some)) }));
export const morning = fc.record({
  waited: fc.boolean(),
  batchId: id,
  items: fc.array(
    fc.oneof(
      item('promise_broken', broken),
      item('promise_due', due),
      item('escalated', escalated),
      item('escalation_requested', escalationRequested),
      item('escalation_list', escalationList),
      item('passed_on', passedOn),
    ),
    { minLength: 2, maxLength: 30 },
  ),
});
export const requestGivenUp = fc.record({ typed: fc.option(nasty(3000), { nil: null }), recorded: fc.boolean() });

const told = fc.option(fc.record({ slackChannelId: fc.constantFrom('C0APOLLO', '<!channel>'), name }), { nil: null });
const hint: fc.Arbitrary<LogHint> = fc.oneof(
  fc.record({ kind: fc.constant('not_working_day' as const), date, deadline: date }),
  fc.record({ kind: fc.constant('intent_only' as const) }),
  fc.record({ kind: fc.constant('below_overdue' as const), promised: money, due: money }),
  fc.record({ kind: fc.constant('above_outstanding' as const), promised: money, outstanding: money }),
  fc.record({ kind: fc.constant('nothing_outstanding' as const) }),
  fc.record({ kind: fc.constant('nothing_left' as const), date, disputed: fc.array(money, { maxLength: 12 }) }),
  fc.record({ kind: fc.constant('in_dispute' as const), amount: money }),
  fc.record({ kind: fc.constant('third_date' as const), level: fc.integer({ min: 3, max: 40 }), slipDays: count }),
);
export const logReceipt: fc.Arbitrary<LogReceipt> = fc.record({
  auditId: id,
  clientId: id,
  clientName: name,
  clientIsNew: fc.boolean(),
  outcome: fc.oneof(fc.constantFrom(...outcomes), nasty(60)),
  medium: fc.oneof(fc.constantFrom(...media), nasty(60)),
  direction: fc.constantFrom('in' as const, 'out' as const),
  happenedOn: date,
  note,
  contactName: fc.option(name, { nil: null }),
  invoices: fc.array(invoice, { maxLength: 30 }),
  promises: fc.array(promise, { maxLength: 12 }),
  superseded: fc.array(promise, { maxLength: 12 }),
  reduced: fc.array(promise, { maxLength: 12 }),
  outstanding: fc.array(money, { maxLength: 12 }),
  hints: fc.array(hint, { maxLength: 6 }),
  dispute: fc.option(fc.record({ amount: money, invoiceNumber: name, revisitOn: date }), { nil: null }),
  nextAction: fc.option(fc.record({ kind: nasty(60), on: date }), { nil: null }),
  told,
});
export const paidReceipt: fc.Arbitrary<PaidReceipt> = fc.record({
  auditId: id,
  clientId: id,
  clientName: name,
  amount: money,
  valueDate: date,
  allocations: fc.array(fc.record({ invoice, amount: money, rule: fc.oneof(fc.constant('designated'), nasty(60)) }), {
    maxLength: 30,
  }),
  unallocated: money,
  promises: fc.array(promise, { maxLength: 12 }),
  outstanding: fc.array(money, { maxLength: 12 }),
  told,
});
export const status: fc.Arbitrary<ClientStatus> = fc.record({
  clientId: id,
  clientName: name,
  aliases: fc.array(name, { maxLength: 20 }),
  contacts: fc.array(
    fc.record({
      name,
      email: fc.option(name, { nil: null }),
      phone: fc.option(name, { nil: null }),
      position: fc.option(name, { nil: null }),
    }),
    { maxLength: 20 },
  ),
  owner: maybePerson,
  backup: maybePerson,
  projects: fc.array(fc.record({ name, slackChannelId: fc.option(fc.constantFrom('C0APOLLO', 'x'), { nil: null }) }), {
    maxLength: 20,
  }),
  today: date,
  snoozedUntil: fc.option(date, { nil: null }),
  keptWithOwner: fc.option(fc.record({ until: date, by: maybePerson, why: fc.option(nasty(700), { nil: null }) }), {
    nil: null,
  }),
  aging: agings,
  unallocated: fc.array(money, { maxLength: 12 }),
  invoices: fc.array(invoice, { maxLength: 30 }),
  invoiceCount: fc.integer({ min: 30, max: 5000 }),
  promises: fc.array(promise, { maxLength: 20 }),
  disputes: fc.array(
    fc.record({ invoiceNumber: name, amount: money, reason: nasty(60), revisitOn: fc.option(date, { nil: null }) }),
    { maxLength: 20 },
  ),
  lastConversation: talk,
  keptRate,
  dataAt: fc.option(
    fc.record({
      at: fc.constant(new Date('2026-11-23T08:55:00Z')),
      fileName: name,
      most: fc.option(fc.record({ at: fc.constant(new Date('2026-11-20T08:55:00Z')), fileName: name }), { nil: null }),
      payments: fc.option(fc.record({ at: fc.constant(new Date('2026-11-20T08:55:00Z')), fileName: name }), {
        nil: null,
      }),
    }),
    { nil: null },
  ),
});
const overdueRow = fc.record({
  clientId: id,
  clientName: name,
  aging: agings,
  oldestDaysOverdue: count,
  owner: maybePerson,
  promise: fc.option(promise, { nil: null }),
});
export const overdue: fc.Arbitrary<OverdueList> = fc.record({
  filter: fc.oneof(
    fc.record({ kind: fc.constantFrom('all' as const, 'mine' as const) }),
    fc.record({ kind: fc.constantFrom('client' as const, 'project' as const, 'owner' as const), name }),
  ),
  today: date,
  aging: agings,
  rows: fc.array(overdueRow, { maxLength: 60 }),
  page: fc.integer({ min: 1, max: 9 }),
  pages: fc.integer({ min: 1, max: 9 }),
  total: count,
});
export const givenUp: fc.Arbitrary<GivenUp> = fc.record({
  kind: fc.constantFrom('digest', 'promise_broken', 'from_the_future'),
  state: fc.constantFrom('failed' as const, 'unknown' as const),
  reason: fc.oneof(fc.constantFrom('not_in_channel', 'user_disabled', 'toString', ''), nasty(300)),
  slackChannelId: fc.option(fc.oneof(fc.constant('CAPOLLO'), name), { nil: null }),
  name: fc.option(name, { nil: null }),
  messages: count,
  since: fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
  worksAgain: fc.boolean(),
});

export const overview = fc.record({
  today: date,
  role: fc.constantFrom('member' as const, 'finance' as const, 'manager' as const, 'operator' as const),
  broken: fc.array(promise, { maxLength: 30 }),
  due: fc.array(promise, { maxLength: 30 }),
  ownOverdue: fc.array(overdueRow, { maxLength: 30 }),
  ownOverdueCount: count,
  escalations: fc.option(count, { nil: null }),
  empty: fc.boolean(),
});
const waitingClient: fc.Arbitrary<WaitingClient> = fc.record({
  clientId: id,
  clientName: name,
  toCollect: fc.array(money, { maxLength: 6 }),
  daysOverdue: fc.integer({ min: 1, max: 5000 }),
  silentDays: fc.option(fc.nat(5000), { nil: null }),
  promiseId: fc.option(id, { nil: null }),
});

const firstOf = <Row>(row: fc.Arbitrary<Row>, most: number) =>
  fc.record({ rows: fc.array(row, { maxLength: most }), total: count }).map(({ rows, total }) => ({
    rows,
    total: rows.length === 0 ? 0 : Math.max(rows.length, total),
  }));

/** As many rows as the books give at most. */
export const home: fc.Arbitrary<PersonHome> = fc.record({
  today: date,
  role: fc.constantFrom('member' as const, 'finance' as const, 'manager' as const, 'operator' as const),
  empty: fc.boolean(),
  newcomer: fc.boolean(),
  setupOpen: fc.boolean(),
  broken: firstOf(promise, 5),
  due: firstOf(promise, 5),
  silent: firstOf(waitingClient, 5),
  noNextStep: firstOf(waitingClient, 5),
  clients: fc.record({
    rows: fc.array(
      fc.record({
        clientId: id,
        clientName: name,
        owner: fc.option(person, { nil: null }),
        aging: agings,
        daysOverdue: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: null }),
        promise: fc.option(fc.record({ id, amount: money, promisedDate: date }), { nil: null }),
      }),
      { maxLength: 10 },
    ),
    aging: agings,
    page: fc.integer({ min: 1, max: 900 }),
    pages: fc.integer({ min: 1, max: 900 }),
    total: count,
  }),
  managing: fc.option(
    fc.record({
      queue: escalationList,
      week: fc.tuple(firstOf(promise, 8), date, date).map(([week, from, to]) => ({ ...week, from, to })),
    }),
    { nil: null },
  ),
});

export const undo = fc.record({
  auditId: id,
  kind: fc.oneof(fc.constantFrom('conversation.logged', 'payment.recorded', 'escalation.kept'), nasty(40)),
  clientName: fc.option(name, { nil: null }),
  typed: fc.option(
    nasty(3000).map((text) => `log ${text}`),
    { nil: null },
  ),
  restored: fc.array(promise, { maxLength: 12 }),
});
export const whichClient = fc.record({
  verb: fc.constantFrom('log', 'paid'),
  typed: nasty(3000),
  clientText: fc.option(name, { nil: null }),
  match: fc.oneof(
    fc.record({
      kind: fc.constantFrom('several' as const, 'unnamed' as const),
      candidates: fc.array(fc.record({ id, name }), { maxLength: 12 }),
    }),
    fc.record({
      kind: fc.constant('unknown' as const),
      nearest: fc.array(fc.record({ id, name }), { maxLength: 5 }),
      mayAdd: fc.boolean(),
    }),
  ),
});
const choice = fc.record({
  text: nasty(500).map((text) => `x ${text}`),
  date: fc.option(date, { nil: undefined }),
  amount: fc.option(fc.constantFrom('1.25', '1250', 'odd'), { nil: undefined }),
});
export const question = fc.record({
  verb: fc.constantFrom('log', 'paid'),
  typed: nasty(3000),
  question: fc.oneof(
    fc.record({
      kind: fc.constantFrom('which_date' as const, 'which_amount' as const),
      typed: name,
      choices: fc.array(choice, { maxLength: 12 }),
    }),
    fc.record({
      kind: fc.constant('past_date' as const),
      typed: name,
      date,
      choices: fc.array(choice, { maxLength: 12 }),
    }),
  ),
});
export const problem = fc.record({
  verb: fc.constantFrom('log', 'paid'),
  typed: nasty(3000),
  problem: fc.record({
    kind: fc.constantFrom(
      'empty' as const,
      'no_verb' as const,
      'no_amount' as const,
      'bad_amount' as const,
      'bad_date' as const,
      'future_date' as const,
      'too_far' as const,
      'parts_do_not_add_up' as const,
      'too_long' as const,
      'unexpected' as const,
    ),
    typed: name,
    example: nasty(100),
  }),
});
export { money, name as clientName };

const named = name.map((text) => ({ kind: 'named' as const, text }));
export const enquiry: fc.Arbitrary<Enquiry> = fc.oneof(
  fc.constantFrom<Enquiry>(
    { kind: 'help' },
    { kind: 'overview' },
    { kind: 'escalations' },
    { kind: 'overdue', of: { kind: 'all' } },
    { kind: 'overdue', of: { kind: 'mine' } },
    { kind: 'promises', of: { kind: 'mine' }, due: null },
    { kind: 'broken', of: { kind: 'all' }, due: null },
  ),
  named.map((of): Enquiry => ({ kind: 'overdue', of })),
  named.map((of): Enquiry => ({ kind: 'promises', of, due: null })),
  name.map((clientText): Enquiry => ({ kind: 'status', clientText })),
);
