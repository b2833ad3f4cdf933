import { randomBytes } from 'node:crypto';
import { emptyState } from '../block-kit/state.js';
import type { Timer } from '../timer.js';
import type { JsonObject, View } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import { type AppEvent, eventsOf, momentOf } from './derive.js';
import { hears } from './event-scopes.js';
import type { AppAnswer, AppRequest, AppSender, Outcome } from './send.js';
import { filledView } from './view-object.js';

/** When an event that was not taken is sent again, in ms after the failure. */
const RETRIES = [0, 60_000, 5 * 60_000];

export interface AppEventsParts {
  readonly workspace: Workspace;
  readonly timer: Timer;
  readonly sender: AppSender;
  /** The sandbox's address, for files. */
  readonly url?: () => string;
}

/** Tells the app what happens in the workspace, as far as it has asked to hear of it and may. Begins with its making. */
export class AppEvents {
  readonly #underWay = new Set<Promise<void>>();
  readonly #waiting = new Set<() => void>();
  readonly #stopListening: () => void;
  #closed = false;

  constructor(private readonly parts: AppEventsParts) {
    const { workspace } = parts;
    this.#stopListening = workspace.on((change) => {
      // What was to be said again about a workspace that is no more would be about nothing.
      if (change.kind === 'reset') this.#forgetRetries();
      for (const event of eventsOf(workspace, change, this.parts.url?.() ?? '')) this.#tell(event);
    });
  }

  /** A person opens a tab of the app. `view`: what is published there. */
  homeOpened(user: string, tab: 'home' | 'messages', view: View | null): void {
    const { workspace } = this.parts;
    if (!hears(workspace.app, 'app_home_opened', null)) return;
    const event = {
      type: 'app_home_opened',
      user,
      channel: workspace.direct(user, workspace.app.botUserId).id,
      tab,
      ...(tab === 'home' &&
        view !== null && {
          view: filledView(workspace, view, emptyState((view.payload.blocks ?? []) as JsonObject[])),
        }),
      event_ts: momentOf(workspace),
    };
    this.#tell({ name: 'app_home_opened', event, isShared: false });
  }

  /**
   * Asks the app whether the address is its own, as Slack does when it is written into the app's settings. An app that
   * does not give the challenge back could not have saved it there; here that is only shown in the developer's panel.
   */
  verifyUrl(): void {
    const { workspace, sender } = this.parts;
    const url = workspace.app.requestUrls.events;
    if (url === null || workspace.app.events.length === 0) return;
    const challenge = randomBytes(26).toString('hex');
    const value = { token: workspace.secrets.verificationToken, challenge, type: 'url_verification' };
    const unfit = ({ body }: AppAnswer): string | null => (givesBack(body, challenge) ? null : 'challenge_failed');
    this.#follow(sender.send({ url, title: 'url_verification', body: { kind: 'json', value }, unfit }).then(() => {}));
  }

  /** Resolves once every event so far was answered or is put off (what is sent again minutes later is not waited for). */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Nothing is sent any more. */
  stop(): void {
    this.#closed = true;
    this.#stopListening();
    this.#forgetRetries();
  }

  #forgetRetries(): void {
    for (const cancel of this.#waiting) cancel();
    this.#waiting.clear();
  }

  #tell({ name, event, isShared }: AppEvent): void {
    const { workspace } = this.parts;
    const { team, app, secrets } = workspace;
    const eventId = workspace.newId('Ev');
    const context = { et: name.split('.')[0], tid: team.id, aid: app.appId };
    const value: JsonObject = {
      token: secrets.verificationToken,
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: app.appId,
      event,
      type: 'event_callback',
      event_id: eventId,
      event_time: Math.floor(workspace.clock.now().getTime() / 1_000),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: isShared,
      event_context: `4-${Buffer.from(JSON.stringify(context)).toString('base64url')}`,
    };
    const title = event.subtype === undefined ? name : `${name} ${String(event.subtype)}`;
    this.#begin(title, value, 0, null);
  }

  /** `retry`: how often it was sent before; `reason`: why that failed. */
  #begin(title: string, value: JsonObject, retry: number, reason: string | null): void {
    const url = this.parts.workspace.app.requestUrls.events;
    // An app that has no address yet misses what happens; nobody is told later.
    if (this.#closed || url === null) return;
    const headers: Record<string, string> =
      reason === null ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': reason };
    const work = this.#attempt(
      { url, title, body: { kind: 'json', value }, headers, attempt: retry + 1 },
      value,
      retry,
    );
    this.#follow(work);
  }

  #follow(work: Promise<void>): void {
    this.#underWay.add(work);
    const done = () => this.#underWay.delete(work);
    // Whoever awaits `settled` hears of a fault; it must not end the process of everybody else.
    work.then(done, done);
  }

  async #attempt(request: AppRequest, value: JsonObject, retry: number): Promise<void> {
    const outcome = await this.parts.sender.send(request);
    const reason = failureOf(outcome);
    const wait = RETRIES[retry];
    if (reason === null || wait === undefined || this.#closed) return;
    if (wait === 0) return this.#begin(request.title, value, retry + 1, reason);
    const cancel = this.parts.timer.after(wait, () => {
      this.#waiting.delete(cancel);
      this.#begin(request.title, value, retry + 1, reason);
    });
    this.#waiting.add(cancel);
  }
}

/** The challenge comes back as it is, as the field of a form, or in JSON. */
function givesBack(body: string, challenge: string): boolean {
  const text = body.trim();
  if (text === challenge || new URLSearchParams(text).get('challenge') === challenge) return true;
  try {
    return (JSON.parse(text) as { challenge?: unknown } | null)?.challenge === challenge;
  } catch {
    return false;
  }
}

/** Slack's word for why an event is sent again; null: it was taken, or the app does not want it again. */
function failureOf(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'acknowledged':
      return null;
    case 'timeout':
      return 'http_timeout';
    case 'unreachable':
      return 'connection_failed';
    case 'http_error':
      return outcome.headers['x-slack-no-retry'] === '1' ? null : 'http_error';
  }
}
