import { addWorkingDays } from '../domain/calendar.js';
import { nextActionOf } from '../domain/outcome.js';
import type { Actor } from './actor.js';
import type { LogReceipt } from './facts/receipt.js';
import { type ClientInvoice, invoiceFactOf } from './invoices.js';
import type { LogFacts } from './log-facts.js';
import type { LogInput } from './log-input.js';
import { outstandingOf } from './promise-making.js';

/** What came of a line beside its words. */
type Outcome = Pick<
  LogReceipt,
  'contactName' | 'promises' | 'superseded' | 'reduced' | 'hints' | 'dispute' | 'settledDisputes' | 'told'
>;

/** Of a line that made nothing but a conversation. */
export const onlyWords: Outcome = {
  contactName: null,
  promises: [],
  superseded: [],
  reduced: [],
  hints: [],
  dispute: null,
  told: null,
};

/** What the person reads about what was recorded, but for its number in the audit. */
export function receiptOf(
  actor: Actor,
  input: LogInput,
  facts: LogFacts,
  named: readonly ClientInvoice[],
  outcome: Outcome,
): Omit<LogReceipt, 'auditId'> {
  const { request } = input;
  const next = nextActionOf(request.outcome);
  return {
    clientId: facts.client.id,
    clientName: facts.client.name,
    clientIsNew: input.clientIsNew ?? false,
    outcome: request.outcome,
    medium: request.medium,
    direction: request.direction,
    happenedOn: request.happenedOn,
    note: request.note,
    permalink: input.permalink,
    invoices: named.map((row) => invoiceFactOf(row, actor.today)),
    outstanding: outstandingOf(facts.open),
    nextAction:
      next === null ? null : { kind: next.kind, on: addWorkingDays(actor.today, next.workingDays, facts.calendar) },
    ...outcome,
  };
}
