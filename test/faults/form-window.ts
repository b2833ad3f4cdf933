import type { Sandbox } from '../../src/sandbox/server.js';
import type { JsonObject } from '../../src/sandbox/workspace/model.js';
import { fields, logForm } from '../../src/slack/messages/forms.js';
import { logMetadata } from '../../src/slack/views/metadata.js';
import { languageOf } from '../../src/text/language.js';
import type { Act, From, Told } from './people.js';

/** The form that holds a line, on somebody's screen: it may be handed in, come back with an error, and be handed in again. */
export class FormWindow {
  readonly id: string;
  readonly acts: Act[] = [];
  readonly #payload: JsonObject;
  /** What stands in it after it was handed in, or was said about it. */
  readonly #told: Told[] = [];

  constructor(
    private readonly sandbox: Sandbox,
    readonly from: From,
    readonly responseUrl: string,
    number: number,
  ) {
    this.id = `VFORM${String(number).padStart(6, '0')}`;
    const address = { channel: from.channel, responseUrl, replace: false, auditId: null, permalink: null };
    const form = logForm({ privateMetadata: logMetadata.write(address), text: 'log ' }, languageOf('en'));
    this.#payload = { ...form } as unknown as JsonObject;
    const { id } = this;
    const view = { id, type: 'modal', payload: this.#payload, hash: `${number}.x`, rootViewId: id } as const;
    // Slack's clients show one form at a time; a person has several clients.
    const { workspace } = sandbox;
    workspace.setForms(from.user, [...workspace.forms(from.user), { ...view, previousViewId: null, user: from.user }]);
  }

  /** What Slack sends when it is handed in with this line. */
  submission(line: string): JsonObject {
    const state = { values: { [fields.line]: { [fields.line]: { type: 'plain_text_input', value: line } } } };
    const { team, app } = this.sandbox.workspace;
    return {
      type: 'view_submission',
      user: { id: this.from.user, team_id: team.id },
      team: { id: team.id, domain: team.domain },
      api_app_id: app.appId,
      trigger_id: this.sandbox.triggers.issue(this.from.user, { viewId: this.id }),
      view: { ...this.#payload, id: this.id, root_view_id: this.id, state },
      response_urls: [],
    };
  }

  /** One more try to hand it in: what was said about the tries before it is about this one too. */
  tried(act: Act): void {
    act.told.push(...this.#told.filter(({ form }) => form !== true));
    this.acts.push(act);
  }

  /** Something was said about what was handed in. */
  tell(told: Told): void {
    this.#told.push(told);
    for (const act of this.acts) if (!act.returned) act.told.push(told);
  }

  /** It is no longer on the screen. */
  close(): void {
    const { workspace } = this.sandbox;
    const { user } = this.from;
    workspace.setForms(
      user,
      workspace.forms(user).filter(({ id }) => id !== this.id),
    );
  }
}
