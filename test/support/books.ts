import { localDate } from '../../src/domain/local-date.js';
import { nameKey, numberKey } from '../../src/domain/name-key.js';
import type { LogRequest, PaidRequest } from '../../src/domain/request.js';
import type { Actor } from '../../src/ledger/actor.js';
import { toDateColumn } from '../../src/ledger/date-column.js';
import { actorOf } from '../../src/ledger/people.js';
import type { Role } from '../../src/ledger/prisma/client.js';
import type { TestLedger } from './database.js';

// Rows that a test starts from, with everything that it does not care about filled in. All ids are of the
// workspace of the TestLedger.

export async function aPerson(
  books: TestLedger,
  person: {
    name: string;
    role?: Role | null;
    slackUserId?: string | null;
    email?: string;
    timezone?: string;
    locale?: string;
    guest?: boolean;
    deactivated?: boolean;
    slackAdmin?: boolean;
  },
): Promise<number> {
  const slackUserId = person.slackUserId === undefined ? `U${person.name.toUpperCase()}` : person.slackUserId;
  const row = await books.prisma.person.create({
    data: { workspaceId: books.workspaceId, ...person, slackUserId, refreshedAt: books.clock.now() },
  });
  return row.id;
}

/** The person as an actor who is in these Slack channels. */
export async function actor(books: TestLedger, name: string, slackChannelIds: string[] = []): Promise<Actor> {
  const found = await actorOf(books.ledger, books.workspaceId, `U${name.toUpperCase()}`, slackChannelIds);
  if (found === null) throw new Error(`no person ${name}`);
  return found;
}

export async function aChannel(
  books: TestLedger,
  channel: {
    slackChannelId: string;
    name?: string;
    isShared?: boolean;
    archived?: boolean;
    digestTime?: string;
    digestQuietLine?: boolean;
    timezone?: string;
    country?: string;
  },
): Promise<number> {
  const name = channel.name ?? channel.slackChannelId.toLowerCase();
  const row = await books.prisma.channel.create({ data: { workspaceId: books.workspaceId, ...channel, name } });
  return row.id;
}

export async function aProject(
  books: TestLedger,
  project: { name: string; channelId?: number; ownerId?: number; backupId?: number },
): Promise<number> {
  const row = await books.prisma.project.create({
    data: { workspaceId: books.workspaceId, ...project, nameKey: nameKey(project.name) },
  });
  return row.id;
}

export async function aClient(
  books: TestLedger,
  client: {
    name: string;
    projectId?: number;
    ownerId?: number;
    backupId?: number;
    aliases?: string[];
    policy?: object;
  },
): Promise<number> {
  const { aliases = [], ...data } = client;
  const row = await books.prisma.client.create({
    data: { workspaceId: books.workspaceId, ...data, nameKey: nameKey(client.name) },
  });
  for (const alias of aliases) {
    await books.prisma.clientAlias.create({
      data: { workspaceId: books.workspaceId, clientId: row.id, alias, aliasKey: nameKey(alias) },
    });
  }
  return row.id;
}

export async function anInvoice(
  books: TestLedger,
  invoice: {
    clientId: number;
    number: string;
    due: string;
    amount: number;
    issued?: string;
    currency?: string;
    projectId?: number;
  },
): Promise<number> {
  const { clientId, number, due, amount, issued, currency = 'USD', projectId } = invoice;
  const row = await books.prisma.invoice.create({
    data: {
      workspaceId: books.workspaceId,
      clientId,
      projectId,
      number,
      numberKey: numberKey(number),
      issueDate: toDateColumn(localDate(issued ?? '2026-01-01')),
      dueDate: toDateColumn(localDate(due)),
      currency,
      amount: BigInt(amount),
      open: BigInt(amount),
      source: 'test',
    },
  });
  return row.id;
}

export async function aDispute(
  books: TestLedger,
  dispute: {
    clientId: number;
    invoiceId: number;
    amount: number;
    opened?: string;
    revisit?: string;
    resolved?: string;
  },
): Promise<number> {
  const column = (text: string | undefined) => (text === undefined ? null : toDateColumn(localDate(text)));
  const row = await books.prisma.dispute.create({
    data: {
      workspaceId: books.workspaceId,
      clientId: dispute.clientId,
      invoiceId: dispute.invoiceId,
      amount: BigInt(dispute.amount),
      reason: 'quality',
      openedOn: toDateColumn(localDate(dispute.opened ?? '2026-01-01')),
      revisitOn: column(dispute.revisit),
      resolvedOn: column(dispute.resolved),
    },
  });
  return row.id;
}

/** A credit note that is applied to one invoice at once. */
export async function aCreditNote(
  books: TestLedger,
  credit: { clientId: number; invoiceId: number; amount: number; on: string },
): Promise<void> {
  const { workspaceId, prisma } = books;
  const issuedOn = toDateColumn(localDate(credit.on));
  const note = await prisma.creditNote.create({
    data: {
      workspaceId,
      clientId: credit.clientId,
      number: `CN-${credit.invoiceId}`,
      currency: 'USD',
      amount: BigInt(credit.amount),
      issuedOn,
      source: 'test',
    },
  });
  await prisma.allocation.create({
    data: {
      workspaceId,
      invoiceId: credit.invoiceId,
      creditNoteId: note.id,
      amount: BigInt(credit.amount),
      effectiveOn: issuedOn,
      rule: 'credit_note',
    },
  });
  await prisma.invoice.update({
    where: { workspaceId_id: { workspaceId, id: credit.invoiceId } },
    data: { open: { decrement: credit.amount } },
  });
}

/** A payment that no invoice took. */
export async function unallocatedPayment(
  books: TestLedger,
  payment: { clientId: number; amount: number; on: string; currency?: string },
): Promise<number> {
  const row = await books.prisma.payment.create({
    data: {
      workspaceId: books.workspaceId,
      clientId: payment.clientId,
      currency: payment.currency ?? 'USD',
      amount: BigInt(payment.amount),
      valueDate: toDateColumn(localDate(payment.on)),
      source: 'test',
    },
  });
  return row.id;
}

/** A request to log that says a promise of these parts; amount in plain decimals, absent: everything. */
export function promised(
  parts: { on: string; amount?: string; percent?: number; rest?: boolean }[],
  more: Partial<LogRequest> = {},
): LogRequest {
  return {
    clientText: null,
    outcome: 'promised',
    medium: 'unknown',
    direction: 'in',
    invoiceTexts: [],
    promises: parts.map((part) => ({
      date: localDate(part.on),
      amount: part.rest
        ? { kind: 'rest' as const }
        : part.percent !== undefined
          ? { kind: 'percent' as const, percent: part.percent }
          : part.amount !== undefined
            ? { kind: 'exact' as const, value: part.amount, currency: null }
            : { kind: 'all' as const },
    })),
    finalDate: false,
    intent: false,
    dispute: null,
    contactText: null,
    note: null,
    happenedOn: localDate('2026-11-23'),
    ...more,
  };
}

/** A request to record a payment, amount in plain decimals. */
export function paid(amount: string, on: string, more: Partial<PaidRequest> = {}): PaidRequest {
  return {
    clientText: null,
    amount: { kind: 'exact', value: amount, currency: null },
    invoiceTexts: [],
    valueDate: localDate(on),
    reference: null,
    ...more,
  };
}
