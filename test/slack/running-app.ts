import { pino } from 'pino';
import { createSlackApp, type SlackApp } from '../../src/slack/app.js';
import type { Timer } from '../../src/slack/timer.js';
import { type TestLedger, type TestLedgerOptions, testLedger } from '../support/database.js';
import { SIGNING_SECRET, signedRequest } from '../support/signed-request.js';
import { type SlackAnswer, type SlackCall, SlackWorkspace } from '../support/slack-workspace.js';

/** A timer that does not wait: whoever sleeps goes on at once; the idle delivery sleeps until it is woken. */
export const impatient: Timer = { sleep: () => Promise.resolve(), after: () => () => undefined };

/** The product's Slack side on real books, listening on a real port, with Slack played by the test. */
export class RunningApp {
  private constructor(
    readonly books: TestLedger,
    readonly slack: SlackWorkspace,
    readonly app: SlackApp,
    readonly base: string,
  ) {}

  static async start(options: TestLedgerOptions = {}): Promise<RunningApp> {
    const books = await testLedger(options);
    const slack = await SlackWorkspace.open();
    const app = createSlackApp({
      config: {
        slack: { botToken: 'xoxb-test', apiUrl: slack.apiUrl, mode: { kind: 'http', signingSecret: SIGNING_SECRET } },
        host: '127.0.0.1',
        port: 0,
        defaults: { timezone: 'UTC', currency: 'USD', locale: 'en' },
      },
      ledger: books.ledger,
      log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
      timer: impatient,
    });
    const { port } = await app.start();
    return new RunningApp(books, slack, app, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.slack.close();
  }

  /** Sends a form-encoded body as Slack does. */
  async send(fields: Record<string, string>): Promise<Response> {
    return await signedRequest(this.base, new URLSearchParams(fields).toString());
  }

  /** Types a line after /collect and returns the answer that only this person sees. */
  async type(line: string, { user = 'UDANA', channel = 'CAPOLLO', team = 'T0001' } = {}): Promise<SlackAnswer> {
    const before = this.slack.answers.length;
    const response = await this.send({
      command: '/collect',
      text: line,
      user_id: user,
      team_id: team,
      channel_id: channel,
      channel_name: 'any',
      trigger_id: `trigger.${before}`,
      response_url: this.slack.responseUrl(`command-${before}`),
      api_app_id: 'A1',
    });
    if (response.status !== 200) throw new Error(`not acknowledged: ${response.status}`);
    return await this.slack.answered(before + 1);
  }

  /** Presses a button; `value` is what it carries. */
  async press(
    actionId: string,
    value: string,
    { user = 'UDANA', channel = 'CAPOLLO', ephemeral = true, overflow = false } = {},
  ): Promise<void> {
    const action = overflow
      ? { type: 'overflow', selected_option: { text: { type: 'plain_text', text: '…' }, value } }
      : { type: 'button', value, text: { type: 'plain_text', text: '…' } };
    await this.interact({
      type: 'block_actions',
      user: { id: user, team_id: 'T0001' },
      team: { id: 'T0001', domain: 'test' },
      channel: { id: channel, name: 'any' },
      container: { type: 'message', message_ts: '1.1', channel_id: channel, is_ephemeral: ephemeral },
      trigger_id: 'trigger.press',
      response_url: this.slack.responseUrl('press'),
      actions: [{ ...action, action_id: actionId, block_id: 'b', action_ts: '1.1' }],
    });
  }

  /** Presses and returns the answer. */
  async pressed(
    actionId: string,
    value: string,
    options: Parameters<RunningApp['press']>[2] = {},
  ): Promise<SlackAnswer> {
    const before = this.slack.answers.length;
    await this.press(actionId, value, options);
    return await this.slack.answered(before + 1);
  }

  /** The form that was opened last, once it is filled. */
  async form(count = 1): Promise<Form> {
    const [opened] = await this.slack.called('views.open', count);
    if (opened === undefined) throw new Error('no form was opened');
    const updates = await this.slack.called('views.update', count);
    return updates[count - 1]?.view as Form;
  }

  /** Submits a form with these inputs and returns what Slack is answered ({}: the form closes). */
  async submit(
    form: Pick<Form, 'callback_id' | 'private_metadata'>,
    inputs: Record<string, string | { chosen: string } | { date: string } | { ticked: string[] }>,
    { user = 'UDANA', viewId = `V-${Math.random()}` } = {},
  ): Promise<SubmitReply> {
    const values = Object.fromEntries(Object.entries(inputs).map(([id, input]) => [id, { [id]: stateOf(input) }]));
    const response = await this.interact({
      type: 'view_submission',
      user: { id: user, team_id: 'T0001' },
      team: { id: 'T0001', domain: 'test' },
      trigger_id: 'trigger.submit',
      view: { id: viewId, type: 'modal', ...form, state: { values } },
    });
    const text = await response.text();
    return text === '' ? {} : (JSON.parse(text) as SubmitReply);
  }

  async interact(payload: Record<string, unknown>): Promise<Response> {
    const response = await this.send({ payload: JSON.stringify(payload) });
    if (response.status !== 200) throw new Error(`not acknowledged: ${response.status}`);
    return response;
  }

  async event(event: Record<string, unknown>): Promise<Response> {
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T0001', event_id: 'E1', api_app_id: 'A1', event });
    return await signedRequest(this.base, body, { contentType: 'application/json' });
  }

  /** The messages posted to a channel (a person's direct channel is "D" and the user's id). */
  posted(channel: string): SlackCall['args'][] {
    return this.slack.callsOf('chat.postMessage').filter((args) => args.channel === channel);
  }
}

export interface Form {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly blocks: { readonly block_id?: string; readonly element?: { readonly initial_value?: string } }[];
}

export interface SubmitReply {
  readonly response_action?: string;
  readonly errors?: Record<string, string>;
  readonly view?: { readonly blocks: unknown[] };
}

function stateOf(input: string | { chosen: string } | { date: string } | { ticked: string[] }) {
  if (typeof input === 'string') return { type: 'plain_text_input', value: input };
  if ('date' in input) return { type: 'datepicker', selected_date: input.date };
  const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
  if ('chosen' in input) return { type: 'static_select', selected_option: option(input.chosen) };
  return { type: 'checkboxes', selected_options: input.ticked.map(option) };
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
