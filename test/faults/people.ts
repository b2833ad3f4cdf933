import type { Sandbox } from '../../src/sandbox/server.js';
import { formIds } from '../../src/slack/messages/action-ids.js';
import { languageOf } from '../../src/text/language.js';
import type { Asked } from '../support/slack-proxy.js';
import type { Door, ToApp } from './door.js';
import { FormWindow } from './form-window.js';
import type { ShiftedTime } from './shifted-time.js';

/** Slack sends something a second time so many ms after the first. */
const LATER = 300;

/** Who acts, and where. */
export interface From {
  readonly user: string;
  readonly channel: string;
}

/** What was answered by a request's response_url, or in its form, and Slack took. */
export interface Told {
  readonly text?: string;
  readonly blocks?: unknown;
  /** The form again, with what is wrong with it. */
  readonly form?: true;
}

/** One thing that a person did, or that happened: a line typed, a button pressed, a form handed in, an event. */
export interface Act {
  readonly what: string;
  /** What the product knows the request by. */
  readonly key: string;
  /** The person saw no error: Slack was answered 200 in time. */
  acknowledged: boolean;
  /** The same, and the person read in it that nothing is saved yet. */
  notYet: boolean;
  /** A form that came back with an error on a field: nothing came of it. */
  returned: boolean;
  /** Nobody waits for an answer. */
  readonly silent: boolean;
  readonly told: Told[];
}

export interface Manner {
  /** What to do about each answer. */
  readonly heard?: (told: Told) => void;
  /** Slack sends it two times: a balancer repeats it, or Slack is in doubt. */
  readonly twice?: 'at once' | 'later' | null;
}

/** People in Slack's own clients: requests, three seconds of patience, and a look at what is answered. */
export class People {
  readonly #byUrl = new Map<string, (told: Told) => void>();
  readonly #byView = new Map<string, (told: Told) => void>();
  #windows = 0;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly time: ShiftedTime,
    private readonly door: Door,
  ) {}

  /** Told of each request that the workspace has had from the bot. */
  asked({ path, body, answer }: Asked): void {
    if (answer?.status !== 200) return;
    const heard = this.#byUrl.get(path);
    if (heard !== undefined) heard(JSON.parse(body) as Told);
    if (path !== '/api/views.update') return;
    const args = new URLSearchParams(body);
    if (!(JSON.parse(answer.body) as { ok: boolean }).ok) return;
    this.#byView.get(args.get('view_id') ?? '')?.(toldIn(JSON.parse(args.get('view') ?? '{}') as Shown));
  }

  /** Types a line after /collect. */
  async type(line: string, from: From, more: Manner = {}): Promise<Act> {
    const url = this.sandbox.responseUrls.issue({ kind: 'command', ...from, source: null });
    const trigger = this.sandbox.triggers.issue(from.user, null);
    const act = this.#act(line, `command:${this.#team}:${from.user}:${trigger}`);
    const payload = {
      command: '/collect',
      text: line,
      user_id: from.user,
      user_name: from.user.toLowerCase(),
      team_id: this.#team,
      team_domain: 'faults',
      channel_id: from.channel,
      channel_name: 'any',
      api_app_id: this.sandbox.workspace.app.appId,
      trigger_id: trigger,
      response_url: url,
    };
    return await this.#answered(act, url, { kind: 'command', payload }, more);
  }

  /** Presses a button of an answer that only this person sees. */
  async press(action: string, value: string, from: From, more: Manner = {}): Promise<Act> {
    const url = this.sandbox.responseUrls.issue({ kind: 'action', ...from, source: null });
    const trigger = this.sandbox.triggers.issue(from.user, null);
    const ts = `${this.time.now().getTime() / 1_000}`;
    const act = this.#act(`${action} ${value}`, `press:${this.#team}:${from.user}:${trigger}`);
    const payload = {
      type: 'block_actions',
      user: { id: from.user, team_id: this.#team },
      team: { id: this.#team, domain: 'faults' },
      api_app_id: this.sandbox.workspace.app.appId,
      channel: { id: from.channel, name: 'any' },
      container: { type: 'message', message_ts: ts, channel_id: from.channel, is_ephemeral: true },
      trigger_id: trigger,
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
    return await this.#answered(act, url, { kind: 'interaction', payload }, more);
  }

  /** Has the form for a line on the screen. */
  openForm(from: From): FormWindow {
    this.#windows += 1;
    const url = this.sandbox.responseUrls.issue({ kind: 'action', ...from, source: null });
    return new FormWindow(this.sandbox, from, url, this.#windows);
  }

  /** Hands a form in with this line: it closes, comes back with an error, or says something. */
  async handIn(window: FormWindow, line: string, { heard = () => undefined, twice = null }: Manner = {}): Promise<Act> {
    const act = this.#act(`form ${window.id}: ${line}`, `view:${window.id}`);
    window.tried(act);
    const hear = (told: Told): void => {
      window.tell(told);
      heard(told);
    };
    this.#byUrl.set(new URL(window.responseUrl).pathname, hear);
    this.#byView.set(window.id, hear);
    const replies = await this.#sent({ kind: 'interaction', payload: window.submission(line) }, twice);
    for (const reply of replies) {
      if (reply === null) continue;
      const { response_action: then, view, errors: wrong = {} } = (reply === '' ? {} : JSON.parse(reply)) as FormReply;
      if (then === 'update' && JSON.stringify(view).includes(WORKING)) act.notYet = true;
      else {
        act.acknowledged = true;
        if (then === 'errors') {
          act.returned = true;
          act.told.push({ text: Object.values(wrong).join('; '), form: true });
        } else if (then === 'update') {
          const told = toldIn(view ?? {});
          act.returned ||= told.form === true;
          hear(told);
        } else window.close();
      }
    }
    act.notYet &&= !act.acknowledged;
    return act;
  }

  /** The channel has this name in Slack. */
  rename(id: string, name: string): void {
    const { workspace } = this.sandbox;
    const channel = workspace.channel(id);
    if (channel === null) throw new Error(`there is no channel ${id}`);
    if (channel.name !== name) workspace.putChannel({ ...channel, name });
  }

  /** Something happened that Slack tells the app of. `again`: how often it was told before, not acknowledged. */
  async happened(event: Readonly<Record<string, unknown>>, id: string, again: number, more: Manner): Promise<Act> {
    const act = this.#act(`event ${String(event.type)} ${id}`, `event:${id}`, true);
    const payload = {
      type: 'event_callback',
      team_id: this.#team,
      api_app_id: this.sandbox.workspace.app.appId,
      event_id: id,
      event_time: Math.floor(this.time.now().getTime() / 1_000),
      event,
    };
    const replies = await this.#sent({ kind: 'event', payload, ...(again > 0 && { retry: again }) }, more.twice);
    act.acknowledged = replies.some((reply) => reply !== null);
    return act;
  }

  get #team(): string {
    return this.sandbox.workspace.team.id;
  }

  #act(what: string, key: string, silent = false): Act {
    return { what, key, acknowledged: false, notYet: false, returned: false, silent, told: [] };
  }

  async #answered(act: Act, url: string, request: ToApp, { heard, twice }: Manner): Promise<Act> {
    this.#byUrl.set(new URL(url).pathname, (told) => {
      act.told.push(told);
      heard?.(told);
    });
    const replies = await this.#sent(request, twice);
    act.acknowledged = replies.some((reply) => reply !== null && !reply.includes(NOT_YET));
    act.notYet = !act.acknowledged && replies.some((reply) => reply !== null);
    return act;
  }

  async #sent(request: ToApp, twice: Manner['twice'] = null): Promise<(string | null)[]> {
    const first = this.door.send(request);
    if (twice === null) return [await first];
    if (twice === 'later') await new Promise((later) => setTimeout(later, LATER));
    return await Promise.all([first, this.door.send(request)]);
  }
}

/** As much of a form as is looked at. */
interface Shown {
  readonly callback_id?: string;
  readonly blocks?: unknown;
}

interface FormReply {
  readonly response_action?: string;
  readonly view?: Shown;
  readonly errors?: Readonly<Record<string, string>>;
}

const toldIn = ({ callback_id, blocks }: Shown): Told => ({
  text: textIn(blocks),
  blocks,
  ...(callback_id === formIds.log && { form: true }),
});

/** Of a section at the top: what a message has as its text. */
function textIn(blocks: unknown): string {
  const [first] = Array.isArray(blocks) ? (blocks as { readonly text?: { readonly text?: string } }[]) : [];
  return first?.text?.text ?? '';
}

const { errors, commands } = languageOf('en').t;
const WORKING = commands.working;
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
