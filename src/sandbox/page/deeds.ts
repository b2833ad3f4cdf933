import { signal } from '@preact/signals';
import type {
  ActionBody,
  ActionContainer,
  ClockReport,
  ClockRequest,
  CloseBody,
  DirectBody,
  Done,
  ElementInput,
  FormErrors,
  HomeBody,
  OptionsBody,
  PageChannel,
  PageMessage,
  SendBody,
  ShortcutBody,
  SubmitBody,
  SwitchesBody,
} from '../page-protocol.js';
import type { JsonObject } from '../workspace/model.js';
import { tell, upload } from './api.js';
import { notify } from './notices.js';
import { formErrors, me, putChannel, putMessage, seeClock, state, typed } from './store.js';

// What the person does. Each tells the sandbox and says it where it was refused; what comes of it arrives by the live stream.

/** Elements whose press is under way: "container block action". */
export const busy = signal<ReadonlySet<string>>(new Set());

export function busyKey(place: string, blockId: string, actionId: string): string {
  return `${place} ${blockId} ${actionId}`;
}

function acting(): string {
  return me.value?.id ?? '';
}

/** Sends what was typed. A refusal comes back, so that the composer keeps the text and shows why. */
export async function send(channel: string, threadTs: string | null, text: string, file: File | null): Promise<Done> {
  if (file !== null) {
    const form = new FormData();
    form.set('as', acting());
    form.set('channel', channel);
    if (threadTs !== null) form.set('threadTs', threadTs);
    if (text !== '') form.set('text', text);
    form.set('file', file);
    return upload(form);
  }
  const body: SendBody = { as: acting(), channel, threadTs, text };
  const done = await tell<{ message: PageMessage | null }>('send', body);
  if (done.ok && done.message != null) putMessage(done.message);
  return done;
}

/** Sends a line as if it had been typed there; a refusal is said in passing. */
export async function sendLine(channel: string, text: string): Promise<boolean> {
  return said(await send(channel, null, text, null));
}

/** A press or choice in a message, form or Home, with everything that stands in the inputs beside it. */
export async function act(
  place: string,
  container: ActionContainer,
  blockId: string,
  actionId: string,
  input: ElementInput,
  values: ActionBody['values'],
): Promise<void> {
  const key = busyKey(place, blockId, actionId);
  if (busy.value.has(key)) return;
  busy.value = new Set(busy.value).add(key);
  const body: ActionBody = { as: acting(), container, blockId, actionId, input, values };
  said(await tell('action', body));
  busy.value = new Set([...busy.value].filter((other) => other !== key));
}

/** What an external select offers. Rejects where the app does not answer. */
export async function options(
  container: ActionContainer,
  blockId: string,
  actionId: string,
  query: string,
): Promise<{ readonly options: readonly JsonObject[]; readonly groups: readonly JsonObject[] | null }> {
  const body: OptionsBody = { as: acting(), container, blockId, actionId, query };
  const done = await tell<{ options: JsonObject[]; groups: JsonObject[] | null }>('options', body);
  if (!done.ok) throw new Error(done.error);
  return done;
}

/** Hands the top form in. The answer says why it stays open, if it does. */
export async function submit(viewId: string, values: SubmitBody['values']): Promise<string | null> {
  formErrors.value = null;
  const body: SubmitBody = { as: acting(), viewId, values };
  const done = await tell<{ errors: FormErrors | null; closed: boolean }>('submit', body);
  if (!done.ok) return done.error;
  if (done.errors !== null) formErrors.value = done.errors;
  else typed.value = new Map([...typed.value].filter(([place]) => place !== viewPlace(viewId)));
  return null;
}

export async function closeForm(viewId: string, all: boolean): Promise<void> {
  formErrors.value = null;
  const body: CloseBody = { as: acting(), viewId, all };
  if (!said(await tell('close', body))) return;
  const known = state.value;
  if (known === null) return;
  typed.value = new Map([...typed.value].filter(([place]) => place !== viewPlace(viewId)));
  state.value = { ...known, forms: all ? [] : known.forms.filter((form) => form.id !== viewId) };
}

/** Where a form's inputs are kept while it is open. */
export function viewPlace(viewId: string): string {
  return `view ${viewId}`;
}

export async function shortcut(callbackId: string, message: ShortcutBody['message']): Promise<void> {
  const body: ShortcutBody = { as: acting(), callbackId, message };
  said(await tell('shortcut', body));
}

export async function openHome(tab: HomeBody['tab']): Promise<void> {
  const body: HomeBody = { as: acting(), tab };
  said(await tell('home', body));
}

/** The conversation with somebody, made if there is none. */
export async function direct(person: string): Promise<PageChannel | null> {
  const body: DirectBody = { as: acting(), with: person };
  const done = await tell<{ channel: PageChannel }>('direct', body);
  if (!said(done) || !done.ok) return null;
  putChannel(done.channel);
  return done.channel;
}

export async function moveClock(to: ClockRequest['to']): Promise<Done<ClockReport>> {
  const body: ClockRequest = { as: acting(), to };
  const done = await tell<ClockReport>('clock', body);
  if (done.ok) seeClock(done.clock);
  return done;
}

export async function startOver(): Promise<Done> {
  return tell('start-over', {});
}

export async function setRateLimits(rateLimits: boolean): Promise<void> {
  const body: SwitchesBody = { rateLimits };
  if (said(await tell('switches', body)) && state.value !== null) state.value = { ...state.value, rateLimits };
}

function said(done: Done): boolean {
  if (!done.ok) notify('problem', done.error);
  return done.ok;
}
