import { createHash } from 'node:crypto';
import type { NewRequest } from '../ledger/inbox.js';
import { splitCommand } from '../understanding/split-command.js';
import { onlyReads } from './commands/command.js';
import { findCommand } from './commands/registry.js';
import { askingIn } from './events/asking.js';
import { channelEvents, membershipEvents } from './events/channels.js';
import { droppedIn } from './events/dropped.js';
import { type ActionId, actionIds, rerunValue, rowValue } from './messages/action-ids.js';

/** A second press of the same button within this time, in ms, is the first one: a nervous finger. */
const DOUBLE_CLICK = 3_000;

/** Events whose listeners write into the books what changed. */
const WRITTEN_EVENTS: ReadonlySet<string> = new Set([...channelEvents, ...membershipEvents, 'user_change']);

/** Buttons that show something or open a form, whatever they carry: nothing is lost with them. Others are recorded. */
const SHOWS_ONLY: ReadonlySet<ActionId> = new Set<ActionId>([
  'collect.change',
  'collect.settings',
  'promise.new_date',
  'promise.called',
  'promise.escalate',
  'escalation.keep',
  'escalation.escalate',
  'escalation.brief',
  'overdue.page',
  'home.page',
  'home.search',
  'setup.open',
  'import.read_as',
  'import.cancel',
  'payment.same',
  'digest.csv',
  'home.settings',
  'morning.rest',
  'collect.form',
  'pick.client',
  'pick.invoices',
  'pick.project',
  'pick.channel',
  'log.outcome',
  'log.date',
  'log.amount',
  'log.currency',
  'log.another',
  'log.part',
]);

/** Buttons whose press records something by itself. */
const WRITES_AT_ONCE: ReadonlySet<ActionId> = new Set<ActionId>([
  'collect.rerun',
  'collect.add_client',
  'promise.paid',
  'digest.row',
  'setup.keep',
  'setup.use',
  'setup.later',
  'import.confirm',
]);

const known: ReadonlySet<string> = new Set(Object.values(actionIds));

type Json = Readonly<Record<string, unknown>>;

const objectIn = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * What is to be recorded of a request before it is acknowledged. Null: it needs no record, because it only reads, shows
 * or opens something, or because nothing listens to it.
 *
 * @param body as Slack sent it: a command's fields, an interaction, or an event with its envelope
 */
export function askedIn(body: unknown): NewRequest | null {
  const sent = objectIn(body);
  if (typeof sent.command === 'string') return command(sent);
  switch (sent.type) {
    case 'block_actions':
      return press(sent);
    case 'view_submission':
      return asked(sent, 'form', `view:${textIn(objectIn(sent.view).id)}`);
    case 'event_callback':
      return event(sent);
    default:
      return null;
  }
}

/**
 * The trigger of a press that leads to a form though it is recorded first ("They paid" asks whoever records money).
 * Null: it leads to none.
 */
export function formTriggerIn(body: unknown): string | null {
  const sent = objectIn(body);
  if (sent.type !== 'block_actions' || typeof sent.trigger_id !== 'string') return null;
  const action = objectIn(Array.isArray(sent.actions) ? sent.actions[0] : null);
  const id = textIn(action.action_id).replace(/:\d+$/, '');
  const carried = textIn(action.value) || textIn(objectIn(action.selected_option).value);
  const paid = id === actionIds.promisePaid || (id === actionIds.digestRow && rowValue.decode(carried)?.do === 'paid');
  return paid ? sent.trigger_id : null;
}

/** Who made a request, and what they typed, for a word about it. Null: nobody (an event that is no question). */
export function askerIn(body: unknown): { readonly slackUserId: string; readonly typed: string | null } | null {
  const sent = objectIn(body);
  if (typeof sent.command === 'string') return { slackUserId: textIn(sent.user_id), typed: textIn(sent.text) };
  if (sent.type === 'event_callback') {
    const asking = askingIn(objectIn(sent.event)) ?? droppedIn(objectIn(sent.event));
    return asking === null ? null : { slackUserId: asking.slackUserId, typed: null };
  }
  const slackUserId = textIn(objectIn(sent.user).id);
  return slackUserId === '' ? null : { slackUserId, typed: null };
}

function asked(
  { token: _, ...body }: Json,
  kind: NewRequest['kind'],
  dedupeKey: string,
  natural: { readonly key: string; readonly for: number | null } | null = null,
): NewRequest {
  return { dedupeKey, naturalKey: natural?.key ?? null, naturalFor: natural?.for ?? null, kind, body };
}

function command(sent: Json): NewRequest | null {
  const text = textIn(sent.text);
  if (lineOnlyReads(text)) return null;
  return asked(sent, 'command', `command:${[sent.team_id, sent.user_id, sent.trigger_id].map(textIn).join(':')}`);
}

/** Whether a line shows something and writes nothing. Where that depends on what is in the books, it may write. */
function lineOnlyReads(text: string): boolean {
  const { verb, rest } = splitCommand(text);
  const command = findCommand(verb);
  return verb === '' || (command !== null && onlyReads(command, rest));
}

function press(sent: Json): NewRequest | null {
  const action = objectIn(Array.isArray(sent.actions) ? sent.actions[0] : null);
  const id = textIn(action.action_id).replace(/:\d+$/, '');
  if (!known.has(id) || SHOWS_ONLY.has(id as ActionId)) return null;
  const carried = textIn(action.value) || textIn(objectIn(action.selected_option).value);
  if (id === actionIds.rerun && lineOnlyReads(rerunValue.decode(carried)?.text ?? '')) return null;
  if (id === actionIds.digestRow && rowValue.decode(carried)?.do !== 'paid') return null;
  const container = objectIn(sent.container);
  const user = textIn(objectIn(sent.user).id);
  const team = textIn(objectIn(sent.team).id);
  const place = textIn(container.message_ts) || textIn(container.view_id);
  const trigger = textIn(sent.trigger_id) || `${place}:${textIn(action.action_id)}:${textIn(action.action_ts)}`;
  const same = [user, textIn(container.channel_id), place, textIn(action.action_id), digestOf(carried)];
  const natural = WRITES_AT_ONCE.has(id as ActionId) ? { key: `press:${same.join(':')}`, for: DOUBLE_CLICK } : null;
  return asked(sent, 'press', `press:${team}:${user}:${trigger}`, natural);
}

/**
 * Slack may tell of one happening under two ids: when it happened, and to whom, is the same. Questions are recorded too,
 * though they only read: Slack sends an event again, to any replica, and a question is answered once.
 */
function event(sent: Json): NewRequest | null {
  const said = objectIn(sent.event);
  const type = textIn(said.type);
  if (!WRITTEN_EVENTS.has(type) && askingIn(said) === null && droppedIn(said) === null) return null;
  // Of several who are invited together each joins.
  const who = membershipEvents.some((name) => name === type) ? `:${idIn(said.user)}` : '';
  const subject = `${idIn(said.channel) || idIn(said.user)}${who}`;
  const at = textIn(said.event_ts);
  const natural = at === '' || subject === '' ? null : { key: `event:${type}:${subject}:${at}`, for: null };
  return asked(sent, 'event', `event:${textIn(sent.event_id)}`, natural);
}

const idIn = (value: unknown): string => textIn(value) || textIn(objectIn(value).id);

/** A key is short; what a button carries need not be. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
