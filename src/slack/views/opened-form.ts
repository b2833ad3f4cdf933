import type { ModalView } from '@slack/types';
import { addDays } from '../../domain/local-date.js';
import { UserError } from '../../domain/user-error.js';
import { digestSettingsToChange } from '../../ledger/channels.js';
import { aliasesOf } from '../../ledger/client-names.js';
import { type ClientName, clientById } from '../../ledger/clients.js';
import { requireRole } from '../../ledger/people.js';
import { searchDigestChannels } from '../../ledger/search.js';
import { SNOOZE_MAX_DAYS } from '../../ledger/snooze.js';
import type { Desk, Visit } from '../desk.js';
import type { OpenableForm } from '../messages/action-ids.js';
import { type ClientDraft, clientForm, MOST_ALIASES } from '../messages/client-form.js';
import { digestChannelForm, digestForm } from '../messages/digest-form.js';
import { projectForm } from '../messages/project-form.js';
import { snoozeForm } from '../messages/snooze-form.js';
import { emptyDraft } from './conversation-draft.js';
import { conversationFormFor, unsaid } from './conversation-form-for.js';
import { addressMetadata, clientMetadata } from './metadata.js';
import type { OpenedFrom } from './open-forms.js';
import { paymentFormFor } from './payment-form-for.js';

/**
 * A form by its name, blank or about a client. The client's id comes from a button and is checked against what the
 * person may see. Throws UserError unknown_client, role_required.
 */
export async function openedForm(
  desk: Desk,
  visit: Visit,
  from: OpenedFrom,
  wanted: { readonly form: OpenableForm; readonly clientId?: number | undefined },
): Promise<ModalView> {
  const { clientId } = wanted;
  const client = clientId === undefined ? null : await clientById(desk.ledger, visit.actor, clientId);
  const line = { ...from, auditId: null, permalink: null };
  switch (wanted.form) {
    case 'log':
      return await conversationFormFor(desk, visit, { ...line, said: unsaid }, { ...emptyDraft, client });
    case 'payment':
      return await paymentFormFor(desk, visit, line, {
        client,
        amount: '',
        currency: null,
        date: visit.actor.today,
        invoices: [],
        reference: '',
      });
    case 'snooze':
      return snoozeFormFor(visit, from, { client, until: null, note: '' });
    case 'client':
      return await clientFormFor(desk, visit, from, client, {});
    case 'project':
      return await projectFormFor(desk, visit, from, {});
    case 'digest':
      return await digestFormFor(desk, visit, from);
  }
}

const address = ({ channel, responseUrl, replace, threadTs, offer }: OpenedFrom) => ({
  channel,
  responseUrl,
  replace,
  ...(threadTs === undefined ? {} : { threadTs }),
  ...(offer === undefined ? {} : { offer }),
});

/** What is filled in of a client's card; `rename`: the name that a client of the books is to have. */
export type FilledCard = Partial<ClientDraft> & { readonly rename?: string };

/**
 * A client's card (null: a new client's) with this in the fields; the names are those that it has, and an alias that was
 * typed stands below them. Throws UserError role_required.
 */
export async function clientFormFor(
  desk: Desk,
  visit: Visit,
  from: OpenedFrom,
  client: ClientName | null,
  { rename, ...filled }: FilledCard,
  problem: string | null = null,
): Promise<ModalView> {
  await requireRole(desk.ledger, visit.actor, ['finance', 'manager'], 'clients');
  const typed = filled.aliases === undefined ? [] : [filled.aliases];
  const all = client === null ? [] : await aliasesOf(desk.ledger, visit.actor, client.id);
  const aliases = all.slice(0, fitting([...typed, ...all]) - typed.length);
  const privateMetadata = clientMetadata.write({
    ...address(from),
    clientId: client?.id ?? null,
    ...(client === null ? {} : { name: client.name }),
    aliases,
  });
  const empty = { name: '', aliases: '', contact: '', email: '', phone: '', owner: null, backup: null, project: null };
  const names = client === null ? {} : { name: rename ?? client.name, aliases: [...aliases, ...typed].join('\n') };
  return clientForm({ privateMetadata, client, draft: { ...empty, ...filled, ...names }, problem }, visit.lang);
}

/** How many of these lines the field of the other names holds; what does not stand there is not taken away. */
function fitting(lines: readonly string[]): number {
  let length = -1;
  return lines.filter((line) => {
    length += line.length + 1;
    return length <= MOST_ALIASES;
  }).length;
}

/** A project's form with this in the fields. Throws UserError role_required. */
export async function projectFormFor(
  desk: Desk,
  visit: Visit,
  from: OpenedFrom,
  filled: {
    readonly name?: string;
    readonly slackChannelId?: string | null;
    readonly owner?: string | null;
    readonly backup?: string | null;
  },
  problem: string | null = null,
): Promise<ModalView> {
  await requireRole(desk.ledger, visit.actor, ['finance', 'manager'], 'projects');
  const { name = '', slackChannelId = visit.slackChannelId, owner = null, backup = null } = filled;
  const privateMetadata = addressMetadata.write(address(from));
  return projectForm({ privateMetadata, name, slackChannelId, owner, backup, problem }, visit.lang);
}

/**
 * The settings of the channel's digest, for whoever may change them; where it is asked for outside of channels, first
 * the choice of one. Throws UserError channel_needed where there is none that the person may know of, role_required.
 */
export async function digestFormFor(
  desk: Desk,
  visit: Visit,
  from: OpenedFrom,
  problem: string | null = null,
): Promise<ModalView> {
  const { slackChannelId, workspace, lang } = visit;
  if (slackChannelId === null) {
    const [some] = await searchDigestChannels(desk.ledger, visit.actor, '', 1);
    if (some === undefined) {
      // Whoever looks after no project hears who sets digests, whichever there are.
      await requireRole(desk.ledger, visit.actor, ['finance', 'manager'], 'digest');
      throw new UserError('channel_needed');
    }
    return digestChannelForm({ privateMetadata: addressMetadata.write(address(from)), problem }, lang);
  }
  const { settings, projectNames, guests, mayShowAmounts } = await digestSettingsToChange(
    desk.ledger,
    visit.actor,
    slackChannelId,
  );
  return digestForm(
    {
      privateMetadata: addressMetadata.write(address(from)),
      channel: `<#${slackChannelId}>`,
      projectNames,
      settings,
      guests,
      mayShowAmounts,
      country: workspace.country,
      minimum: { minor: settings.minimumAmount, currency: workspace.currency },
      problem,
    },
    lang,
  );
}

/** Until which day a client rests, with this in the fields. */
export function snoozeFormFor(
  visit: Visit,
  from: OpenedFrom,
  filled: {
    readonly client: ClientName | null;
    readonly until: Parameters<typeof snoozeForm>[0]['until'];
    readonly note: string;
  },
  problem: string | null = null,
): ModalView {
  const { today } = visit.actor;
  const latest = addDays(today, SNOOZE_MAX_DAYS);
  const privateMetadata = addressMetadata.write(address(from));
  return snoozeForm({ privateMetadata, ...filled, today, latest, problem }, visit.lang);
}
