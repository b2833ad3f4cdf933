import type {
  ActionBody,
  CloseBody,
  DirectBody,
  Done,
  FormErrors,
  HomeBody,
  OptionsBody,
  PageChannel,
  PageMessage,
  ReadBody,
  SendBody,
  ShortcutBody,
  SubmitBody,
} from '../page-protocol.js';
import { maySee, pageChannel } from '../page-server/seen-by.js';
import type { JsonObject } from '../workspace/model.js';
import { compose } from './compose.js';
import { shareFile, type UploadedFile } from './files.js';
import { closeForm, submitForm } from './forms.js';
import { LoadedOptions } from './loaded-options.js';
import { suggest } from './options.js';
import type { ActingParts } from './parts.js';
import { press } from './press.js';
import { takeShortcut } from './shortcuts.js';

const NO_CHANNEL = { ok: false, error: 'There is no such channel, or you are not in it.' } as const;

/**
 * What a person does in Slack's client, with the requests to the app that come of it. Nothing throws for a mistake of
 * the person: the answer says it. Each resolves once the app has answered, or has not within three seconds.
 */
export class Acting {
  readonly #loaded = new LoadedOptions();
  /** Forms that were handed in and are not answered yet. */
  readonly #handedIn = new Set<string>();

  constructor(private readonly parts: ActingParts) {}

  /** Sends what was typed: a message, a slash command of the app, or one of Slack's own. */
  async send(body: SendBody): Promise<Done<{ message: PageMessage | null }>> {
    return await compose(this.parts, body);
  }

  /** Presses a button or chooses something in a message, a form or the Home tab. */
  async action(body: ActionBody): Promise<Done> {
    return await press(this.parts, this.#loaded, body);
  }

  /** Hands in the form on top, once at a time as Slack's client does. `errors` and failures leave it open. */
  async submit(body: SubmitBody): Promise<Done<{ errors: FormErrors | null; closed: boolean }>> {
    const form = `${body.as} ${body.viewId}`;
    if (this.#handedIn.has(form)) return { ok: false, error: 'This form is being handed in already.' };
    this.#handedIn.add(form);
    try {
      return await submitForm(this.parts, this.#loaded, body);
    } finally {
      this.#handedIn.delete(form);
    }
  }

  async close(body: CloseBody): Promise<Done> {
    return await closeForm(this.parts, body);
  }

  /** The list of an external select for what was typed. */
  async options(
    body: OptionsBody,
  ): Promise<Done<{ options: readonly JsonObject[]; groups: readonly JsonObject[] | null }>> {
    return await suggest(this.parts, this.#loaded, body);
  }

  async shortcut(body: ShortcutBody): Promise<Done> {
    return await takeShortcut(this.parts, body);
  }

  /** Opens a tab of the app. The app hears of it as an event, so nothing is waited for. */
  async openHome({ as: user, tab }: HomeBody): Promise<Done> {
    const { workspace, events } = this.parts;
    const { app } = workspace;
    if (tab === 'home' && !app.homeTab) return { ok: false, error: `${app.name} has no Home tab.` };
    if (tab === 'messages' && !app.messagesTab) return { ok: false, error: `${app.name} has no Messages tab.` };
    events.homeOpened(user, tab, workspace.home(user));
    return { ok: true };
  }

  async read({ as: user, channel: id, ts }: ReadBody): Promise<Done> {
    const { workspace } = this.parts;
    const channel = workspace.channel(id);
    if (channel === null || !maySee(workspace, channel, user)) return NO_CHANNEL;
    workspace.markRead(user, id, ts);
    return { ok: true };
  }

  /** Opens the direct conversation with somebody, or with the app. */
  async direct({ as: user, with: other }: DirectBody): Promise<Done<{ channel: PageChannel }>> {
    const { workspace } = this.parts;
    const { app } = workspace;
    const person = workspace.person(other);
    if (person === null) return { ok: false, error: 'There is nobody of that name here.' };
    if (other === app.botUserId && !app.messagesTab) return { ok: false, error: `${app.name} has no Messages tab.` };
    return { ok: true, channel: pageChannel(workspace, workspace.direct(user, other), user) };
  }

  /** Shares a file. `threadTs`: the message that it answers. */
  async upload(as: string, channel: string, threadTs: string | null, text: string, file: UploadedFile): Promise<Done> {
    return await shareFile(this.parts, as, channel, threadTs, text, file);
  }
}
