import type { LocalDate } from '../domain/local-date.js';

// Lumen's accounting program, as far as Collect sees it: files. What has not happened by a day is not in its export.

export interface SampleClient {
  readonly name: string;
  readonly shortName: string;
  readonly project: string;
  readonly contact: string;
  readonly position: string;
  readonly email: string;
  readonly phone: string;
}

/** An invoice, or (`credits`) a credit note upon one. */
export interface SampleDocument {
  readonly number: string;
  readonly client: string;
  readonly issued: LocalDate;
  readonly due: LocalDate;
  /** "12400.00"; negative for a credit note. */
  readonly amount: string;
  readonly currency: string;
  /** Number of the invoice that it credits. */
  readonly credits: string | null;
}

export interface SamplePayment {
  readonly client: string;
  readonly invoice: string;
  readonly on: LocalDate;
  readonly amount: string;
  readonly currency: string;
  readonly reference: string;
}

/** A promise from the spreadsheet that Lumen kept before it had Collect. */
export interface OldPromise {
  readonly client: string;
  readonly givenOn: LocalDate;
  readonly promisedFor: LocalDate;
  readonly amount: string;
  readonly currency: string;
  readonly invoice: string;
  readonly note: string;
}

export interface Accounting {
  readonly clients: readonly SampleClient[];
  readonly documents: readonly SampleDocument[];
  readonly payments: readonly SamplePayment[];
  readonly oldPromises: readonly OldPromise[];
}

/** A file of the accounting program: its name and its text. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const table = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\n`).join('');

/** Clients with their contacts and projects. */
export function clientsFile({ clients }: Accounting): ExportFile {
  const heads = ['Customer', 'Short name', 'Project', 'Contact', 'Position', 'E-mail', 'Phone'];
  return {
    name: 'clients.csv',
    text: table([
      heads,
      ...clients.map(({ name, shortName, project, contact, position, email, phone }) => [
        name,
        shortName,
        project,
        contact,
        position,
        email,
        phone,
      ]),
    ]),
  };
}

/** Every invoice and credit note that was issued before a day: a morning's export holds what was booked by the evening. */
export function receivablesFile({ documents }: Accounting, day: LocalDate): ExportFile {
  const heads = ['Type', 'Number', 'Customer', 'Invoice date', 'Due date', 'Amount', 'Currency', 'Applies to'];
  const rows = documents
    .filter(({ issued }) => issued < day)
    .sort((a, b) => (a.issued < b.issued ? -1 : a.issued > b.issued ? 1 : a.number < b.number ? -1 : 1))
    .map(({ number, client, issued, due, amount, currency, credits }) => [
      credits === null ? 'Invoice' : 'Credit note',
      number,
      client,
      issued,
      due,
      amount,
      currency,
      credits ?? '',
    ]);
  return { name: 'receivables.csv', text: table([heads, ...rows]) };
}

/** What the bank had booked before a day. */
export function paymentsFile({ payments }: Accounting, day: LocalDate): ExportFile {
  const heads = ['Payment number', 'Payment date', 'Customer', 'Amount', 'Currency', 'Invoice number', 'Reference'];
  const rows = payments
    .filter(({ on }) => on < day)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map(({ client, invoice, on, amount, currency, reference }) => [
      `PAY-${invoice}-${on.replaceAll('-', '')}`,
      on,
      client,
      amount,
      currency,
      invoice,
      reference,
    ]);
  return { name: 'payments.csv', text: table([heads, ...rows]) };
}

/** The promises of the time before Collect. */
export function oldPromisesFile({ oldPromises }: Accounting): ExportFile {
  const heads = ['Customer', 'Given on', 'Promised date', 'Amount', 'Currency', 'Invoice number', 'Note'];
  const rows = oldPromises.map(({ client, givenOn, promisedFor, amount, currency, invoice, note }) => [
    client,
    givenOn,
    promisedFor,
    amount,
    currency,
    invoice,
    note,
  ]);
  return { name: 'promises.csv', text: table([heads, ...rows]) };
}
