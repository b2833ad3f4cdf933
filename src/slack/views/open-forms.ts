import type { ModalView } from '@slack/types';
import { addWorkingDays, calendarOf } from '../../domain/calendar.js';
import { addDays, daysBetween } from '../../domain/local-date.js';
import { type Money, toDecimal } from '../../domain/money.js';
import { manages } from '../../domain/role.js';
import { requireOwed } from '../../ledger/escalation/owed.js';
import type { PersonFact } from '../../ledger/facts/common.js';
import type { Offer } from '../../ledger/offers.js';
import { requireRole } from '../../ledger/people.js';
import { visiblePromise } from '../../ledger/promise-list.js';
import { clientStatus } from '../../ledger/status.js';
import type { Desk, Visit } from '../desk.js';
import { assignForm } from '../messages/assign-form.js';
import { escalateForm, keepUntilForm } from '../messages/forms.js';
import { emptyDraft } from './conversation-draft.js';
import { conversationFormFor, unsaid } from './conversation-form-for.js';
import { candidateMetadata, promiseMetadata } from './metadata.js';
import { draftOfPayment, paymentFormFor } from './payment-form-for.js';

/** Where a form was opened from. */
export interface OpenedFrom {
  readonly channel: string | null;
  readonly responseUrl: string | null;
  readonly replace: boolean;
  readonly threadTs?: string;
  /** What was offered in the message that it is opened from. */
  readonly offer?: Offer;
}

/** What a line that is to be put right belongs to. */
export interface LineAddress extends OpenedFrom {
  /** The audit entry in whose place it is recorded; null: none. */
  readonly auditId: number | null;
  readonly permalink: string | null;
}

/** What a form is about; the ids come from a button and are checked against what the person may see. */
export interface About {
  readonly clientId: number;
  readonly promiseId: number | null;
}

/** How long a client stays with its owner if the manager changes nothing, in working days. */
const KEPT_FOR = 5;

/** The form of a conversation that gives a promise a new date, with what is missing of it: only the date is asked for. */
export async function newDateFormFor(
  desk: Desk,
  visit: Visit,
  from: OpenedFrom,
  about: { readonly promiseId: number },
): Promise<ModalView> {
  const promise = await visiblePromise(desk.ledger, visit.actor, about.promiseId);
  const { amount, received, covers } = promise;
  const minor = amount.minor - received.minor;
  const missing = minor <= 0 ? '' : `${toDecimal({ minor, currency: amount.currency })} ${amount.currency}`;
  const draft = {
    ...emptyDraft,
    client: { id: promise.clientId, name: promise.clientName },
    parts: [{ amount: missing, date: null }],
    // What of the old date is still open; none left: whatever is due by the new date.
    invoices: covers.filter((line) => line.open.minor > 0).map((line) => ({ number: line.number })),
  };
  const address = { ...from, auditId: null, permalink: null, promiseId: promise.id, said: unsaid };
  return await conversationFormFor(desk, visit, address, draft, null, 'date');
}

/** The form of a payment with what a promise is missing. Throws UserError role_required for whoever may not record money. */
export async function paidFormFor(desk: Desk, visit: Visit, from: OpenedFrom, about: About): Promise<ModalView> {
  await requireRole(desk.ledger, visit.actor, ['finance', 'manager'], 'payments');
  const subject = await subjectOf(desk, visit, about);
  const address = { ...from, auditId: null, permalink: null, promiseId: about.promiseId };
  return await paymentFormFor(desk, visit, address, draftOfPayment(subject, subject.promised, visit.actor.today));
}

/** The form of a conversation for a call with a client, about a promise if there is one: its outcome is asked for. */
export async function calledFormFor(desk: Desk, visit: Visit, from: OpenedFrom, about: About): Promise<ModalView> {
  const { clientName, clientId, promised } = await subjectOf(desk, visit, about);
  const draft = {
    ...emptyDraft,
    client: { id: clientId, name: clientName },
    outcome: null,
    invoices: promised.map((number) => ({ number })),
  };
  const said = { ...unsaid, medium: 'call' as const };
  const address = { ...from, auditId: null, permalink: null, promiseId: about.promiseId, said };
  return await conversationFormFor(desk, visit, address, draft, null, 'outcome');
}

/** Throws UserError nothing_to_escalate for a client that owes nothing by now. */
export async function escalateFormFor(desk: Desk, visit: Visit, from: OpenedFrom, about: About): Promise<ModalView> {
  const { clientName, clientId, owner, channelName } = await subjectOf(desk, visit, about);
  await requireOwed(desk.ledger.prisma, visit.actor.workspaceId, { id: clientId, name: clientName });
  const privateMetadata = candidateMetadata.write({ ...from, clientId, promiseId: about.promiseId });
  const by = manages(visit.actor.role) ? 'manager' : 'owner';
  return escalateForm({ privateMetadata, clientName, by, ownerName: owner?.name ?? null, channelName }, visit.lang);
}

/** Finance and managers. Throws UserError role_required. */
export async function assignFormFor(desk: Desk, visit: Visit, from: OpenedFrom, about: About): Promise<ModalView> {
  await requireRole(desk.ledger, visit.actor, ['finance', 'manager'], 'owners');
  const { clientId, clientName, owner, backup } = await clientStatus(desk.ledger, visit.actor, about.clientId);
  const privateMetadata = promiseMetadata.write({ ...from, clientId, promiseId: null });
  return assignForm({ privateMetadata, clientName, owner, backup }, visit.lang);
}

/** Managers only. Throws UserError role_required. */
export async function keepUntilFormFor(desk: Desk, visit: Visit, from: OpenedFrom, about: About): Promise<ModalView> {
  await requireRole(desk.ledger, visit.actor, ['manager'], 'escalations');
  const { clientName, clientId, owner } = await subjectOf(desk, visit, about);
  const { today } = visit.actor;
  const latest = addDays(today, visit.workspace.policy.keepMaxDays);
  const proposed = addWorkingDays(today, KEPT_FOR, calendarOf(visit.workspace.country));
  return keepUntilForm(
    {
      privateMetadata: candidateMetadata.write({ ...from, clientId, promiseId: about.promiseId }),
      clientName,
      ownerName: owner?.name ?? null,
      today,
      latest,
      suggested: daysBetween(proposed, latest) < 0 ? latest : proposed,
    },
    visit.lang,
  );
}

interface Subject {
  readonly clientId: number;
  readonly clientName: string;
  /** What is proposed as the amount: what is missing of the promise, else what is overdue. */
  readonly open: Money | null;
  /** Numbers of the invoices that the promise covers and that are open. */
  readonly promised: readonly string[];
  readonly owner: PersonFact | null;
  readonly channelName: string | null;
}

async function subjectOf(desk: Desk, visit: Visit, about: About): Promise<Subject> {
  const { actor } = visit;
  const promise = about.promiseId === null ? null : await visiblePromise(desk.ledger, actor, about.promiseId);
  const status = await clientStatus(desk.ledger, actor, promise?.clientId ?? about.clientId);
  const { clientId, clientName, owner } = status;
  const channelId = status.projects.find((project) => project.slackChannelId !== null)?.slackChannelId ?? null;
  const channel = channelId === null ? null : await desk.roster.channel(visit.workspace.id, channelId);
  const channelName = channel?.name ?? null;
  if (promise !== null) {
    const minor = Math.max(0, promise.amount.minor - promise.received.minor);
    const open = minor === 0 ? null : { minor, currency: promise.amount.currency };
    const promised = promise.covers.filter((line) => line.open.minor > 0).map((line) => line.number);
    return { clientId, clientName, owner, channelName, open, promised };
  }
  const [first, ...more] = status.aging;
  const open =
    first === undefined || more.length > 0 || first.overdue === 0
      ? null
      : { minor: first.overdue, currency: first.currency };
  return { clientId, clientName, owner, channelName, open, promised: [] };
}
