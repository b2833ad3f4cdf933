import { type LocalDate, localDate } from '../../../src/domain/local-date.js';
import type { AgingFact, InvoiceFact, PersonFact } from '../../../src/ledger/facts/common.js';
import type { DigestNotice, DigestRow } from '../../../src/ledger/facts/digest.js';
import type { EscalationCandidate } from '../../../src/ledger/facts/escalation.js';
import type { PromiseBrokenNotice, PromiseFact } from '../../../src/ledger/facts/promise.js';
import type { ClientStatus, LogReceipt, PaidReceipt } from '../../../src/ledger/facts/receipt.js';

/** The people and figures of the pictures: ACME and its neighbours, Monday 23 November 2026. */
export const day = (text: string): LocalDate => localDate(text);
export const usd = (minor: number) => ({ minor, currency: 'USD' });

export const dana: PersonFact = { id: 1, name: 'Dana', slackUserId: 'U0DANA' };
export const lee: PersonFact = { id: 2, name: 'Lee', slackUserId: 'U0LEE' };
export const sam: PersonFact = { id: 3, name: 'Sam', slackUserId: 'U0SAM' };

export function invoice(facts: Partial<InvoiceFact> = {}): InvoiceFact {
  return {
    id: 104,
    number: 'INV-104',
    dueDate: day('2026-11-05'),
    daysOverdue: 18,
    amount: usd(940_000),
    open: usd(940_000),
    link: null,
    ...facts,
  };
}

export const inv107 = invoice({
  id: 107,
  number: 'INV-107',
  dueDate: day('2026-11-24'),
  daysOverdue: -1,
  amount: usd(300_000),
  open: usd(300_000),
});

export function promise(facts: Partial<PromiseFact> = {}): PromiseFact {
  return {
    id: 12,
    clientId: 7,
    clientName: 'ACME',
    amount: usd(1_240_000),
    received: usd(0),
    promisedDate: day('2026-11-27'),
    deadline: day('2026-11-30'),
    givenOn: day('2026-11-23'),
    state: 'open',
    level: 2,
    firstPromisedDate: day('2026-11-13'),
    slipDays: 14,
    finalDate: false,
    covers: [
      { ...invoice(), promised: usd(940_000), level: 2 },
      { ...inv107, promised: usd(300_000), level: 1 },
    ],
    ...facts,
  };
}

export function logged(facts: Partial<LogReceipt> = {}): LogReceipt {
  return {
    auditId: 55,
    clientId: 7,
    clientName: 'ACME',
    clientIsNew: false,
    outcome: 'promised',
    medium: 'call',
    direction: 'out',
    happenedOn: day('2026-11-23'),
    note: null,
    contactName: null,
    invoices: [invoice(), inv107],
    promises: [promise()],
    superseded: [],
    reduced: [],
    outstanding: [usd(1_240_000)],
    hints: [],
    dispute: null,
    nextAction: null,
    told: { slackChannelId: 'C0APOLLO', name: 'proj-apollo' },
    ...facts,
  };
}

export function aging(facts: Partial<AgingFact> = {}): AgingFact {
  return {
    currency: 'USD',
    outstanding: 9_000_000,
    notDue: 1_810_000,
    days1to30: 3_010_000,
    days31to60: 2_880_000,
    days61to90: 900_000,
    days91plus: 400_000,
    overdue: 7_190_000,
    promised: 1_870_000,
    disputed: 500_000,
    toCollect: 4_820_000,
    openInvoices: 31,
    overdueInvoices: 22,
    ...facts,
  };
}

export function row(facts: Partial<DigestRow> = {}): DigestRow {
  return {
    clientId: 7,
    clientName: 'ACME',
    toCollect: [usd(1_240_000)],
    daysOverdue: 18,
    reason: { kind: 'promise_broken', promisedDate: day('2026-11-20'), inRow: 2, partial: false },
    owner: dana,
    promiseId: 12,
    priority: 100,
    ...facts,
  };
}

export function digestFacts(facts: Partial<DigestNotice> = {}): DigestNotice {
  return {
    amountsShown: true,
    deeds: [],
    belowMinimum: null,
    channelName: 'proj-apollo',
    projectNames: ['Apollo'],
    today: day('2026-11-23'),
    since: day('2026-11-20'),
    aging: [aging()],
    toCollectBefore: [usd(4_510_000)],
    rows: [
      row(),
      row({
        clientId: 8,
        clientName: 'Globex',
        toCollect: [],
        daysOverdue: null,
        reason: { kind: 'promise_due', promisedDate: day('2026-11-23'), amount: usd(900_000) },
        owner: lee,
        promiseId: 13,
      }),
      row({
        clientId: 9,
        clientName: 'Initech',
        toCollect: [usd(725_000)],
        daysOverdue: 63,
        reason: { kind: 'silent', daysOverdue: 63, silentDays: 21 },
        owner: null,
        promiseId: null,
      }),
    ],
    changes: [
      { kind: 'paid', clientName: 'Hooli', amount: usd(600_000), promiseKept: true },
      { kind: 'newly_overdue', clientName: 'Umbrella', amount: usd(310_000) },
    ],
    quietClients: 0,
    waiting: null,
    nextPromise: null,
    data: {
      at: '2026-11-23T08:55:00Z',
      localDate: day('2026-11-23'),
      localTime: '08:55',
      fileName: 'quickbooks.csv',
      most: null,
      payments: null,
      stale: false,
      importedBy: sam,
    },
    setUpBy: sam,
    ...facts,
  };
}

export function broken(facts: Partial<PromiseBrokenNotice> = {}): PromiseBrokenNotice {
  return {
    promise: promise({ promisedDate: day('2026-11-20'), deadline: day('2026-11-23'), state: 'broken', level: 1 }),
    openNow: usd(1_240_000),
    oldestDaysOverdue: 18,
    notKeptInRow: 2,
    keptRate: { kept: 5, n: 9 },
    lastConversation: {
      happenedOn: day('2026-11-17'),
      outcome: 'waiting_approval',
      medium: 'call',
      note: "waiting for the CFO's approval",
      contactName: 'Mia Wong',
      byName: 'Dana',
    },
    detectedOn: day('2026-11-24'),
    detectedLate: false,
    channelName: 'proj-apollo',
    why: 'owner',
    owner: dana,
    decision: null,
    ...facts,
  };
}

export function candidate(facts: Partial<EscalationCandidate> = {}): EscalationCandidate {
  return {
    rank: 1,
    clientId: 9,
    clientName: 'Initech',
    owner: lee,
    aging: [aging({ overdue: 2_725_000 })],
    oldestDaysOverdue: 94,
    points: 80,
    reasons: [
      { kind: 'broken_in_row', points: 40, count: 2 },
      { kind: 'no_contact', points: 20, days: 21, limit: 14 },
      { kind: 'owner_silent', points: 20, sentOn: day('2026-11-19'), owner: lee },
    ],
    lastPromise: null,
    lastConversation: null,
    lastDecision: null,
    ...facts,
  };
}

export function statusFacts(facts: Partial<ClientStatus> = {}): ClientStatus {
  return {
    clientId: 7,
    clientName: 'ACME',
    aliases: ['Acme Ltd'],
    contacts: [{ name: 'Mia Wong', email: 'mia@acme.example', phone: null, position: 'CFO' }],
    owner: dana,
    backup: lee,
    projects: [{ name: 'Apollo', slackChannelId: 'C0APOLLO' }],
    today: day('2026-11-23'),
    snoozedUntil: null,
    keptWithOwner: null,
    aging: [aging()],
    unallocated: [],
    invoices: [invoice(), inv107],
    invoiceCount: 2,
    promises: [promise()],
    disputes: [],
    lastConversation: broken().lastConversation,
    keptRate: { kept: 5, n: 9 },
    dataAt: { at: new Date('2026-11-23T08:55:00Z'), fileName: 'quickbooks.csv', most: null, payments: null },
    ...facts,
  };
}

/** Money that was more than its invoice. */
export const paid: PaidReceipt = {
  auditId: 56,
  clientId: 7,
  clientName: 'ACME',
  amount: usd(1_000_000),
  valueDate: day('2026-11-23'),
  allocations: [{ invoice: invoice({ open: usd(0) }), amount: usd(940_000), rule: 'designated' }],
  unallocated: usd(60_000),
  promises: [promise({ state: 'kept', received: usd(1_240_000) })],
  outstanding: [usd(300_000)],
  told: { slackChannelId: 'C0APOLLO', name: 'proj-apollo' },
};
