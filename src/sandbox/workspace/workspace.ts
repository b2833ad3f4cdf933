import type { FormErrors } from '../page-protocol.js';
import type { Timer } from '../timer.js';
import type { Change, MessageDraft } from './change.js';
import { SandboxClock } from './clock.js';
import { FileBytes } from './file-bytes.js';
import { type Identity, newId, newIdentity, type Secrets } from './identity.js';
import type { Keep } from './keep.js';
import type { Declared } from './manifest.js';
import type { AppFacts, Channel, Message, Person, StoredFile, Team, View, WorkspaceSeed } from './model.js';
import { seededPerson } from './seeded.js';

interface Beginning {
  readonly seed: WorkspaceSeed;
  readonly app: Declared;
}

/** Where the seed's channels mean the app's own user. */
const BOT = 'BOT';

/**
 * A workspace: who is in it, what was said, what is on whose screen. It holds no rule of Slack's API or of its client;
 * it only sees to it that nothing is said twice at the same moment and that what happened is kept and told.
 */
export class Workspace {
  readonly clock: SandboxClock;
  /** Nothing was kept: this is its first day. */
  readonly isNew: boolean;
  #identity: Identity;
  #app: AppFacts;
  #rateLimits: boolean;
  #lastTs = 0;
  #silent = false;
  readonly #beginning: Beginning;
  readonly #keep: Keep;
  readonly #bytes: FileBytes;
  readonly #people = new Map<string, Person>();
  readonly #channels = new Map<string, Channel>();
  readonly #messages = new Map<string, Message[]>();
  readonly #homes = new Map<string, View>();
  readonly #forms = new Map<string, readonly View[]>();
  readonly #files = new Map<string, StoredFile>();
  readonly #read = new Map<string, string>();
  readonly #listeners = new Set<(change: Change) => void>();

  /** What `keep` holds, or the beginning where it is empty. `directory`: of the bytes of files; null: in memory. */
  constructor(parts: Beginning & { readonly keep: Keep; readonly directory: string | null; readonly timer: Timer }) {
    this.#beginning = { seed: parts.seed, app: parts.app };
    this.#keep = parts.keep;
    this.#bytes = new FileBytes(parts.directory);
    const kept = Object.fromEntries(this.#keep.all('meta') as [string, unknown][]);
    this.isNew = kept.meta === undefined;
    this.#rateLimits = kept.rateLimits !== false;
    this.#identity = (kept.meta as Identity | undefined) ?? newIdentity(parts.seed.team);
    this.#app = this.#appFacts();
    this.clock = new SandboxClock(parts.timer, (kept.ahead as number | undefined) ?? 0, (ahead) => {
      this.#keep.put('meta', 'ahead', ['ahead', ahead]);
      this.#tell({ kind: 'clock' });
    });
    if (this.isNew) {
      this.#keep.clear();
      this.#begin();
    } else this.#load();
  }

  get team(): Team {
    return this.#identity.team;
  }

  get app(): AppFacts {
    return this.#app;
  }

  get secrets(): Secrets {
    return this.#identity.secrets;
  }

  /** Whether the Web API puts off whoever asks too often. */
  get rateLimits(): boolean {
    return this.#rateLimits;
  }

  set rateLimits(on: boolean) {
    this.#rateLimits = on;
    this.#keep.put('meta', 'rateLimits', ['rateLimits', on]);
    this.#tell({ kind: 'app' });
  }

  /** All requests go to this address from now on, whatever the manifest says. */
  connectTo(requestUrl: string): void {
    const commands = Object.fromEntries(this.#app.commands.map(({ command }) => [command, requestUrl]));
    const requestUrls = { events: requestUrl, interactivity: requestUrl, options: requestUrl, commands };
    this.#app = { ...this.#app, requestUrls };
    this.#tell({ kind: 'app' });
  }

  /** Forgets all that happened. Team, app, token and secrets stay as they are; the clock shows real time. */
  startOver(): void {
    for (const table of [this.#people, this.#channels, this.#messages, this.#homes, this.#forms, this.#read])
      table.clear();
    for (const file of this.#files.keys()) this.#bytes.remove(file);
    this.#files.clear();
    this.#lastTs = 0;
    this.#keep.clear();
    this.#keep.put('meta', 'rateLimits', ['rateLimits', this.#rateLimits]);
    // Who was there from the beginning did not come: only that it is the beginning is told.
    this.#silent = true;
    try {
      this.#begin();
      this.clock.begin(new Date(this.clock.now().getTime() - this.clock.ahead));
    } finally {
      this.#silent = false;
    }
    this.#tell({ kind: 'reset' });
  }

  close(): void {
    this.#listeners.clear();
    this.#keep.close();
  }

  newId(prefix: 'V' | 'F' | 'C' | 'D' | 'G' | 'U' | 'B' | 'Ev' | 'T'): string {
    return newId(prefix);
  }

  person(user: string): Person | null {
    return this.#people.get(user) ?? null;
  }

  /** The app's own user among them, last. */
  people(): Person[] {
    return [...this.#people.values()];
  }

  putPerson(person: Person): void {
    const before = this.person(person.id);
    this.#people.set(person.id, person);
    this.#keep.put('person', person.id, person);
    this.#tell({ kind: 'person', person, before });
  }

  channel(channel: string): Channel | null {
    return this.#channels.get(channel) ?? null;
  }

  channels(): Channel[] {
    return [...this.#channels.values()];
  }

  /** Adds or changes a channel. Who comes and goes is told by `join` and `leave`. */
  putChannel(channel: Channel): void {
    const before = this.channel(channel.id);
    this.#channels.set(channel.id, channel);
    this.#keep.put('channel', channel.id, channel);
    this.#tell({ kind: 'channel', channel, before });
  }

  /** The direct conversation of two people (or of somebody with the app, or with themselves); made where it is missing. */
  direct(one: string, other: string): Channel {
    const found = this.channels().find(
      ({ kind, members }) =>
        kind === 'im' &&
        members.includes(one) &&
        members.includes(other) &&
        members.length === new Set([one, other]).size,
    );
    return found ?? this.#newConversation('im', [...new Set([one, other])], one);
  }

  /** The direct conversation of several. */
  group(users: readonly string[]): Channel {
    const members = [...new Set(users)];
    const found = this.channels().find(
      (channel) =>
        channel.kind === 'mpim' &&
        channel.members.length === members.length &&
        members.every((user) => channel.members.includes(user)),
    );
    return found ?? this.#newConversation('mpim', members, members[0] ?? this.#identity.botUserId);
  }

  /** Does nothing for somebody who is in already. Throws for a channel that is not there. */
  join(channelId: string, user: string, by = user): void {
    const before = this.#theChannel(channelId);
    if (before.members.includes(user)) return;
    const channel = { ...before, members: [...before.members, user] };
    this.putChannel(channel);
    this.#tell({ kind: 'joined', channel, user, by });
  }

  leave(channelId: string, user: string, by = user): void {
    const before = this.#theChannel(channelId);
    if (!before.members.includes(user)) return;
    const channel = { ...before, members: before.members.filter((member) => member !== user) };
    this.putChannel(channel);
    this.#tell({ kind: 'left', channel, user, by });
  }

  /** Writes a message. Its ts is the clock's time, later than any before it. */
  post(draft: MessageDraft): Message {
    this.#theChannel(draft.channel);
    const message: Message = {
      channel: draft.channel,
      ts: this.#nextTs(),
      user: draft.user,
      botId: draft.botId ?? null,
      text: draft.text,
      blocks: draft.blocks ?? null,
      attachments: draft.attachments ?? null,
      threadTs: draft.threadTs ?? null,
      broadcast: draft.broadcast ?? false,
      subtype: draft.subtype ?? null,
      metadata: draft.metadata ?? null,
      edited: null,
      ephemeralFor: draft.ephemeralFor ?? null,
      files: draft.files ?? [],
      mrkdwn: draft.mrkdwn ?? true,
    };
    this.#list(message.channel).push(message);
    this.#keepMessage(message);
    this.#tell({ kind: 'message', message, before: null });
    for (const fileId of message.files) {
      const file = this.file(fileId);
      if (file !== null) this.#tell({ kind: 'file_shared', file, channel: message.channel, message });
    }
    return message;
  }

  /** Throws for a message that is not there. */
  change(channel: string, ts: string, patch: Partial<Omit<Message, 'channel' | 'ts'>>): Message {
    const list = this.#list(channel);
    const at = list.findIndex((one) => one.ts === ts);
    const before = list[at];
    if (before === undefined) throw new Error(`no message ${ts} in ${channel}`);
    const message = { ...before, ...patch };
    list[at] = message;
    this.#keepMessage(message);
    this.#tell({ kind: 'message', message, before });
    return message;
  }

  remove(channel: string, ts: string): void {
    const list = this.#list(channel);
    const at = list.findIndex((one) => one.ts === ts);
    const [message] = at < 0 ? [] : list.splice(at, 1);
    if (message === undefined) return;
    this.#keep.remove('message', `${channel} ${ts}`);
    this.#tell({ kind: 'message_gone', message });
  }

  message(channel: string, ts: string): Message | null {
    return this.#messages.get(channel)?.find((one) => one.ts === ts) ?? null;
  }

  /** Ascending by ts; replies and messages that only one person sees are among them. */
  messages(channel: string): readonly Message[] {
    return this.#messages.get(channel) ?? [];
  }

  home(user: string): View | null {
    return this.#homes.get(user) ?? null;
  }

  putHome(home: View): void {
    this.#homes.set(home.user, home);
    this.#keep.put('home', home.user, home);
    this.#tell({ kind: 'home', home });
  }

  /** The forms on a person's screen, the top one last. */
  forms(user: string): readonly View[] {
    return this.#forms.get(user) ?? [];
  }

  setForms(user: string, forms: readonly View[], errors: FormErrors | null = null): void {
    this.#forms.set(user, forms);
    this.#tell({ kind: 'forms', user, forms, errors });
  }

  viewById(viewId: string): View | null {
    for (const forms of this.#forms.values()) {
      const found = forms.find((form) => form.id === viewId);
      if (found !== undefined) return found;
    }
    return [...this.#homes.values()].find((home) => home.id === viewId) ?? null;
  }

  file(fileId: string): StoredFile | null {
    return this.#files.get(fileId) ?? null;
  }

  files(): StoredFile[] {
    return [...this.#files.values()];
  }

  fileBytes(fileId: string): Buffer | null {
    return this.#files.has(fileId) ? this.#bytes.get(fileId) : null;
  }

  /** `bytes` null: only what is known of it has changed. */
  putFile(file: StoredFile, bytes: Buffer | null): void {
    if (bytes !== null) this.#bytes.put(file.id, bytes);
    this.#files.set(file.id, file);
    this.#keep.put('file', file.id, file);
  }

  removeFile(fileId: string): void {
    this.#files.delete(fileId);
    this.#bytes.remove(fileId);
    this.#keep.remove('file', fileId);
  }

  /** The ts up to which a person has read a channel; "0" for never. */
  readUpTo(user: string, channel: string): string {
    return this.#read.get(`${user} ${channel}`) ?? '0';
  }

  /** Reading never goes back. */
  markRead(user: string, channel: string, ts: string): void {
    const key = `${user} ${channel}`;
    if (Number(ts) <= Number(this.#read.get(key) ?? '0')) return;
    this.#read.set(key, ts);
    this.#keep.put('read', key, [key, ts]);
    this.#tell({ kind: 'read', user, channel });
  }

  /** Whoever shows the clock looks again. */
  tellClock(): void {
    this.#tell({ kind: 'clock' });
  }

  /** A word in passing on somebody's screen ("This app is not responding"). */
  notice(user: string, text: string): void {
    this.#tell({ kind: 'notice', user, text });
  }

  /** Called after each change, in the order of the changes. Returns what ends it. */
  on(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves as soon as `look` finds something; rejects after `limit` ms, naming `what` was waited for. */
  async until<Found>(look: () => Found | null | undefined, what: string, limit = 10_000): Promise<Found> {
    const found = look();
    if (found !== null && found !== undefined) return found;
    return await new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        off();
        reject(new Error(`waited ${limit} ms for ${what}`));
      }, limit);
      const off = this.on(() => {
        const seen = look();
        if (seen === null || seen === undefined) return;
        clearTimeout(giveUp);
        off();
        resolve(seen);
      });
    });
  }

  #appFacts(): AppFacts {
    const { botName: _, ...declared } = this.#beginning.app;
    const { appId, botUserId, botId } = this.#identity;
    return { ...declared, appId, botUserId, botId };
  }

  #botPerson(): Person {
    const { botName } = this.#beginning.app;
    return seededPerson({
      id: this.#identity.botUserId,
      name: botName.toLowerCase().replace(/[^\p{L}\p{N}._-]+/gu, '_'),
      realName: botName,
      timezone: this.team.timezone,
      isBot: true,
    });
  }

  #begin(): void {
    const { seed } = this.#beginning;
    const created = Math.floor(this.clock.now().getTime() / 1_000);
    for (const person of [...seed.people, this.#botPerson()]) this.putPerson(person);
    for (const channel of seed.channels) {
      const members = channel.members.map((member) => (member === BOT ? this.#identity.botUserId : member));
      this.putChannel({ ...channel, members, created });
    }
    // Last: where the process is killed before it, the next one finds no workspace and begins again.
    this.#keep.put('meta', 'meta', ['meta', this.#identity]);
  }

  #load(): void {
    for (const person of this.#keep.all('person') as Person[]) this.#people.set(person.id, person);
    for (const channel of this.#keep.all('channel') as Channel[]) this.#channels.set(channel.id, channel);
    for (const message of this.#keep.all('message') as Message[]) this.#list(message.channel).push(message);
    for (const list of this.#messages.values()) list.sort((a, b) => Number(a.ts) - Number(b.ts));
    for (const home of this.#keep.all('home') as View[]) this.#homes.set(home.user, home);
    for (const file of this.#keep.all('file') as StoredFile[]) this.#files.set(file.id, file);
    for (const [key, ts] of this.#keep.all('read') as [string, string][]) this.#read.set(key, ts);
    const last = [...this.#messages.values()].map((list) => Number(list.at(-1)?.ts ?? 0));
    this.#lastTs = Math.round(Math.max(0, ...last) * 1e6);
  }

  #newConversation(kind: 'im' | 'mpim', members: readonly string[], creator: string): Channel {
    const channel: Channel = {
      id: newId(kind === 'im' ? 'D' : 'G'),
      kind,
      name: kind === 'im' ? '' : `mpdm-${members.map((user) => this.person(user)?.name ?? user).join('--')}-1`,
      topic: '',
      members,
      creator,
      created: Math.floor(this.clock.now().getTime() / 1_000),
      isArchived: false,
      isExtShared: false,
    };
    this.putChannel(channel);
    return channel;
  }

  #theChannel(channelId: string): Channel {
    const channel = this.channel(channelId);
    if (channel === null) throw new Error(`no channel ${channelId}`);
    return channel;
  }

  #list(channelId: string): Message[] {
    let list = this.#messages.get(channelId);
    if (list === undefined) {
      list = [];
      this.#messages.set(channelId, list);
    }
    return list;
  }

  #keepMessage(message: Message): void {
    if (message.ephemeralFor === null) this.#keep.put('message', `${message.channel} ${message.ts}`, message);
  }

  /** In microseconds a double is exact far beyond our time. */
  #nextTs(): string {
    this.#lastTs = Math.max(this.clock.now().getTime() * 1_000, this.#lastTs + 100);
    const seconds = Math.floor(this.#lastTs / 1e6);
    return `${seconds}.${String(this.#lastTs % 1e6).padStart(6, '0')}`;
  }

  #tell(change: Change): void {
    if (this.#silent) return;
    for (const listener of [...this.#listeners]) listener(change);
  }
}
