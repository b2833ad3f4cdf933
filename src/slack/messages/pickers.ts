import type { ExternalSelect, MultiExternalSelect, PlainTextOption, UsersSelect } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { ClientName } from '../../ledger/clients.js';
import type { InvoiceFact } from '../../ledger/facts/common.js';
import { formatMoney } from '../../text/format.js';
import type { Lang } from '../../text/language.js';
import { actionIds } from './action-ids.js';
import { plain } from './blocks.js';
import { fields } from './forms.js';
import { limits } from './limits.js';
import { dueWhen } from './wording.js';

/** An invoice as it stands in a picker: by its number, which the books look up within the client. */
export interface PickedInvoice {
  readonly number: string;
  /** What the picker shows; without it the number. */
  readonly label?: string;
}

/** The most that Slack takes as an answer to a search. */
export const MOST_SUGGESTED = limits.options;

export const clientOption = ({ id, name }: ClientName): PlainTextOption => ({
  text: plain(name, limits.optionText),
  value: String(id),
});

/** The end of a number finds its invoice as well, so that a very long one fits. */
const invoiceOption = ({ number, label }: PickedInvoice): PlainTextOption => ({
  text: plain(label ?? number, limits.optionText),
  value: number.slice(-limits.optionValue),
});

/** An open invoice with what is open of it and since when: "INV-104 · $9,400.00 · 18 days overdue". */
export function openInvoiceOption(invoice: InvoiceFact, today: LocalDate, lang: Lang): PlainTextOption {
  const { number, open } = invoice;
  const when = dueWhen(invoice, lang, today);
  const label = lang.t.forms.invoiceOption(number, formatMoney(open, lang.locale), when);
  return invoiceOption({ number, label });
}

/** A list of clients that is searched on the server. */
export function clientPicker(client: ClientName | null, lang: Lang): ExternalSelect {
  return {
    type: 'external_select',
    min_query_length: 0,
    placeholder: plain(lang.t.forms.clientPlaceholder, limits.placeholder),
    ...(client === null ? {} : { initial_option: clientOption(client) }),
  };
}

/** The open invoices of a client, searched on the server. */
export function invoicePicker(chosen: readonly PickedInvoice[], lang: Lang): MultiExternalSelect {
  return {
    type: 'multi_external_select',
    min_query_length: 0,
    placeholder: plain(lang.t.forms.invoicesPlaceholder, limits.placeholder),
    ...(chosen.length === 0 ? {} : { initial_options: chosen.slice(0, limits.options).map(invoiceOption) }),
  };
}

/** The picker of a client's invoices carries the client: another client's picker is another input, and empty. */
export const invoicesField = (clientId: number): string => `${fields.invoices}:${clientId}`;

/** The client whose invoices an input or a search is about; null for anything else. */
export function clientOfInvoices(id: string): number | null {
  const match = new RegExp(`^${fields.invoices.replace('.', '\\.')}:([1-9]\\d{0,15})$`).exec(id);
  return match === null ? null : Number(match[1]);
}

/** Somebody of the workspace. */
export function personPicker(slackUserId: string | null): UsersSelect {
  return { type: 'users_select', ...(slackUserId === null ? {} : { initial_user: slackUserId }) };
}

export const projectOption = ({ id, name }: { readonly id: number; readonly name: string }): PlainTextOption => ({
  text: plain(name, limits.optionText),
  value: String(id),
});

export const channelOption = (channel: {
  readonly slackChannelId: string;
  readonly name: string;
}): PlainTextOption => ({
  text: plain(`#${channel.name}`, limits.optionText),
  value: channel.slackChannelId,
});

/** A list of channels with a digest that is searched on the server; it stands beside a text, so it has its own ids. */
export function channelPicker(lang: Lang): ExternalSelect {
  return {
    type: 'external_select',
    action_id: actionIds.pickChannel,
    min_query_length: 0,
    placeholder: plain(lang.t.forms.channelPlaceholder, limits.placeholder),
  };
}

/** A list of projects that is searched on the server. */
export function projectPicker(
  project: { readonly id: number; readonly name: string } | null,
  lang: Lang,
): ExternalSelect {
  return {
    type: 'external_select',
    min_query_length: 0,
    placeholder: plain(lang.t.forms.projectPlaceholder, limits.placeholder),
    ...(project === null ? {} : { initial_option: projectOption(project) }),
  };
}
