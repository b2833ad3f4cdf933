import { computed, signal } from '@preact/signals';
import type {
  ClockView,
  FormErrors,
  FormValues,
  LiveEvent,
  PageChannel,
  PageMessage,
  PageMessages,
  PageState,
  TrafficEntry,
} from '../page-protocol.js';
import type { Person } from '../workspace/model.js';
import { ask, Refused, tell } from './api.js';
import { dayOf } from './dates.js';
import { announce, notify } from './notices.js';
import { speaker } from './people.js';
import { said } from './said.js';
import {
  countReply,
  emptyTimeline,
  isReply,
  keysOf,
  type Timeline,
  timelineKey,
  withEarlier,
  withMessage,
  withoutMessage,
} from './timeline.js';
import { words } from './words.js';

/** What the page knows of the workspace. Components read these; live events and the functions below change them. */
export const state = signal<PageState | null>(null);
/** The sandbox could not be asked. */
export const loadFailed = signal(false);
export const connection = signal<'connecting' | 'open' | 'lost'>('connecting');
export const timelines = signal<ReadonlyMap<string, Timeline>>(new Map());
export const traffic = signal<readonly TrafficEntry[]>([]);
/** What somebody typed into the inputs of a form or message, by where they are ("view V1", "message C1 1790…"). */
export const typed = signal<ReadonlyMap<string, FormValues>>(new Map());
/** Errors of the top form. */
export const formErrors = signal<FormErrors | null>(null);
/** The sandbox's clock as it was when it was last told of, and the page's own time then. */
const clockSeen = signal<{ readonly view: ClockView; readonly at: number } | null>(null);
/** Advances by itself, so that what shows the time is drawn anew. */
const pulse = signal(0);

export const me = computed(() => state.value?.me ?? null);
export const clock = computed(() => clockSeen.value?.view ?? state.value?.clock ?? null);

/** Now, by the sandbox's clock. */
export const now = computed(() => {
  pulse.value;
  const seen = clockSeen.value;
  return seen === null ? new Date() : new Date(Date.parse(seen.view.now) + performance.now() - seen.at);
});

const people = computed(() => new Map(state.value?.people.map((person) => [person.id, person])));
const channels = computed(() => new Map(state.value?.channels.map((channel) => [channel.id, channel])));

export function personOf(id: string): Person | null {
  return people.value.get(id) ?? null;
}

export function channelOf(id: string): PageChannel | null {
  return channels.value.get(id) ?? null;
}

/** The conversation of the person with somebody (or with themself), if there is one. */
export function directWith(id: string): PageChannel | null {
  const self = me.value?.id;
  const isIt = (channel: PageChannel) =>
    channel.kind === 'im' &&
    (id === self ? channel.members.every((member) => member === id) : channel.members.includes(id)) &&
    channel.members.includes(self ?? '');
  return state.value?.channels.find(isIt) ?? null;
}

/** The app's conversation with the person, if there is one. */
export const appDirect = computed(() => {
  const app = state.value?.app;
  return app === undefined ? null : directWith(app.botUserId);
});

export function startPulse(): void {
  setInterval(() => {
    pulse.value += 1;
  }, 5000);
}

/** Reads everything about the workspace anew. `as` null: whoever the sandbox names first. */
export async function loadState(as: string | null): Promise<PageState | null> {
  try {
    const loaded = await ask<PageState>('state', { as });
    state.value = loaded;
    loadFailed.value = false;
    seeClock(loaded.clock);
    return loaded;
  } catch {
    loadFailed.value = true;
    return null;
  }
}

/** What may have been missed while there was no line: the loaded timelines' newest parts and the list of requests. */
export async function refreshTimelines(): Promise<void> {
  const keys = [...timelines.value.keys()];
  await Promise.all([...keys.map((key) => loadTimeline(...splitKey(key))), loadTraffic()]);
}

/** Something else was filled in: what was wrong there is no longer known. */
export function forgetError(blockId: string): void {
  const { value: errors } = formErrors;
  if (errors === null || !(blockId in errors)) return;
  const left = Object.entries(errors).filter(([id]) => id !== blockId);
  formErrors.value = left.length === 0 ? null : Object.fromEntries(left);
}

export function forget(): void {
  timelines.value = new Map();
  typed.value = new Map();
  formErrors.value = null;
}

/** The newest messages of a channel, or a thread. */
export async function loadTimeline(channel: string, thread: string | null): Promise<void> {
  const as = me.value?.id;
  if (as === undefined) return;
  const limit = thread === null ? '50' : '200';
  const key = timelineKey(channel, thread);
  try {
    const loaded = await ask<PageMessages>('messages', { as, channel, thread, limit });
    if (me.value?.id === as) putTimeline(key, loaded);
  } catch (error) {
    if (error instanceof Refused) timelines.value = new Map([...timelines.value].filter(([other]) => other !== key));
  }
}

/** The page of messages before the first one that is there; whether there was one. */
export async function loadEarlier(channel: string): Promise<boolean> {
  const as = me.value?.id;
  const timeline = timelines.value.get(channel);
  const first = timeline?.messages[0];
  if (as === undefined || timeline === undefined || first === undefined || !timeline.hasMore) return false;
  const earlier = await ask<PageMessages>('messages', { as, channel, before: first.ts, limit: '50' }).catch(() => null);
  const present = timelines.value.get(channel);
  if (earlier === null || present === undefined || me.value?.id !== as) return false;
  putTimeline(channel, withEarlier(present, earlier));
  return true;
}

export async function loadTraffic(): Promise<void> {
  const loaded = await ask<{ entries: readonly TrafficEntry[] }>('traffic', {}).catch(() => null);
  if (loaded !== null) traffic.value = loaded.entries;
}

/** Everything up to the newest message that is there has been seen. */
export function markRead(channelId: string): void {
  const channel = channelOf(channelId);
  const person = me.value;
  const newest = timelines.value.get(channelId)?.messages.at(-1);
  if (channel === null || person === null || newest === undefined || channel.unread + channel.mentions === 0) return;
  putChannel({ ...channel, unread: 0, mentions: 0 });
  void tell('read', { as: person.id, channel: channelId, ts: newest.ts });
}

/** What happened in the workspace. `reset` and a new line are for whoever listens: they need everything anew. */
export function applyLive(event: Exclude<LiveEvent, { kind: 'reset' }>): void {
  const known = state.value;
  if (known === null) return;
  switch (event.kind) {
    case 'message':
      putMessage(event.message);
      break;
    case 'message_gone':
      dropMessage(event.channel, event.ts);
      break;
    case 'channel':
      putChannel(event.channel);
      break;
    case 'channel_gone':
      state.value = { ...known, channels: known.channels.filter((channel) => channel.id !== event.channel) };
      break;
    case 'people':
      state.value = {
        ...known,
        people: event.people,
        me: event.people.find((person) => person.id === known.me.id) ?? known.me,
      };
      break;
    case 'home':
      state.value = { ...known, home: event.home };
      break;
    case 'forms':
      // The app may draw a form anew because of what was typed before it was refused: what is wrong still is.
      formErrors.value = event.errors ?? (event.forms.at(-1)?.id === known.forms.at(-1)?.id ? formErrors.value : null);
      state.value = { ...known, forms: event.forms };
      break;
    case 'clock':
      seeClock(event.clock);
      break;
    case 'traffic':
      putTraffic(event.entry);
      break;
    case 'notice':
      notify('problem', event.text);
      break;
  }
}

export function seeClock(view: ClockView): void {
  clockSeen.value = { view, at: performance.now() };
}

export function putChannel(channel: PageChannel): void {
  const known = state.value;
  if (known === null) return;
  const at = known.channels.findIndex((other) => other.id === channel.id);
  const list = at === -1 ? [...known.channels, channel] : known.channels.with(at, channel);
  state.value = { ...known, channels: list };
}

/** A message new or changed, where it stands. */
export function putMessage(message: PageMessage): void {
  const next = new Map(timelines.value);
  const isNew = !keysOf(message).some((key) => next.get(key)?.messages.some((other) => other.ts === message.ts));
  for (const key of keysOf(message)) {
    const timeline = next.get(key);
    if (timeline !== undefined) next.set(key, withMessage(timeline, message));
  }
  if (isReply(message) && message.ephemeralFor === null) {
    for (const key of [message.channel, timelineKey(message.channel, message.threadTs)]) {
      const timeline = next.get(key);
      if (timeline !== undefined) next.set(key, countReply(timeline, message));
    }
  }
  timelines.value = next;
  const shown = keysOf(message).some((key) => next.has(key));
  if (isNew && shown && message.user !== me.value?.id) {
    const text = said(message.text, { person: personOf, channel: channelOf });
    announce(words.message.arrived(speaker(message, personOf(message.user)), text.slice(0, 200)));
  }
}

function dropMessage(channel: string, ts: string): void {
  const next = new Map(timelines.value);
  for (const [key, timeline] of next) if (splitKey(key)[0] === channel) next.set(key, withoutMessage(timeline, ts));
  timelines.value = next;
}

function putTimeline(key: string, timeline: Timeline): void {
  timelines.value = new Map(timelines.value).set(key, timeline);
}

/** Entries that the page keeps; the sandbox keeps as many. */
const mostEntries = 500;

function putTraffic(entry: TrafficEntry): void {
  const at = traffic.value.findIndex((other) => other.id === entry.id);
  traffic.value = at === -1 ? [...traffic.value, entry].slice(-mostEntries) : traffic.value.with(at, entry);
}

function splitKey(key: string): [channel: string, thread: string | null] {
  const [channel = '', thread] = key.split('/');
  return [channel, thread ?? null];
}

export function timelineOf(channel: string, thread: string | null): Timeline {
  return timelines.value.get(timelineKey(channel, thread)) ?? emptyTimeline;
}

/** The calendar date where the person who acts is. */
export const today = computed(() => dayOf(now.value, me.value?.timezone ?? 'UTC'));
