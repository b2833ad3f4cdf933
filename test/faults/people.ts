import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { Sandbox } from '../../src/sandbox/server.js';
import { languageOf } from '../../src/text/language.js';
import type { Asked } from '../support/slack-proxy.js';
import type { ShiftedTime } from './shifted-time.js';

/** How long Slack waits for an acknowledgement. */
const PATIENCE = 3_000;

/** Who acts, and where. */
export interface From {
  readonly user: string;
  readonly channel: string;
}

/** What was answered by a request's response_url, and Slack took. */
export interface Told {
  readonly text?: string;
  readonly blocks?: unknown;
}

/** One thing that a person did: a line typed, a button pressed. */
export interface Act {
  readonly what: string;
  /** The person saw no error: Slack was answered 200 in time. */
  acknowledged: boolean;
  /** The same, and the person read in it that nothing is saved yet. */
  notYet: boolean;
  readonly told: Told[];
}

/** People in Slack's own clients: signed requests, three seconds of patience, and a look at what is answered. */
export class People {
  readonly #byUrl = new Map<string, { readonly act: Act; readonly heard: (told: Told) => void }>();
  #turn = 0;

  /** `doors`: the ports behind Slack's request URL, as they are now. */
  constructor(
    private readonly sandbox: Sandbox,
    private readonly time: ShiftedTime,
    private readonly doors: () => readonly number[],
  ) {}

  /** Told of each request that the workspace has had from the bot. */
  asked({ path, body, answer }: Asked): void {
    if (answer?.status !== 200) return;
    const found = this.#byUrl.get(path);
    if (found === undefined) return;
    const told = JSON.parse(body) as Told;
    found.act.told.push(told);
    found.heard(told);
  }

  /** Types a line after /collect. `heard`: what to do about each answer. `twice`: Slack sends it two times. */
  async type(line: string, from: From, more: Manner = {}): Promise<Act> {
    const url = this.sandbox.responseUrls.issue({ kind: 'command', ...from, source: null });
    return await this.#act(line, url, more, {
      command: '/collect',
      text: line,
      user_id: from.user,
      user_name: from.user.toLowerCase(),
      team_id: this.#team,
      team_domain: 'faults',
      channel_id: from.channel,
      channel_name: 'any',
      api_app_id: this.sandbox.workspace.app.appId,
      trigger_id: this.sandbox.triggers.issue(from.user, null),
      response_url: url,
    });
  }

  /** Presses a button of an answer that only this person sees. */
  async press(action: string, value: string, from: From, more: Manner = {}): Promise<Act> {
    const url = this.sandbox.responseUrls.issue({ kind: 'action', ...from, source: null });
    const ts = `${this.time.now().getTime() / 1_000}`;
    const payload = {
      type: 'block_actions',
      user: { id: from.user, team_id: this.#team },
      team: { id: this.#team, domain: 'faults' },
      api_app_id: this.sandbox.workspace.app.appId,
      channel: { id: from.channel, name: 'any' },
      container: { type: 'message', message_ts: ts, channel_id: from.channel, is_ephemeral: true },
      trigger_id: this.sandbox.triggers.issue(from.user, null),
      response_url: url,
      actions: [
        {
          type: 'button',
          value,
          text: { type: 'plain_text', text: '…' },
          action_id: action,
          block_id: 'b',
          action_ts: ts,
        },
      ],
    };
    return await this.#act(`${action} ${value}`, url, more, { payload: JSON.stringify(payload) });
  }

  get #team(): string {
    return this.sandbox.workspace.team.id;
  }

  async #act(what: string, url: string, { heard, twice }: Manner, fields: Record<string, string>): Promise<Act> {
    const act: Act = { what, acknowledged: false, notYet: false, told: [] };
    this.#byUrl.set(new URL(url).pathname, { act, heard: heard ?? (() => undefined) });
    const body = new URLSearchParams(fields).toString();
    const answers = await Promise.all(twice === true ? [this.#send(body), this.#send(body)] : [this.#send(body)]);
    act.acknowledged = answers.includes('taken');
    act.notYet = !act.acknowledged && answers.includes('not_yet');
    return act;
  }

  /** As a balancer does, a door that is shut is passed by. */
  async #send(body: string): Promise<Answer> {
    const doors = this.doors();
    this.#turn += 1;
    for (let n = 0; n < doors.length; n += 1) {
      const answer = await this.#knock(doors[(this.#turn + n) % doors.length] ?? 0, body);
      if (answer !== 'shut') return answer;
    }
    return 'error';
  }

  async #knock(port: number, body: string): Promise<Answer | 'shut'> {
    const seconds = Math.floor(this.time.now().getTime() / 1_000);
    const secret = this.sandbox.workspace.secrets.signingSecret;
    const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
    return await new Promise((done) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        path: '/slack/events',
        method: 'POST',
        agent: false,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': String(seconds),
          'x-slack-signature': `v0=${signature}`,
        },
      });
      const late = setTimeout(() => sent.destroy(), PATIENCE);
      sent.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(late);
        done(error.code === 'ECONNREFUSED' ? 'shut' : 'error');
      });
      sent.on('response', (response) => {
        let said = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          said += text;
        });
        response.on('end', () => {
          clearTimeout(late);
          if (response.statusCode !== 200) return done('error');
          done(said.includes(NOT_YET) ? 'not_yet' : 'taken');
        });
        response.on('error', () => done('error'));
      });
      sent.on('close', () => done('error'));
      sent.end(body);
    });
  }
}

/** What Slack's client makes of a reply; 'error': there was none in time, or it was not 200. */
type Answer = 'taken' | 'not_yet' | 'error';

interface Manner {
  readonly heard?: (told: Told) => void;
  readonly twice?: boolean;
}

const { errors } = languageOf('en').t;
const NOT_SAVED = errors.unreachable;
const NOT_YET = errors.slow;
const [OUR_FAULT = ''] = errors.unexpected('#').split('#');
const MOVED_ON = errors.byKey.cannot_undo(() => 'promise_moved_on');

/** Whether somebody was told that nothing was saved. */
export const saysNothingSaved = (told: Told): boolean => `${told.text}`.includes(NOT_SAVED);

/** The id under which a fault of the product was logged, if that is what somebody was told of. */
export const faultIn = ({ text }: Told): string | null =>
  text?.startsWith(OUR_FAULT) ? (/^\w+/.exec(text.slice(OUR_FAULT.length))?.[0] ?? null) : null;

/** Whether an undo was refused because a later line has taken the promise over: nothing is lost by that. */
export const saysMovedOn = (told: Told): boolean => `${told.text}`.startsWith(MOVED_ON);

/** The buttons of what somebody was told: their values, by action and label. */
export function buttonsOf(told: Told): { readonly label: string; readonly action: string; readonly value: string }[] {
  const found: { label: string; action: string; value: string }[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (typeof node === 'object' && node !== null) {
      const { type, text, action_id, value } = node as Record<string, unknown>;
      if (type === 'button' && typeof action_id === 'string') {
        found.push({ label: (text as { text: string }).text, action: action_id, value: String(value ?? '') });
      }
      for (const one of Object.values(node)) walk(one);
    }
  };
  walk(told.blocks);
  return found;
}
