import { pino } from 'pino';
import { expect, vi } from 'vitest';
import { importFor } from '../../src/imports/import-for.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { ElementInput, FormValues } from '../../src/sandbox/page-protocol.js';
import type { JsonObject, Message, View } from '../../src/sandbox/workspace/model.js';
import { createSlackApp, type SlackApp } from '../../src/slack/app.js';
import type { Timer } from '../../src/slack/timer.js';
import { type TestLedger, type TestLedgerOptions, testLedger } from '../support/database.js';
import { signedRequest } from '../support/signed-request.js';
import { type SlackAnswer, type SlackCall, SlackWorkspace } from '../support/slack-workspace.js';

/** A timer that does not wait: whoever sleeps goes on at once; the idle delivery sleeps until it is woken. */
export const impatient: Timer = { sleep: () => Promise.resolve(), after: () => () => undefined };

/** A timer whose time passes when the test says so. */
export class HandTimer implements Timer {
  readonly #waiters: { readonly ms: number; readonly wake: () => void }[] = [];

  sleep(): Promise<void> {
    return Promise.resolve();
  }

  after(ms: number, wake: () => void): () => void {
    let waits = true;
    this.#waiters.push({ ms, wake: () => waits && wake() });
    return () => {
      waits = false;
    };
  }

  /** Once somebody waits that long, in ms, for the nth time from now on: it has passed. */
  async pass(ms: number, nth = 1): Promise<void> {
    const sooner = this.#waiters.length;
    const waiter = () => this.#waiters.slice(sooner).filter((one) => one.ms === ms)[nth - 1];
    await vi.waitFor(() => expect(waiter()).toBeDefined(), { timeout: 10_000, interval: 5 });
    waiter()?.wake();
  }
}

/** Where somebody types or presses. */
interface From {
  readonly user?: string;
  readonly channel?: string;
}

/**
 * The product's Slack side on real books, joined to the sandbox over HTTP. `type`, `press` and `submit` do what a person
 * does in Slack's client, with the messages and forms that are there; what no client sends (values that were tampered
 * with, buttons that are gone, people who are not in the channel) goes by `forged…`, signed like anything else.
 */
export class RunningApp {
  private constructor(
    readonly books: TestLedger,
    readonly slack: SlackWorkspace,
    readonly app: SlackApp,
    readonly base: string,
    private readonly ownsWorkspace: boolean,
    /** What the process's log has of errors, unless TEST_LOG shows them. */
    readonly faults: readonly string[],
  ) {}

  static async start(options: TestLedgerOptions = {}): Promise<RunningApp> {
    const books = await testLedger(options);
    const slack = await SlackWorkspace.open({ clock: books.clock });
    const running = await RunningApp.#run(books, slack, books.ledger, {});
    slack.sandbox.connect({ requestUrl: `${running.base}/slack/events` });
    return running;
  }

  /** Another process on the same books and in the same workspace: a replica, or the next one after this one has died. */
  async another({ ledger = this.books.ledger, ...rest }: { ledger?: Ledger; alone?: boolean; timer?: Timer } = {}) {
    return await RunningApp.#run(this.books, this.slack, ledger, { ...rest, ownsWorkspace: false });
  }

  static async #run(
    books: TestLedger,
    slack: SlackWorkspace,
    ledger: Ledger,
    { alone = false, ownsWorkspace = true, timer = impatient },
  ): Promise<RunningApp> {
    const { botToken, apiUrl, signingSecret } = slack;
    const faults: string[] = [];
    const level = process.env.TEST_LOG;
    const log =
      level === undefined ? pino({ level: 'error' }, { write: (line) => faults.push(line) }) : pino({ level });
    const app = createSlackApp({
      config: {
        slack: { botToken, apiUrl, mode: { kind: 'http', signingSecret } },
        host: '127.0.0.1',
        port: 0,
        defaults: { timezone: 'UTC', currency: 'USD', locale: 'en' },
      },
      ledger,
      importer: importFor,
      alone,
      log,
      timer,
    });
    const { port } = await app.start();
    return new RunningApp(books, slack, app, `http://127.0.0.1:${port}`, ownsWorkspace, faults);
  }

  async stop(): Promise<void> {
    await this.app.stop();
    if (this.ownsWorkspace) await this.slack.close();
  }

  /** Types a line after /collect and returns the answer that only this person sees. */
  async type(line: string, { user = 'UDANA', channel = 'CAPOLLO' }: From = {}): Promise<SlackAnswer> {
    const before = this.slack.answers.length;
    taken(await this.slack.sandbox.acting.send({ as: user, channel, threadTs: null, text: `/collect ${line}` }));
    return await this.slack.answered(before + 1);
  }

  /** Presses a button, or chooses from a menu what carries this value, in the newest message that has it. */
  async press(actionId: string, value: string, { user = 'UDANA', channel = 'CAPOLLO' }: From = {}): Promise<void> {
    const found = this.slack
      .messages(channel, user)
      .reverse()
      .flatMap((message) => carriersIn(message, actionId, value))[0];
    if (found === undefined) throw new Error(`${user} sees nothing in ${channel} that carries ${actionId} ${value}`);
    const { message, blockId, input } = found;
    const container = { kind: 'message', channel, ts: message.ts } as const;
    taken(await this.slack.sandbox.acting.action({ as: user, container, blockId, actionId, input, values: {} }));
  }

  /** Presses and returns the answer. */
  async pressed(actionId: string, value: string, from: From = {}): Promise<SlackAnswer> {
    const before = this.slack.answers.length;
    await this.press(actionId, value, from);
    return await this.slack.answered(before + 1);
  }

  /** The form that was opened last, once it is filled. */
  async form(count = 1): Promise<Form> {
    await this.slack.called('views.open', count);
    const updates = await this.slack.called('views.update', count);
    const view = this.slack.sandbox.workspace.viewById(String(updates[count - 1]?.view_id));
    if (view === null) throw new Error('the form is not on the screen');
    return formOf(view);
  }

  /**
   * Hands in the form on somebody's screen, with these inputs and what stood in the others, and returns what the app
   * answered ({}: the form closes). What Slack's client itself refuses comes back as `client`.
   */
  async submit(form: Form, inputs: Inputs): Promise<SubmitReply> {
    const { traffic, acting } = this.slack.sandbox;
    const values: FormValues = Object.fromEntries(
      Object.entries(inputs).map(([id, input]) => [id, { [id]: put(input) }]),
    );
    const before = traffic.entries().at(-1)?.id ?? 0;
    const done = taken(await acting.submit({ as: form.user, viewId: form.id, values }));
    const sent = traffic.entries().find(({ id, title }) => id > before && title.startsWith('view_submission'));
    if (sent === undefined) return { client: done.errors ?? {} };
    const text = sent.answer?.body ?? '';
    return text === '' ? {} : (JSON.parse(text) as SubmitReply);
  }

  /** Types into a list of a form that is searched by the app, and returns what is offered. */
  async search(form: Form, id: string, query: string): Promise<readonly Offered[]> {
    const { acting } = this.slack.sandbox;
    const container = { kind: 'view', viewId: form.id } as const;
    const done = taken(await acting.options({ as: form.user, container, blockId: id, actionId: id, query }));
    return done.options.map(({ text, value }) => ({ text: String((text as JsonObject).text), value: String(value) }));
  }

  /** Changes one input of a form with `inputs` in the others, or presses a button in it (null), and returns the form as it is then. */
  async change(form: Form, id: string, input: Inputs[string] | null, inputs: Inputs = {}): Promise<Form> {
    const { acting } = this.slack.sandbox;
    const before = this.slack.callsOf('views.update').length;
    const values: FormValues = Object.fromEntries(
      Object.entries(inputs).map(([name, other]) => [name, { [name]: put(other) }]),
    );
    const container = { kind: 'view', viewId: form.id } as const;
    const now = this.screen(form);
    const block = now.blocks.find((one) => one.block_id === id || holds(one, id));
    const blockId = String(block?.block_id);
    const pressed = input === null ? null : put(input);
    taken(await acting.action({ as: form.user, container, blockId, actionId: id, input: pressed, values }));
    await this.slack.called('views.update', before + 1);
    return this.screen(form);
  }

  /** A form as it stands on the screen now. */
  screen(form: Form): Form {
    const view = this.slack.sandbox.workspace.viewById(form.id);
    if (view === null) throw new Error('the form is not on the screen');
    return formOf(view);
  }

  /** Sends a form-encoded body as Slack does. */
  async send(fields: Record<string, string>): Promise<Response> {
    const secret = this.slack.signingSecret;
    const response = await signedRequest(this.base, new URLSearchParams(fields).toString(), { secret });
    if (response.status !== 200) throw new Error(`not acknowledged: ${response.status}`);
    return response;
  }

  /** A command that no client of this workspace would send. `line` as Slack escapes it. */
  async forgedLine(line: string, { user = 'UDANA', channel = 'CAPOLLO', team = 'T0001' } = {}): Promise<SlackAnswer> {
    const before = this.slack.answers.length;
    await this.send({
      command: '/collect',
      text: line,
      user_id: user,
      team_id: team,
      channel_id: channel,
      channel_name: 'any',
      trigger_id: this.slack.triggerId(user),
      response_url: this.slack.responseUrl(user, channel),
      api_app_id: 'A1',
    });
    return await this.slack.answered(before + 1);
  }

  /** A press of what is not there, or not for this person, or no longer. */
  async forgedPress(
    actionId: string,
    value: string,
    {
      user = 'UDANA',
      channel = 'CAPOLLO',
      team = 'T0001',
      ephemeral = true,
      messageTs = '1.1',
      triggerId = this.slack.triggerId(user),
    } = {},
  ): Promise<void> {
    await this.interact({
      type: 'block_actions',
      user: { id: user, team_id: team },
      team: { id: 'T0001', domain: 'test' },
      channel: { id: channel, name: 'any' },
      container: { type: 'message', message_ts: messageTs, channel_id: channel, is_ephemeral: ephemeral },
      trigger_id: triggerId,
      response_url: this.slack.responseUrl(user, channel),
      actions: [
        {
          type: 'button',
          value,
          text: { type: 'plain_text', text: '…' },
          action_id: actionId,
          block_id: 'b',
          action_ts: '1.1',
        },
      ],
    });
  }

  /** `forgedPress`, and the answer to it. */
  async forgedPressed(
    actionId: string,
    value: string,
    options: Parameters<RunningApp['forgedPress']>[2] = {},
  ): Promise<SlackAnswer> {
    const before = this.slack.answers.length;
    await this.forgedPress(actionId, value, options);
    return await this.slack.answered(before + 1);
  }

  /** A form that is not on the screen, or inputs that it does not offer, or the same submission once more. */
  async forgedSubmit(
    form: Pick<Form, 'callback_id' | 'private_metadata'> & { readonly id?: string; readonly blocks?: unknown[] },
    inputs: Inputs,
    { user = 'UDANA', team = 'T0001', triggerId = this.slack.triggerId(user) } = {},
  ): Promise<SubmitReply> {
    const { id = `V${Math.random()}`, callback_id, private_metadata, blocks = [] } = form;
    const values = Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, { [name]: stateOf(input) }]),
    );
    const response = await this.interact({
      type: 'view_submission',
      user: { id: user, team_id: team },
      team: { id: 'T0001', domain: 'test' },
      trigger_id: triggerId,
      view: { id, type: 'modal', callback_id, private_metadata, blocks, state: { values } },
    });
    const text = await response.text();
    return text === '' ? {} : (JSON.parse(text) as SubmitReply);
  }

  async interact(payload: Record<string, unknown>): Promise<Response> {
    return await this.send({ payload: JSON.stringify(payload) });
  }

  /** An event that the sandbox has no occasion for. `id`: the same once more is the same event, sent again. */
  async event(event: Record<string, unknown>, id = `Ev${Math.random()}`, team = 'T0001'): Promise<Response> {
    const body = JSON.stringify({ type: 'event_callback', team_id: team, event_id: id, api_app_id: 'A1', event });
    const secret = this.slack.signingSecret;
    return await signedRequest(this.base, body, { contentType: 'application/json', secret });
  }

  /** The messages posted to a channel (a person's direct channel is "D" and the user's id). */
  posted(channel: string): SlackCall['args'][] {
    return this.slack.callsOf('chat.postMessage').filter((args) => args.channel === channel);
  }
}

/** A form on somebody's screen. */
export interface Form {
  readonly id: string;
  readonly user: string;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly blocks: { readonly block_id?: string; readonly element?: Readonly<Record<string, unknown>> }[];
}

export interface Offered {
  readonly text: string;
  readonly value: string;
}

type Inputs = Record<
  string,
  | string
  | { chosen: string }
  | { date: string }
  | { ticked: string[] }
  | { time: string }
  | { user: string }
  | { users: string[] }
  | { conversation: string }
>;

const holds = (block: unknown, actionId: string): boolean =>
  ((block as { elements?: { action_id?: string }[] }).elements ?? []).some((one) => one.action_id === actionId);

export interface SubmitReply {
  readonly response_action?: string;
  readonly errors?: Record<string, string>;
  readonly view?: { readonly blocks: unknown[] };
  /** Slack's client did not even send it. */
  readonly client?: Readonly<Record<string, string>>;
}

function taken<Answer extends { readonly ok: boolean }>(done: Answer): Extract<Answer, { ok: true }> {
  if (!done.ok) throw new Error(`Slack's client says: ${(done as { error?: string }).error}`);
  return done as Extract<Answer, { ok: true }>;
}

function formOf({ id, user, payload }: View): Form {
  const { callback_id = '', private_metadata = '', blocks = [] } = payload;
  return {
    id,
    user,
    callback_id: String(callback_id),
    private_metadata: String(private_metadata),
    blocks: blocks as Form['blocks'],
  };
}

/** Where in a message something can be pressed or chosen that carries this value. */
function carriersIn(message: Message, actionId: string, value: string) {
  const found: { message: Message; blockId: string; input: ElementInput }[] = [];
  const walk = (node: unknown, blockId: string): void => {
    if (Array.isArray(node)) for (const one of node) walk(one, blockId);
    else if (typeof node === 'object' && node !== null) {
      const { action_id, value: own, options = [] } = node as JsonObject;
      if (action_id === actionId) {
        const offered = Array.isArray(options) && options.some((option) => (option as JsonObject).value === value);
        if (offered) found.push({ message, blockId, input: { option: value } });
        else if (own === value) found.push({ message, blockId, input: null });
      }
      for (const one of Object.values(node)) walk(one, blockId);
    }
  };
  for (const block of message.blocks ?? []) walk(block, String(block.block_id));
  return found;
}

function put(input: Inputs[string]): ElementInput {
  if (typeof input === 'string') return { value: input };
  if ('date' in input) return { date: input.date };
  if ('chosen' in input) return { option: input.chosen };
  if ('ticked' in input) return { options: input.ticked };
  return input;
}

export function stateOf(input: Inputs[string]) {
  if (typeof input === 'string') return { type: 'plain_text_input', value: input };
  if ('date' in input) return { type: 'datepicker', selected_date: input.date };
  const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
  if ('chosen' in input) return { type: 'static_select', selected_option: option(input.chosen) };
  if ('time' in input) return { type: 'timepicker', selected_time: input.time };
  if ('users' in input) return { type: 'multi_users_select', selected_users: input.users };
  if ('user' in input) return { type: 'users_select', selected_user: input.user };
  if ('conversation' in input) return { type: 'conversations_select', selected_conversation: input.conversation };
  return { type: 'checkboxes', selected_options: input.ticked.map(option) };
}

/** What stands in a form's inputs before anybody changes them, by their ids: text, dates, what an option says. */
export function filled(form: Form): Record<string, string | string[]> {
  const said = (option: unknown): string => String((option as { text: { text: string } }).text.text);
  return Object.fromEntries(
    form.blocks.flatMap(({ block_id, element }): [string, string | string[]][] => {
      if (block_id === undefined || element === undefined) return [];
      const { initial_option: one, initial_options: many } = element;
      if (one !== undefined) return [[block_id, said(one)]];
      if (Array.isArray(many)) return [[block_id, many.map(said)]];
      const names = ['value', 'date', 'time', 'user', 'conversation'].map((name) => `initial_${name}`);
      const first = names.map((name) => element[name]).find((value) => value !== undefined);
      return first === undefined ? [] : [[block_id, String(first)]];
    }),
  );
}

/** All buttons and menu entries of a message, by their label. */
export function buttonsOf(message: { readonly blocks?: unknown }): Record<string, { action: string; value: string }> {
  const found: Record<string, { action: string; value: string }> = {};
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (typeof node === 'object' && node !== null) {
      const { type, text, action_id, value } = node as Record<string, unknown>;
      if (type === 'button' && typeof action_id === 'string') {
        found[(text as { text: string }).text] = { action: action_id, value: String(value ?? '') };
      }
      for (const one of Object.values(node)) walk(one);
    }
  };
  walk(message.blocks);
  return found;
}

/** Everything that can be read in a message. */
export function wordsOf(message: { readonly text?: string; readonly blocks?: unknown } | undefined): string {
  const parts: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (typeof node === 'object' && node !== null) {
      const { text } = node as { text?: unknown };
      if (typeof text === 'string') parts.push(text);
      for (const one of Object.values(node)) walk(one);
    }
  };
  walk(message?.blocks);
  return [message?.text ?? '', ...parts].join('\n');
}
